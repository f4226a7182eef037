"""Code of one entitlement: its answer, its grants unless it is surely not due, and whether it is met where it is due.

A row is `(answer, …)`: the answers under each choice of open readings if there are any, then three slots for each grant
(amount, used, lasts), then whether it is met if the rule says when.
"""

from __future__ import annotations

from collections.abc import Sequence

from elig.compile.expressions import Expressions
from elig.compile.giving import slots_of
from elig.compile.members import EVERYBODY
from elig.compile.table import ASK, DUE, FAILS_OPEN, JOINED, OPEN_INSIDE, OPEN_OUTSIDE, answer, named
from elig.compile.unit import At, Unit
from elig.evaluate.plan import Plan
from elig.program.model import Entitlement
from elig.program.nodes import GapNode, Node
from elig.program.order import clauses, everything
from elig.program.walk import looks_at_member
from elig.records import Struct, replace

Options = tuple[tuple[str, str], ...]
"""A choice of an option for each open reading."""


class Row(Struct):
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


def write(
    entitlement: Entitlement, start: int, writer: Expressions, *, may_ask: bool, meets_open: bool = False
) -> tuple[Row, list[str]]:
    """Write an entitlement's code; the codes of its places in the result.

    `may_ask`: an answer that is not sure is to be decided case by case. `meets_open`: whether it is met is told where
    the answer is open too.
    """
    unit = writer.unit
    at, apart = place_of(entitlement, everything(entitlement), unit)
    choices = choices_of(entitlement, unit)
    row = Row(entitlement, start, choices if len(choices) > 1 else ())
    answers = [answer_code(entitlement, writer, replace(at, options=chosen), may_ask) for chosen in choices]
    places = [_joined(answers, unit, at), *(answers if row.options else [])]
    after = _After(entitlement, places[0], may_ask, meets_open, writer, at)
    if not entitlement.of_member:
        return row, [*places, *after.places()]
    table = None if row.options else after.table()
    own = f"{table}[{places[0]}]" if table else f"({', '.join((*places, *after.places()))},)"
    return row, [listed(own, apart, unit, at)]


def place_of(entitlement: Entitlement, nodes: Sequence[Node], unit: Unit) -> tuple[At, bool]:
    """Where some nodes of an entitlement are computed, and whether that is for each member apart."""
    level = max(map(unit.stage, nodes), default=0)
    at = At(unit.head(level), level)
    apart = entitlement.of_member and any(map(looks_at_member, nodes))
    return (replace(at, block=unit.walk(level), member=True) if apart else at), apart


def listed(own: str, apart: bool, unit: Unit, at: At) -> str:
    """The name of the rows of all members."""
    rows = unit.names.fresh("r")
    if not apart:
        at.block.add(f"{rows} = ({own},) * {EVERYBODY}")
        return rows
    unit.head(at.level).add(f"{rows} = []")
    at.block.add(f"{rows}.append({own})")
    return rows


def choices_of(entitlement: Entitlement, unit: Unit) -> tuple[Options, ...]:
    """Every choice of options for the readings that are open and that the clauses reach."""
    return unit.choices(clauses(entitlement))


def has_cases(plan: Plan, unit: Unit) -> bool:
    """Whether an answer that is not sure has to be decided case by case."""
    if plan.conditions is not None:
        return True
    given = (split.input for split in plan.splits)
    return any(isinstance(one, GapNode) or not unit.is_sure(unit.fact(one)) for one in given)


def answer_code(entitlement: Entitlement, writer: Expressions, at: At, may_ask: bool) -> str:
    """The name of an entitlement's answer under a choice of open readings."""
    opens = (ASK, ASK, ASK) if may_ask else (FAILS_OPEN, OPEN_INSIDE, OPEN_OUTSIDE)
    given, when, unless = (named(item, writer.unit, at) for item in writer.clauses(entitlement, at))
    return writer.unit.name(answer(entitlement, given, when, unless, opens), at, entitlement.span, "a")


def _joined(answers: Sequence[str], unit: Unit, at: At) -> str:
    """The answer over several choices of readings."""
    result = answers[0]
    table = unit.names.constant(JOINED) if len(answers) > 1 else ""
    for other in answers[1:]:
        result = f"{table}[{result}][{other}]"
    return unit.name(result, at, letter="a")


class _After(Struct, frozen=False):
    """What is only computed where it is not surely not due: the grants, and whether it is met."""

    entitlement: Entitlement
    found: str
    may_ask: bool
    meets_open: bool
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
            at.block.add(f"if {found} {'>=' if self.meets_open else '=='} {DUE}:")
            due.block.add(f"{met} = {code}")
            at.block.lines.append(due.block)
        return [*places, *([met] if met else [])]

    def _slots(self, inner: At) -> list[str]:
        return [
            code for grant in self.entitlement.grants for code in slots_of(grant, self.entitlement, self.writer, inner)
        ]
