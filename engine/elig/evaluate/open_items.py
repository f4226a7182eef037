"""What a place has still to answer on a day: figures, readings and gaps, with the entitlements that hang on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from elig.evaluate.dated import DatedRules, at
from elig.evaluate.places import Where, chain, lies_in, nearest_region, settled, value_of
from elig.program.model import CheckedProgram, Entitlement, Entry, Parameter, Reading, Rules, Settled, Vocabulary
from elig.program.nodes import ByReading, EntitledNode, GapNode, Node, ParameterRef
from elig.program.order import clauses, figures
from elig.program.walk import descend
from elig.records import Struct

Keys = tuple[str, ...]


class Open(Enum):
    """What kind of thing is open."""

    PARAMETER = "parameter"
    READING = "reading"
    GAP = "gap"


class OpenItem(Struct):
    """One thing that is open: for which keys of a parameter, and which entitlements wait for it.

    `deciding` cannot come out without it in some household; of `widening` only an amount stays wide; `touching` only
    mention it.
    """

    kind: Open
    id: str
    keys: tuple[Keys, ...] = ()
    deciding: tuple[Entitlement, ...] = ()
    widening: tuple[Entitlement, ...] = ()
    touching: tuple[Entitlement, ...] = ()

    @property
    def waiting(self) -> int:
        """How many entitlements wait for it."""
        return len({e.id for e in (*self.deciding, *self.widening, *self.touching)})


class Answered(Struct):
    """A figure or a reading that a file has answered for the place: the entries or the answer that hold."""

    id: str
    entries: tuple[Entry, ...] = ()
    answer: Settled | None = None


class OpenList(Struct):
    """What is open at a place under one set of rules, in the order in which it is worked through."""

    rules: Rules
    own: bool
    """Only the region's own entitlements: those that all regions share stand in a list of their own."""
    deciding: tuple[OpenItem, ...]
    widening: tuple[OpenItem, ...]
    gaps: tuple[OpenItem, ...]
    elsewhere: tuple[OpenItem, ...]
    """Figures that are open, and not for a place to answer."""
    answered: tuple[Answered, ...]


def open_at(program: CheckedProgram, division: str, on: date) -> tuple[OpenList, ...]:
    """What is open at a division: under the rules of its region; for a wider place, of every region inside it.

    Where no region lies there, what holds everywhere is listed.
    """
    nearest = nearest_region(program.regions, division)
    if nearest is not None:
        return (_listed(nearest, nearest.entitlements.values(), division, on),)
    inside = [rules for rules in program.regions if lies_in(rules.policy.jurisdiction, division)]
    lists = [
        _listed(rules, [e for e in rules.entitlements.values() if e.policy == rules.policy.id], division, on)
        for rules in inside
    ]
    common = program.common
    return (*lists, *([_listed(common, common.entitlements.values(), division, on)] if common is not None else []))


def _listed(rules: Rules, entitlements: Iterable[Entitlement], division: str, on: date) -> OpenList:
    dated, places = at(rules, on), chain(division)
    listed = tuple(dated.entitlements[e.id] for e in entitlements if e.id in dated.entitlements)
    reads = _Reads(dated, listed)
    parameters = [rules.parameters[name] for name in rules.parameters if name in reads.parameters]
    readings = [rules.readings[name] for name in rules.readings if name in reads.readings]
    unknown = [item for p in parameters if (item := _parameter(p, reads, rules.vocabulary, places, on)) is not None]
    questions = [item for r in readings if (item := _reading(r, reads, places, on)) is not None]
    local = [item for item in unknown if rules.parameters[item.id].by_locality]
    answerable = [*local, *questions]
    return OpenList(
        rules,
        len(listed) < len(dated.entitlements),
        _by_weight(item for item in answerable if item.deciding),
        _by_weight(item for item in answerable if not item.deciding),
        _by_weight(_gaps(dated, listed, reads)),
        _by_weight(item for item in unknown if item not in local),
        (*_figures(parameters, rules.vocabulary, places, on), *_answers(readings, places, on)),
    )


def _by_weight(items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    """What decides outcomes before what does not, and that for which most wait first; else in file order."""
    return tuple(sorted(items, key=lambda item: (not item.deciding, not item.widening, -item.waiting)))


class _Reads:
    """Which entitlements read a parameter, a reading or a gap, in their clauses or only in what they give."""

    def __init__(self, dated: DatedRules, entitlements: Iterable[Entitlement]) -> None:
        self.dated = dated
        self.parameters: dict[str, tuple[dict[str, Entitlement], dict[str, Entitlement]]] = {}
        self.readings: dict[str, tuple[dict[str, Entitlement], dict[str, Entitlement]]] = {}
        self.gaps: dict[str, tuple[dict[str, Entitlement], dict[str, Entitlement]]] = {}
        for entitlement in entitlements:
            for place, tops in enumerate((clauses(entitlement), figures(entitlement))):
                for node in _below(tops, dated, {entitlement.id}):
                    self._note(node, entitlement, place)

    def _note(self, node: Node, entitlement: Entitlement, place: int) -> None:
        match node:
            case ParameterRef():
                self.parameters.setdefault(node.parameter, ({}, {}))[place][entitlement.id] = entitlement
            case ByReading():
                self.readings.setdefault(node.reading, ({}, {}))[place][entitlement.id] = entitlement
            case GapNode():
                self.gaps.setdefault(node.gap, ({}, {}))[place][entitlement.id] = entitlement
            case _:
                pass


def _below(tops: Iterable[Node], dated: DatedRules, seen: set[str]) -> Iterator[Node]:
    """Every node below some clauses, through definitions and the clauses of other entitlements, each once."""
    for top in tops:
        for node in descend(top):
            yield node
            if isinstance(node, EntitledNode) and node.entitlement not in seen:
                other = dated.entitlements.get(node.entitlement)
                if other is not None:
                    yield from _below(clauses(other), dated, {*seen, node.entitlement})


def _split(
    reads: tuple[Mapping[str, Entitlement], Mapping[str, Entitlement]],
) -> tuple[tuple[Entitlement, ...], tuple[Entitlement, ...]]:
    deciding, widening = reads
    return tuple(deciding.values()), tuple(e for id, e in widening.items() if id not in deciding)


def _parameter(
    parameter: Parameter, reads: _Reads, vocabulary: Vocabulary, places: tuple[str, ...], on: date
) -> OpenItem | None:
    keys = [keys for keys in vocabulary.keys_of(parameter) if value_of(parameter, keys, places, on) is None]
    deciding, widening = _split(reads.parameters[parameter.id])
    return OpenItem(Open.PARAMETER, parameter.id, tuple(keys), deciding, widening) if keys else None


def _reading(reading: Reading, reads: _Reads, places: tuple[str, ...], on: date) -> OpenItem | None:
    if settled(reading, Where(places), on) is not None:
        return None
    deciding, widening = _split(reads.readings[reading.id])
    return OpenItem(Open.READING, reading.id, (), deciding, widening)


def _gaps(dated: DatedRules, entitlements: Iterable[Entitlement], reads: _Reads) -> Iterator[OpenItem]:
    for gap in dated.rules.gaps:
        deciding, widening = _split(reads.gaps.get(gap, ({}, {})))
        basis = tuple(e for e in entitlements if e.gap == gap and e not in deciding)
        touching = tuple(e for e in entitlements if gap in e.touches)
        found = OpenItem(Open.GAP, gap, (), (*basis, *deciding), widening, touching)
        if found.waiting:
            yield found


def _figures(
    parameters: Iterable[Parameter], vocabulary: Vocabulary, places: tuple[str, ...], on: date
) -> Iterator[Answered]:
    for parameter in parameters:
        found = (value_of(parameter, keys, places, on) for keys in vocabulary.keys_of(parameter))
        entries = tuple(dict.fromkeys(entry for entry in found if entry is not None))
        if entries:
            yield Answered(parameter.id, entries)


def _answers(readings: Iterable[Reading], places: tuple[str, ...], on: date) -> Iterator[Answered]:
    for reading in readings:
        answer = settled(reading, Where(places), on)
        if answer is not None:
            yield Answered(reading.id, (), answer)
