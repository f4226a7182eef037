"""A decision as short JSON text, `answers/1`: outcomes and amounts, spelt as `decision/1` spells them.

All that does not depend on the household is made beforehand; what is left is to choose texts and to write figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

from elig.compile.decided import Decided
from elig.compile.grants import Apart, left_over, minor_units
from elig.compile.rights import Row
from elig.compile.table import ANSWERS, ASK, DUE, NOT_IN_FORCE
from elig.compile.verdict import Verdict
from elig.evaluate.grants import payable_of
from elig.explain.exact import Exact, Json
from elig.program.model import Grant, Rules
from elig.records import Struct
from elig.values import Interval, Outcome

SCHEMA = "answers/1"
_FIGURES = (int, tuple)


class GrantText(Struct):
    """How a grant is written: its id, and figures with so many places."""

    grant: Grant
    head: str
    minor: int
    places: int

    def figure(self, minor: int) -> str:
        """A number of minor units, as text of JSON."""
        if self.minor == 1:
            return f'"{minor}"'
        if minor < 0:
            return f'"-{self.figure(-minor)[1:]}'
        digits = f"{minor:0{self.places + 1}}"
        return f'"{digits[: -self.places]}.{digits[-self.places :]}"'

    def span(self, low: int | None, high: int | None) -> str:
        """Two ends, of which an open one is left out."""
        if low is not None and low == high:
            return self.figure(low)
        ends = (("at_least", low), ("at_most", high))
        known = (f'"{key}": {self.figure(end)}' for key, end in ends if end is not None)
        return f"{{{', '.join(known)}}}"

    def text(self, cells: Sequence[Any], due: bool) -> str | None:
        """The grant of three slots; None where it has to be written from exact intervals."""
        amount, used, _ = cells
        if amount.__class__ is int and used is None:
            figure = self.figure(amount)
            payable = figure if due else self.span(min(amount, 0), max(amount, 0))
            return f'{self.head}{figure}, "payable": {payable}, "left": null}}'
        if amount is None and used is None:
            return f'{self.head}null, "payable": null, "left": null}}'
        known = used is None or used.__class__ in _FIGURES or used.__class__ is Apart
        if amount.__class__ not in _FIGURES or not known:
            return None
        low, high = amount if isinstance(amount, tuple) else (amount, amount)
        least, most = (low, high) if due else (_lowest(low), _highest(high))
        left = used.left(self.minor) if isinstance(used, Apart) else None if used is None else left_over(amount, used)
        if left is not None and left.__class__ not in _FIGURES:
            return None
        rest = "null" if left is None else self.span(*left) if isinstance(left, tuple) else self.figure(left)
        return f'{self.head}{self.span(low, high)}, "payable": {self.span(least, most)}, "left": {rest}}}'


def _lowest(end: int | None) -> int | None:
    return None if end is None else min(end, 0)


def _highest(end: int | None) -> int | None:
    return None if end is None else max(end, 0)


class RowText(Struct):
    """How the answers of one entitlement are written."""

    row: Row
    head: str
    codes: tuple[str, ...]
    grants: tuple[GrantText, ...]
    fixed: tuple[str | None, ...]
    """The household's answers that hold nothing else."""

    def of_code(self, code: int, subject: str) -> str:
        """An answer that gives nothing."""
        return f'{self.head}{subject}{self.codes[code]}null, "grants": []}}'

    def text(self, cells: Sequence[Any], subject: str) -> str | None:
        """One answer; None where the evaluator has to be asked."""
        code = cells[0]
        if code == ASK:
            return None
        start = f"{self.head}{subject}{self.codes[code]}"
        if not DUE <= code < NOT_IN_FORCE or not self.grants:
            grants = ""
        else:
            listed = []
            place = self.row.grants
            for grant in self.grants:
                text = grant.text(cells[place : place + 3], code == DUE)
                if text is None:
                    return None
                listed.append(text)
                place += 3
            grants = ", ".join(listed)
        met = "null"
        if code == DUE and self.row.entitlement.met_when is not None:
            met = _MET[cells[self.row.met]]
        return f'{start}{met}, "grants": [{grants}]}}'


_MET: Mapping[bool | None, str] = {True: '"yes"', False: '"no"', None: '"unknown"'}


class AnswersWriter:
    """Writes decisions under one region's rules; made once, never changed."""

    def __init__(self, rules: Rules, rows: Sequence[Row]) -> None:
        self._exact = Exact(rules.vocabulary.money, rules.vocabulary.places, rules.vocabulary.units)
        self._rows = {row.entitlement.id: _row_text(row, rules) for row in rows}
        absent = (entitlement for name, entitlement in rules.entitlements.items() if name not in self._rows)
        self._absent = {found.id: _row_text(Row(found, 0, ()), rules) for found in absent}
        self._names = tuple(rules.entitlements)

    def write(self, decided: Decided, frame: str) -> str:
        """The decision as one line of JSON text; `frame` is what it says that does not depend on the household."""
        answers = ", ".join(self._answers(decided))
        name = encode_basestring(decided.told.id)
        return f'{{"schema": "{SCHEMA}", "household_id": {name}, {frame}, "entitlements": [{answers}]}}'

    def _answers(self, decided: Decided) -> Iterator[str]:
        raw = decided.raw
        for name in self._names:
            text = self._rows.get(name)
            if text is None:
                yield from self._not_in_force(self._absent[name], decided)
            elif text.row.refused:
                verdicts = decided[name]
                listed = verdicts.members if verdicts.entitlement.of_member else (verdicts,)
                yield from (self._in_full(verdict) for verdict in listed)
            elif text.row.entitlement.of_member:
                for place, own in enumerate(raw[text.row.start]):
                    subject = encode_basestring(decided.told.names[place])
                    cells = decided.cells(text.row, place) if own[0] == ASK else own
                    yield text.text(cells, subject) or self._in_full(decided[name][decided.told.names[place]])
            elif (fixed := text.fixed[raw[text.row.start]]) is not None:
                yield fixed
            else:
                yield text.text(decided.cells(text.row, None), "null") or self._in_full(decided[name])

    def _not_in_force(self, text: RowText, decided: Decided) -> Iterator[str]:
        names = map(encode_basestring, decided.told.names) if text.row.entitlement.of_member else ("null",)
        return (text.of_code(NOT_IN_FORCE, name) for name in names)

    def _in_full(self, verdict: Verdict) -> str:
        """An answer for which the evaluator is asked, or of which an amount is no whole number of minor units."""
        outcome, applicable = verdict.answer
        given = outcome in (Outcome.DUE, Outcome.UNDETERMINED)
        found: dict[str, Json] = {
            "id": verdict.entitlement.id,
            "subject": verdict.subject,
            "outcome": outcome.value,
            "applicable": applicable.value,
            "met": None if verdict.met is None else verdict.met.value,
            "grants": [self._grant(grant, verdict, outcome) for grant in verdict.entitlement.grants if given],
        }
        return json.dumps(found, ensure_ascii=False)

    def _grant(self, grant: Grant, verdict: Verdict, outcome: Outcome) -> dict[str, Json]:
        amount: Interval | None = verdict.amount(grant.id)
        interval = self._exact.interval
        return {
            "id": grant.id,
            "if_due": interval(amount, grant.unit),
            "payable": interval(payable_of(amount, outcome), grant.unit),
            "left": interval(verdict.left(grant.id), grant.unit),
        }


def _row_text(row: Row, rules: Rules) -> RowText:
    codes = tuple(
        f', "outcome": "{outcome.value}", "applicable": "{applicable.value}", "met": '
        for outcome, applicable in ANSWERS
    )
    vocabulary = rules.vocabulary
    grants = tuple(
        GrantText(
            grant,
            f'{{"id": {encode_basestring(grant.id)}, "if_due": ',
            minor_units(grant.unit, vocabulary),
            vocabulary.places,
        )
        for grant in row.entitlement.grants
    )
    head = f'{{"id": {encode_basestring(row.entitlement.id)}, "subject": '
    bare = not grants and row.entitlement.met_when is None
    fixed = (f'{head}null{code}null, "grants": []}}' if bare or i < DUE else None for i, code in enumerate(codes))
    return RowText(row, head, codes, grants, (*fixed, None))
