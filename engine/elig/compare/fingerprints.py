"""A short text for what a rule says, whatever it is called and wherever it stands: that of equal rules is equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

from elig.lang.ast import Arith
from elig.program.model import Entitlement, Fact, Grant, Parameter, Rules
from elig.program.nodes import (
    AllOf,
    AmountNode,
    AndNode,
    AnyOf,
    ArithNode,
    BetweenNode,
    BoundNode,
    ByReading,
    ColumnNode,
    CompareNode,
    Constant,
    CountNode,
    DateNode,
    DefinitionRef,
    ElapsedNode,
    EntitledNode,
    EveryNode,
    ExistsNode,
    ExtremeNode,
    ExtremeOfNode,
    FactRef,
    GapNode,
    IfNode,
    IncludesNode,
    IncludesThisNode,
    InNode,
    IsNoneNode,
    MarginalNode,
    Node,
    NotNode,
    OrNode,
    OtherwiseNode,
    ParameterRef,
    RoundNode,
    ScaleNode,
    ShiftNode,
    StartsWithNode,
    SumNode,
    TableNode,
    TodayRef,
    Versions,
    YearNode,
)

_Joint = AndNode | OrNode | AllOf | AnyOf

ABSENT = "-"
"""The fingerprint of a clause that is not there."""


class Fingerprints:
    """The fingerprints of one side's rules.

    `names` maps ids to those of the other side, so that what was renamed is not taken for something else. A `deep`
    fingerprint goes through definitions, figures, facts and other entitlements to what they say; one that is not names
    them. A `loose` one leaves out the order of what can stand in any order.
    """

    def __init__(self, rules: Rules, names: Mapping[str, str], *, deep: bool, loose: bool = False) -> None:
        self.rules = rules
        self.names = names
        self.deep = deep
        self.loose = loose
        self._kept: dict[tuple[str, str], str] = {}

    def of(self, node: Node | None) -> str:
        """The fingerprint of a rule, or `ABSENT`."""
        if node is None:
            return ABSENT
        parts = self._parts(node)
        return parts[1] if parts[0] == "only" else digest(parts)

    def entitlement(self, found: Entitlement) -> str:
        """The fingerprint of what decides an entitlement and of what it gives."""
        clauses = (self.of(node) for node in (found.given, found.when, found.unless, found.met_when))
        grants = [self.grant(grant) for grant in found.grants]
        force = (str(found.in_force.since), str(found.in_force.until))
        open_ = self._name(found.gap), *self._sorted(map(self._name, found.touches))
        head = (found.of_member, found.basis.value, *force, *open_)
        return digest(("entitlement", *map(str, head), *clauses, *grants))

    def grant(self, grant: Grant) -> str:
        """The fingerprint of a grant."""
        figures = (self.of(node) for node in (grant.amount, grant.lasts, grant.used))
        return digest(("grant", grant.kind.value, str(grant.unit), grant.every, *figures))

    def parameter(self, found: Parameter) -> str:
        """The fingerprint of a figure with all its values, whatever it is called."""
        values = [(e.division, str(e.since), str(e.keys), str(e.value), str(e.rank)) for e in found.entries]
        ranks = {rank: str(place) for place, rank in enumerate(sorted({value[-1] for value in values}))}
        entries = sorted((*value[:-1], ranks[value[-1]]) for value in values)
        place = found.by_locality, found.by_origin, found.keys
        shape = str((found.type, found.range, place, found.at_least, found.up_to))
        return digest(("parameter", shape, str(entries)))

    def fact(self, found: Fact) -> str:
        """The fingerprint of what can be said of a fact."""
        shape = str((found.id, found.type, found.of_member, found.range, found.optional, found.role, found.division))
        return digest(("fact", shape, self.of(found.only_if), str(self._words(found))))

    def _words(self, found: Fact) -> tuple[str, ...]:
        name = getattr(found.type, "enumeration", "")
        known = self.rules.vocabulary.enumerations.get(name)
        return () if known is None else tuple(sorted(value.id for value in known.values))

    def _name(self, id: str) -> str:
        return self.names.get(id, id)

    def _once(self, kind: str, name: str, made: Callable[[], str]) -> str:
        if (kind, name) not in self._kept:
            self._kept[kind, name] = made()
        return self._kept[kind, name]

    def _sorted(self, parts: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(parts)) if self.loose else tuple(parts)

    def _joined(self, kind: str, node: _Joint) -> tuple[str, ...]:
        """Operands of `and` or `or`; loose, a list is a chain, and a list of one what is in it."""
        if not self.loose:
            return (f"{kind} {type(node).__name__}", *self._operands(node))
        parts = self._operands(node)
        return (kind, *sorted(parts)) if len(parts) > 1 else ("only", *parts)

    def _operands(self, node: _Joint) -> list[str]:
        parts: list[tuple[Node, Node | None]]
        match node:
            case AndNode() | OrNode():
                parts = [(item, None) for item in node.items]
            case AllOf() | AnyOf():
                parts = [(item.condition, item.unless) for item in node.items]
        found: list[str] = []
        for condition, unless in parts:
            if unless is not None:
                found.append(digest(("unless", self.of(condition), self.of(unless))))
            elif self.loose and _joins(condition) == _joins(node) and isinstance(condition, _Joint):
                found.extend(self._operands(condition))
            else:
                found.append(self.of(condition))
        return found

    def _parts(self, node: Node) -> tuple[str, ...]:
        of = self.of
        match node:
            case Constant():
                return ("constant", type(node.value).__name__, str(node.value))
            case FactRef():
                known = self.rules.vocabulary.facts.get(node.fact)
                said = self._once("fact", known.id, lambda: self.fact(known)) if self.deep and known is not None else ""
                return ("fact", self._name(node.fact), str(node.of_member), said)
            case DefinitionRef() | EntitledNode() | AmountNode() | ParameterRef() | GapNode():
                return self._reference(node)
            case TodayRef():
                return ("today",)
            case NotNode() | IsNoneNode():
                return (type(node).__name__, of(node.item))
            case CompareNode():
                return ("compare", node.op.value, of(node.left), of(node.right))
            case InNode():
                return ("in", of(node.item), *self._sorted(map(str, node.options)))
            case IncludesNode():
                return ("includes", of(node.item), node.word)
            case StartsWithNode():
                return ("starts", of(node.item), node.prefix)
            case IncludesThisNode():
                return ("this", self._name(node.fact), str(node.of_member), str(node.own))
            case BetweenNode():
                return ("between", of(node.item), of(node.low), of(node.high))
            case ArithNode():
                sides = (of(node.left), of(node.right))
                turns = self.loose and node.op in (Arith.ADD, Arith.MUL)
                return ("arith", node.op.value, *(sorted(sides) if turns else sides))
            case ShiftNode():
                return ("shift", of(node.day), of(node.months), str(node.back))
            case ExtremeNode():
                return ("max" if node.largest else "min", *self._sorted(map(of, node.items)))
            case RoundNode():
                return ("round", node.mode.value, of(node.item), str(node.step))
            case ScaleNode():
                return ("scale", of(node.item), str(node.factor))
            case OtherwiseNode():
                return ("otherwise", of(node.item), of(node.fallback))
            case IfNode():
                return ("if", of(node.condition), of(node.yes), of(node.no))
            case ExistsNode() | EveryNode() | CountNode() | SumNode() | ExtremeOfNode():
                return self._quantifier(node)
            case ElapsedNode():
                return ("elapsed", str(node.months), of(node.start), of(node.end))
            case YearNode():
                return ("year", of(node.day))
            case DateNode():
                return ("date", of(node.year), of(node.month), of(node.day))
            case BoundNode():
                return ("bound", str(node.floor), of(node.item))
            case ColumnNode():
                return ("column", of(node.item))
            case TableNode():
                rows = [digest(("row", *map(str, row.cells), of(row.then))) for row in node.rows]
                return ("table", *map(of, node.columns), *rows, of(node.otherwise))
            case MarginalNode():
                return ("marginal", of(node.item), *(f"{rate.above} {rate.rate}" for rate in node.rates))
            case AndNode() | AllOf():
                return self._joined("and", node)
            case OrNode() | AnyOf():
                return self._joined("or", node)
            case ByReading():
                options = (digest((name, of(option))) for name, option in node.options)
                return ("reading", self._name(node.reading), *self._sorted(options))
            case Versions():
                return ("versions", *(digest((since.isoformat(), of(v))) for since, v in node.versions))

    def _reference(self, node: DefinitionRef | EntitledNode | AmountNode | ParameterRef | GapNode) -> tuple[str, ...]:
        match node:
            case DefinitionRef():
                name = node.definition
                said = self._once("definition", name, lambda: self.of(node.body)) if self.deep else self._name(name)
                return ("definition", said)
            case ParameterRef():
                known = self.rules.parameters.get(node.parameter)
                said = self.parameter(known) if self.deep and known is not None else ""
                return ("parameter", self._name(node.parameter), said, *map(self.of, node.keys))
            case EntitledNode():
                return ("entitled", self._other(node.entitlement))
            case AmountNode():
                return ("amount", self._other(node.entitlement), node.grant)
            case GapNode():
                return ("gap", self._name(node.gap))

    def _other(self, name: str) -> str:
        found = self.rules.entitlements.get(name)
        if not self.deep or found is None:
            return self._name(name)
        return self._once("entitlement", name, lambda: self.entitlement(found))

    def _quantifier(self, node: ExistsNode | EveryNode | CountNode | SumNode | ExtremeOfNode) -> tuple[str, ...]:
        # the group's own condition is part of `where`: what the group is called does not matter
        kind = (type(node).__name__, str(node.other))
        match node:
            case ExistsNode():
                return (*kind, node.kind.value, self.of(node.where))
            case EveryNode():
                return (*kind, self.of(node.where), self.of(node.has))
            case CountNode():
                return (*kind, self.of(node.where))
            case SumNode():
                return (*kind, self.of(node.item), self.of(node.where))
            case ExtremeOfNode():
                return (*kind, str(node.largest), self.of(node.item), self.of(node.where))


def _joins(node: Node) -> str:
    """How a node joins what is below it."""
    return "and" if isinstance(node, AndNode | AllOf) else "or" if isinstance(node, OrNode | AnyOf) else ""


def digest(parts: Iterable[str]) -> str:
    """A short text that stands for some parts in their order."""
    return blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()
