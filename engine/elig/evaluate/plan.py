"""Which facts an entitlement reads more than once, and how its cases are gone through.

The plan is made once per entitlement when the program is compiled for a day, in file order, and is the same for every
household; every backend follows it. A fact that is read once needs no cases: the operators then give exactly what is
possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from elig.evaluate.classes import text_classes
from elig.evaluate.conditions import Conditions, conditions_of
from elig.evaluate.dated import DatedRules
from elig.evaluate.splits import Split, name_of
from elig.evaluate.steady import skips
from elig.evaluate.table import MAY_BE_DUE
from elig.program.model import Entitlement
from elig.program.nodes import (
    BetweenNode,
    ColumnNode,
    CompareNode,
    CountNode,
    DefinitionRef,
    EntitledNode,
    EveryNode,
    ExistsNode,
    ExtremeOfNode,
    FactRef,
    GapNode,
    IncludesNode,
    IncludesThisNode,
    InNode,
    IsNoneNode,
    Node,
    ParameterRef,
    Quantifier,
    StartsWithNode,
    SumNode,
)
from elig.program.order import clauses
from elig.program.types import BOOLEAN, BooleanType, EnumType, SetType, TextType
from elig.program.walk import children
from elig.records import Struct, field, replace

MAX_CASES = 64
MAX_CONDITIONS = 6

LEAVES = (CompareNode, BetweenNode, InNode, IsNoneNode, IncludesNode, StartsWithNode, ColumnNode)
"""Conditions that read values directly."""


class Read(Struct):
    """One place where an input is read: the condition around it, and the quantifier around that.

    `depth` is how many quantifiers are gone through to come there.
    """

    input: FactRef | IncludesThisNode | GapNode | ParameterRef
    place: Node
    quantifier: Quantifier | None
    depth: int

    @property
    def name(self) -> str:
        """The fact or the gap, or nothing for a parameter."""
        return "" if isinstance(self.input, ParameterRef) else name_of(self.input)

    @property
    def of_subject(self) -> bool:
        """Whether the input is one and the same wherever it is read: of the household or of its subject, or a gap."""
        match self.input:
            case GapNode():
                return True
            case FactRef():
                return not self.input.of_member or self.depth == 0
            case IncludesThisNode():
                return not self.input.of_member and self.depth == (0 if self.input.own else 1)
            case ParameterRef():
                return False

    @property
    def of_members(self) -> bool:
        """Whether the input is another one for each member who is gone through."""
        return not isinstance(self.input, ParameterRef) and not self.of_subject

    @property
    def of_pairs(self) -> bool:
        """Whether the input is another one for each pair of members: whether one of them has the other listed."""
        given = self.input
        return isinstance(given, IncludesThisNode) and given.of_member and not given.own and self.depth == 2


class Plan(Struct):
    """How the cases of an entitlement are gone through; `bounded` says why `missing` may list too much."""

    splits: tuple[Split, ...]
    conditions: Conditions | None
    bounded: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the outcome and the missing list are exact, readings and parameters being known."""
        return not self.bounded


def plan_of(entitlement: Entitlement, rules: DatedRules) -> Plan:
    """The plan of an entitlement on the day of its rules."""
    return _Planner(entitlement, rules).plan()


class _Planner(Struct, frozen=False):
    entitlement: Entitlement
    rules: DatedRules
    bounded: list[str] = field(default_factory=list)

    def plan(self) -> Plan:
        nodes = clauses(self.entitlement)
        reads = [read for node in nodes for read in self.reads(node, node, None, 0)]
        cases = _by_input([read for read in reads if read.of_subject])
        splits = self._splits({key: group for key, group in cases.items() if self._is_repeated(group)})
        conditions = self._conditions(reads)
        self._subject_among_members(reads)
        self._inside_another(reads)
        return Plan(splits, conditions, tuple(dict.fromkeys(self.bounded)))

    def reads(self, node: Node, place: Node, quantifier: Quantifier | None, depth: int) -> Iterator[Read]:
        """Every read below a node, in file order, through definitions and other entitlements."""
        inner = node if isinstance(node, LEAVES) and not isinstance(place, LEAVES) else place
        inner = node if isinstance(node, ColumnNode) else inner
        match node:
            case FactRef():
                alone = node.type == BOOLEAN and not isinstance(inner, LEAVES)
                yield Read(node, node if alone else inner, quantifier, depth)
                yield from self._reads_of_condition(node, quantifier, depth)
            case IncludesThisNode():
                yield Read(node, inner if isinstance(inner, LEAVES) else node, quantifier, depth)
                yield from self._reads_of_condition(node, quantifier, depth)
                return
            case GapNode():
                yield Read(node, node, quantifier, depth)
            case DefinitionRef():
                yield from self.reads(node.body, inner, quantifier, depth)
                return
            case EntitledNode():
                other = self.rules.entitlements.get(node.entitlement)
                for clause in clauses(other) if other is not None else ():
                    yield from self.reads(clause, clause, quantifier, depth)
                if other is not None and other.basis not in MAY_BE_DUE:
                    yield Read(GapNode(other.gap, type=BOOLEAN), node, quantifier, depth)
                return
            case ExistsNode() | EveryNode() | CountNode() | SumNode() | ExtremeOfNode():
                for child in children(node):
                    yield from self.reads(child, inner if isinstance(inner, LEAVES) else child, node, depth + 1)
                return
            case ParameterRef():
                yield Read(node, inner, quantifier, depth)
            case _:
                pass
        for child in children(node):
            yield from self.reads(child, inner, quantifier, depth)

    def _reads_of_condition(
        self, node: FactRef | IncludesThisNode, quantifier: Quantifier | None, depth: int
    ) -> Iterator[Read]:
        """What is read to know whether a fact applies."""
        condition = self.rules.facts[node.fact].only_if
        if condition is not None:
            yield from self.reads(condition, condition, quantifier, depth)

    # ------------------------------------------------------------------ cases of the subject

    def _is_repeated(self, reads: Sequence[Read]) -> bool:
        """Whether cases are gone through: a household's fact inside a quantifier is read once for each member."""
        return len(reads) > 1 or any(read.quantifier is not None for read in reads) or self._skips(reads)

    def _skips(self, reads: Sequence[Read]) -> bool:
        """Whether a fact is asked for a figure that what is made of it may jump over."""
        return any(skips(read.place, self.rules.rules.vocabulary) for read in reads)

    def _subject_among_members(self, reads: Sequence[Read]) -> None:
        """A fact of the subject that is read among all members too is not told apart from theirs."""
        own = {r.name for r in reads if isinstance(r.input, FactRef) and r.input.of_member and r.depth == 0}
        among = {r.name for r in reads if r.of_members and not (r.depth == 1 and r.quantifier and r.quantifier.other)}
        links = {r.name for r in reads if isinstance(r.input, IncludesThisNode) and r.of_subject}
        both = sorted((own | links) & among)
        self.bounded.extend(f"{fact} is read of the subject and among all members" for fact in both)

    def _inside_another(self, reads: Sequence[Read]) -> None:
        """A member's fact that enters a quantifier inside another is read once for each member of the outer one.

        Whether one of two members has the other listed is read once for each pair, if it is read at one place.
        """
        times = Counter(read.name for read in reads)
        nested = (r for r in reads if r.of_members and r.depth > 1 and not (r.of_pairs and times[r.name] == 1))
        names = sorted({read.name for read in nested})
        self.bounded.extend(f"{fact} is read in a quantifier inside another" for fact in names)

    def _splits(self, groups: Mapping[str, list[Read]]) -> tuple[Split, ...]:
        found: list[Split] = []
        cases = 1
        for key, group in groups.items():
            if not all(self._splittable(read) for read in group):
                self.bounded.append(f"{key} is read again, or may skip a figure, in arithmetic or against another fact")
                continue
            places = tuple(dict.fromkeys(read.place for read in group))
            count = self._count(group[0].input, places)
            if cases * count > MAX_CASES:
                self.bounded.append(f"{key} would make more than {MAX_CASES} cases")
                continue
            cases *= count
            given = group[0].input
            assert not isinstance(given, ParameterRef), "parameters are not split"
            found.append(Split(given, places))
        return tuple(found)

    def _splittable(self, read: Read) -> bool:
        """Whether the values of an input can be told apart where it is read."""
        if isinstance(read.input, GapNode | IncludesThisNode):
            return True
        if isinstance(read.input.type, BooleanType | EnumType | SetType):
            return True
        if not isinstance(read.place, LEAVES):
            return False
        facts = [
            below.name
            for child in children(read.place)
            for below in self.reads(child, read.place, None, 0)
            if isinstance(below.input, FactRef | IncludesThisNode) and not self._is_key(below, read.place)
        ]
        return isinstance(read.input, FactRef) and facts == [read.input.fact]

    def _is_key(self, read: Read, place: Node) -> bool:
        """Whether a fact is read as the key of a parameter only."""
        keys = (key for node in _below(place) if isinstance(node, ParameterRef) for key in node.keys)
        return any(read.input is below for key in keys for below in _below(key))

    def _count(self, given: FactRef | IncludesThisNode | GapNode | ParameterRef, places: Sequence[Node]) -> int:
        """How many classes an input has at most, fixed before any household is read."""
        if isinstance(given, GapNode | IncludesThisNode) or isinstance(given.type, BooleanType):
            return 2
        optional = 1 if isinstance(given, FactRef) and given.optional else 0
        if isinstance(given.type, EnumType):
            values = self.rules.rules.vocabulary.enumerations[given.type.enumeration].values
            tests = [place.options for place in places if isinstance(place, InNode)]
            apart = any(not isinstance(place, InNode) for place in places)
            groups = {tuple(value.id in options for options in tests) for value in values}
            return (len(values) if apart else len(groups)) + optional
        if isinstance(given.type, SetType):
            return int(2 ** len({place.word for place in places if isinstance(place, IncludesNode)}))
        if isinstance(given.type, TextType):
            return optional + len(text_classes(places))
        return 1 + optional + sum(self._breaks(place) for place in places)

    def _breaks(self, place: Node) -> int:
        ends = 2 if any(isinstance(node, ParameterRef) for node in _below(place)) else 1
        match place:
            case CompareNode():
                return ends if place.op.value in ("<", "<=", ">", ">=") else 2 * ends
            case BetweenNode():
                return 2 * ends
            case InNode():
                return 2 * len(place.options)
            case ColumnNode():
                return 2 * len(place.figures)
            case _:
                return 0

    # ------------------------------------------------------------------ conditions of members

    def _conditions(self, reads: Sequence[Read]) -> Conditions | None:
        nested = {id(r.quantifier) for r in reads if r.depth > 1}
        inside = [r for r in reads if r.of_members and r.depth == 1 and id(r.quantifier) not in nested]
        quantifiers = list({id(r.quantifier): r.quantifier for r in inside if r.quantifier is not None}.values())
        found = conditions_of(quantifiers)
        again = self._repeated_members(found.parts, quantifiers)
        twice = _read_twice(inside)
        used = sum(len(found.conditions[index].parts) for _, places in found.use.values() for index in places)
        counted = {read.name for read in inside if isinstance(read.quantifier, CountNode | SumNode | ExtremeOfNode)}
        if skipped := {read.name for read in inside if self._skips([read])} & counted:
            self.bounded.append(f"{', '.join(sorted(skipped))} is counted or added up, and may skip a figure")
        if not again and not twice and len(found.parts) == used:
            return None
        if mixed := counted & (set(again) | twice):
            self.bounded.append(f"{', '.join(sorted(mixed))} is read again in a count or a sum")
            return None
        if len(found.conditions) > MAX_CONDITIONS:
            self.bounded.append(f"more than {MAX_CONDITIONS} member conditions")
            return None
        return replace(found, splits=self._splits(again))

    def _repeated_members(self, parts: Sequence[Node], quantifiers: Sequence[Quantifier]) -> dict[str, list[Read]]:
        counting = [node for node in quantifiers if isinstance(node, CountNode | SumNode | ExtremeOfNode)]
        tops = [(part, quantifiers[0]) for part in parts] + [(c, node) for node in counting for c in children(node)]
        found = (read for top, quantifier in tops for read in self.reads(top, top, quantifier, 1))
        reads = [read for read in found if read.of_members and read.depth == 1]
        return {key: group for key, group in _by_input(reads).items() if len(group) > 1 or self._skips(group)}


def _read_twice(inside: Sequence[Read]) -> set[str]:
    """The members' facts of quantifiers that are met more than once, as those of a definition that is read twice."""
    met = Counter((id(read.input), id(read.quantifier)) for read in inside)
    return {read.name for read in inside if met[id(read.input), id(read.quantifier)] > 1}


def _by_input(reads: Sequence[Read]) -> dict[str, list[Read]]:
    found: dict[str, list[Read]] = {}
    for read in reads:
        if read.name:
            found.setdefault(read.name, []).append(read)
    return found


def _below(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, DefinitionRef):
        yield from _below(node.body)
    for child in children(node):
        yield from _below(child)
