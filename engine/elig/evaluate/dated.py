"""The program on one day: every date map resolved, and what is not in force left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from elig.evaluate.reach import Reach
from elig.evaluate.reads import Reads
from elig.lang.ast import EntitledTo, Rounding
from elig.program.model import Definition, Entitlement, Fact, Grant, Invalid, Rules
from elig.program.nodes import (
    AllOf,
    AmountNode,
    AnyOf,
    Constant,
    DefinitionRef,
    EntitledNode,
    ExtremeNode,
    IfNode,
    Item,
    Node,
    RoundNode,
    Versions,
)
from elig.program.types import BOOLEAN, Range
from elig.program.walk import rebuild
from elig.records import Struct, field, replace


class NotInForceError(Exception):
    """A clause or definition does not hold on the day; carries from and to which day it does."""

    def __init__(self, since: date | None, until: date | None) -> None:
        self.since, self.until = since, until
        super().__init__(f"in force from {since} to {until}")


class Absent(Struct):
    """An entitlement that is not in force, and the days between which it is."""

    entitlement: Entitlement
    since: date | None
    until: date | None


class DatedRules(Struct):
    """A region's rules on one day. Nodes hold no `Versions`; `absent` are the entitlements not in force."""

    rules: Rules
    on: date
    facts: Mapping[str, Fact]
    definitions: Mapping[str, Definition]
    invalid: tuple[Invalid, ...]
    entitlements: Mapping[str, Entitlement]
    absent: Mapping[str, Absent]
    reach: Reach = field(compare=False, repr=False)
    reads: Reads = field(compare=False, repr=False)


def at(rules: Rules, on: date) -> DatedRules:
    """The rules as they hold on a day."""
    resolver = _Resolver(on, rules)
    definitions = _DefinitionsOnDay(rules, resolver)
    facts = _FactsOnDay(rules.vocabulary.facts, resolver)
    invalid = tuple(
        replace(found, condition=node)
        for found in rules.invalid
        if (node := resolver.attempt(found.condition)) is not None
    )
    present: dict[str, Entitlement] = {}
    absent: dict[str, Absent] = {}
    for name in rules.entitlements:
        resolved = resolver.entitlement(name)
        if isinstance(resolved, Absent):
            absent[name] = resolved
        else:
            present[name] = resolver.with_met(resolved)
    places = (rules.vocabulary.locality_fact, rules.vocabulary.origin_fact)
    reads = Reads(facts, present, tuple(fact.id for fact in places if fact is not None))
    return DatedRules(rules, on, facts, definitions, invalid, present, absent, Reach(present), reads)


def condition_at(rules: Rules, on: date, condition: Node) -> Node | None:
    """A condition as it holds on a day, its definitions too; None where a part of it is not in force."""
    return _Resolver(on, rules).attempt(condition)


class _FactsOnDay(Mapping[str, Fact]):
    """Facts with their conditions as they hold on a day; each is looked at when it is asked for."""

    __slots__ = ("_facts", "_found", "_resolver")

    def __init__(self, facts: Mapping[str, Fact], resolver: _Resolver) -> None:
        self._facts, self._resolver = facts, resolver
        self._found: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = _fact(self._facts[name], self._resolver)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


class _DefinitionsOnDay(Mapping[str, Definition]):
    """The definitions that are in force on a day; each is looked at when it is asked for."""

    __slots__ = ("_found", "_resolver", "_rules")

    def __init__(self, rules: Rules, resolver: _Resolver) -> None:
        self._rules, self._resolver = rules, resolver
        self._found: dict[str, Definition | None] = {}

    def __getitem__(self, name: str) -> Definition:
        if name not in self._found:
            self._found[name] = self._resolver.definition(name)
        found = self._found[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._rules.definitions if name in self._rules.steady or name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _fact(fact: Fact, resolver: _Resolver) -> Fact:
    if fact.only_if is None:
        return fact
    return replace(fact, only_if=resolver.attempt(fact.only_if))


def _entitlement(found: Entitlement, resolver: _Resolver) -> Entitlement | Absent:
    if not found.in_force.holds(resolver.on):
        return Absent(found, found.in_force.since, found.in_force.until)
    if found.id in resolver.rules.steady:
        return found
    try:
        return replace(
            found,
            given=resolver.optional(found.given),
            when=resolver.optional(found.when),
            unless=resolver.optional(found.unless),
            grants=tuple(_grant(grant, resolver) for grant in found.grants),
        )
    except NotInForceError as absence:
        return Absent(found, absence.since, absence.until)


def _grant(grant: Grant, resolver: _Resolver) -> Grant:
    return replace(
        grant,
        amount=resolver.optional(grant.amount),
        lasts=resolver.optional(grant.lasts),
        used=resolver.optional(grant.used),
    )


class _Resolver:
    """Replaces date maps by the version of one day; a definition is resolved once."""

    def __init__(self, on: date, rules: Rules) -> None:
        self.on = on
        self.rules = rules
        self.entitlements: dict[str, Entitlement | Absent] = {}
        self.bodies: dict[str, Node] = {}

    def optional(self, node: Node | None) -> Node | None:
        return None if node is None else self.resolve(node)

    def attempt(self, node: Node, definition: str = "") -> Node | None:
        """The node on the day, or None where it is not in force."""
        try:
            return self.body(definition, node) if definition else self.resolve(node)
        except NotInForceError:
            return None

    def body(self, definition: str, node: Node) -> Node:
        if definition not in self.bodies:
            self.bodies[definition] = self.resolve(node)
        return self.bodies[definition]

    def definition(self, name: str) -> Definition | None:
        """A definition on the day, or None where it is not in force."""
        found = self.rules.definitions[name]
        if name in self.rules.steady:
            return found
        node = self.attempt(found.node, name)
        return None if node is None else replace(found, node=node)

    def with_met(self, found: Entitlement) -> Entitlement:
        """An entitlement on the day, with when it counts as met on it."""
        if found.met_when is None or found.id in self.rules.steady:
            return found
        return replace(found, met_when=self.attempt(found.met_when))

    def resolve(self, node: Node) -> Node:
        match node:
            case Versions():
                return self._version(node)
            case AmountNode():
                return self._amount(node)
            case DefinitionRef() if node.definition in self.rules.steady:
                return node
            case DefinitionRef():
                return replace(node, body=self.body(node.definition, node.body))
            case AllOf() | AnyOf():
                kept = tuple(item for item in node.items if self._exists(item))
                here = node if len(kept) == len(node.items) else replace(node, items=kept)
                return rebuild(here, self.resolve)
            case _:
                return rebuild(node, self.resolve)

    def entitlement(self, name: str) -> Entitlement | Absent:
        """An entitlement on the day, all but when it counts as met."""
        if name not in self.entitlements:
            self.entitlements[name] = _entitlement(self.rules.entitlements[name], self)
        return self.entitlements[name]

    def _amount(self, node: AmountNode) -> Node:
        """What a grant comes to: its amount, rounded and never below 0, where the entitlement is due, else nothing."""
        nothing = Constant(Fraction(0), type=node.type, range=Range(Fraction(0), Fraction(0)))
        found = self.entitlement(node.entitlement)
        if isinstance(found, Absent):
            return replace(nothing, syntax=node.syntax)
        amount = next(grant.amount for grant in found.grants if grant.id == node.grant)
        assert amount is not None, "the checker finds grants with amounts"
        minor = Fraction(1, 10**self.rules.vocabulary.places)
        to_minor = RoundNode(Rounding.HALF, amount, minor, type=node.type, range=node.range)
        at_least_nothing = ExtremeNode(True, (to_minor, nothing), type=node.type, range=node.range)
        due = EntitledNode(node.entitlement, type=BOOLEAN, syntax=EntitledTo(node.entitlement, span=node.span))
        return IfNode(due, at_least_nothing, nothing, type=node.type, range=node.range, syntax=node.syntax)

    def _version(self, node: Versions) -> Node:
        current: Node | None = None
        since = until = None
        for start, version in node.versions:
            if start <= self.on:
                current, since = version, start
            elif until is None:
                until = start - timedelta(days=1)
        if current is None:
            begins = next((day for day, found in node.versions if found is not None), None)
            ended = since - timedelta(days=1) if since is not None else None
            raise NotInForceError(begins, ended)
        return self.resolve(current)

    def _exists(self, item: Item) -> bool:
        """An item with a date map of its own does not exist before its first date."""
        if not isinstance(item.condition, Versions):
            return True
        try:
            self._version(item.condition)
        except NotInForceError:
            return False
        return True
