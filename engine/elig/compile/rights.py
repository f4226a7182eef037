"""Code of one entitlement: its answer, its grants unless it is surely not due, and whether it is met where it is due.

A row is `(answer, …)`: the answers under each choice of open readings if there are any, then three slots for each grant
(amount, used, lasts), then whether it is met if the rule says when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from elig.compile.expressions import Expressions
from elig.compile.grants import ELSEWHERE, amount_code, lasts_code, used_code
from elig.compile.members import EVERYBODY
from elig.compile.table import ASK, DUE, FAILS_OPEN, JOINED, OPEN_INSIDE, OPEN_OUTSIDE, answer, named
from elig.compile.unit import At, Unit
from elig.compile.values import Refused
from elig.evaluate.environment import Ends
from elig.evaluate.plan import Plan
from elig.program.model import Entitlement, Grant
from elig.program.nodes import GapNode, Node
from elig.program.order import clauses, everything
from elig.program.walk import looks_at_member
from elig.records import dataclass, replace

Options = tuple[tuple[str, str], ...]
"""A choice of an option for each open reading."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where the answers of an entitlement stand: at `start` of the function's result, as rows for each member if so."""

    entitlement: Entitlement
    start: int
    options: tuple[Options, ...]
    refused: str = ""

    @property
    def grants(self) -> int:
        """Where in a row the slots of the grants begin."""
        return 1 + len(self.options)

    @property
    def met(self) -> int:
        """Where in a row it stands whether the right is met."""
        return self.grants + 3 * len(self.entitlement.grants)

    @property
    def width(self) -> int:
        """How many places the entitlement takes in the function's result."""
        whole = self.met + (self.entitlement.met_when is not None)
        return 1 if self.refused or self.entitlement.of_member else whole


def write(entitlement: Entitlement, plan: Plan, start: int, writer: Expressions) -> tuple[Row, list[str]]:
    """Write an entitlement's code; the codes of its places in the result."""
    unit = writer.unit
    nodes = everything(entitlement)
    level = max(map(unit.stage, nodes), default=0)
    at = At(unit.head(level), level)
    apart = entitlement.of_member and any(map(looks_at_member, nodes))
    if apart:
        at = replace(at, block=unit.walk(level), member=True)
    choices = tuple(_choices(unit, clauses(entitlement)))
    row = Row(entitlement, start, choices if len(choices) > 1 else ())
    opens = (ASK, ASK, ASK) if _has_cases(plan, unit) else (FAILS_OPEN, OPEN_INSIDE, OPEN_OUTSIDE)
    answers = [_answer(entitlement, opens, writer, replace(at, options=chosen)) for chosen in choices]
    places = [_joined(answers, unit, at), *(answers if row.options else [])]
    after = _After(entitlement, places[0], ASK in opens, writer, at)
    if not entitlement.of_member:
        return row, [*places, *after.places()]
    table = None if row.options else after.table()
    own = f"{table}[{places[0]}]" if table else f"({', '.join((*places, *after.places()))},)"
    rows = unit.names.fresh("r")
    if not apart:
        at.block.add(f"{rows} = ({own},) * {EVERYBODY}")
        return row, [rows]
    unit.head(level).add(f"{rows} = []")
    at.block.add(f"{rows}.append({own})")
    return row, [rows]


def _choices(unit: Unit, nodes: Sequence[Node]) -> Iterator[Options]:
    """Every choice of options for the readings that are open and reached."""
    readings: Mapping[str, tuple[str, ...]] = {
        name: tuple(option for option, _ in unit.rules.rules.readings[name].options)
        for name in sorted({name for node in nodes for name in unit.reached(node)})
    }
    for chosen in product(*readings.values()):
        yield tuple(zip(readings, chosen, strict=True))


def _has_cases(plan: Plan, unit: Unit) -> bool:
    """Whether an answer that is not sure has to be decided case by case."""
    if plan.conditions is not None:
        return True
    given = (split.input for split in plan.splits)
    return any(isinstance(one, GapNode) or not unit.is_sure(unit.fact(one)) for one in given)


def _answer(entitlement: Entitlement, opens: tuple[int, int, int], writer: Expressions, at: At) -> str:
    given, when, unless = (named(item, writer.unit, at) for item in writer.clauses(entitlement, at))
    return writer.unit.name(answer(entitlement, given, when, unless, opens), at, entitlement.span, "a")


def _joined(answers: Sequence[str], unit: Unit, at: At) -> str:
    """The answer over several choices of readings."""
    result = answers[0]
    table = unit.names.constant(JOINED) if len(answers) > 1 else ""
    for other in answers[1:]:
        result = f"{table}[{result}][{other}]"
    return unit.name(result, at, letter="a")


@dataclass(slots=True)
class _After:
    """What is only computed where it is not surely not due: the grants, and whether it is met."""

    entitlement: Entitlement
    found: str
    may_ask: bool
    writer: Expressions
    at: At

    def table(self) -> str | None:
        """The name of the rows of all answers, where nothing else of a row depends on the household."""
        inner, names = self.at.inside(), self.writer.unit.names
        slots = names.known(self._slots(inner))
        if slots is None or inner.block.lines or self.entitlement.met_when is not None:
            return None
        nothing = (None,) * len(slots)
        return names.constant(tuple((code, *(slots if DUE <= code < ASK else nothing)) for code in range(ASK + 1)))

    def places(self) -> list[str]:
        """The names of what is computed, or `None`."""
        unit, at, found = self.writer.unit, self.at, self.found
        inner, due = at.inside(), at.inside()
        slots = self._slots(inner)
        places = [code if code == "None" else unit.names.fresh("g") for code in slots]
        met = unit.names.fresh("y") if self.entitlement.met_when is not None else ""
        filled = [place for place in (*places, met) if place not in ("None", "")]
        if filled:
            at.block.add(f"{' = '.join(filled)} = None")
        if filled and filled != [met]:
            at.block.add(f"if {DUE} <= {found} < {ASK}:" if self.may_ask else f"if {found} >= {DUE}:")
            for place, code in zip(places, slots, strict=True):
                if place != "None":
                    inner.block.add(f"{place} = {code}")
            at.block.lines.append(inner.block)
        if self.entitlement.met_when is not None:
            code = self.writer.condition(self.entitlement.met_when, due).code
            at.block.add(f"if {found} == {DUE}:")
            due.block.add(f"{met} = {code}")
            at.block.lines.append(due.block)
        return [*places, *([met] if met else [])]

    def _slots(self, inner: At) -> list[str]:
        return [code for grant in self.entitlement.grants for code in _grant(grant, self.writer, inner)]


def _grant(grant: Grant, writer: Expressions, at: At) -> list[str]:
    """The codes of a grant's three slots."""
    unit = writer.unit
    inner = replace(at, ends=Ends.NORMS)
    amount, used, lasts = grant.amount, grant.used, grant.lasts
    if any(unit.reached(node) or unit.entitles(node) for node in grant.figures):  # what is supposed depends on more
        elsewhere = unit.names.constant(ELSEWHERE)
        return [elsewhere, elsewhere, elsewhere]
    try:
        return [
            "None" if amount is None else amount_code(writer.figure(amount, inner), grant, unit, inner),
            "None" if used is None else used_code(writer.figure(used, inner), grant, unit, inner),
            "None" if lasts is None else lasts_code(writer.figure(lasts, inner), unit, inner),
        ]
    except Refused:
        elsewhere = unit.names.constant(ELSEWHERE)
        return [elsewhere, elsewhere, elsewhere]
