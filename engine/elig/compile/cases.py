"""Going through the cases of a right whose answer is not sure as it stands, by generated functions.

The cases are those of the evaluator, in another form: a fact is supposed by a cell of what it may be, a gap by a truth
value, and what a right's quantifiers ask of the members by who satisfies it. Classes of what a fact may be are the
evaluator's own, found once for what is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from elig.compile.cells import Cells, CellValue, Column, Layout, Told
from elig.compile.supposing import Functions, facts_read
from elig.compile.table import DUE, JOINED, OPEN_OUTSIDE
from elig.evaluate.cases import split_classes
from elig.evaluate.conditions import Condition, Conditions
from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Environment, FactInput, Input
from elig.evaluate.splits import Split
from elig.program.nodes import GapNode
from elig.records import Struct, field
from elig.values import Possible

MOST = 4096
"""As many sets of classes, and of conditions that a member may satisfy, are kept."""

Known = Callable[[], Environment]
"""What the evaluator knows of the household, made when it is needed."""

Row = tuple[Any, ...]


class Classes(Struct):
    """The classes of a fact, as cells, by what is told of it and of the facts that it is compared with."""

    split: Split
    column: Column
    read: tuple[Column, ...]
    kept: dict[tuple[CellValue, ...], tuple[CellValue, ...]] = field(default_factory=dict)

    def of(self, facts: Cells, own: Cells, known: Known, member: int | None) -> tuple[CellValue, ...]:
        """The classes for the household or for the member at a place in the list."""
        cell = _cell(self.column, facts, own)
        if not self.column.is_open(cell):
            return (cell,)
        told = tuple(_cell(column, facts, own) for column in self.read)
        found = self.kept.get(told)
        if found is None:
            pins: dict[Input, Possible] = {
                FactInput(column.fact.id, member if column.fact.of_member else None): possible
                for column, cell in zip(self.read, told, strict=True)
                if (possible := column.possible(cell)) is not None
            }
            env = known().suppose(pins) if pins else known()
            found = tuple(self.column.cell(part) for part in split_classes(self.split, env, member))
            if len(self.kept) < MOST:
                self.kept[told] = found
        return found


def _cell(column: Column, facts: Cells, own: Cells) -> CellValue:
    return (own if column.fact.of_member else facts)[column.index]


class Satisfied(Struct):
    """Which conditions a member may satisfy, as bits of a mask, by what the parts of them come to."""

    conditions: Conditions
    kept: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)

    def by(self, parts: tuple[bool | None, ...], is_subject: bool) -> tuple[int, ...]:
        """A mask for each way in which the parts may come out."""
        key = parts, is_subject
        found = self.kept.get(key)
        if found is None:
            ways = product(*((False, True) if part is None else (bool(part),) for part in parts))
            found = tuple({self._mask(way, is_subject) for way in ways})
            if len(self.kept) < MOST:
                self.kept[key] = found
        return found

    def _mask(self, parts: Sequence[bool], is_subject: bool) -> int:
        listed = enumerate(self.conditions.conditions)
        return sum(1 << place for place, one in listed if _satisfies(one, parts, is_subject))


def _satisfies(condition: Condition, parts: Sequence[bool], is_subject: bool) -> bool:
    asked = not (condition.other and is_subject)
    return asked and all(parts[place] is holds for place, holds in condition.parts)


class Right:
    """One right under the values of a place."""

    def __init__(self, functions: Functions, layout: Layout, rules: DatedRules) -> None:
        plan = functions.plan
        self.functions = functions
        self._splits = [_classes(s, layout, rules) for s in plan.splits if not isinstance(s.input, GapNode)]
        self._own = [] if plan.conditions is None else [_classes(s, layout, rules) for s in plan.conditions.splits]
        self._satisfied = None if plan.conditions is None else Satisfied(plan.conditions)
        count = 0 if plan.conditions is None else len(plan.conditions.conditions)
        self._vectors = [tuple(bool(mask >> place & 1) for place in range(count)) for mask in range(1 << count)]

    def row(self, told: Told, place: int | None, known: Known) -> Row:
        """The right's row for the household or for the member at a place, its cases gone through."""
        functions = self.functions
        found = functions.whole(told.facts, told.members, told.complete)
        own: Row = found if place is None else found[0][place]
        options = functions.row.options
        before = own[1 : functions.row.grants] if options else own[:1]
        answers = self._answers(told, place, known, before)
        joined = answers[0]
        for other in answers[1:]:
            joined = JOINED[joined][other]
        rest = own[functions.row.grants :]
        if joined < DUE:
            rest = (None,) * len(rest)
        elif joined != DUE and functions.row.entitlement.met_when is not None:
            rest = (*rest[:-1], None)
        return (joined, *(answers if options else ()), *rest)

    def _answers(self, told: Told, place: int | None, known: Known, before: Row) -> list[int]:
        """The answers under each choice of readings; what is sure `before` is so in every case."""
        found: list[int] | None = None
        for answers in self._cases(told, place, known):
            found = list(answers) if found is None else [JOINED[a][b] for a, b in zip(found, answers, strict=True)]
            if all(answer == OPEN_OUTSIDE for answer in found):
                break
        assert found is not None, "what is told admits a case"
        return [one if one in _SURE else other for one, other in zip(before, found, strict=True)]

    def _cases(self, told: Told, place: int | None, known: Known) -> Iterator[Row]:
        functions, alone = self.functions, self.functions.alone
        for facts, members in self._supposed(told, place, known):
            listed = (members[place],) if alone and place is not None else members
            row = 0 if alone else place
            for gaps in product((True, False), repeat=len(functions.gaps)):
                for vector in self._who(facts, members, told.complete, gaps, place, known):
                    found = functions.answers(facts, listed, told.complete, (*gaps, *vector))
                    yield found if row is None else found[0][row]

    def _supposed(self, told: Told, place: int | None, known: Known) -> Iterator[tuple[Cells, tuple[Cells, ...]]]:
        """The household in each combination of the classes of the facts that are split."""
        own = () if place is None else told.members[place]
        for cells in product(*(split.of(told.facts, own, known, place) for split in self._splits)):
            facts, mine = _with(self._splits, cells, told.facts, own)
            yield facts, told.members if place is None else _at(told.members, place, mine)

    def _who(
        self,
        facts: Cells,
        members: tuple[Cells, ...],
        complete: bool,
        gaps: tuple[bool, ...],
        subject: int | None,
        known: Known,
    ) -> Iterator[tuple[bool, ...]]:
        """Which conditions may be satisfied by somebody, all conditions together."""
        satisfied, parts = self._satisfied, self.functions.parts
        if satisfied is None or parts is None:
            yield ()
            return
        masks = {0}
        for place, own in enumerate(members):
            may: set[int] = set()
            for cells in product(*(split.of(facts, own, known, place) for split in self._own)):
                mine = (_with(self._own, cells, facts, own)[1],)
                may.update(satisfied.by(parts(facts, mine, True, gaps)[0][0], place == subject))
            masks = {one | other for one in masks for other in may}
        if not complete:
            masks = {one | other for one in masks for other in range(len(self._vectors))}
        for mask in masks:
            yield self._vectors[mask]


_SURE = (0, 1, DUE)
"""The answers that no case changes."""


def _classes(split: Split, layout: Layout, rules: DatedRules) -> Classes:
    columns = tuple(layout.of(rules.facts[fact]) for fact in dict.fromkeys(facts_read(split, rules)))
    assert not isinstance(split.input, GapNode), "a gap has no classes"
    return Classes(split, layout.of(rules.facts[split.input.fact]), columns)


def _with(splits: Sequence[Classes], cells: Sequence[CellValue], facts: Cells, own: Cells) -> tuple[Cells, Cells]:
    """The facts of the household, and of one member, with some of them supposed."""
    whole, mine = list(facts), list(own)
    for split, cell in zip(splits, cells, strict=True):
        (mine if split.column.fact.of_member else whole)[split.column.index] = cell
    return tuple(whole), tuple(mine)


def _at(members: tuple[Cells, ...], place: int, own: Cells) -> tuple[Cells, ...]:
    return (*members[:place], own, *members[place + 1 :])
