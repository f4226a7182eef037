"""What statements gave, as the rows of the wide layout: SQL over the tables of a run's parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlglot import exp

from elig.batch.long import ORDER, amount, head, missing, nothing, place, rules_of
from elig.batch.schema import AMOUNT, HEAD
from elig.program.model import CheckedProgram, Rules
from elig.records import Struct
from elig.sql.columns import same_columns
from elig.sql.enumerated import words_sql
from elig.sql.parts import Run
from elig.sql.statement import Output


class Rows(Struct):
    """Rows from one table: what is selected, from where, and which columns that gives.

    `alone`: no household has more than one of them.
    """

    select: str
    source: str
    columns: frozenset[str]
    alone: bool

    def sql(self, order: str = "") -> str:
        """SQL of the rows; they may be put in order before columns are made wide."""
        return f"{self.select} FROM ({self.source} {order}) AS r"


def tables(
    run: Run, program: CheckedProgram, own: str, on: date | None, columns: Mapping[str, str], answered: str | None
) -> Iterator[Rows]:
    """The wide rows of a run: a row for the household, then one for each member.

    `answered` has rows with what the reference was asked of these.
    """
    for part in run.parts:
        rules = rules_of(program, part.policy)
        made = part.statement
        for table, query, outputs, subject, of_member in (
            (part.households, made.household, made.outputs, "CAST(NULL AS VARCHAR)", False),
            (part.members, made.member, made.member_outputs, "r.id", True),
        ):
            if table is None:
                continue
            same = same_columns(query) if isinstance(query, exp.Select) else {}
            asked = {one.entitlement for one in outputs if one.what == "asked"} if answered else set[str]()
            listed = {
                one.name: _wide(one, same.get(one.name, one.name), columns[one.name], one.entitlement in asked)
                for one in (*outputs, *_unsaid_bounds(rules, outputs, of_member))
                if one.name in columns
            }
            at = place(of_member)
            also = f"LEFT JOIN {answered} AS a ON a.row = r.row AND a.{ORDER} = {at}" if asked else ""
            told = [f'h."{own}"', *([] if on is not None else ["h.on_date"]), *(["a"] if asked else [])]
            yield Rows(
                f"""SELECT r.row, {head(rules, own, on, "r")}, {subject} AS subject, CAST({at} AS BIGINT) AS {ORDER},
                {", ".join(f"{code} AS {name}" for name, code in listed.items())}""",
                f"""SELECT r.*, {", ".join(told)} FROM {table} AS r JOIN households AS h USING (row) {also}
                WHERE NOT r.referred""",
                frozenset({*HEAD, "subject", *listed}),
                alone=not of_member,
            )


def wide_sql(rows: Sequence[Rows], columns: Mapping[str, str]) -> str:
    """SQL of all these rows; a column that none of them gives is empty."""
    given = frozenset[str]().union(*(one.columns for one in rows))
    left = {name: kind for name, kind in columns.items() if name not in given}
    return " UNION ALL BY NAME ".join([*(one.sql() for one in rows), *([nothing(left)] if left or not rows else [])])


def _unsaid_bounds(rules: Rules, outputs: Sequence[Output], of_member: bool) -> Iterator[Output]:
    """The bounds of grants of which the text names no amount on the day, and a statement nothing."""
    said = {one.name for one in outputs}
    for entitlement in rules.entitlements.values():
        for grant in entitlement.grants:
            name = f"{entitlement.id}__{grant.id}__bound"
            if entitlement.of_member is of_member and name not in said:
                yield Output(name, "no bound", entitlement.id, grant.id)


def _wide(one: Output, column: str, kind: str, asked: bool) -> str:
    """SQL of a wide column, as the reference has it where it was asked; `column` holds what the statement gives.

    Columns that are one another over again are sorted and turned into amounts once where they are called the same.
    """
    found = _given(one, column, kind)
    return f'CASE WHEN r.{one.entitlement}__asked THEN r.a."{one.name}" ELSE {found} END' if asked else found


def _given(one: Output, column: str, kind: str) -> str:
    """SQL of a wide column: amounts in their unit, and a bound for each grant that may be given."""
    if kind == AMOUNT:
        return amount(column, {column: one.scale})
    if one.what in ("bound", "no bound"):
        given = f"r.{one.entitlement}__outcome IN ('due', 'undetermined')"
        unsaid = words_sql("bound", "not_stated")
        said = f"coalesce(r.{column}, {unsaid})" if one.what == "bound" else unsaid
        return f"CASE WHEN {given} THEN {said} END"
    if one.what == "missing":
        return missing(one.entitlement, {one.name: one.scale})
    return f"r.{column}"
