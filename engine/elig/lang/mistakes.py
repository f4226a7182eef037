"""Syntax errors in an author's words: what was found, what fits there, what to write."""

from __future__ import annotations

from collections.abc import Callable

from lark import Token, UnexpectedToken

from elig.errors import Code, did_you_mean
from elig.lang.ast import And, Compare, DateLiteral, Expr, Is, Name, Number, Op, Or
from elig.lang.expected import COMPARATORS, expected_words
from elig.lang.keywords import keyword, spelling
from elig.lang.language import Language
from elig.lang.problem import ExpressionProblem
from elig.lang.splitting import split_help
from elig.lang.units import UnitNames
from elig.records import Struct

_VALUES = frozenset({"NAME", "NUMBER", "DATE", "TEXT", "UNIT"})


def syntax_problem(mistake: UnexpectedToken, tokens: tuple[Token, ...], units: UnitNames) -> ExpressionProblem:
    """The problem that stands for lark's refusal of a token."""
    ended = mistake.token.type == "$END"
    found = tokens[-1] if ended else mistake.token
    index = len(tokens) if ended else _index(tokens, mistake.token)
    place = _Place(tokens, index, frozenset(mistake.accepts), units)
    expected = expected_words(place.accepts, place.language)
    shown = " ".join(found.split())
    message = f"`{shown}` cannot stand here; expected {expected}"
    if ended:
        message = f"the expression ends after `{shown}`; expected {expected}"
    advice = next(filter(None, (hint(place) for hint in _HINTS)), "")
    assert found.start_pos is not None and found.end_pos is not None
    code = Code.EXPRESSION_SYNTAX
    return ExpressionProblem(code, message, found.start_pos, found.end_pos, advice)


def _index(tokens: tuple[Token, ...], token: Token) -> int:
    return next(i for i, other in enumerate(tokens) if other is token)


class _Place(Struct):
    """Where parsing stopped: the tokens, the one that did not fit, and what would have."""

    tokens: tuple[Token, ...]
    index: int
    accepts: frozenset[str]
    units: UnitNames

    @property
    def language(self) -> Language:
        """The language of the keywords that are written."""
        words = (token for token in self.tokens if token.type not in _VALUES)
        return Language.EN if all(word.isascii() for word in words) else Language.ZH

    def kind(self, offset: int = 0) -> str:
        """The type of a token near the place, or nothing beyond the ends."""
        at = self.index + offset
        return str(self.tokens[at].type) if 0 <= at < len(self.tokens) else ""

    def text(self, offset: int = 0) -> str:
        """The text of a token near the place."""
        at = self.index + offset
        return str(self.tokens[at]) if 0 <= at < len(self.tokens) else ""

    def write(self, token: str) -> str:
        """A keyword as the author writes it."""
        return spelling(token, self.language)

    def before(self, kinds: frozenset[str]) -> int | None:
        """The nearest earlier token of a kind, in the same bracket."""
        closed = 0
        for at in range(self.index - 1, -1, -1):
            kind = self.tokens[at].type
            if kind in ("RPAR", "RBRACE"):
                closed += 1
            elif kind in ("LPAR", "LBRACE"):
                closed -= 1
            if closed < 0:
                return None
            if closed == 0 and kind in kinds:
                return at
        return None


def _glued(place: _Place) -> str:
    for offset in (0, -1, 1):
        if place.kind(offset) == "NAME":
            advice = split_help(place.text(offset), (), place.units)
            if advice:
                return advice
    return ""


def _small_letters(place: _Place) -> str:
    for offset in (0, -1):
        word = place.text(offset).lower()
        if place.kind(offset) == "NAME" and word != place.text(offset) and keyword(word):
            return f"write `{word}` in small letters"
    return ""


def _unit(place: _Place) -> str:
    if "UNIT" not in place.accepts or place.kind() != "NAME":
        return ""
    bases = [*place.units.bases, *([place.units.minor] if place.kind(-1) == "TO" else [])]
    guess = did_you_mean(place.text(), place.units.words)
    known = f"the units are {', '.join(f'`{base}`' for base in bases)}"
    return f"{guess} {known}" if guess else known


def _several_words(place: _Place) -> str:
    """`x is a or is b`, `x is a, b`: one `in`."""
    again = place.kind(-1) in ("OR", "AND") and place.kind() in COMPARATORS
    if not again and place.kind() != "COMMA":
        return ""
    at = place.before(frozenset({"IS", "IS_NOT", "EQ", "NE"}))
    if at is None or at == 0 or at + 1 >= len(place.tokens):
        if again:
            return "write the name again before each comparison"
        joint = place.write("AND")
        return f"`,` stands only inside `(…)` and `{{…}}`; conditions are joined by `{joint}`"
    negated = place.tokens[at].type in ("IS_NOT", "NE")
    second = place.text(1)
    if place.kind(1) not in ("NAME", "NUMBER", "DATE"):
        second = "…"
    word = place.write("NOT_IN" if negated else "IN")
    return f"write `{place.tokens[at - 1]} {word} {{{place.tokens[at + 1]}, {second}}}`"


def _chain(place: _Place) -> str:
    if place.kind() not in COMPARATORS:
        return ""
    joints = frozenset({"AND", "OR", "NOT", "IF", "THEN", "ELSE", "WHERE", "HAS", "COMMA"})
    at = place.before(joints | COMPARATORS)
    if at is None or place.tokens[at].type not in COMPARATORS or at == place.index - 1:
        return ""
    joint, between = place.write("AND"), place.write("BETWEEN")
    middle = place.write("AND" if place.language is Language.EN else "TO")
    return f"one comparison at a time: `a < b {joint} b < c`, or with both ends `b {between} a {middle} c`"


def _after_is(place: _Place) -> str:
    if place.kind(-1) not in ("IS", "IS_NOT"):
        return ""
    negated = place.kind(-1) == "IS_NOT"
    match place.kind():
        case "NUMBER" | "DATE" | "TEXT" | "MINUS":
            sign = "!=" if negated else "="
            return f"`{place.text(-1)}` takes a word; write `{sign}` before a number, date or text"
        case "TRUE" | "FALSE":
            return f"write the condition alone, or `{place.write('NOT')}` before it"
        case "IN" | "LBRACE" | "NOT_IN":
            word = place.write("NOT_IN" if negated or place.kind() == "NOT_IN" else "IN")
            return f"write `{word} {{a, b}}` without `{place.text(-1)}`"
        case kind if kind in COMPARATORS:
            return f"leave `{place.text(-1)}` out"
        case _:
            return ""


def _none(place: _Place) -> str:
    if place.kind() != "NONE":
        return ""
    word = place.write("IS_NOT" if place.kind(-1) == "NE" else "IS")
    return f"write `x {word} {place.write('NONE')}`"


def _set(place: _Place) -> str:
    in_set = place.kind(-1) in ("IN", "NOT_IN") and place.kind() != "LBRACE"
    return f"a set is written `{place.text(-1)} {{a, b}}`" if in_set else ""


def _open_operand(place: _Place) -> str:
    """An open form where only an operand fits: brackets."""
    openers = ("IF", "ANY", "NO", "EVERY", "NOT", "AT_LEAST", "UP_TO")
    if place.kind() in openers and "LPAR" in place.accepts and "IF" not in place.accepts:
        return f"put it in brackets: `({place.text()} …)`"
    if place.kind() == "WHERE":
        at = place.before(frozenset({"COUNT", "SUM_OF", "MIN_OF", "MAX_OF"}))
        if at is not None:
            return f"put it in brackets: `({place.tokens[at]} … {place.text()} …)`"
    return ""


def _negation(place: _Place) -> str:
    if place.kind() != "NOT":
        return ""
    return f"write `!=`, `{place.write('IS_NOT')}`, or `{place.text()}` before the comparison"


def _minus(place: _Place) -> str:
    if place.kind(-1) == "MINUS" and "NUMBER" in place.accepts and "NAME" not in place.accepts:
        return "a minus stands only before a number: write `-1 * x`"
    return ""


def _text(place: _Place) -> str:
    return "text stands only right of `=`, `!=` and `starts with`" if place.kind() == "TEXT" else ""


def _this(place: _Place) -> str:
    """`this` and `other` where they cannot stand."""
    if place.kind() == "THIS":
        return f"`{place.text()}` stands only right of `{place.write('INCLUDES')}`"
    if place.kind() == "OTHER":
        return f"`{place.text()}` stands before the members gone through: `{place.write('ANY')} {place.text()} …`"
    return ""


def _key(place: _Place) -> str:
    if place.kind() == "FOR":
        return f"before `{place.text()}` stands the name of a parameter"
    if place.kind(-1) == "FOR":
        return f"a key is one name or number, or stands in brackets: `{place.text(-1)} (…)`"
    return ""


def _else(place: _Place) -> str:
    if "ELSE" in place.accepts:
        return f"every `{place.write('IF')}` has its `{place.write('ELSE')}`"
    return ""


def _digits(place: _Place) -> str:
    pair = place.kind() == "NUMBER" and place.kind(-1) == "NUMBER"
    return f"write one number without blanks: `{place.text(-1)}{place.text()}`" if pair else ""


def _side_by_side(place: _Place) -> str:
    if place.kind() in _VALUES and place.kind(-1) in _VALUES and place.kind() != "UNIT":
        return f"between `{place.text(-1)}` and `{place.text()}` something is missing"
    return ""


_HINTS: tuple[Callable[[_Place], str], ...] = (
    _glued, _small_letters, _unit, _several_words, _after_is, _none, _chain, _set, _open_operand,
    _negation, _minus, _text, _this, _key, _else, _digits, _side_by_side,
)  # fmt: skip


def alternatives_help(parent: Expr, item: Expr) -> str:
    """Help for `x is a or b`, where `b` turned out to be no condition: the set to write.

    `item` is a direct operand of `parent`, an `or` or an `and`.
    """
    if not isinstance(parent, Or | And):
        return ""
    subject: Is | Compare | None = None
    options: list[Expr] = []
    for other in parent.items:
        if isinstance(other, Is):
            subject, options = other, [other.word]
        elif isinstance(other, Compare) and other.op in (Op.EQ, Op.NE):
            subject, options = other, [other.right]
        elif isinstance(other, Name | Number | DateLiteral):
            options.append(other)
        else:
            subject = None
        if other is item:
            break
    return "" if subject is None or len(options) < 2 else _as_set(subject, options)


def _as_set(subject: Is | Compare, options: list[Expr]) -> str:
    left = subject.item if isinstance(subject, Is) else subject.left
    negated = subject.negated if isinstance(subject, Is) else subject.op is Op.NE
    if left.span is None or subject.span is None:
        return ""
    comparison = subject.span.source.text[left.span.end : subject.span.end].split()
    language = Language.EN if comparison[0].isascii() else Language.ZH
    word = spelling("NOT_IN" if negated else "IN", language)
    return f"write `{_text_of(left)} {word} {{{', '.join(map(_text_of, options))}}}`"


def _text_of(node: Expr) -> str:
    return "" if node.span is None else " ".join(node.span.text.split())
