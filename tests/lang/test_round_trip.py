"""Random trees printed and parsed back; random text never raises."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elig.errors import Collector
from elig.lang import Identity, Language, nodes, parse, print_expression
from elig.lang.ast import Expr, Text
from elig.lang.keywords import FUNCTIONS, KEYWORDS, REFUSED, REFUSED_SIGNS, SIGNS
from elig.source import Scalar
from tests.lang.support import UNITS, TableNames, parsed
from tests.lang.trees import CHINESE, Maker

TABLE = TableNames(CHINESE)
SPELLINGS = (
    *(word for row in (*KEYWORDS, *FUNCTIONS) for word in (row.en, row.zh)),
    *SIGNS, *SIGNS, *REFUSED, *REFUSED_SIGNS,
    *["a", "b", "年龄", "家庭成员", "up", "3", "16", "95", "0.5", "1,000", "2020-11-30", "2020-13"],
    "yuan", "元", "人", "fen", "year",
    '"x"', '"', "（", "）", "＝", "　", "岁以上", "不低于16岁", "\n", "e\u0301", "\ud800",
)  # fmt: skip


def printed_back(tree: Expr, language: Language) -> Expr:
    text = print_expression(tree, TABLE, language, UNITS)
    return TABLE.resolve(parsed(text))


@given(st.randoms(note_method_calls=False))
@settings(max_examples=400, deadline=None)
def test_a_tree_printed_parses_back(random: Random) -> None:
    tree = Maker(random).tree(4)
    assert printed_back(tree, Language.EN) == tree
    assert printed_back(tree, Language.ZH) == tree


@pytest.mark.parametrize("batch", range(10))
def test_many_trees_printed_parse_back(batch: int) -> None:
    for seed in range(batch * 250, batch * 250 + 250):
        tree = Maker(Random(seed)).tree(3)
        assert printed_back(tree, Language.EN) == tree, seed
        assert printed_back(tree, Language.ZH) == tree, seed


@given(st.randoms(note_method_calls=False))
@settings(max_examples=100, deadline=None)
def test_every_span_covers_exactly_its_text(random: Random) -> None:
    tree = parsed(print_expression(Maker(random).tree(3), Identity(), Language.EN, UNITS))
    for node in nodes(tree):
        assert node.span is not None
        if not isinstance(node, Text):
            assert parsed(node.span.text) == node


@given(st.randoms(note_method_calls=False))
@settings(max_examples=150, deadline=None)
def test_every_bracket_is_needed(random: Random) -> None:
    tree = Maker(random).tree(3)
    text = print_expression(tree, Identity(), Language.EN, UNITS)
    for opening in re.finditer(r"\(", text):
        closing = _closing(text, opening.start())
        inside = text[opening.end() : closing]
        without = f"{text[: opening.start()]} {inside} {text[closing + 1 :]}"
        assert parse(Scalar.of(without), UNITS, Collector()) != tree, without


def _closing(text: str, opening: int) -> int:
    depth, quoted = 0, False
    for at in range(opening, len(text)):
        quoted ^= text[at] == '"'
        depth += 0 if quoted else {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return len(text)


@given(st.lists(st.sampled_from(SPELLINGS), max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=1500, deadline=None)
def test_token_soup_never_raises(words: list[str], joint: str) -> None:
    never_raises(joint.join(words))


@given(st.text(max_size=60))
@settings(max_examples=500, deadline=None)
def test_no_text_raises(text: str) -> None:
    never_raises(text)


def never_raises(text: str) -> None:
    errors = Collector()
    tree = parse(Scalar.of(text), UNITS, errors)
    if tree is None:
        assert errors.errors
        assert all(d.render() and d.span is not None for d in errors.errors)
        return
    assert not errors.errors
    for language in Language:
        assert parsed(print_expression(tree, Identity(), language, UNITS)) == tree
