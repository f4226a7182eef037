"""Looking up by words, in either language and either script: entitlements, targets for a place, and claims."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from elig.explain.phrases import phrase
from elig.program.citation import Words
from elig.program.claim import Claim
from elig.program.model import CheckedProgram, Entitlement
from elig.program.targets import Check

Row = Entitlement | Check | Claim
"""What a document gives, and what a file is listed by."""


def find_rows(checked: CheckedProgram, wanted: str, policy: str | None = None) -> tuple[Row, ...]:
    """The entitlements and targets in whose ids, names, grants or sources every word of `wanted` occurs, in file order.

    Widths of characters and upper and lower case make no difference; `policy` narrows it to one file.
    """
    sought = _folded(wanted).split()
    return tuple(
        row
        for row in _every(checked)
        if sought and policy in (None, row.policy) and all(word in _text(row) for word in sought)
    )


def found_text(found: tuple[Row, ...], lang: str) -> str:
    """A line for each that was found: its file, its id and its label."""
    lines = (phrase("show.hit", lang, policy=row.policy, id=row.id, title=row.label.text(lang)) for row in found)
    return "".join(f"{line}\n" for line in lines)


def _every(checked: CheckedProgram) -> Iterator[Row]:
    """Every row once: those of each region, then those that the regions share."""
    shared: dict[tuple[str, str], Row] = {}
    for rules in (*checked.regions, *([checked.common] if checked.common is not None else [])):
        rows: list[Row] = [*rules.entitlements.values(), *rules.checks.values(), *rules.claims.values()]
        for row in rows:
            if row.policy == rules.policy.id and rules is not checked.common:
                yield row
            else:
                shared.setdefault((row.policy, row.id), row)
    yield from shared.values()


def _text(row: Row) -> str:
    """All words by which a row is found, a line each."""
    words = [row.label, *_said(row), *(cited.says for cited in row.citations)]
    both = [text for one in words if one is not None for text in (one.zh, one.en)]
    names = row.also if isinstance(row, Entitlement) else ()
    name = "" if isinstance(row, Claim) else row.name
    return _folded("\n".join([row.policy, row.id, name, *names, *both]))


def _said(row: Row) -> list[Words | None]:
    match row:
        case Entitlement():
            return [row.bearer, *(grant.what for grant in row.grants)]
        case Check():
            return [row.of]
        case Claim():
            return []


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
