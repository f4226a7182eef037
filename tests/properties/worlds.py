"""All completions of a partly known household, and which inputs make a difference among them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product
from math import prod

from tests.properties.brute import Brute, Fact, World, last_within, moved
from tests.properties.model import FEN, ON, WORDS, Parameter, Program, Value, subsets
from tests.properties.model import Fact as FactModel
from tests.properties.trees import (
    Arith,
    DateOf,
    Day,
    Elapsed,
    Expr,
    Number,
    Read,
    Setting,
    Shift,
    Word,
    YearOf,
    within,
)

Input = tuple[str, str, int | str | None]
"""`("fact", id, member's place)`, `("parameter", id, key)`, `("reading", id, None)`, `("gap", id, None)`."""


@dataclass(frozen=True, slots=True)
class Household:
    """A partly known household: what each told fact may be, and how it was told."""

    members: int
    may: Mapping[Fact, frozenset[Value]]
    raw: Mapping[str, object]
    truth: Mapping[Fact, Value] = field(default_factory=dict)
    """One completion that is admissible."""
    complete: bool = True


# ---------------------------------------------------------------------- domains


def days_of(program: Program) -> tuple[Value, ...]:
    """Days that stand for all: the ends of the calendar, and each day on which some rule of the program changes."""
    found = {date(1800, 1, 1), date(2200, 12, 31)}
    nodes = [node for tree in program.trees() for node in within(tree)]
    moves = {0} | {int(n.months.value) for n in nodes if isinstance(n, Shift) and isinstance(n.months, Number)}
    marks = {node.value for node in nodes if isinstance(node, Day)} | {ON}
    marks |= {day for node in nodes if isinstance(node, DateOf) for day in _made(node)}
    if any(isinstance(node, YearOf) for node in nodes):
        years = {int(n.value) for n in nodes if isinstance(n, Number) and not n.unit and n.value > 1000}
        marks |= {date(year + step, 1, 1) for year in years for step in (0, 1)}
    for mark in marks:
        found |= {day for move in moves for sign in (1, -1) for day in around(moved(mark, sign * move))}
    if any(isinstance(node, Elapsed) for node in nodes):
        years = {int(node.value) for node in nodes if isinstance(node, Number) and node.unit == "years"}
        if any(isinstance(node, Setting) and node.id == "p_age" for node in nodes):
            years |= {15, 16, 17, 18}
        found |= {day for year in years for count in (year, year + 1) for day in around(moved(ON, -12 * count))}
    return tuple(Fraction(day.toordinal()) for day in sorted(found))


def _made(node: DateOf) -> set[date]:
    """The days that `date(…)` can be, of a year that is not written those of two years."""
    years = [int(node.year.value)] if isinstance(node.year, Number) else [2004, ON.year]
    months, numbers = (_whole(part) for part in (node.month, node.day))
    return {last_within(year, month, number) for year in years for month in months for number in numbers}


def _whole(part: Expr) -> list[int]:
    """What a number that is written, or a small fact and a number, can be."""
    if isinstance(part, Arith) and isinstance(part.right, Number):
        return [step + int(part.right.value) for step in range(5)]
    assert isinstance(part, Number)
    return [int(part.value)]


def around(day: date) -> tuple[date, ...]:
    """A day and its neighbours."""
    return tuple(day + timedelta(days=step) for step in (-1, 0, 1))


def domain(fact: FactModel, program: Program, members: int) -> tuple[Value, ...]:
    """What a fact may be where it applies, for the household or a member of whom nothing is told."""
    match fact.kind:
        case "date":
            present: tuple[Value, ...] = days_of(program)
        case "members":
            present = subsets([f"m{place}" for place in range(members)])
        case "text":
            present = ("x", "xy", "xyz", "xyzq", "xyq", "xq", "q")
        case kind:
            present = values(kind, fact.low, fact.high)
    return (*present, None) if fact.optional else present


def values(kind: str, low: Fraction, high: Fraction) -> tuple[Value, ...]:
    """Every value of a kind, money to the fen."""
    match kind:
        case "boolean":
            return (False, True)
        case "word":
            return WORDS
        case "words":
            return subsets(WORDS)
        case "yuan":
            return tuple(step * FEN for step in range(int(low / FEN), int(high / FEN) + 1))
        case _:
            return tuple(Fraction(step) for step in range(int(low), int(high) + 1))


def open_values(parameter: Parameter) -> tuple[Value, ...]:
    """What an open parameter may be: inside its norms where it has any."""
    low = parameter.low if parameter.at_least is None else max(parameter.low, parameter.at_least)
    high = parameter.high if parameter.up_to is None else min(parameter.high, parameter.up_to)
    return values(parameter.kind, low, high)


# ---------------------------------------------------------------------- what a program reads


def facts_read(program: Program) -> tuple[FactModel, ...]:
    """The facts that some rule of a program reads, and those that do not always apply."""
    nodes = [node for tree in program.trees() for node in within(tree)]
    names = {node.fact for node in nodes if isinstance(node, Read)}
    return tuple(fact for fact in program.facts if fact.id in names or fact.only_if is not None)


@lru_cache(maxsize=16)
def inputs_of(program: Program, members: int) -> Mapping[Input, tuple[Value, ...]]:
    """Every input that the program can read in a household of so many members, with all that it may be."""
    found: dict[Input, tuple[Value, ...]] = {}
    for fact in facts_read(program):
        may = domain(fact, program, members)
        may = (*may, None) if fact.only_if is not None and None not in may else may
        for place in range(members) if fact.of_member else (None,):
            found[("fact", fact.id, place)] = may
    for parameter, key in _settings(program):
        if parameter.known(key) is None:
            found[("parameter", parameter.id, key)] = open_values(parameter)
    for reading in program.readings:
        if reading.settled is None:
            found[("reading", reading.id, None)] = reading.options
    for gap in program.gaps:
        found[("gap", gap, None)] = (True, False)
    return found


def _settings(program: Program) -> Iterator[tuple[Parameter, str | None]]:
    nodes = [node for tree in program.trees() for node in within(tree)]
    for node in nodes:
        if isinstance(node, Setting):
            parameter = program.parameter(node.id)
            match node.key:
                case None:
                    yield parameter, None
                case Word(word):
                    yield parameter, word
                case _:
                    yield from ((parameter, word) for word in WORDS)


# ---------------------------------------------------------------------- completions


Row = tuple[Value, ...]
"""A value for each unknown input."""


@dataclass(frozen=True, slots=True)
class Space:
    """Every admissible completion of a household: a row of values for the unknown inputs, and the world."""

    program: Program
    inputs: tuple[Input, ...]
    rows: tuple[Row, ...]
    worlds: tuple[World, ...]

    def labels(self, label: Callable[[World, int | None], Hashable], member: int | None) -> list[Hashable]:
        """Something about each world."""
        return [label(world, member) for world in self.worlds]

    def where(self, keep: Sequence[bool]) -> Space:
        """Some of the completions."""
        rows = tuple(row for row, kept in zip(self.rows, keep, strict=True) if kept)
        worlds = tuple(world for world, kept in zip(self.worlds, keep, strict=True) if kept)
        return Space(self.program, self.inputs, rows, worlds)

    def matter(self, labels: Sequence[Hashable]) -> set[Input]:
        """The inputs that matter: those in which alone two completions with different labels differ.

        A fact that applies only where another holds may differ too, where that makes it none. Where a household that
        makes no sense lies between two completions, all inputs in which the two differ count.
        """
        found = {given for place, given in enumerate(self.inputs) if self._tells(place, labels)}
        return found | self._neighbours(labels) if self._has_holes() else found

    def _tells(self, place: int, labels: Sequence[Hashable]) -> bool:
        loose = [i for i, other in enumerate(self.inputs) if _depends(other, self.inputs[place], self.program)]
        fixed = [i for i in range(len(self.inputs)) if i != place and i not in loose]
        groups: dict[Row, list[tuple[Row, Hashable]]] = {}
        for row, label in zip(self.rows, labels, strict=True):
            groups.setdefault(tuple(row[i] for i in fixed), []).append((row, label))
        for group in groups.values():
            if len({label for _, label in group}) > 1 and any(
                one != other and left[place] != right[place] and _applies_only(left, right, loose)
                for (left, one), (right, other) in combinations(group, 2)
            ):
                return True
        return False

    def _has_holes(self) -> bool:
        """Whether some completions make no sense."""
        return bool(self.program.invalid) or any(fact.only_if is not None for fact in self.program.facts)

    def _neighbours(self, labels: Sequence[Hashable]) -> set[Input]:
        known = set(self.rows)
        found: set[int] = set()
        listed = list(zip(self.rows, labels, strict=True))
        for (left, one), (right, other) in combinations(listed, 2):
            apart = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
            if one == other or not 1 < len(apart) <= 4 or set(apart) <= found:
                continue
            if not any(None in (left[i], right[i]) for i in apart) and not _between(left, right, apart, known):
                found |= set(apart)
        return {self.inputs[i] for i in found}


def _between(left: Row, right: Row, apart: Sequence[int], known: set[Row]) -> bool:
    """Whether a completion that makes sense lies between two others."""
    for choice in product((False, True), repeat=len(apart)):
        if any(choice) and not all(choice):
            moved = {i for i, taken in zip(apart, choice, strict=True) if taken}
            if tuple(right[i] if i in moved else left[i] for i in range(len(left))) in known:
                return True
    return False


def _applies_only(left: Row, right: Row, loose: Sequence[int]) -> bool:
    return all(left[i] == right[i] or left[i] is None or right[i] is None for i in loose)


def _depends(other: Input, on: Input, program: Program) -> bool:
    """Whether an input is a fact whose `only_if` reads another, of the same member or of the household."""
    if other[0] != "fact" or on[0] != "fact":
        return False
    condition = program.fact(other[1]).only_if
    near = on[2] is None or on[2] == other[2]
    return condition is not None and near and any(isinstance(n, Read) and n.fact == on[1] for n in within(condition))


def size_of(program: Program, members: int, may: Mapping[Fact, frozenset[Value]]) -> int:
    """How many completions there are to look at."""
    options = _options(program, members, may)
    return prod(len(found) for found in options.values())


def _options(program: Program, members: int, may: Mapping[Fact, frozenset[Value]]) -> dict[Input, tuple[Value, ...]]:
    found: dict[Input, tuple[Value, ...]] = {}
    for given, all_values in inputs_of(program, members).items():
        kind, name, place = given
        told = may.get((name, place)) if kind == "fact" and not isinstance(place, str) else None
        found[given] = all_values if told is None else tuple(sorted(told, key=str))
    return found


def space(program: Program, household: Household) -> Space:
    """The admissible completions of a household."""
    options = _options(program, household.members, household.may)
    open_inputs = tuple(given for given, found in options.items() if len(found) > 1)
    rows: list[Row] = []
    worlds: list[World] = []
    makes_sense = admissible(program)
    for choice in product(*options.values()):
        world = _world(program, dict(zip(options, choice, strict=True)), household.members)
        if makes_sense(world):
            chosen = dict(zip(options, choice, strict=True))
            rows.append(tuple(chosen[given] for given in open_inputs))
            worlds.append(world)
    return Space(program, open_inputs, tuple(rows), tuple(worlds))


def _world(program: Program, chosen: Mapping[Input, Value], members: int) -> World:
    facts: dict[Fact, Value] = {}
    parameters: dict[tuple[str, str | None], Value] = {}
    readings = {found.id: found.settled for found in program.readings if found.settled is not None}
    gaps: dict[str, bool] = {}
    for (kind, name, place), value in chosen.items():
        match kind:
            case "fact":
                assert not isinstance(place, str)
                facts[(name, place)] = value
            case "parameter":
                assert not isinstance(place, int)
                parameters[(name, place)] = value
            case "reading":
                readings[name] = str(value)
            case _:
                gaps[name] = bool(value)
    return World(members, facts, parameters, readings, gaps)


def admissible(program: Program) -> Callable[[World], bool]:
    """Whether a completion respects every `only_if` and is not `invalid`."""
    brute = Brute(program)
    conditional = [(fact, brute.value(fact.only_if)) for fact in program.facts if fact.only_if is not None]
    nonsense = [brute.value(condition) for condition in program.invalid]

    def makes_sense(world: World) -> bool:
        for fact, applies in conditional:
            for (name, place), value in world.facts.items():
                if name != fact.id:
                    continue
                fits = (value is not None or fact.optional) if applies(world, place) is True else value is None
                if not fits:
                    return False
        return not any(condition(world, None) is True for condition in nonsense)

    return makes_sense
