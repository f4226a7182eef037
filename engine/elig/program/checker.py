"""From syntax to checked nodes: names are found, types and units agree, numbers stay inside what can be held.

Every function takes a syntax tree and gives a checked node, or None after it has recorded what is wrong; a parent of a
None is None, so that one mistake is reported once.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from elig.errors import Code, Collector, did_you_mean
from elig.lang import ast
from elig.program import numbers
from elig.program.context import Context
from elig.program.model import Definition, Group
from elig.program.nodes import (
    AndNode,
    BetweenNode,
    BoundNode,
    CompareNode,
    Constant,
    CountNode,
    DefinitionRef,
    EntitledNode,
    EveryNode,
    ExistsNode,
    FactRef,
    GapNode,
    IfNode,
    IncludesNode,
    InNode,
    IsNoneNode,
    Node,
    NotNode,
    OrNode,
    OtherwiseNode,
    ParameterRef,
    SumNode,
    TodayRef,
)
from elig.program.ranges import DAYS, hull, summed
from elig.program.scope import Scope
from elig.program.types import (
    BOOLEAN,
    DATE,
    BooleanType,
    DateType,
    EnumType,
    NumberType,
    Range,
    SetType,
    TextType,
    Type,
)
from elig.program.walk import is_optional, quantifies
from elig.source import Span

PERSON = ast.Unit.of(person=1)


class Finder(Protocol):
    """Finds what a file defines, checking it first where that is still to do."""

    def definition(self, name: str, at: Span | None) -> Definition | None:
        """The definition of a name; None where there is none or it is wrong."""

    def group(self, name: str, at: Span | None) -> Group | None:
        """The group of a name; None where there is none or it is wrong."""


class Checker:
    """Checks expressions in a scope."""

    def __init__(self, scope: Scope, errors: Collector, finder: Finder) -> None:
        self.scope = scope
        self.errors = errors
        self.finder = finder

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
        match expr:
            case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.Text() | ast.Word() | ast.Today():
                return self._literal(expr, expected)
            case ast.Name():
                return self._name(expr, ctx, expected)
            case ast.Keyed():
                return self._keyed(expr, ctx)
            case ast.Not() | ast.And() | ast.Or():
                return self._logic(expr, ctx)
            case ast.Compare():
                return self._compare(expr, ctx)
            case ast.Is() | ast.In():
                return self._member_of(expr, ctx)
            case ast.IsNone():
                return self._is_none(expr, ctx)
            case ast.Includes():
                return self._includes(expr, ctx)
            case ast.Between():
                return self._between(expr, ctx)
            case ast.Binary() | ast.Extreme() | ast.Round() | ast.As() | ast.Elapsed():
                return numbers.check(self, expr, ctx)
            case ast.Otherwise():
                return self._otherwise(expr, ctx)
            case ast.If():
                return self._choice(expr, ctx, expected)
            case ast.Exists() | ast.Every() | ast.Count() | ast.Sum():
                return self._quantifier(expr, ctx)
            case ast.EntitledTo():
                return self._entitled(expr, ctx)
            case ast.UnknownBecause():
                return self._gap(expr)
            case ast.Bound():
                return self._bound(expr, ctx)

    # ------------------------------------------------------------------ literals and names

    def _literal(self, expr: ast.Expr, expected: Type | None) -> Node | None:
        match expr:
            case ast.Number():
                whole = expr.value.denominator == 1
                kind = NumberType(expr.unit, integer=whole)
                return Constant(expr.value, type=kind, range=Range(expr.value, expr.value), syntax=expr)
            case ast.DateLiteral():
                day = Fraction(expr.value.toordinal())
                return Constant(day, type=DATE, range=Range(day, day), syntax=expr)
            case ast.Truth():
                return Constant(expr.value, type=BOOLEAN, syntax=expr)
            case ast.Text():
                return Constant(expr.value, type=TextType(), syntax=expr)
            case ast.Word():
                return Constant(expr.id, type=EnumType(expr.enumeration), syntax=expr)
            case _:
                return TodayRef(type=DATE, range=DAYS, syntax=expr)

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
                self._unknown_word(expr, expected.enumeration)
            else:
                self.scope.unknown(expr.id, expr.span, self.errors)
            return None
        resolved = ast.Name(known, span=expr.span)
        if known in self.scope.facts:
            return self._fact(resolved, ctx)
        if known in self.scope.parameters:
            return self._parameter(resolved, (), (), ctx)
        definition = self.finder.definition(known, expr.span)
        if definition is not None:
            return self._definition(definition, resolved, ctx)
        if known not in self.scope.places or not self._is_definition(known):
            self.errors.error(Code.TYPE_MISMATCH, f"`{expr.id}` is no value", expr.span, self._kind_help(known))
        return None

    def _is_definition(self, known: str) -> bool:
        tables = (self.scope.entitlements, self.scope.readings, self.scope.gaps)
        return not self.scope.is_group(known) and not any(known in table for table in tables)

    def _kind_help(self, known: str) -> str:
        if known in self.scope.entitlements:
            return f"write `entitled to {known}`"
        if known in self.scope.gaps:
            return f"write `unknown because {known}`"
        if self.scope.is_group(known):
            return f"write `any {known} where …` or `count {known}`"
        return "a reading stands in `by_reading:` only"

    def _unknown_word(self, expr: ast.Name, enumeration: str) -> None:
        values = self.scope.enumerations[enumeration].values
        known = [word for value in values for word in (value.id, value.name) if word]
        help_text = did_you_mean(expr.id, known) or "one of: " + ", ".join(value.id for value in values[:12])
        self.errors.error(Code.UNKNOWN_VALUE, f"`{expr.id}` is no value of `{enumeration}`", expr.span, help_text)

    def _fact(self, name: ast.Name, ctx: Context) -> Node | None:
        fact = self.scope.facts[name.id]
        if fact.of_member and not ctx.of_member:
            self._wrong_subject(name)
            return None
        return FactRef(fact.id, fact.of_member, fact.optional, type=fact.type, range=fact.range, syntax=name)

    def _wrong_subject(self, name: ast.Name) -> None:
        part = self.scope.subjects.part
        self.errors.error(
            Code.WRONG_SUBJECT,
            f"`{name.id}` is of one {part}, and no {part} is looked at here",
            name.span,
            f"write `any {part} where …`, or `for: each {part}`",
        )

    def _definition(self, definition: Definition, name: ast.Name, ctx: Context) -> Node | None:
        if definition.of_member and not ctx.of_member:
            self._wrong_subject(name)
            return None
        if definition.of_member and ctx.quantified and quantifies(definition.node):
            self.errors.error(Code.NOT_AVAILABLE, "nested quantifiers are not available yet", name.span)
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
        syntax = ast.Keyed(known, tuple(_syntax(key) for key in checked), span=expr.span)
        return self._parameter(syntax, checked, expr.keys, ctx)

    def _fits_key(self, key: Node, name: str) -> bool:
        if name in self.scope.enumerations:
            return key.type == EnumType(name)
        return isinstance(key.type, NumberType) and key.type.integer

    def _wrong_keys(self, name: str, expr: ast.Expr) -> None:
        keys = self.scope.parameters[name].keys
        wanted = ", ".join(keys)
        help_text = f"write `{name} for {wanted if len(keys) == 1 else f'({wanted})'}`" if keys else f"write `{name}`"
        self.errors.error(Code.WRONG_KEYS, f"`{name}` is given by place" + (f" and {wanted}" if keys else ""), expr.span, help_text)

    def _parameter(
        self, expr: ast.Name | ast.Keyed, keys: tuple[Node, ...], written: tuple[ast.Expr, ...], ctx: Context
    ) -> Node | None:
        known = expr.id if isinstance(expr, ast.Name) else expr.name
        parameter = self.scope.parameters[known]
        if len(parameter.keys) != len(written):
            self._wrong_keys(known, expr)
            return None
        return ParameterRef(known, keys, type=parameter.type, range=parameter.range, syntax=expr)

    # ------------------------------------------------------------------ logic and comparisons

    def _logic(self, expr: ast.Not | ast.And | ast.Or, ctx: Context) -> Node | None:
        if isinstance(expr, ast.Not):
            item = self.condition(expr.item, ctx.inside())
            return None if item is None else NotNode(item, type=BOOLEAN, syntax=replace(expr, item=_syntax(item)))
        checked = [self.condition(item, ctx.inside()) for item in expr.items]
        items = tuple(item for item in checked if item is not None)
        if len(items) != len(checked):
            return None
        syntax = replace(expr, items=tuple(_syntax(item) for item in items))
        if isinstance(expr, ast.And):
            return AndNode(items, type=BOOLEAN, syntax=syntax)
        return OrNode(items, type=BOOLEAN, syntax=syntax)

    def _pair(self, left: ast.Expr, right: ast.Expr, ctx: Context) -> tuple[Node, Node] | None:
        first = self.check(left, ctx.inside())
        second = self.check(right, ctx.inside(), first.type if first is not None else None)
        if first is None or second is None:
            return None
        return first, second

    def _compare(self, expr: ast.Compare, ctx: Context) -> Node | None:
        pair = self._pair(expr.left, expr.right, ctx)
        if pair is None or not self.comparable(pair[0], pair[1], expr, ctx):
            return None
        left, right = pair
        kinds = (NumberType, DateType)
        if expr.op not in (ast.Op.EQ, ast.Op.NE) and not isinstance(left.type, kinds):
            self.errors.error(Code.TYPE_MISMATCH, f"{self.describe(left.type)} has no order", expr.span, "compare with `=`")
            return None
        syntax = replace(expr, left=_syntax(left), right=_syntax(right))
        if expr.op is ast.Op.NE:
            same = CompareNode(ast.Op.EQ, left, right, type=BOOLEAN, syntax=syntax)
            return NotNode(same, type=BOOLEAN, syntax=syntax)
        return CompareNode(expr.op, left, right, type=BOOLEAN, syntax=syntax)

    def comparable(self, left: Node, right: Node, expr: ast.Expr, ctx: Context) -> bool:
        """Whether two operands are of one type and unit; records what is wrong otherwise."""
        if isinstance(left.type, EnumType | BooleanType | SetType):
            help_text = "write `is` for a word" if isinstance(left.type, EnumType) else "write the condition itself, or `not …`"
            self.errors.error(Code.TYPE_MISMATCH, f"{self.describe(left.type)} is not compared with a sign", expr.span, help_text)
            return False
        return numbers.same_kind(self, left, right, expr, ctx)

    def _member_of(self, expr: ast.Is | ast.In, ctx: Context) -> Node | None:
        item = self.check(expr.item, ctx.inside())
        if item is None:
            return None
        written = (expr.word,) if isinstance(expr, ast.Is) else expr.options
        options = [self._option(option, item, expr, ctx) for option in written]
        found = tuple(option for option in options if option is not None)
        if len(found) != len(options):
            return None
        syntaxes = tuple(syntax for syntax, _ in found)
        node = InNode(item, tuple(value for _, value in found), type=BOOLEAN, syntax=self._in_syntax(expr, item, syntaxes))
        return NotNode(node, type=BOOLEAN, syntax=node.syntax) if expr.negated else node

    def _in_syntax(self, expr: ast.Is | ast.In, item: Node, options: tuple[ast.Expr, ...]) -> ast.Expr:
        if isinstance(expr, ast.Is):
            word = options[0]
            assert isinstance(word, ast.Name | ast.Word)
            return replace(expr, item=_syntax(item), word=word)
        kept = tuple(o for o in options if isinstance(o, ast.Name | ast.Word | ast.Number | ast.DateLiteral | ast.Text))
        return replace(expr, item=_syntax(item), options=kept)

    def _option(
        self, option: ast.Expr, item: Node, expr: ast.Is | ast.In, ctx: Context
    ) -> tuple[ast.Expr, Fraction | str] | None:
        if isinstance(option, ast.Name | ast.Word):
            if not isinstance(item.type, EnumType):
                self.errors.error(
                    Code.TYPE_MISMATCH, f"{self.describe(item.type)} is no word of a list", expr.span, "compare it with `=`"
                )
                return None
            word = self.word(option, item.type.enumeration)
            if word is None:
                self._unknown_word(ast.Name(option.id, span=option.span), item.type.enumeration)
            return None if word is None else (word, word.id)
        node = self._literal(option, None)
        if not isinstance(node, Constant) or isinstance(node.value, bool):
            return None
        return (option, node.value) if self.comparable(item, node, option, ctx) else None

    def _is_none(self, expr: ast.IsNone, ctx: Context) -> Node | None:
        item = self.check(expr.item, ctx.inside())
        if item is None:
            return None
        if not is_optional(item):
            self.errors.error(Code.OPTIONAL_FACT, "this is never none", expr.item.span, "only an optional fact can be")
            return None
        node = IsNoneNode(item, type=BOOLEAN, syntax=replace(expr, item=_syntax(item)))
        return NotNode(node, type=BOOLEAN, syntax=node.syntax) if expr.negated else node

    def _includes(self, expr: ast.Includes, ctx: Context) -> Node | None:
        item = self.check(expr.item, ctx.inside())
        if item is None:
            return None
        if not isinstance(item.type, SetType):
            self.errors.error(Code.TYPE_MISMATCH, f"{self.describe(item.type)} is no set", expr.item.span, "write `is`")
            return None
        word = self.word(expr.word, item.type.enumeration)
        if word is None:
            self._unknown_word(ast.Name(expr.word.id, span=expr.word.span), item.type.enumeration)
            return None
        return IncludesNode(item, word.id, type=BOOLEAN, syntax=replace(expr, item=_syntax(item), word=word))

    def _between(self, expr: ast.Between, ctx: Context) -> Node | None:
        item = self.check(expr.item, ctx.inside())
        low, high = self.value(expr.low, ctx), self.value(expr.high, ctx)
        if item is None or low is None or high is None:
            return None
        if not (self.comparable(item, low, expr, ctx) and self.comparable(item, high, expr, ctx)):
            return None
        syntax = replace(expr, item=_syntax(item), low=_syntax(low), high=_syntax(high))
        return BetweenNode(item, low, high, type=BOOLEAN, syntax=syntax)

    # ------------------------------------------------------------------ choice, fallback, bounds

    def _otherwise(self, expr: ast.Otherwise, ctx: Context) -> Node | None:
        item = self.check(expr.item, ctx.inside())
        fallback = self.value(expr.fallback, ctx, item.type if item is not None else None)
        if item is None or fallback is None or not self._one_type(item, fallback, expr, ctx):
            return None
        if not is_optional(item):
            self.errors.error(Code.OPTIONAL_FACT, "this is never none", expr.item.span, "leave `otherwise` out")
            return None
        syntax = replace(expr, item=_syntax(item), fallback=_syntax(fallback))
        return OtherwiseNode(item, fallback, type=item.type, range=hull((item.range, fallback.range)), syntax=syntax)

    def _choice(self, expr: ast.If, ctx: Context, expected: Type | None) -> Node | None:
        condition = self.condition(expr.condition, ctx.inside())
        yes = self.check(expr.yes, ctx, expected)
        no = self.check(expr.no, ctx, expected if expected is not None or yes is None else yes.type)
        if condition is None or yes is None or no is None or not self._one_type(yes, no, expr, ctx):
            return None
        syntax = replace(expr, condition=_syntax(condition), yes=_syntax(yes), no=_syntax(no))
        kind = numbers.joined_type(yes, no)
        return IfNode(condition, yes, no, type=kind, range=hull((yes.range, no.range)), syntax=syntax)

    def _one_type(self, left: Node, right: Node, expr: ast.Expr, ctx: Context) -> bool:
        if isinstance(left.type, NumberType | DateType | TextType):
            return numbers.same_kind(self, left, right, expr, ctx)
        if left.type == right.type:
            return True
        self.mismatch(left, right, expr)
        return False

    def mismatch(self, left: Node, right: Node, expr: ast.Expr) -> None:
        """Record that two operands are not of one type."""
        message = f"type mismatch: {self.describe(left.type)} against {self.describe(right.type)}"
        self.errors.error(Code.TYPE_MISMATCH, message, expr.span)

    def _bound(self, expr: ast.Bound, ctx: Context) -> Node | None:
        if not ctx.bounds:
            word = "at least" if expr.floor else "up to"
            help_text = "in a condition write `>=` or `<=`"
            self.errors.error(Code.BAD_GRANT, f"`{word}` stands only in the amount of a grant", expr.span, help_text)
            return None
        item = self.value(expr.item, ctx)
        if item is None:
            return None
        return BoundNode(expr.floor, item, type=item.type, range=item.range, syntax=replace(expr, item=_syntax(item)))

    # ------------------------------------------------------------------ members and references

    def _quantifier(self, expr: ast.Exists | ast.Every | ast.Count | ast.Sum, ctx: Context) -> Node | None:
        if ctx.quantified:
            self.errors.error(Code.NOT_AVAILABLE, "nested quantifiers are not available yet", expr.span)
            return None
        group = self._group(expr)
        inner = ctx.quantifier()
        where = self.condition(expr.where, inner) if expr.where is not None else None
        if group is None or (expr.where is not None and where is None):
            return None
        written = _syntax(where) if where is not None else None
        who = self._with_group(group, where)
        match expr:
            case ast.Exists():
                assert written is not None
                syntax = replace(expr, group=group, where=written)
                return ExistsNode(expr.kind, group, who, type=BOOLEAN, syntax=syntax)
            case ast.Every():
                has = self.condition(expr.has, inner)
                if has is None:
                    return None
                every = replace(expr, group=group, where=written, has=_syntax(has))
                return EveryNode(group, who, has, type=BOOLEAN, syntax=every)
            case ast.Count():
                kind = NumberType(PERSON, integer=True)
                most = Range(Fraction(0), Fraction(self.scope.subjects.max_parts))
                return CountNode(group, who, type=kind, range=most, syntax=replace(expr, group=group, where=written))
            case ast.Sum():
                return self._sum(expr, group, who, written, inner)

    def _sum(
        self, expr: ast.Sum, group: str, who: Node, written: ast.Expr | None, inner: Context
    ) -> Node | None:
        item = self.value(expr.item, inner)
        if item is None:
            return None
        if not isinstance(item.type, NumberType):
            self.errors.error(Code.TYPE_MISMATCH, f"{self.describe(item.type)} cannot be added up", expr.item.span)
            return None
        unit = item.type.unit.without("person") if item.type.unit.power("person") == -1 else item.type.unit
        most = summed(item.range, self.scope.subjects.max_parts) if item.range is not None else None
        syntax = replace(expr, item=_syntax(item), group=group, where=written)
        node = SumNode(item, group, who, type=NumberType(unit, item.type.integer), range=most, syntax=syntax)
        return numbers.held(self, node)

    def _group(self, expr: ast.Exists | ast.Every | ast.Count | ast.Sum) -> str | None:
        subjects = self.scope.subjects
        if expr.group in (subjects.part, subjects.parts, subjects.part_label.zh, subjects.part_label.en):
            return subjects.parts
        known = self.scope.id_of(expr.group)
        if known is not None and self.scope.is_group(known):
            return known if self.finder.group(known, expr.span) is not None else None
        self.scope.unknown(expr.group, expr.span, self.errors, "group")
        return None

    def _with_group(self, group: str, where: Node | None) -> Node:
        own = self.scope.groups[group].where if group in self.scope.groups else None
        parts = tuple(part for part in (own, where) if part is not None)
        if not parts:
            return Constant(True, type=BOOLEAN)
        return parts[0] if len(parts) == 1 else AndNode(parts, type=BOOLEAN, syntax=parts[-1].syntax)

    def _entitled(self, expr: ast.EntitledTo, ctx: Context) -> Node | None:
        known = self.scope.id_of(expr.name)
        if known is None or known not in self.scope.entitlements:
            self.scope.unknown(expr.name, expr.span, self.errors, "entitlement")
            return None
        if self.scope.entitlements[known] and not ctx.of_member:
            self._wrong_subject(ast.Name(known, span=expr.span))
            return None
        return EntitledNode(known, type=BOOLEAN, syntax=replace(expr, name=known))

    def _gap(self, expr: ast.UnknownBecause) -> Node | None:
        known = self.scope.id_of(expr.gap)
        if known is None or known not in self.scope.gaps:
            self.scope.unknown(expr.gap, expr.span, self.errors, "gap")
            return None
        return GapNode(known, type=BOOLEAN, syntax=replace(expr, gap=known))

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


def _syntax(node: Node) -> ast.Expr:
    assert node.syntax is not None, "every checked expression keeps its syntax"
    return node.syntax
