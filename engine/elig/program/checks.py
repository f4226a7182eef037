"""Targets for a place: population shares, averages and coverage, with a constant bound each."""

from __future__ import annotations

from elig.errors import Code
from elig.lang import ast
from elig.program.clauses import Clauses
from elig.program.context import Context
from elig.program.fields import citations, label, scalar, text, words
from elig.program.nodes import BoundNode, Constant, Node
from elig.program.targets import Check, Measure
from elig.program.types import NumberType
from elig.source import Mapping, Scalar


def read_check(policy: str, key: Scalar, node: Mapping, clauses: Clauses) -> Check | None:
    """The target, or None after recording what is wrong with it."""
    written, counted = scalar(node.get("target")), words(node.get("of"))
    assert written is not None and counted is not None, "the schema requires both"
    cites = citations(node.get("cite"), clauses.sources, clauses.errors)
    measure = Measure(text(node, "measure"))
    target = _target(written, measure, clauses)
    if target is None:
        return None
    name, labelled = text(node, "name"), label(node, key.value)
    return Check(key.value, policy, name, labelled, measure, counted, target, cites, key.span)


def _target(written: Scalar, measure: Measure, clauses: Clauses) -> BoundNode | None:
    def leaf(expr: ast.Expr, ctx: Context) -> Node | None:
        return clauses.checker.check(expr, ctx)

    found = clauses.expression(written, Context(bounds=True), leaf)
    if found is None:
        return None
    item = found.item if isinstance(found, BoundNode) else None
    if not isinstance(found, BoundNode) or not isinstance(item, Constant) or not isinstance(item.type, NumberType):
        help_text = "write a bound on a plain figure, as in `at least 95 %` or `at least 1 person`"
        clauses.errors.error(Code.BAD_TARGET, "a target is a constant bound", written.span, help_text)
        return None
    if measure is Measure.SHARE and not _is_share(item):
        clauses.errors.error(
            Code.BAD_TARGET, "a share lies between 0 % and 100 %", written.span, "write `at least 95 %`"
        )
        return None
    return found


def _is_share(item: Constant) -> bool:
    plain = isinstance(item.type, NumberType) and item.type.unit == ast.NO_UNIT
    return plain and item.range is not None and 0 <= item.range.low <= item.range.high <= 1
