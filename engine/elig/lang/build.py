"""Parse tree to syntax tree: one match over the rules of the grammar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from lark import Token, Tree

from elig.errors import Code
from elig.lang import ast
from elig.lang.ast import Expr
from elig.lang.problem import ExpressionProblem
from elig.lang.units import UnitNames
from elig.source import Scalar, Span

ParseTree = Tree[Token]
_Part = Token | ParseTree
_OPS = {"EQ": ast.Op.EQ, "NE": ast.Op.NE, "LT": ast.Op.LT, "LE": ast.Op.LE, "GT": ast.Op.GT, "GE": ast.Op.GE}
_ARITH = {"PLUS": ast.Arith.ADD, "MINUS": ast.Arith.SUB, "STAR": ast.Arith.MUL, "SLASH": ast.Arith.DIV}
_ROUNDINGS = {"ROUND": ast.Rounding.HALF, "ROUND_UP": ast.Rounding.UP, "ROUND_DOWN": ast.Rounding.DOWN}


def build(tree: ParseTree, text: Scalar, units: UnitNames) -> Expr:
    """The syntax tree of a parsed expression; raises `ExpressionProblem` for what parts show."""
    return _Builder(text, units).expression(tree.children[0])


class _Builder:
    def __init__(self, text: Scalar, units: UnitNames) -> None:
        self.text = text
        self.units = units

    def expression(self, part: _Part) -> Expr:
        if isinstance(part, Token):
            return self.leaf(part)
        span = self.span(part)
        parts = part.children
        match part.data:
            case "group":
                return self.expression(parts[1])
            case "or_":
                return ast.Or(_flat(self.chain(part), ast.Or), span=span)
            case "and_":
                return ast.And(_flat(self.chain(part), ast.And), span=span)
            case "not_":
                return ast.Not(self.expression(parts[1]), span=span)
            case "if_":
                condition, yes, no = (self.expression(parts[i]) for i in (1, 3, 5))
                return ast.If(condition, yes, no, span=span)
            case "compare" | "compare_text" | "is_" | "is_none" | "in_" | "between" | "starts_with":
                return self.comparison(part, span)
            case "includes" | "includes_this":
                return self.comparison(part, span)
            case "exists" | "every" | "count" | "sum_of" | "extreme_of" | "bound":
                return self.over_members(part, span)
            case "number":
                return self.number(part)
            case _:
                return self.operand(part, span)

    def comparison(self, tree: ParseTree, span: Span) -> Expr:
        parts = tree.children
        item = self.expression(parts[0])
        operator = _token(parts[1])
        match tree.data:
            case "compare" | "compare_text":
                return ast.Compare(_OPS[operator.type], item, self.expression(parts[2]), span=span)
            case "is_":
                negated = operator.type == "IS_NOT"
                return ast.Is(item, self.name(parts[2]), negated, span=span)
            case "is_none":
                return ast.IsNone(item, operator.type == "IS_NOT", span=span)
            case "in_":
                options = tuple(self.option(option) for option in parts[3:-1:2])
                return ast.In(item, options, operator.type == "NOT_IN", span=span)
            case "includes":
                return ast.Includes(item, self.name(parts[2]), span=span)
            case "starts_with":
                text = self.option(parts[2])
                assert isinstance(text, ast.Text), "the grammar requires a text"
                return ast.StartsWith(item, text, span=span)
            case "includes_this":
                return ast.IncludesThis(item, span=span)
            case _:
                _check_between(operator, _token(parts[3]))
                low, high = self.expression(parts[2]), self.expression(parts[4])
                return ast.Between(item, low, high, span=span)

    def over_members(self, tree: ParseTree, span: Span) -> Expr:
        other = any(isinstance(part, Token) and part.type == "OTHER" for part in tree.children)
        parts = [part for part in tree.children if not (isinstance(part, Token) and part.type == "OTHER")]
        first = _token(parts[0])
        match tree.data:
            case "exists":
                kind = ast.Member.ANY if first.type == "ANY" else ast.Member.NO
                return ast.Exists(kind, str(parts[1]), self.expression(parts[3]), other, span=span)
            case "every":
                where = self.expression(parts[3]) if len(parts) > 4 else None
                return ast.Every(str(parts[1]), where, self.expression(parts[-1]), other, span=span)
            case "count":
                where = self.expression(parts[3]) if len(parts) > 2 else None
                return ast.Count(str(parts[1]), where, other, span=span)
            case "sum_of":
                item = self.expression(parts[1])
                where = self.expression(parts[5]) if len(parts) > 4 else None
                return ast.Sum(item, str(parts[3]), where, other, span=span)
            case "extreme_of":
                item = self.expression(parts[1])
                where = self.expression(parts[5]) if len(parts) > 4 else None
                return ast.ExtremeOf(first.type == "MAX_OF", item, str(parts[3]), where, other, span=span)
            case _:
                return ast.Bound(first.type == "AT_LEAST", self.expression(parts[1]), span=span)

    def operand(self, tree: ParseTree, span: Span) -> Expr:
        parts = tree.children
        match tree.data:
            case "binary":
                left, right = self.expression(parts[0]), self.expression(parts[2])
                return ast.Binary(_ARITH[_token(parts[1]).type], left, right, span=span)
            case "as_":
                return ast.As(self.expression(parts[0]), self.unit(parts[2]), span=span)
            case "otherwise":
                item, fallback = self.expression(parts[0]), self.expression(parts[2])
                return ast.Otherwise(item, fallback, span=span)
            case "keyed":
                keys = parts[3:-1:2] if len(parts) > 3 else parts[2:]
                return ast.Keyed(str(parts[0]), tuple(self.expression(key) for key in keys), span=span)
            case "extreme":
                items = tuple(self.expression(item) for item in parts[2:-1:2])
                return ast.Extreme(_token(parts[0]).type == "MAX", items, span=span)
            case "round":
                mode = _ROUNDINGS[_token(parts[0]).type]
                return ast.Round(mode, self.expression(parts[1]), self.step(parts[3]), span=span)
            case "elapsed":
                unit = "year" if _token(parts[0]).type == "YEARS_FROM" else "month"
                start, end = self.expression(parts[1]), self.expression(parts[3])
                return ast.Elapsed(unit, start, end, span=span)
            case "year_of":
                return ast.YearOf(self.expression(parts[1]), span=span)
            case "date_of":
                year, month, day = (self.expression(parts[i]) for i in (2, 4, 6))
                return ast.DateOf(year, month, day, span=span)
            case "entitled":
                return ast.EntitledTo(str(parts[1]), span=span)
            case "amount_of":
                return ast.AmountOf(str(parts[1]), str(parts[3]) if len(parts) > 2 else "", span=span)
            case "unknown":
                return ast.UnknownBecause(str(parts[1]), span=span)
            case _:
                raise AssertionError(f"rule {tree.data}")

    def leaf(self, token: Token) -> Expr:
        match token.type:
            case "TRUE" | "FALSE":
                return ast.Truth(token.type == "TRUE", span=self.span(token))
            case "TODAY":
                return ast.Today(span=self.span(token))
            case _:
                return self.option(token)

    def option(self, part: _Part) -> ast.Name | ast.Number | ast.DateLiteral | ast.Text:
        if isinstance(part, Tree):
            return self.number(part)
        match part.type:
            case "DATE":
                return ast.DateLiteral(date.fromisoformat(part), span=self.span(part))
            case "TEXT":
                return ast.Text(part[1:-1], span=self.span(part))
            case _:
                return self.name(part)

    def name(self, part: _Part) -> ast.Name:
        return ast.Name(str(_token(part)), span=self.span(part))

    def number(self, tree: ParseTree, *, minor: bool = False) -> ast.Number:
        """A number with its sign, `%` and unit; the minor unit only where rounding wants it."""
        tokens = {part.type: part for part in tree.children if isinstance(part, Token)}
        value = Fraction(tokens["NUMBER"])
        if "MINUS" in tokens:
            value = -value
        if percent := "PERCENT" in tokens:
            value /= 100
        last = tree.children[-1]
        unit = self.unit(last, minor=minor) if isinstance(last, Tree) else ast.NO_UNIT
        return ast.Number(value, unit, percent, span=self.span(tree))

    def step(self, part: _Part) -> ast.Number:
        """What is rounded to: a unit stands for one of it."""
        assert isinstance(part, Tree)
        if part.data == "number":
            step = self.number(part, minor=True)
        else:
            step = ast.Number(Fraction(1), self.unit(part, minor=True), span=self.span(part))
        if step.value <= 0:
            start, end = _extent(part)
            message = "a step of rounding is more than 0"
            raise ExpressionProblem(Code.BAD_LITERAL, message, start, end)
        return step

    def unit(self, part: _Part, *, minor: bool = False) -> ast.Unit:
        assert isinstance(part, Tree)
        words = list(part.scan_values(lambda value: isinstance(value, Token)))
        for word in words:
            if not minor and self.units.base(word) == self.units.minor:
                start, end = _extent(word)
                message = f"`{word}` stands only after `round … to`"
                money = self.units.bases[0]
                help_text = f"write the amount in {money}"
                raise ExpressionProblem(Code.BAD_LITERAL, message, start, end, help_text)
        unit = self.units.unit(words)
        if unit is None:
            start, end = _extent(part)
            message = "a unit that cancels out"
            raise ExpressionProblem(Code.BAD_LITERAL, message, start, end, "leave it out")
        return unit

    def chain(self, tree: ParseTree) -> list[Expr]:
        """The operands of a left-nested chain of one operator, in order."""
        items: list[Expr] = []
        part: _Part = tree
        while isinstance(part, Tree) and part.data == tree.data:
            items.append(self.expression(part.children[2]))
            part = part.children[0]
        items.append(self.expression(part))
        return items[::-1]

    def span(self, part: _Part) -> Span:
        return self.text.span_of(*_extent(part))


def _token(part: _Part) -> Token:
    assert isinstance(part, Token)
    return part


def _extent(part: _Part) -> tuple[int, int]:
    """Where a part starts and ends in the expression."""
    first = last = part
    while isinstance(first, Tree):
        first = first.children[0]
    while isinstance(last, Tree):
        last = last.children[-1]
    assert first.start_pos is not None and last.end_pos is not None
    return first.start_pos, last.end_pos


def _flat(items: list[Expr], kind: type[ast.And] | type[ast.Or]) -> tuple[Expr, ...]:
    """The items with those of the same connective opened: `(a and b) and c` is `a and b and c`."""
    return tuple(inner for item in items for inner in (item.items if isinstance(item, kind) else (item,)))


def _check_between(operator: Token, separator: Token) -> None:
    """`between … and`, `介于 … 至`."""
    wanted = "至" if operator == "介于" else "and"
    fits = separator.type == "TO" if operator == "介于" else separator.type == "AND"
    if not fits:
        start, end = _extent(separator)
        message = f"`{separator}` cannot stand between the ends of `{operator}`"
        raise ExpressionProblem(Code.EXPRESSION_SYNTAX, message, start, end, f"write `{wanted}`")
