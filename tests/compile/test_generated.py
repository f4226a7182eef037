"""The text of a generated function: what it holds, what it never holds, and what it leaves to the evaluator."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import traceback
from collections.abc import Iterator
from datetime import date

import pytest

from elig.api import Program, load_texts
from elig.compile.decided import Decided
from tests.compile.same import compare

ON = date(2022, 6, 1)
NUMBERED = re.compile(r"[a-z][0-9]+")
FIXED = {"facts", "members", "member", "complete", "len", "int", "decide", "v", "pop", "keys", "whole", "colons"}
FIXED |= {"name", "id", "ids", "listed", "rows", "opened", "members_opened", "opened_here", "supposed", "retired"}
FIXED |= {"str", "set", "list", "dict", "tuple"}

EVIL = 'x"; import os #'
"""Stands where a file or a household may write what it likes."""

VOCABULARY = """
vocabulary: v
money: {unit: yuan, minor: fen, places: 2}
units: [person, month, year]
subjects:
  household: {label: {zh: 户, en: "__import__('os')"}, parts: members, max_parts: 9}
  members: {singular: member, label: {zh: 人, en: member}}
enumerations:
  kind:
    lambda: {name: 甲, label: {zh: 甲, en: 'x"; import os #'}}
    b: {name: 乙, label: {zh: 乙, en: b}}
facts:
  household:
    class: {name: 类, label: {zh: 类, en: class}, type: kind}
    note: {name: 记, label: {zh: 记, en: note}, type: text}
    decide: {name: 定, label: {zh: 定, en: decide}, type: yuan, range: [0, 1000]}
  members:
    facts: {name: 实, label: {zh: 实, en: facts}, type: boolean}
"""
POLICY = """
policy: p
title: {zh: 题, en: 'x"; import os #'}
stated: {date: 2020-11-30}
uses: [vocabulary]
entitlements:
  return:
    label: {zh: 权, en: 'x"; import os #'}
    for: household
    basis: promise
    when:
      - class is lambda
      - 'note = "x); import os #"'
      - any member where facts
    grants:
      - {id: exec, kind: cash, what: {zh: 钱, en: cash}, amount: decide * 2}
    cite: [{page: illustration, seen: 2026-11-21, mark: background, says: {zh: 例, en: e}}]
"""


def decided(program: Program, household: dict[str, object], policy: str | None = None) -> Decided:
    """A household decided by the generated function."""
    return program.decider(on=ON, policy=policy)(program.household(household))


def hostile() -> Program:
    """A program whose files, names and texts are meant to be taken for code."""
    return load_texts({"vocabulary.yaml": VOCABULARY, "a\n    import os #.yaml": POLICY})


def test_no_text_of_a_file_or_a_household_is_code() -> None:
    program = hostile()
    household: dict[str, object] = {
        "household_id": EVIL,
        "class": "lambda",
        "note": "x); import os #",
        "decide": 3,
        "members": [{"id": EVIL, "facts": True}],
    }
    compare(program, household, ON)
    found = decided(program, household)
    assert found.minor("return", "exec") == 600
    for text in (found.function.text, program.text_reader.text):
        harmless(text)


def test_the_functions_of_the_shipped_policies_are_of_numbered_names(shipped: Program) -> None:
    for rules in shipped.regions:
        raw: dict[str, object] = {"household_id": "a", "dest_admin_code": rules.policy.jurisdiction}
        harmless(decided(shipped, raw).function.text)


def harmless(text: str) -> None:
    """Names are numbered or few, literals are whole numbers, comments are places, and nothing is imported."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Lambda | ast.JoinedStr)
        if isinstance(node, ast.Constant):
            assert node.value is None or isinstance(node.value, bool | int), node.value
        if isinstance(node, ast.Name):
            assert NUMBERED.fullmatch(node.id) or node.id in FIXED, node.id
        if isinstance(node, ast.Attribute):
            assert node.attr in ("append", "__class__", "pop", "get"), node.attr
    for comment in _comments(text):
        places = comment.removeprefix("# ").split(", ")
        assert all(re.fullmatch(r"[A-Za-z0-9_./?:-]+:\d+", place) for place in places), comment


def _comments(text: str) -> Iterator[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return (token.string for token in tokens if token.type == tokenize.COMMENT)


def test_a_traceback_shows_the_line_and_the_place_of_the_rule(shipped: Program) -> None:
    function = decided(shipped, {"household_id": "a", "dest_admin_code": "522300"}).function
    with pytest.raises(IndexError) as failed:
        function.decide((), (), True)
    shown = "".join(traceback.format_exception(failed.value))
    assert "facts[" in shown and "<elig qianxinan" in shown, shown
    assert re.search(r"# .*policies/qianxinan\.yaml:\d+", function.text)


def test_no_shipped_right_is_left_to_the_evaluator(shipped: Program) -> None:
    refused: dict[str, str] = {}
    for rules in shipped.regions:
        decider = shipped.decider(on=ON)
        decider(shipped.household({"household_id": "a", "dest_admin_code": rules.policy.jurisdiction}))
        refused |= decider.refused()
    assert not refused


def test_a_form_that_the_function_cannot_do_is_named_and_answered(shipped: Program) -> None:
    raw: dict[str, object] = {"household_id": "a", "dest_admin_code": "522300", "members": [{"id": "m1"}]}
    compare(shipped, raw, ON)
