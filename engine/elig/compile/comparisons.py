"""Code of the conditions that read values: comparisons, ranges, words, texts, sets, absence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from elig.compile import wide
from elig.compile.cells import ABSENT, NO_TEXT
from elig.compile.figures import is_plain, named
from elig.compile.unit import At, Unit
from elig.compile.values import FALSE, Condition, Figure, Mask, Refused, Text, Value, Wide, WordBits, condition
from elig.evaluate import predicates
from elig.evaluate.expressions import known_step
from elig.evaluate.predicates import includes, same_word
from elig.lang.ast import Op
from elig.program.nodes import BetweenNode, CompareNode, InNode
from elig.values import Numbers, Words, WordSet

_SIGNS = {Op.EQ: "==", Op.NE: "!=", Op.LT: "<", Op.LE: "<=", Op.GT: ">", Op.GE: ">="}


def compared(node: CompareNode, left: Value, right: Value, unit: Unit, at: At) -> Condition:
    """A comparison."""
    match left, right:
        case Figure(), Figure():
            steps = [s for s in (known_step(node.left, unit.env), known_step(node.right, unit.env)) if s is not None]
            left, right = named(left, unit, at), named(right, unit, at)
            full = wide.comparing(node.op, max(steps, default=None))
            plain = f"{_over(left, right)} {_SIGNS[node.op]} {_over(right, left)}"
            ends = _ends(right, node.op) or _ends(left, _TURNED[node.op])
            if ends is not None:
                return _against(left if isinstance(right.constant, Numbers) else right, ends, (left, right), full, unit)
            if node.op in _SURE and left.ends is not right.ends:
                return _between_ends(node.op, plain, (left, right), full, unit)
            return _leaf(plain, (left, right), full, unit)
        case Text(), Text():
            return _same_text(left, right, unit)
        case Mask(), Mask():
            return _same_word(left, right, unit, at)
        case _:
            raise Refused(type(node).__name__)


def _ends(limit: Figure, op: Op) -> tuple[str, Fraction, str, Fraction] | None:
    """When a number surely compares with an interval that is known beforehand, and when it surely does not."""
    if not isinstance(limit.constant, Numbers) or limit.constant.span is None or op not in _SURE:
        return None
    known, (low, high) = limit.constant, (limit.constant.span.low, limit.constant.span.high)
    if known.none or known.undefined or low is None or high is None:
        return None
    (sure, at_low), never = _SURE[op]
    return sure, low if at_low else high, never, high if at_low else low


_SURE = {
    Op.LT: (("<", True), ">="),
    Op.LE: (("<=", True), ">"),
    Op.GT: ((">", False), "<="),
    Op.GE: ((">=", False), "<"),
}
"""How a number surely compares with an interval: with its lower end or not; and how it surely does not."""

_TURNED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE, Op.EQ: Op.EQ, Op.NE: Op.NE}


def _against(
    item: Figure,
    ends: tuple[str, Fraction, str, Fraction],
    items: tuple[Figure, Figure],
    full: Callable[..., bool | None],
    unit: Unit,
) -> Condition:
    """A number against an interval that is known beforehand."""
    sure, first, never, last = ends
    call = f"{unit.names.constant(full)}({', '.join(f'{one.code}, {one.den}' for one in items)})"
    if item.wide is Wide.ALWAYS:
        return Condition(call, open=True)
    yes, no = f"{_scaled(item, first)}".replace("?", sure), f"{_scaled(item, last)}".replace("?", never)
    code = f"True if {yes} else False if {no} else None"
    test = is_plain(item)
    return Condition(f"(({code}) if {test} else {call})" if test else f"({code})", open=True)


def _between_ends(
    op: Op, plain: str, items: tuple[Figure, Figure], full: Callable[..., bool | None], unit: Unit
) -> Condition:
    """A number against what is a number or the two ends of an interval, which one only the household tells."""
    left, right = items
    item, limit = items if right.ends else (right, left)
    (sure, near), never = _SURE[op if right.ends else _TURNED[op]]
    by = "" if item.den in ("1", limit.den) else f" * {item.den}"
    tests = ((sure, 0 if near else 1), (never, 1 if near else 0))
    one, other = (f"{_over(item, limit)} {sign} {limit.code}[{end}]{by}" for sign, end in tests)
    code = f"{plain} if {is_plain(limit)} else True if {one} else False if {other} else None"
    test = is_plain(item)
    if not test:
        return Condition(f"({code})", open=True)
    call = f"{unit.names.constant(full)}({', '.join(f'{figure.code}, {figure.den}' for figure in items)})"
    return Condition(f"(({code}) if {test} else {call})", open=True)


def _scaled(item: Figure, end: Fraction) -> str:
    """Code of a number and of an end, over one denominator, with a `?` between them."""
    left = item.code if end.denominator == 1 else f"{item.code} * {end.denominator}"
    right = str(end.numerator * int(item.den)) if item.den.isdigit() else f"{end.numerator} * {item.den}"
    return f"{left} ? {right}"


def within(node: BetweenNode, item: Figure, low: Figure, high: Figure, unit: Unit, at: At) -> Condition:
    """`between`, both ends included."""
    item, low, high = (named(one, unit, at) for one in (item, low, high))
    if item.den == low.den == high.den:
        plain = f"{low.code} <= {item.code} <= {high.code}"
    else:
        above, below = f"{_over(low, item)} <= {_over(item, low)}", f"{_over(item, high)} <= {_over(high, item)}"
        plain = f"{above} and {below}"
    return _leaf(plain, (item, low, high), wide.between(known_step(node.item, unit.env)), unit)


def among(node: InNode, item: Value, unit: Unit, at: At) -> Condition:
    """Whether a number or a word is one of some constants."""
    match item:
        case Mask():
            words = (option for option in node.options if isinstance(option, str) and option in item.bits)
            return has_word(item, sum({item.bits[word] for word in words}), unit, at)
        case Text():
            options = tuple(option for option in node.options if isinstance(option, str))
            helper = unit.names.constant(wide.text_in(options))
            return Condition(f"{helper}({item.code})", item.open)
        case Figure():
            options_ = tuple(option for option in node.options if isinstance(option, Fraction))
            item = named(item, unit, at)
            plain = _is_one(item, options_)
            return _leaf(plain, (item,), wide.among(options_, known_step(node.item, unit.env)), unit)
        case _:
            raise Refused(type(node).__name__)


def _is_one(item: Figure, options: Sequence[Fraction]) -> str:
    """Code of whether a single number is one of some constants."""
    if item.den.isdigit():
        places = [option * int(item.den) for option in options]
        whole = [str(place.numerator) for place in places if place.denominator == 1]
        return f"{item.code} in ({', '.join(whole)},)" if whole else "False"
    tests = (f"{item.code} * {option.denominator} == {option.numerator} * {item.den}" for option in options)
    return f"({' or '.join(tests)})"


_LARGE = 1 << 60
"""From here on an `int` takes more than one word of the machine."""


def has_word(item: Mask, words: int, unit: Unit, at: At) -> Condition:
    """Whether a word is one of those with some bits."""
    if not item.open:
        single = words.bit_count() == 1
        if item.absent > _LARGE and not single:
            listed = frozenset(1 << place for place in range(item.absent.bit_length()) if words >> place & 1)
            return Condition(f"({item.code} in {unit.names.constant(listed)})")
        return Condition(f"({item.code} == {words})" if single else f"({item.code} & {words} != 0)")
    others = (item.absent * 2 - 1) & ~words
    name = unit.name(item.code, at)
    return Condition(f"(None if {name} & {words} and {name} & {others} else {name} & {words} != 0)", open=True)


def is_none(item: Value, unit: Unit, at: At) -> Condition:
    """Whether there is no value."""
    match item:
        case Mask():
            return has_word(item, item.absent, unit, at)
        case Text() if not item.open:
            return Condition(f"{item.code} is {unit.names.constant(NO_TEXT)}")
        case Figure() if item.wide in (Wide.NEVER, Wide.ABSENT):
            return FALSE if item.wide is Wide.NEVER else Condition(f"{item.code} is {unit.names.constant(ABSENT)}")
        case Figure():
            name = unit.name(item.code, at)
            helper = unit.names.constant(wide.absent)
            return Condition(f"(False if {name}.__class__ is int else {helper}({name}))", open=True)
        case _:
            raise Refused("IsNoneNode")


def included(word: str, item: Value, unit: Unit, at: At) -> Condition:
    """Whether a set has a word."""
    if not isinstance(item, WordBits):
        raise Refused("IncludesNode")
    bit = item.bits[word]
    if not item.open:
        return Condition(f"({item.code} & {bit} != 0)")

    def partly(found: WordSet) -> bool | None:
        return wide.seen(includes(found, word))

    name, helper = unit.name(item.code, at), unit.names.constant(partly)
    return Condition(f"({name} & {bit} != 0 if {name}.__class__ is int else {helper}({name}))", open=True)


def starts_with(prefix: str, item: Value, unit: Unit) -> Condition:
    """Whether a text begins with another."""
    if not isinstance(item, Text):
        raise Refused("StartsWithNode")

    def begins(value: str | Words) -> bool | None:
        return wide.seen(predicates.starts_with(wide.texts(value), prefix))

    return Condition(f"{unit.names.constant(begins)}({item.code})", item.open)


def _over(item: Figure, other: Figure) -> str:
    """Code of one side of a comparison, brought over what both sides are divided by."""
    if item.den == other.den or item.wide is Wide.ALWAYS or other.wide is Wide.ALWAYS:
        return item.code
    if isinstance(item.constant, int) and other.den.isdigit():
        common = item.constant * int(other.den)
        return str(common)
    return item.code if other.den == "1" else f"{item.code} * {other.den}"


def _leaf(plain: str, items: Sequence[Figure], full: Callable[..., bool | None], unit: Unit) -> Condition:
    """A condition on figures: the plain one on single numbers, else the evaluator's own on what is possible."""
    widest = max(item.wide for item in items)
    if widest is Wide.NEVER:
        return Condition(plain if plain.isidentifier() else f"({plain})")
    arguments = ", ".join(f"{item.code}, {item.den}" for item in items)
    call = f"{unit.names.constant(full)}({arguments})"
    if widest is Wide.ALWAYS:
        return Condition(call, open=True)
    test = is_plain(*items)
    if widest is Wide.ABSENT:
        there = " and ".join(f"{item.code} is not {unit.names.constant(ABSENT)}" for item in items if _may_lack(item))
        return Condition(f"({there} and {plain})")
    return Condition(f"({plain} if {test} else {_short(items, full, unit)}{call})", open=True)


def _may_lack(item: Figure) -> bool:
    return item.wide is Wide.ABSENT


def _short(items: Sequence[Figure], full: Callable[..., bool | None], unit: Unit) -> str:
    """Code of what is known beforehand, where one fact is compared with constants: it is unknown, or absent."""
    facts = [item for item in items if item.unknown is not None]
    if len(facts) != 1 or not all(item.unknown is not None or isinstance(item.constant, int) for item in items):
        return ""
    fact = facts[0]

    def when(value: object) -> str:
        given: list[object] = []
        for item in items:
            given += [value if item is fact else item.constant, int(item.den)]
        return condition(full(*given)).code

    assert fact.unknown is not None, "it was chosen for that"
    unknown, absent = unit.names.constant(fact.unknown), unit.names.constant(ABSENT)
    known = (
        f"{when(ABSENT)} if {fact.code} is {absent} else "
        if isinstance(fact.unknown, Numbers) and fact.unknown.none
        else ""
    )
    return f"{known}{when(fact.unknown)} if {fact.code} is {unknown} else "


def _same_text(left: Text, right: Text, unit: Unit) -> Condition:
    if not left.open and not right.open:
        return Condition(f"({left.code} == {right.code} and {left.code} is not {unit.names.constant(NO_TEXT)})")

    def same(one: str | Words, other: str | Words) -> bool | None:
        return wide.seen(same_word(wide.texts(one), wide.texts(other)))

    return Condition(f"{unit.names.constant(same)}({left.code}, {right.code})", open=True)


def _same_word(left: Mask, right: Mask, unit: Unit, at: At) -> Condition:
    one, other = unit.name(left.code, at), unit.name(right.code, at)
    if not left.open and not right.open:
        return Condition(f"({one} == {other} and {one} != {left.absent})")
    bits, absent = left.bits, left.absent

    def words(mask: int) -> Words:
        return Words(frozenset(word for word, bit in bits.items() if mask & bit), none=bool(mask & absent))

    def same(first: int, second: int) -> bool | None:
        return wide.seen(same_word(words(first), words(second)))

    return Condition(f"{unit.names.constant(same)}({one}, {other})", open=True)
