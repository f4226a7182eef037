"""Walking a checked tree: every field that holds nodes is gone through, and rebuilding keeps what is not changed."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import pytest

from elig.program import nodes
from elig.program.nodes import Item, Node, Row
from elig.program.types import BOOLEAN
from elig.program.walk import children, counts, descend, is_optional, levels, reads_facts, rebuild
from tests.conformance.corpus import every_rules, nodes_of

KINDS = get_args(Node)


@pytest.fixture(scope="module")
def found() -> dict[type, Node]:
    """One node of each kind, from the corpus."""
    listed: dict[type, Node] = {}
    for rules in every_rules():
        for node in nodes_of(rules):
            listed.setdefault(type(node), node)
    return listed


def held(value: object) -> list[Node]:
    """The nodes that a field holds, directly or in tuples and items."""
    match value:
        case Item():
            return [part for part in (value.condition, value.unless) if part is not None]
        case Row():
            return [value.then]
        case tuple():
            return [node for part in value for node in held(part)]
        case _ if isinstance(value, KINDS):
            return [value]
        case _:
            return []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_children_of_a_node_are_the_nodes_in_its_fields(found: dict[type, Node], kind: type) -> None:
    node = found[kind]
    listed = [
        one for field in fields(node) if field.name not in ("syntax", "body") for one in held(getattr(node, field.name))
    ]
    assert [id(one) for one in children(node)] == [id(one) for one in listed]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_rebuilding_with_the_same_children_changes_nothing(found: dict[type, Node], kind: type) -> None:
    assert rebuild(found[kind], lambda node: node) == found[kind]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_rebuilding_reaches_every_child(found: dict[type, Node], kind: type) -> None:
    node = found[kind]
    marker = nodes.Constant(True, type=BOOLEAN)
    assert all(child is marker for child in children(rebuild(node, lambda _: marker)))


def test_descending_goes_through_definitions(found: dict[type, Node]) -> None:
    node = found[nodes.DefinitionRef]
    assert isinstance(node, nodes.DefinitionRef)
    assert children(node) == ()
    assert list(descend(node))[1] is node.body


def test_what_the_checker_asks_of_nodes(found: dict[type, Node]) -> None:
    assert counts(found[nodes.CountNode]) and not counts(found[nodes.SumNode])
    assert levels(found[nodes.ExistsNode]) > 0 and levels(found[nodes.FactRef]) == 0
    assert reads_facts(found[nodes.SumNode]) and not reads_facts(found[nodes.Constant])
    assert not is_optional(found[nodes.OtherwiseNode])
