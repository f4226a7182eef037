"""From syntax to checked nodes: names are found, types and units agree, numbers stay inside what can be held.

Every function takes a syntax tree and gives a checked node, or None after it has recorded what is wrong; a parent of a
None is None, so that one mistake is reported once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from elig.errors import Code, Collector, did_you_mean
from elig.lang import ast
from elig.program import amounts, conditions, days, members, numbers
from elig.program.context import Context
from elig.program.literals import literal, syntax_of
from elig.program.model import Definition, Grant, Group, Offer
from elig.program.nodes import (
    Constant,
    DefinitionRef,
    FactRef,
    Node,
    ParameterRef,
)
from elig.program.scope import Scope
from elig.program.types import (
    BOOLEAN,
    BooleanType,
    DateType,
    EnumType,
    MembersType,
    NumberType,
    SetType,
    TextType,
    Type,
)
from elig.program.walk import is_optional, levels
from elig.program.weight import MAX_LEVELS
from elig.source import Span

PERSON = ast.Unit.of(person=1)


class Finder(Protocol):
    """Finds what a file defines, checking it first where that is still to do."""

    def definition(self, name: str, at: Span | None) -> Definition | None:
        """The definition of a name; None where there is none or it is wrong."""

    def group(self, name: str, at: Span | None) -> Group | None:
        """The group of a name; None where there is none or it is wrong."""

    def offers(self, entitlement: str) -> Sequence[Offer]:
        """The grants of an entitlement, as far as they can be seen before their amounts are read."""

    def grant(self, entitlement: str, grant: str, at: Span | None) -> Grant | None:
        """A grant of an entitlement, checking it first where that is still to do; None where it is wrong."""


class Checker:
    """Checks expressions in a scope."""

    def __init__(self, scope: Scope, errors: Collector, finder: Finder) -> None:
        self.scope = scope
        self.errors = errors
        self.finder = finder
        self.level = 0
        """How many expressions are being checked, one inside another, definitions gone through."""

    def group(self, name: str, at: Span | None) -> Group | None:
        """The group of a name; None where there is none or it is wrong."""
        return self.finder.group(name, at)

    def offers(self, entitlement: str) -> Sequence[Offer]:
        """The grants of an entitlement, as far as they can be seen before their amounts are read."""
        return self.finder.offers(entitlement)

    def grant(self, entitlement: str, grant: str, at: Span | None) -> Grant | None:
        """A grant of an entitlement; None where it is wrong."""
        return self.finder.grant(entitlement, grant, at)

    def condition(self, expr: ast.Expr, ctx: Context) -> Node | None:
        """A checked condition."""
        node = self.check(expr, ctx, BOOLEAN)
        if node is not None and not isinstance(node.type, BooleanType):
            self.errors.error(
                Code.TYPE_MISMATCH,
                f"a condition is expected here, not {self.describe(node.type)}",
                expr.span,
                "compare it with something, as in `x < 600 yuan`",
            )
            return None
        return node

    def value(self, expr: ast.Expr, ctx: Context, expected: Type | None = None) -> Node | None:
        """A checked operand that is not optional."""
        node = self.check(expr, ctx.inside(), expected)
        if node is not None and is_optional(node):
            self.errors.error(
                Code.OPTIONAL_FACT,
                "this may be none, and none has no value to reckon with",
                expr.span,
                "write `x otherwise 0 …`, or ask `x is none` first",
            )
            return None
        return node

    def check(self, expr: ast.Expr, ctx: Context, expected: Type | None = None) -> Node | None:
        """A checked node for any expression; `expected` tells how a bare word is meant."""
        if self.level > MAX_LEVELS:
            message = f"what is read here, name by name, nests more than {MAX_LEVELS} levels deep"
            self.errors.error(Code.EXPRESSION_TOO_LARGE, message, expr.span, "let fewer names stand for further names")
            return None
        self.level += 1
        try:
            match expr:
                case ast.YearOf() | ast.DateOf():
                    return days.check(self, expr, ctx)
                case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.Text() | ast.Word() | ast.Today():
                    return literal(expr)
                case ast.Name():
                    return self._name(expr, ctx, expected)
                case ast.Keyed():
                    return self._keyed(expr, ctx)
                case ast.Binary() | ast.Extreme() | ast.Round() | ast.As() | ast.Elapsed():
                    return numbers.check(self, expr, ctx)
                case ast.Exists() | ast.Every() | ast.Count() | ast.Sum() | ast.ExtremeOf():
                    return members.check(self, expr, ctx)
                case ast.AmountOf():
                    return amounts.check(self, expr, ctx)
                case ast.EntitledTo() | ast.UnknownBecause():
                    return members.check(self, expr, ctx)
                case _:
                    return conditions.check(self, expr, ctx, expected)
        finally:
            self.level -= 1

    # ------------------------------------------------------------------ names

    def word(self, expr: ast.Name | ast.Word, enumeration: str) -> ast.Word | None:
        """A word of an enumeration, by id or by Chinese name; None where it is none of them."""
        if isinstance(expr, ast.Word):
            return expr if expr.enumeration == enumeration else None
        for value in self.scope.enumerations[enumeration].values:
            if expr.id in (value.id, value.name):
                return ast.Word(enumeration, value.id, span=expr.span)
        return None

    def _name(self, expr: ast.Name, ctx: Context, expected: Type | None) -> Node | None:
        if isinstance(expected, EnumType) and (word := self.word(expr, expected.enumeration)) is not None:
            return Constant(word.id, type=expected, syntax=word)
        known = self.scope.id_of(expr.id)
        if known is None:
            if isinstance(expected, EnumType):
                self.unknown_word(expr, expected.enumeration)
            else:
                self.scope.unknown(expr.id, expr.span, self.errors)
            return None
        resolved = ast.Name(known, span=expr.span)
        if known in self.scope.facts:
            return self._fact(resolved, ctx, expected)
        if known in self.scope.parameters:
            return self._parameter(resolved, (), (), ctx)
        definition = self.finder.definition(known, expr.span)
        if definition is not None:
            return self._definition(definition, resolved, ctx)
        if known not in self.scope.places or not self._is_definition(known):
            self.errors.error(Code.TYPE_MISMATCH, f"`{expr.id}` is no value", expr.span, self._kind_help(known))
        return None

    def _is_definition(self, known: str) -> bool:
        scope = self.scope
        tables = (scope.entitlements, scope.checks, scope.claims, scope.readings, scope.gaps)
        return not self.scope.is_group(known) and not any(known in table for table in tables)

    def _kind_help(self, known: str) -> str:
        if known in self.scope.entitlements:
            return f"write `entitled to {known}`"
        if known in self.scope.checks:
            return "a check is a target for a place: no rule of a household reads it"
        if known in self.scope.claims:
            return "a claim is proved of the rules: no rule reads it"
        if known in self.scope.gaps:
            return f"write `unknown because {known}`"
        if self.scope.is_group(known):
            return f"write `any {known} where …` or `count {known}`"
        return "a reading stands in `by_reading:` only"

    def unknown_word(self, expr: ast.Name, enumeration: str) -> None:
        """Record that a word is no value of an enumeration."""
        values = self.scope.enumerations[enumeration].values
        known = [word for value in values for word in (value.id, value.name) if word]
        help_text = did_you_mean(expr.id, known) or "one of: " + ", ".join(value.id for value in values[:12])
        self.errors.error(Code.UNKNOWN_VALUE, f"`{expr.id}` is no value of `{enumeration}`", expr.span, help_text)

    def _fact(self, name: ast.Name, ctx: Context, expected: Type | None) -> Node | None:
        fact = self.scope.facts[name.id]
        if fact.of_member and not ctx.of_member:
            self.wrong_subject(name)
            return None
        if isinstance(fact.type, MembersType) and not isinstance(expected, MembersType):
            part = self.scope.subjects.parts
            message = f"`{name.id}` is a list of {part}, and only `includes this` reads one"
            self.errors.error(Code.TYPE_MISMATCH, message, name.span, f"write `{name.id} includes this`")
            return None
        return FactRef(fact.id, fact.of_member, fact.optional, type=fact.type, range=fact.range, syntax=name)

    def wrong_subject(self, name: ast.Name) -> None:
        """Record that a member's fact is read where no member is looked at."""
        part = self.scope.subjects.part
        self.errors.error(
            Code.WRONG_SUBJECT,
            f"`{name.id}` is of one {part}, and no {part} is looked at here",
            name.span,
            f"write `any {part} where …`, or `for: each {part}`",
        )

    def _definition(self, definition: Definition, name: ast.Name, ctx: Context) -> Node | None:
        if definition.of_member and not ctx.of_member:
            self.wrong_subject(name)
            return None
        if definition.of_member and levels(definition.node) > ctx.room:
            members.too_many_levels(self, name.span)
            return None
        return DefinitionRef(
            definition.id,
            definition.of_member,
            definition.node,
            type=definition.node.type,
            range=definition.node.range,
            syntax=name,
        )

    def _keyed(self, expr: ast.Keyed, ctx: Context) -> Node | None:
        known = self.scope.id_of(expr.name)
        if known is None or known not in self.scope.parameters:
            self.scope.unknown(expr.name, expr.span, self.errors, "parameter")
            return None
        expected = self.scope.parameters[known].keys
        if len(expected) != len(expr.keys):
            self._wrong_keys(known, expr)
            return None
        keys = [
            self.value(key, ctx, EnumType(name) if name in self.scope.enumerations else None)
            for key, name in zip(expr.keys, expected, strict=True)
        ]
        checked = tuple(key for key in keys if key is not None)
        if len(checked) != len(keys):
            return None
        for key, name in zip(checked, expected, strict=True):
            if not self._fits_key(key, name):
                self.errors.error(
                    Code.WRONG_KEYS, f"`{known}` is given for `{name}`, not for {self.describe(key.type)}", key.span
                )
                return None
        syntax = ast.Keyed(known, tuple(syntax_of(key) for key in checked), span=expr.span)
        return self._parameter(syntax, checked, expr.keys, ctx)

    def _fits_key(self, key: Node, name: str) -> bool:
        if name in self.scope.enumerations:
            return key.type == EnumType(name)
        return isinstance(key.type, NumberType) and key.type.integer

    def _wrong_keys(self, name: str, expr: ast.Expr) -> None:
        parameter = self.scope.parameters[name]
        wanted = ", ".join(parameter.keys)
        place = "place left" if parameter.by_origin else "place"
        given = " and ".join([*([place] if parameter.by_locality else []), *([wanted] if wanted else [])])
        keys = wanted if len(parameter.keys) == 1 else f"({wanted})"
        help_text = f"write `{name} for {keys}`" if wanted else f"write `{name}`"
        message = f"`{name}` is given by {given}" if given else f"`{name}` is one figure"
        self.errors.error(Code.WRONG_KEYS, message, expr.span, help_text)

    def _parameter(
        self, expr: ast.Name | ast.Keyed, keys: tuple[Node, ...], written: tuple[ast.Expr, ...], ctx: Context
    ) -> Node | None:
        known = expr.id if isinstance(expr, ast.Name) else expr.name
        parameter = self.scope.parameters[known]
        if len(parameter.keys) != len(written):
            self._wrong_keys(known, expr)
            return None
        return ParameterRef(known, keys, type=parameter.type, range=parameter.range, syntax=expr)

    def mismatch(self, left: Node, right: Node, expr: ast.Expr) -> None:
        """Record that two operands are not of one type."""
        message = f"type mismatch: {self.describe(left.type)} against {self.describe(right.type)}"
        self.errors.error(Code.TYPE_MISMATCH, message, expr.span)

    def describe(self, kind: Type) -> str:
        """A type in words, for messages."""
        match kind:
            case BooleanType():
                return "a condition"
            case NumberType():
                return numbers.unit_text(self, kind.unit)
            case DateType():
                return "a date"
            case TextType():
                return "a text"
            case EnumType():
                return f"a word of `{kind.enumeration}`"
            case SetType():
                return f"a set of `{kind.enumeration}`"
            case MembersType():
                return f"a list of {self.scope.subjects.parts}"
