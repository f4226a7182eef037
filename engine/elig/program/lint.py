"""Advice on policy files that are correct: what is probably not meant."""

from __future__ import annotations

from collections.abc import Iterator

from elig.errors import Code, Collector
from elig.program.model import CheckedProgram, Rules
from elig.program.nodes import (
    AndNode,
    EveryNode,
    Node,
    OrNode,
    Quantifier,
    TableNode,
)
from elig.program.order import clauses
from elig.program.walk import children, looks_at_member
from elig.source import Span


def lint_program(program: CheckedProgram, errors: Collector) -> None:
    """Record advice on every rule, each place once."""
    seen: set[tuple[str, int]] = set()
    listed = [*program.regions, *([program.common] if program.common is not None else [])]
    for rules in listed:
        for node in _nodes(rules):
            if isinstance(node, TableNode):
                for code, message, help_text, place in _overlaps(node):
                    errors.warn(code, message, place, help_text)
            for code, message, help_text, at in _advice(node, rules):
                span = at.span
                key = (span.source.name, span.start) if span is not None else ("", 0)
                if span is not None and key not in seen:
                    seen.add(key)
                    errors.warn(code, message, span, help_text)


def _nodes(rules: Rules) -> Iterator[Node]:
    for definition in rules.definitions.values():
        yield from _own(definition.node)
    for entitlement in rules.entitlements.values():
        for clause in clauses(entitlement):
            yield from _own(clause)


def _own(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _own(child)


def _overlaps(node: TableNode) -> Iterator[tuple[Code, str, str, Span]]:
    """The rows of a table that overlap and come to something else; the first of them is taken."""
    for first, later in node.overlaps:
        if node.rows[first].then != node.rows[later].then:
            message = f"rows {first + 1} and {later + 1} overlap, and row {first + 1} is taken"
            yield Code.LINT_OVERLAP, message, "let the cells of one of them leave the other out", node.place


def _advice(node: Node, rules: Rules) -> Iterator[tuple[Code, str, str, Node]]:
    if not isinstance(node, Quantifier):
        return
    condition = node.has if isinstance(node, EveryNode) else node.where
    written = _written(condition, rules, node.group)
    for part in written:
        if not looks_at_member(part):
            message = "this part of what follows `where` reads no fact of a member"
            yield Code.LINT_REACH, message, "put the quantifier in brackets if this belongs outside it", part
    if node.group == rules.vocabulary.subjects.parts and rules.groups:
        group = next(iter(rules.groups))
        message = "this goes through everybody who is listed, not through those who are counted by law"
        yield Code.LINT_LISTED, message, f"write `{group}` if only counted members are meant", node


def _written(condition: Node, rules: Rules, group: str) -> tuple[Node, ...]:
    """The parts of a condition that the rule itself wrote, without the group's own."""
    own = rules.groups[group].where if group in rules.groups else None
    if own is not None and isinstance(condition, AndNode) and condition.items[0] == own:
        return tuple(part for item in condition.items[1:] for part in _parts(item))
    return () if condition == own else _parts(condition)


def _parts(condition: Node) -> tuple[Node, ...]:
    return condition.items if isinstance(condition, AndNode | OrNode) else (condition,)
