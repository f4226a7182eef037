"""From one file to its part of the checked program.

Names are entered first, then every expression is checked; a definition is checked when it is first read, so that the
order in a file does not matter and a cycle is found where it closes.
"""

from __future__ import annotations

from collections.abc import Sequence

from elig.errors import Code, Collector
from elig.lang import ast
from elig.program.checker import Checker
from elig.program.checks import read_check
from elig.program.citation import Words
from elig.program.claim import Claim
from elig.program.claims import Claims
from elig.program.clauses import Clauses
from elig.program.context import MAX_QUANTIFIERS, Context
from elig.program.entitlements import Entitlements
from elig.program.fields import citations, flag, in_force, label, mappings, scalar, text, texts, words
from elig.program.fields import items as list_items
from elig.program.files import PolicyFile
from elig.program.model import (
    Definition,
    Entitlement,
    Enumeration,
    EnumValue,
    Gap,
    Grant,
    Group,
    InForce,
    Invalid,
    Offer,
    Parameter,
    Reading,
)
from elig.program.nodes import Node
from elig.program.parameters import read_parameter
from elig.program.scope import Scope
from elig.program.sources import read_sources
from elig.program.targets import Check
from elig.program.types import BooleanType, EnumType, MembersType, NumberType, SetType, Type
from elig.program.vocabulary import read_enumerations, read_type
from elig.program.walk import is_optional
from elig.program.weight import too_heavy, weigh_definition
from elig.records import replace
from elig.source import Mapping, Scalar, Span
from elig.values import GrantKind


class Builder:
    """Checks one file in a scope that already holds all that the file uses."""

    def __init__(self, file: PolicyFile, scope: Scope, errors: Collector) -> None:
        self.file = file
        self.scope = scope
        self.errors = errors
        self.sources = read_sources(file.root, errors)
        self.checker = Checker(scope, errors, self)
        self.clauses = Clauses(self.checker, self.sources)
        self.reader = Entitlements(file.id, InForce(), self.clauses, self.sources)
        self.written_entitlements: dict[str, Mapping] = {}
        self.written: dict[str, tuple[Scalar, Mapping]] = {}
        self.written_groups: dict[str, tuple[Scalar, Mapping]] = {}
        self.open: list[str] = []
        self.parameters: dict[str, Parameter] = {}
        self.readings: dict[str, Reading] = {}
        self.gaps: dict[str, Gap] = {}
        self.groups: dict[str, Group] = {}
        self.definitions: dict[str, Definition] = {}
        self.invalid: tuple[Invalid, ...] = ()
        self.entitlements: dict[str, Entitlement] = {}
        self.checks: dict[str, Check] = {}
        self.claims: dict[str, Claim] = {}

    def build(self) -> None:
        """Check the whole file; what it holds is left in the tables of this builder and of the scope."""
        self._declare()
        self.reader.in_force = in_force(self.file.root.get("in_force"), self.errors)
        for name in list(self.written):
            self.definition(name, None)
        for name in list(self.written_groups):
            self.group(name, None)
        self._fact_conditions()
        self.invalid = tuple(self._invalid())
        for key, node in mappings(self.file.root.get("entitlements")):
            entitlement = self.reader.read(key, node)
            if entitlement is not None:
                self.entitlements[key.value] = entitlement
                self.scope.grants[key.value] = entitlement.grants
        for key, node in mappings(self.file.root.get("checks")):
            check = read_check(self.file.id, key, node, self.clauses)
            if check is not None:
                self.checks[key.value] = check
        reader = Claims(self.file.id, self.checker, self.sources)
        for key, node in mappings(self.file.root.get("claims")):
            claim = reader.read(key, node)
            if claim is not None:
                self.claims[key.value] = claim

    # ------------------------------------------------------------------ names

    def _declare(self) -> None:
        root = self.file.root
        if self.file.kind == "policy":
            self.scope.enumerations.update(read_enumerations(root, self.errors))
        self.scope.enumerations.update(_unnamed_enumerations(root))
        for _, group in mappings(root.get("facts")):
            for key, node in mappings(group):
                self._enter(key, node)
                if key.value in self.scope.vocabulary.facts:
                    self.scope.facts[key.value] = self.scope.vocabulary.facts[key.value]
        for key, node in mappings(root.get("readings")):
            self._enter(key, node)
            self.readings[key.value] = self._reading(key, node)
        for key, node in mappings(root.get("gaps")):
            self._enter(key, node)
            cites = citations(node.get("cite"), self.sources, self.errors)
            reason = words(node.get("reason")) or label(node, key.value)
            self.gaps[key.value] = Gap(key.value, label(node, key.value), reason, cites)
        for key, node in mappings(root.get("parameters")):
            self._enter(key, node)
            parameter = read_parameter(key, node, self.scope, self.sources, self._division(), self.errors)
            if parameter is not None:
                self.parameters[key.value] = parameter
        for key, node in mappings(root.get("definitions")):
            self._enter(key, node)
            self.written[key.value] = (key, node)
        for key, node in mappings(root.get("groups")):
            self._enter(key, node)
            self.written_groups[key.value] = (key, node)
            self.scope.group_names.add(key.value)
        for key, node in mappings(root.get("entitlements")):
            self._enter(key, node)
            self.scope.entitlements[key.value] = self._of_member(node)
            self.written_entitlements[key.value] = node
        for key, node in mappings(root.get("checks")):
            self._enter(key, node)
            self.scope.checks.add(key.value)
        for key, node in mappings(root.get("claims")):
            self._enter(key, node)
            self.scope.claims.add(key.value)
        self.scope.readings.update(self.readings)
        self.scope.gaps.update(self.gaps)
        self.scope.parameters.update(self.parameters)

    def _enter(self, key: Scalar, node: Mapping) -> None:
        name = scalar(node.get("name"))
        self.scope.declare(key, name.value if name else "", name.span if name else None, self.errors)

    def _division(self) -> str:
        return text(self.file.root, "jurisdiction", "000000")

    def _of_member(self, node: Mapping) -> bool:
        return text(node, "for").strip() != self.scope.subjects.whole

    def _reading(self, key: Scalar, node: Mapping) -> Reading:
        options = tuple((option.value, words(body)) for option, body in mappings(node.get("options")))
        known = tuple((option, asks) for option, asks in options if asks is not None)
        asks = words(node.get("asks")) or label(node, key.value)
        return Reading(key.value, asks, known, citations(node.get("cite"), self.sources, self.errors))

    # ------------------------------------------------------------------ grants that are read elsewhere

    def offers(self, entitlement: str) -> Sequence[Offer]:
        """The grants of an entitlement, as far as they can be seen before their amounts are read."""
        if entitlement in self.written_entitlements:
            listed = list_items(self.written_entitlements[entitlement].get("grants"))
            return [
                Offer(text(item, "id"), GrantKind(text(item, "kind")), item.get("amount") is not None)
                for item in listed
                if isinstance(item, Mapping)
            ]
        listed_below = self.scope.grants.get(entitlement, ())
        return [Offer(grant.id, grant.kind, grant.amount is not None) for grant in listed_below]

    def grant(self, entitlement: str, grant: str, at: Span | None) -> Grant | None:
        """A grant of an entitlement, checked now if it was not yet; None where it is wrong."""
        node = self.written_entitlements.get(entitlement)
        if node is None:
            return next((found for found in self.scope.grants.get(entitlement, ()) if found.id == grant), None)
        name = f"amount of {entitlement} for {grant}"
        if self._circle(name, at or node.span):
            return None
        self.open.append(name)
        found = self.reader.grant(node, grant)
        self.open.pop()
        return found

    # ------------------------------------------------------------------ definitions and groups

    def definition(self, name: str, at: Span | None) -> Definition | None:
        """The definition of a name, checked now if it was not yet; None where there is none or it is wrong."""
        if name in self.scope.definitions:
            return self.scope.definitions[name]
        if name not in self.written:
            return None
        key, node = self.written[name]
        if self._circle(name, at or key.span):
            return None
        self.open.append(name)
        found = self._define(key, node)
        self.open.pop()
        if found is None:
            self.written.pop(name, None)
            return None
        self.scope.definitions[name] = found
        self.definitions[name] = found
        return found

    def _define(self, key: Scalar, node: Mapping) -> Definition | None:
        of_member = self._subject(node)
        expected = self._declared_type(key, node)
        written = node.get("is")
        assert written is not None, "the schema requires it"

        def leaf(expr: ast.Expr, ctx: Context) -> Node | None:
            checked = self.checker.check(expr, ctx, expected)
            return None if checked is None else self._as_declared(checked, expected, expr)

        body = self.clauses.value(written, Context(of_member=of_member), leaf)
        if body is None:
            return None
        if isinstance(body.type, EnumType) and node.get("type") is None and not is_optional(body):
            message = f"`{key.value}` gives a word of `{body.type.enumeration}` and states no `type:`"
            self.errors.error(Code.TYPE_MISMATCH, message, key.span, f"write `type: {body.type.enumeration}`")
        self.scope.weights[key.value] = weight = weigh_definition(body, self.scope.weights)
        if not weight.fits:
            too_heavy(key.value, weight, key.span, self.errors)
            return None
        cites = citations(node.get("cite"), self.sources, self.errors)
        name, labelled = text(node, "name"), label(node, key.value)
        return Definition(key.value, name, labelled, of_member, body, flag(node, "report", False), cites)

    def _declared_type(self, key: Scalar, node: Mapping) -> Type | None:
        written = node.get("type")
        if written is None:
            return None
        if isinstance(written, Mapping):
            return EnumType(key.value)
        if isinstance(written, Scalar):
            return read_type(written, self.scope.units, self.scope.enumerations, self.errors)
        return None

    def _as_declared(self, node: Node, expected: Type | None, expr: ast.Expr) -> Node | None:
        if expected is None or node.type == expected:
            return node
        if isinstance(expected, NumberType) and isinstance(node.type, NumberType) and node.type.unit == expected.unit:
            return node
        message = (
            f"the definition states {self.checker.describe(expected)}, and this is {self.checker.describe(node.type)}"
        )
        self.errors.error(Code.TYPE_MISMATCH, message, expr.span)
        return None

    def _subject(self, node: Mapping) -> bool:
        of = scalar(node.get("of"))
        subjects = self.scope.subjects
        if of is None or of.value == subjects.whole:
            return False
        if of.value not in (subjects.part, subjects.parts):
            help_text = f"`{subjects.whole}` or `{subjects.part}`"
            self.errors.error(Code.WRONG_SUBJECT, f"`{of.value}` is no subject", of.span, help_text)
        return True

    def group(self, name: str, at: Span | None) -> Group | None:
        """The group of a name, checked now if it was not yet; None where there is none or it is wrong."""
        if name in self.scope.groups or name not in self.written_groups:
            return self.scope.groups.get(name)
        key, node = self.written_groups[name]
        if self._circle(name, at or key.span):
            return None
        written = node.get("where")
        assert written is not None, "the schema requires it"
        self.open.append(name)
        where = self.clauses.value(written, Context(of_member=True, room=MAX_QUANTIFIERS - 1), self.checker.condition)
        self.open.pop()
        if where is None:
            self.written_groups.pop(name)
            return None
        group = Group(key.value, text(node, "name"), label(node, key.value), where)
        self.groups[name] = self.scope.groups[name] = group
        return group

    def _circle(self, name: str, at: Span) -> bool:
        if name not in self.open:
            return False
        path = " → ".join([*self.open[self.open.index(name) :], name])
        self.errors.error(Code.CYCLE, f"the definitions go round in a circle: {path}", at)
        return True

    def _fact_conditions(self) -> None:
        for _, group in mappings(self.file.root.get("facts")):
            for key, node in mappings(group):
                written = scalar(node.get("only_if"))
                fact = self.scope.facts.get(key.value)
                if written is None or fact is None:
                    continue
                ctx = Context(of_member=True, room=0) if fact.of_member else Context()
                condition = self.clauses.expression(written, ctx, self.checker.condition)
                if condition is not None:
                    may_be_none = not isinstance(fact.type, BooleanType | SetType | MembersType)
                    self.scope.facts[key.value] = replace(fact, only_if=condition, optional=may_be_none)

    def _invalid(self) -> list[Invalid]:
        found: list[Invalid] = []
        for node in list_items(self.file.root.get("invalid")):
            if not isinstance(node, Mapping):
                continue
            written, message = scalar(node.get("if")), words(node.get("message"))
            assert written is not None and message is not None, "the schema requires both"
            condition = self.clauses.expression(written, Context(), self.checker.condition)
            if condition is not None:
                found.append(Invalid(condition, message))
        return found


def _unnamed_enumerations(root: Mapping) -> dict[str, Enumeration]:
    """The enumerations that definitions declare by `type: {one_of: […]}`, each under the definition's id."""
    found: dict[str, Enumeration] = {}
    for key, node in mappings(root.get("definitions")):
        written = node.get("type")
        if isinstance(written, Mapping):
            ids = [word.value for word in texts(written.get("one_of"))]
            found[key.value] = Enumeration(key.value, tuple(EnumValue(id_, "", Words(id_, id_)) for id_ in ids))
    return found
