"""Reckoning with one end of a number: whole numbers over a constant and a count, never a number with a point.

Every end carries how large its whole number can be, from the declared ranges; where that passes 2^63 the wide type of
the engine is used, and where it passes 10^38 the form is refused.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from sqlglot import exp

from elig.records import replace
from elig.sql.dialects import Dialect
from elig.sql.trees import Tree, binary, case, cast, null, whole, wrap
from elig.sql.values import End, Over, Refused

SMALL = 2**31 - 1
"""What every engine holds as it reads a number that is written out."""
NARROW, MOST = 2**63 - 1, 10**38 - 1


def constant(value: Fraction | int | None) -> End:
    """A number that is known beforehand; None is an open end."""
    if value is None:
        return End(null(), nullable=True)
    exact = Fraction(value)
    number = exact.numerator
    return End(whole(number), exact.denominator, size=abs(number), natural=number >= 0, least=max(number, 0))


def literal(end: End) -> Fraction | None:
    """The number of an end that is known beforehand."""
    found = _whole(end.tree)
    return None if found is None or end.over is not None else Fraction(found, end.den)


def is_open(end: End) -> bool:
    """Whether an end is open in any case."""
    return isinstance(end.tree, exp.Null)


def _whole(tree: Tree) -> int | None:
    if isinstance(tree, exp.Paren) and isinstance(tree.this, exp.Neg):
        found = _whole(tree.this.this)
        return None if found is None else -found
    return int(tree.this) if isinstance(tree, exp.Literal) and not tree.is_string else None


def fits(size: int) -> None:
    """Refuse a number that no engine holds exactly."""
    if size > MOST:
        raise Refused("a number past 10^38")


def product(left: Tree, left_size: int, right: Tree, right_size: int, dialect: Dialect) -> Tree:
    """A product of whole numbers, in the type that surely holds it."""
    first, second = _whole(left), _whole(right)
    if first is not None and second is not None:
        return whole(first * second)
    if 1 in (first, second):
        return right if first == 1 else left
    if 0 in (first, second):
        return whole(0)
    if isinstance(left, exp.Null) or isinstance(right, exp.Null):
        return null()
    size = left_size * right_size
    fits(size)
    if size > NARROW:
        left = cast(left, dialect.wide)
    elif size > SMALL:
        left = cast(left, "bigint")
    return binary(exp.Mul, left, right)


def times(left: End, right: End, dialect: Dialect) -> End:
    """The product of two ends; a count that is divided by and multiplied with is left out."""
    for one, other in ((left, right), (right, left)):
        if one.over is not None and other.over is None and other.den == 1 and other.tree == one.over.tree:
            return replace(one, over=None)
    first, second = literal(left), literal(right)
    if first is not None and second is not None:
        return constant(first * second)
    left, right = _reduced(left, right), _reduced(right, left)
    tree = product(left.tree, left.size, right.tree, right.size, dialect)
    return End(
        tree,
        left.den * right.den,
        _both(left.over, right.over, dialect),
        left.size * right.size,
        left.nullable or right.nullable,
        left.natural and right.natural,
        left.least * right.least,
    )


def _reduced(end: End, other: End) -> End:
    """An end without the factors of what it is divided by that the other one is known to have."""
    factor = _whole(other.tree)
    own = _whole(end.tree)
    if own:
        shared = gcd(own, end.den * other.den)
        mine = gcd(shared, end.den)
        end = replace(end, tree=whole(own // mine), den=end.den // mine, size=abs(own // mine))
        own //= mine
        rest = gcd(own, other.den)
        return replace(end, tree=whole(own // rest), size=abs(own // rest), least=max(own // rest, 0))
    return end if not factor else replace(end, den=end.den // gcd(end.den, factor // gcd(factor, other.den)))


def _both(left: Over | None, right: Over | None, dialect: Dialect) -> Over | None:
    if left is None or right is None:
        return right if left is None else left
    tree = product(left.tree, left.size, right.tree, right.size, dialect)
    return Over(tree, left.size * right.size, left.least * right.least, left.grid * right.grid)


def aligned(left: End, right: End, dialect: Dialect) -> tuple[End, End]:
    """Two ends over one and the same number."""
    den = lcm(left.den, right.den)
    first, second = _scaled(left, den // left.den, dialect), _scaled(right, den // right.den, dialect)
    if (None if left.over is None else left.over.tree) == (None if right.over is None else right.over.tree):
        return first, second
    one = first if second.over is None else _spread(first, second.over, dialect)
    other = second if first.over is None else _spread(second, first.over, dialect)
    return one, other


def _scaled(end: End, factor: int, dialect: Dialect) -> End:
    tree = product(end.tree, end.size, whole(factor), factor, dialect)
    return replace(end, tree=tree, den=end.den * factor, size=end.size * factor, least=end.least * factor)


def _spread(end: End, over: Over, dialect: Dialect) -> End:
    """An end multiplied with what another one is divided by."""
    tree = product(end.tree, end.size, over.tree, over.size, dialect)
    both = _both(end.over, over, dialect)
    return replace(end, tree=tree, over=both, size=end.size * over.size, least=end.least * over.least)


def inverted(end: End, dialect: Dialect) -> End:
    """One divided by a positive end."""
    number, size = whole(end.den), end.den
    if end.over is not None:
        number, size = product(end.over.tree, end.over.size, number, size, dialect), size * end.over.size
    found = _whole(end.tree)
    if found:
        return End(number, found, None, size, natural=True)
    return End(number, 1, Over(end.tree, max(end.size, 1), max(end.least, 1), end.den), size, natural=True, least=1)


COMMON = 27_720
"""A multiple of every whole number up to 12."""


def without_over(end: End, dialect: Dialect) -> tuple[End, Tree | None]:
    """An end that is divided by a constant only, and when that is not exact."""
    if end.over is None:
        return end, None
    over = end.over
    common = COMMON * over.grid
    by = exp.Paren(this=dialect.quotient(whole(common), over.tree))
    size = common // over.least
    tree = product(end.tree, end.size, by, size, dialect)
    rest = exp.NEQ(this=exp.Paren(this=dialect.remainder(whole(common), over.tree)), expression=whole(0))
    return replace(end, tree=tree, den=end.den * common, over=None, size=end.size * size), rest


def plus(left: End, right: End, dialect: Dialect) -> End:
    """The sum of two ends."""
    left, right = aligned(left, right, dialect)
    return _joined(exp.Add, left, right, left.natural and right.natural, dialect)


def minus(left: End, right: End, dialect: Dialect) -> End:
    """The difference of two ends."""
    left, right = aligned(left, right, dialect)
    return _joined(exp.Sub, left, right, False, dialect)


def _joined(kind: type[exp.Binary], left: End, right: End, natural: bool, dialect: Dialect) -> End:
    size = left.size + right.size
    fits(size)
    first, second = _whole(left.tree), _whole(right.tree)
    nullable = left.nullable or right.nullable
    if first is not None and second is not None:
        tree = whole(first + second if kind is exp.Add else first - second)
    elif second == 0:
        tree = left.tree
    elif first == 0 and kind is exp.Add:
        tree = right.tree
    elif isinstance(left.tree, exp.Null) or isinstance(right.tree, exp.Null):
        tree = null()
    else:
        tree = binary(kind, cast(left.tree, dialect.wide) if size > NARROW else left.tree, right.tree)
    return replace(left, tree=tree, size=size, nullable=nullable, natural=natural, least=min(left.least, right.least))


def compared(kind: type[exp.Binary], left: End, right: End, dialect: Dialect) -> Tree:
    """A comparison of two ends, over what both are divided by; NULL where one of them is open."""
    first, second = literal(left), literal(right)
    if first is not None and second is not None:
        return exp.Boolean(this=_holds(kind, first, second))
    if is_open(left) or is_open(right):
        return null()
    left, right = aligned(left, right, dialect)
    return binary(kind, left.tree, right.tree)


def _holds(kind: type[exp.Binary], left: Fraction, right: Fraction) -> bool:
    order = (left > right) - (left < right)
    return order in _ORDERS[kind]


_ORDERS: dict[type[exp.Binary], tuple[int, ...]] = {
    exp.LT: (-1,),
    exp.LTE: (-1, 0),
    exp.GT: (1,),
    exp.GTE: (0, 1),
    exp.EQ: (0,),
    exp.NEQ: (-1, 1),
}


def lower(left: End, right: End, dialect: Dialect, *, loses: bool) -> End:
    """The smaller of two ends; an open one `loses`, or else wins."""
    return _picked(left, right, dialect, exp.LTE, loses)


def upper(left: End, right: End, dialect: Dialect, *, loses: bool) -> End:
    """The greater of two ends; an open one `loses`, or else wins."""
    return _picked(left, right, dialect, exp.GTE, loses)


def _picked(left: End, right: End, dialect: Dialect, kind: type[exp.Binary], loses: bool) -> End:
    if is_open(left) or is_open(right):
        return (right if is_open(left) else left) if loses else constant(None)
    first, second = literal(left), literal(right)
    if first is not None and second is not None:
        return left if _holds(kind, first, second) else right
    left, right = aligned(left, right, dialect)
    size, natural = max(left.size, right.size), left.natural and right.natural
    nullable = (left.nullable and right.nullable) if loses else (left.nullable or right.nullable)
    test = binary(kind, left.tree, right.tree)
    branches: list[tuple[Tree, Tree]] = []
    for own, other in ((left, right), (right, left)):
        if own.nullable:
            branches.append((exp.Is(this=wrap(own.tree), expression=null()), other.tree if loses else null()))
    tree = case([*branches, (test, left.tree)], right.tree)
    return replace(left, tree=tree, size=size, nullable=nullable, natural=natural, least=min(left.least, right.least))


def either(test: Tree, yes: End, no: End, dialect: Dialect) -> End:
    """One end or the other, by a test that is never open."""
    yes, no = aligned(yes, no, dialect)
    if yes.tree == no.tree:
        return yes
    tree = case([(test, yes.tree)], no.tree)
    size, natural = max(yes.size, no.size), yes.natural and no.natural
    least = min(yes.least, no.least)
    return replace(yes, tree=tree, size=size, nullable=yes.nullable or no.nullable, natural=natural, least=least)
