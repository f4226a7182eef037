"""Every case of the corpus, decided; and that the corpus leaves no construct out."""

from __future__ import annotations

import re
from typing import get_args

import pytest

import elig
from elig.api import run_cases
from elig.cases.run import run_case
from elig.evaluate.decision import Wide
from elig.lang import ast
from elig.lang.keywords import FUNCTIONS, KEYWORDS
from elig.lang.walk import nodes as syntax_nodes
from elig.program import nodes
from elig.program.types import MembersType, Type
from elig.values import Applicable, Basis, GrantKind, Met, Outcome
from tests.conformance.corpus import FOLDER, Named, cases, every_rules, files, nodes_of, program


@pytest.mark.parametrize("named", cases())
def test_case(named: Named) -> None:
    found = run_case(lambda: program(named.case), named.case, named.file.region or None)
    assert not found, "\n".join([named.case.span.place, *found])


def test_the_names_of_cases_are_unique() -> None:
    for file in files():
        names = [case.name for case in file.cases]
        assert sorted(set(names)) == sorted(names), file.source.name


def test_every_kind_of_node_occurs() -> None:
    found = {type(node) for rules in every_rules() for node in nodes_of(rules)}
    assert set(get_args(nodes.Node)) - found == set()


def test_every_kind_of_syntax_occurs() -> None:
    written = (node.syntax for rules in every_rules() for node in nodes_of(rules))
    found = {type(part) for syntax in written if syntax is not None for part in syntax_nodes(syntax)}
    assert set(get_args(ast.Expr)) - found == set()


def test_every_operator_occurs() -> None:
    every = [node for rules in every_rules() for node in nodes_of(rules)]
    compared = {node.op for node in every if isinstance(node, nodes.CompareNode)}
    assert {ast.Op.NE} == set(ast.Op) - compared, "`!=` is a `not` of `=`"
    assert {node.op for node in every if isinstance(node, nodes.ArithNode)} == set(ast.Arith)
    assert {node.kind for node in every if isinstance(node, nodes.ExistsNode)} == set(ast.Member)
    rounded = {node.mode for node in every if isinstance(node, nodes.RoundNode)}
    assert rounded == set(ast.Rounding)
    assert {node.largest for node in every if isinstance(node, nodes.ExtremeNode)} == {True, False}
    assert {node.floor for node in every if isinstance(node, nodes.BoundNode)} == {True, False}
    assert {node.back for node in every if isinstance(node, nodes.ShiftNode)} == {True, False}
    assert {node.months for node in every if isinstance(node, nodes.ElapsedNode)} == {1, 12}


def test_every_type_of_fact_is_read() -> None:
    read = {type(node.type) for rules in every_rules() for node in nodes_of(rules) if isinstance(node, nodes.FactRef)}
    assert read == set(get_args(Type)) - {MembersType}, "a list of members is read by `includes this` alone"


def test_every_basis_and_kind_of_grant_occurs() -> None:
    entitlements = [found for rules in every_rules() for found in rules.entitlements.values()]
    assert {found.basis for found in entitlements} == set(Basis)
    grants = [grant for found in entitlements for grant in found.grants]
    assert {grant.kind for grant in grants} == set(GrantKind)
    assert {grant.every for grant in grants} == {"", "once", "month", "year"}


def test_every_answer_is_expected_somewhere() -> None:
    text = "\n".join(file.source.text for file in files())
    for answers in (Outcome, Applicable, Met):
        for answer in answers:
            assert re.search(rf"\b{answer.value}\b", text), answer
    for reason in Wide:
        assert re.search(rf"wide: \[[^\]]*\b{reason.value}\b", text), reason


@pytest.mark.parametrize(
    "spelling", [word for row in (*KEYWORDS, *FUNCTIONS) if not row.deferred for word in (row.en, row.zh)]
)
def test_every_keyword_occurs_in_both_languages(spelling: str) -> None:
    texts = [text for found in files() for case in found.cases[:1] for text in case.texts.files.values()]
    word = rf"(?<!\w){re.escape(spelling)}(?!\w)" if spelling[0].isalnum() else re.escape(spelling)
    assert any(re.search(word, text) for text in texts), spelling


def test_the_library_runs_cases_that_bring_their_policies() -> None:
    found = run_cases(elig.load(), [FOLDER / "logic.yaml", FOLDER / "regions.yaml"])
    assert found.passed, found.render("en")
