"""Checking conditions: logic, comparisons, words and sets, choices and fallbacks."""

from __future__ import annotations

from fractions import Fraction

from elig.errors import Code
from elig.lang import alternatives_help, ast
from elig.program import numbers
from elig.program.context import Checks, Context
from elig.program.literals import literal, syntax_of
from elig.program.nodes import (
    AndNode,
    BetweenNode,
    BoundNode,
    CompareNode,
    Constant,
    FactRef,
    IfNode,
    IncludesNode,
    IncludesThisNode,
    InNode,
    IsNoneNode,
    Node,
    NotNode,
    OrNode,
    OtherwiseNode,
    StartsWithNode,
)
from elig.program.ranges import hull
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
from elig.program.walk import is_optional
from elig.records import replace

Option = ast.Name | ast.Word | ast.Number | ast.DateLiteral | ast.Text
Form = (
    ast.Not
    | ast.And
    | ast.Or
    | ast.Compare
    | ast.Is
    | ast.In
    | ast.IsNone
    | ast.Includes
    | ast.StartsWith
    | ast.IncludesThis
    | ast.Between
    | ast.Otherwise
    | ast.If
    | ast.Bound
)


def check(checker: Checks, expr: Form, ctx: Context, expected: Type | None) -> Node | None:
    """A checked condition or choice."""
    match expr:
        case ast.Not() | ast.And() | ast.Or():
            return _logic(checker, expr, ctx)
        case ast.Compare():
            return _compare(checker, expr, ctx)
        case ast.Is() | ast.In():
            return _member_of(checker, expr, ctx)
        case ast.IsNone():
            return _is_none(checker, expr, ctx)
        case ast.Includes():
            return _includes(checker, expr, ctx)
        case ast.StartsWith():
            return _starts_with(checker, expr, ctx)
        case ast.IncludesThis():
            return _includes_this(checker, expr, ctx)
        case ast.Between():
            return _between(checker, expr, ctx)
        case ast.Otherwise():
            return _otherwise(checker, expr, ctx)
        case ast.If():
            return _choice(checker, expr, ctx, expected)
        case ast.Bound():
            return _bound(checker, expr, ctx)


def _logic(checker: Checks, expr: ast.Not | ast.And | ast.Or, ctx: Context) -> Node | None:
    if isinstance(expr, ast.Not):
        item = checker.condition(expr.item, ctx.inside())
        return None if item is None else NotNode(item, type=BOOLEAN, syntax=replace(expr, item=syntax_of(item)))
    checked = [_operand(checker, expr, item, ctx) for item in expr.items]
    items = tuple(item for item in checked if item is not None)
    if len(items) != len(checked):
        return None
    syntax = replace(expr, items=tuple(syntax_of(item) for item in items))
    if isinstance(expr, ast.And):
        return AndNode(items, type=BOOLEAN, syntax=syntax)
    return OrNode(items, type=BOOLEAN, syntax=syntax)


def _operand(checker: Checks, expr: ast.And | ast.Or, item: ast.Expr, ctx: Context) -> Node | None:
    """An operand of `and` or `or`; `x is a or b` gets the help to write a set."""
    if isinstance(item, ast.Name) and checker.scope.id_of(item.id) is None:
        help_text = alternatives_help(expr, item)
        if help_text:
            checker.errors.error(Code.UNKNOWN_NAME, f"unknown name `{item.id}`", item.span, help_text)
            return None
    return checker.condition(item, ctx.inside())


def _pair(checker: Checks, left: ast.Expr, right: ast.Expr, ctx: Context) -> tuple[Node, Node] | None:
    first = checker.check(left, ctx.inside())
    second = checker.check(right, ctx.inside(), first.type if first is not None else None)
    if first is None or second is None:
        return None
    return first, second


def _compare(checker: Checks, expr: ast.Compare, ctx: Context) -> Node | None:
    pair = _pair(checker, expr.left, expr.right, ctx)
    if pair is None or not comparable(checker, pair[0], pair[1], expr, ctx):
        return None
    left, right = pair
    kinds = (NumberType, DateType)
    if expr.op not in (ast.Op.EQ, ast.Op.NE) and not isinstance(left.type, kinds):
        checker.errors.error(
            Code.TYPE_MISMATCH, f"{checker.describe(left.type)} has no order", expr.span, "compare with `=`"
        )
        return None
    syntax = replace(expr, left=syntax_of(left), right=syntax_of(right))
    if expr.op is ast.Op.NE:
        same = CompareNode(ast.Op.EQ, left, right, type=BOOLEAN, syntax=syntax)
        return NotNode(same, type=BOOLEAN, syntax=syntax)
    return CompareNode(expr.op, left, right, type=BOOLEAN, syntax=syntax)


def comparable(checker: Checks, left: Node, right: Node, expr: ast.Expr, ctx: Context) -> bool:
    """Whether two operands are of one type and unit; records what is wrong otherwise."""
    if isinstance(left.type, EnumType | BooleanType | SetType):
        help_text = (
            "write `is` for a word" if isinstance(left.type, EnumType) else "write the condition itself, or `not …`"
        )
        checker.errors.error(
            Code.TYPE_MISMATCH, f"{checker.describe(left.type)} is not compared with a sign", expr.span, help_text
        )
        return False
    return numbers.same_kind(checker, left, right, expr, ctx)


def _member_of(checker: Checks, expr: ast.Is | ast.In, ctx: Context) -> Node | None:
    item = checker.check(expr.item, ctx.inside())
    if item is None:
        return None
    written = (expr.word,) if isinstance(expr, ast.Is) else expr.options
    options = [_option(checker, option, item, expr, ctx) for option in written]
    found = tuple(option for option in options if option is not None)
    if len(found) != len(options):
        return None
    syntaxes = tuple(syntax for syntax, _ in found)
    node = InNode(
        item, tuple(value for _, value in found), type=BOOLEAN, syntax=_in_syntax(checker, expr, item, syntaxes)
    )
    return NotNode(node, type=BOOLEAN, syntax=node.syntax) if expr.negated else node


def _in_syntax(checker: Checks, expr: ast.Is | ast.In, item: Node, options: tuple[ast.Expr, ...]) -> ast.Expr:
    if isinstance(expr, ast.Is):
        word = options[0]
        assert isinstance(word, ast.Name | ast.Word)
        return replace(expr, item=syntax_of(item), word=word)
    kept = tuple(o for o in options if isinstance(o, ast.Name | ast.Word | ast.Number | ast.DateLiteral | ast.Text))
    return replace(expr, item=syntax_of(item), options=kept)


def _option(
    checker: Checks, option: Option, item: Node, expr: ast.Is | ast.In, ctx: Context
) -> tuple[ast.Expr, Fraction | str] | None:
    if isinstance(option, ast.Name | ast.Word):
        if not isinstance(item.type, EnumType):
            checker.errors.error(
                Code.TYPE_MISMATCH,
                f"{checker.describe(item.type)} is no word of a list",
                expr.span,
                "compare it with `=`",
            )
            return None
        word = checker.word(option, item.type.enumeration)
        if word is None:
            checker.unknown_word(ast.Name(option.id, span=option.span), item.type.enumeration)
        return None if word is None else (word, word.id)
    node = literal(option)
    if not isinstance(node, Constant) or isinstance(node.value, bool):
        return None
    return (option, node.value) if comparable(checker, item, node, option, ctx) else None


def _is_none(checker: Checks, expr: ast.IsNone, ctx: Context) -> Node | None:
    item = checker.check(expr.item, ctx.inside())
    if item is None:
        return None
    if not is_optional(item):
        checker.errors.error(Code.OPTIONAL_FACT, "this is never none", expr.item.span, "only an optional fact can be")
        return None
    node = IsNoneNode(item, type=BOOLEAN, syntax=replace(expr, item=syntax_of(item)))
    return NotNode(node, type=BOOLEAN, syntax=node.syntax) if expr.negated else node


def _includes(checker: Checks, expr: ast.Includes, ctx: Context) -> Node | None:
    item = checker.check(expr.item, ctx.inside(), MembersType())
    if item is None:
        return None
    if isinstance(item.type, MembersType):
        message = f"`{expr.word.id}` is no {checker.scope.subjects.part}; only `this` can be asked for"
        checker.errors.error(Code.TYPE_MISMATCH, message, expr.word.span, "write `includes this`")
        return None
    if not isinstance(item.type, SetType):
        checker.errors.error(
            Code.TYPE_MISMATCH, f"{checker.describe(item.type)} is no set", expr.item.span, "write `is`"
        )
        return None
    word = checker.word(expr.word, item.type.enumeration)
    if word is None:
        checker.unknown_word(ast.Name(expr.word.id, span=expr.word.span), item.type.enumeration)
        return None
    return IncludesNode(item, word.id, type=BOOLEAN, syntax=replace(expr, item=syntax_of(item), word=word))


def _starts_with(checker: Checks, expr: ast.StartsWith, ctx: Context) -> Node | None:
    item = checker.check(expr.item, ctx.inside())
    if item is None:
        return None
    if not isinstance(item.type, TextType):
        message = f"{checker.describe(item.type)} is no text"
        checker.errors.error(
            Code.TYPE_MISMATCH, message, expr.item.span, "only texts and division codes start with one"
        )
        return None
    if not expr.prefix.value:
        checker.errors.error(Code.BAD_LITERAL, "every text starts with nothing", expr.prefix.span, "write a beginning")
        return None
    return StartsWithNode(item, expr.prefix.value, type=BOOLEAN, syntax=replace(expr, item=syntax_of(item)))


def _includes_this(checker: Checks, expr: ast.IncludesThis, ctx: Context) -> Node | None:
    parts, part = checker.scope.subjects.parts, checker.scope.subjects.part
    item = checker.check(expr.item, ctx.inside(), MembersType())
    if item is None:
        return None
    if not isinstance(item, FactRef) or not isinstance(item.type, MembersType):
        message = f"{checker.describe(item.type)} is no list of {parts}"
        checker.errors.error(
            Code.TYPE_MISMATCH, message, expr.item.span, f"only a fact of type `members` includes a {part}"
        )
        return None
    own = not ctx.quantified
    if (own and not ctx.of_member) or (ctx.quantified and not ctx.outer):
        message = f"no {part} stands outside of this, who would be `this`"
        help_text = f"`this` stands in a quantifier inside another one, or under `for: each {part}`"
        checker.errors.error(Code.WRONG_SUBJECT, message, expr.span, help_text)
        return None
    if own and item.of_member:
        message = f"`{item.fact}` and `this` are of the same {part} here"
        help_text = f"ask it of the others: `any other {part} where {item.fact} includes this`"
        checker.errors.error(Code.WRONG_SUBJECT, message, expr.span, help_text)
        return None
    return IncludesThisNode(item.fact, item.of_member, own, type=BOOLEAN, syntax=replace(expr, item=syntax_of(item)))


def _between(checker: Checks, expr: ast.Between, ctx: Context) -> Node | None:
    item = checker.check(expr.item, ctx.inside())
    low, high = checker.value(expr.low, ctx), checker.value(expr.high, ctx)
    if item is None or low is None or high is None:
        return None
    if not (comparable(checker, item, low, expr, ctx) and comparable(checker, item, high, expr, ctx)):
        return None
    syntax = replace(expr, item=syntax_of(item), low=syntax_of(low), high=syntax_of(high))
    return BetweenNode(item, low, high, type=BOOLEAN, syntax=syntax)


# ------------------------------------------------------------------ choice, fallback, bounds


def _otherwise(checker: Checks, expr: ast.Otherwise, ctx: Context) -> Node | None:
    item = checker.check(expr.item, ctx.inside())
    fallback = checker.value(expr.fallback, ctx, item.type if item is not None else None)
    if item is None or fallback is None or not _one_type(checker, item, fallback, expr, ctx):
        return None
    if not is_optional(item):
        checker.errors.error(Code.OPTIONAL_FACT, "this is never none", expr.item.span, "leave `otherwise` out")
        return None
    syntax = replace(expr, item=syntax_of(item), fallback=syntax_of(fallback))
    return OtherwiseNode(item, fallback, type=item.type, range=hull((item.range, fallback.range)), syntax=syntax)


def _choice(checker: Checks, expr: ast.If, ctx: Context, expected: Type | None) -> Node | None:
    condition = checker.condition(expr.condition, ctx.inside())
    yes = checker.check(expr.yes, ctx, expected)
    no = checker.check(expr.no, ctx, expected if expected is not None or yes is None else yes.type)
    if condition is None or yes is None or no is None or not _one_type(checker, yes, no, expr, ctx):
        return None
    syntax = replace(expr, condition=syntax_of(condition), yes=syntax_of(yes), no=syntax_of(no))
    kind = numbers.joined_type(yes, no)
    return IfNode(condition, yes, no, type=kind, range=hull((yes.range, no.range)), syntax=syntax)


def _one_type(checker: Checks, left: Node, right: Node, expr: ast.Expr, ctx: Context) -> bool:
    if isinstance(left.type, NumberType | DateType | TextType):
        return numbers.same_kind(checker, left, right, expr, ctx)
    if left.type == right.type:
        return True
    checker.mismatch(left, right, expr)
    return False


def _bound(checker: Checks, expr: ast.Bound, ctx: Context) -> Node | None:
    if not ctx.bounds:
        word = "at least" if expr.floor else "up to"
        help_text = "in a condition write `>=` or `<=`"
        checker.errors.error(Code.BAD_GRANT, f"`{word}` stands only in the amount of a grant", expr.span, help_text)
        return None
    item = checker.value(expr.item, ctx)
    if item is None:
        return None
    return BoundNode(expr.floor, item, type=item.type, range=item.range, syntax=replace(expr, item=syntax_of(item)))
