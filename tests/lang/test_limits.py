"""Limits, counted before parsing (rule A8)."""

from __future__ import annotations

import pytest

from elig.errors import Collector
from elig.lang import Identity, Language, children, parse, print_expression, transform
from elig.lang.ast import Expr
from elig.lang.limits import MAX_CHARACTERS, MAX_DEPTH
from elig.source import Scalar
from tests.lang.support import UNITS, accepts, parsed, refused

NESTINGS = [
    ("(", "a", ")"),
    ("not ", "a", ""),
    ("a or b and ", "c", ""),
    ("any m where a or b and ", "c", ""),
    ("if a or b and ", "c", " then d else e"),
    ("if a then b else ", "c", ""),
    ("a + ", "c", ""),
    ("a or b and not c = 1 + 2 * (", "c", ")"),
    ("x for (", "c", ")"),
    ("every m where a or b and ", "c", " has d"),
    ("sum of ", "c", " over m"),
    ("round ", "c", " to fen"),
    ("years from ", "c", " to d"),
    ("", "a", " otherwise b as yuan"),
    ("min(a, ", "b", ")"),
    ("not any m where not ", "b", ""),
]


def depth(tree: Expr) -> int:
    return 1 + max(map(depth, children(tree)), default=0)


def test_length() -> None:
    assert accepts("a" + " " * (MAX_CHARACTERS - 1))
    diagnostic = refused("a" * (MAX_CHARACTERS + 1))
    assert diagnostic.code.value == "E011"
    assert diagnostic.message == "an expression of 4,001 characters; at most 4,000 are read"


def test_brackets() -> None:
    assert accepts("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    diagnostic = refused("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))
    assert diagnostic.code.value == "E011"
    assert diagnostic.message == "nested more than 64 levels deep"
    assert diagnostic.span is not None and diagnostic.span.start == MAX_DEPTH


@pytest.mark.parametrize(("left", "middle", "right"), NESTINGS)
def test_whatever_is_read_is_shallow_enough_to_walk(left: str, middle: str, right: str) -> None:
    for count in range(1, MAX_CHARACTERS // len(left + right), 3):
        errors = Collector()
        text = left * count + middle + right * count
        tree = parse(Scalar.of(text), UNITS, errors)
        if tree is None:
            assert errors.diagnostics[0].code.value == "E011"
            break
        assert depth(tree) <= MAX_DEPTH + 2
        if count % 4 == 0:
            assert transform(tree, lambda node: node) == tree
            for language in Language:
                assert parsed(print_expression(tree, Identity(), language, UNITS)) == tree


def test_long_but_flat_is_fine() -> None:
    assert accepts(" or ".join(["not a = 1 + 2"] * 200))
    assert accepts(" and ".join(["(a or b)"] * 300))
    assert accepts(f"x in {{{', '.join(['a'] * 1000)}}}")
