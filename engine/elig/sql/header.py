"""What stands before a statement: what it reads, in which form, and by which files it decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from elig.program.model import Rules, Vocabulary
from elig.program.types import Range
from elig.sql import staged
from elig.sql.staged import StagedColumn
from elig.sql.statement import Statement
from elig.version import __version__


def header(
    found: Statement, rules: Rules, vocabulary: Vocabulary, on: date | None, files: Mapping[str, str], *, known: bool
) -> str:
    """The comment before a statement, line by line."""
    lines = [
        f"{rules.policy.title.zh} / {rules.policy.title.text('en')} ({rules.policy.id}), elig {__version__}",
        f"on {on.isoformat() if on is not None else 'households.on_date'}, for {found.dialect}",
        "",
        *_table("households", staged.household_columns(vocabulary), found.reads, on),
        *_table("members", staged.member_columns(vocabulary), found.member_reads, on),
        "",
        "NULL is unknown. A number counts steps: `/ 100` is a hundredth. A word is its id, 'none' known absence;",
        "a number, day or text that is known to be absent is NULL, and its column __none is TRUE.",
        "Values must lie in the ranges stated here: the statement was proved not to overflow only for these.",
        "A row with `referred` TRUE is not decided here: give that household to `elig check`.",
        *(["Every fact that is read must be known in every row, and `complete` be TRUE."] if known else []),
        *(["Spark: spark.sql.ansi.enabled must be true."] if found.dialect == "spark" else []),
        *(f"left to the reference: {name} ({form})" for name, form in found.refused.items()),
        "",
        *(f"{name} sha256:{digest}" for name, digest in sorted(files.items())),
    ]
    return "\n".join(f"-- {line}".rstrip() for line in lines)


def _table(name: str, columns: Sequence[StagedColumn], reads: Sequence[str], on: date | None) -> Iterator[str]:
    keys = "row BIGINT" if name == "households" else "row BIGINT, member INTEGER, id VARCHAR"
    dated = ", on_date DATE" if on is None else ""
    last = f", complete BOOLEAN{dated}" if name == "households" else ""
    yield f"{name}: {keys}{last}"
    for column in columns:
        if column.fact.id in reads:
            label = f"{column.fact.label.zh} / {column.fact.label.text('en')}"
            yield f"  {column.name} {column.type}{_steps(column)}: {label}"


def _steps(column: StagedColumn) -> str:
    limits: Range | None = column.fact.range
    if column.type != "BIGINT" or limits is None:
        return ""
    steps = f" / {column.scale}" if column.scale > 1 else ""
    return f"{steps} [{int(limits.low * column.scale)}, {int(limits.high * column.scale)}]"
