"""What could have stood where an expression went wrong, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from elig.lang.keywords import spelling
from elig.lang.language import Language

COMPARATORS = frozenset({"EQ", "NE", "LT", "LE", "GT", "GE", "IS", "IS_NOT"}) | {
    "IN", "NOT_IN", "INCLUDES", "BETWEEN", "STARTS_WITH",
}  # fmt: skip
_STARTS = frozenset({"NAME", "NUMBER", "DATE", "LPAR", "MINUS", "TRUE", "FALSE", "TODAY"}) | {
    "MIN", "MAX", "ROUND", "ROUND_UP", "ROUND_DOWN", "YEARS_FROM", "MONTHS_FROM", "YEAR_OF", "DATE_OF", "COUNT",
    "SUM_OF", "MIN_OF", "MAX_OF", "ENTITLED_TO", "AMOUNT_OF", "UNKNOWN_BECAUSE",
}  # fmt: skip
_OPENERS = frozenset({"NOT", "IF", "ANY", "NO", "EVERY", "AT_LEAST", "UP_TO"})
_OPERATORS = frozenset({"PLUS", "MINUS", "STAR", "SLASH", "AS", "OTHERWISE"})
_GROUPS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("a condition or a value", _STARTS | {"NOT", "IF"}, _STARTS | _OPENERS),
    ("a value", _STARTS, _STARTS),
    ("a unit", frozenset({"UNIT"}), frozenset({"UNIT", "PER", "PERCENT"})),
    ("a comparison", COMPARATORS, COMPARATORS | {"FOR"}),
    ("an operator", frozenset({"PLUS", "MINUS"}), _OPERATORS | {"PER", "PERCENT"}),
)
"""What a group is called, the terminals that show it, and those that it then covers."""
_PLAIN = {
    "NAME": "a name",
    "NUMBER": "a number",
    "DATE": "a date",
    "TEXT": "text in quotes",
    "$END": "the end",
}
_ORDER = ("AND", "OR", "RPAR", "RBRACE", "$END")


def expected_words(terminals: Iterable[str], language: Language) -> str:
    """The terminals that fit, grouped and named as an author knows them.

    >>> expected_words(["THEN", "$END"], Language.EN)
    '`then` or the end'
    """
    left = set(terminals)
    phrases: list[str] = []
    for phrase, shown_by, covered in _GROUPS:
        if shown_by <= left:
            phrases.append(phrase)
            left -= covered
    rest = sorted(left, key=_place)
    phrases.extend(_PLAIN.get(kind) or f"`{spelling(kind, language)}`" for kind in rest)
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} or {phrases[-1]}"


def _place(terminal: str) -> tuple[int, str]:
    """What may go on comes first, what may end last."""
    return (_ORDER.index(terminal) + 1 if terminal in _ORDER else 0, terminal)
