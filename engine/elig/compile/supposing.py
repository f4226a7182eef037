"""The functions of one right by which its cases are gone through.

One gives its whole row as it stands; one its answers alone, where gaps and quantifiers are supposed to come out in some
way; one, for each member, what the right's quantifiers ask, part by part. A fact is supposed by giving another cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from elig.compile.cells import Cells, Layout
from elig.compile.expressions import Expressions
from elig.compile.function import lines_of
from elig.compile.rights import Row, answer_code, choices_of, listed, place_of, write
from elig.compile.source import function_of
from elig.compile.unit import NOBODY, Supposed, Unit, below
from elig.compile.values import Refused
from elig.evaluate.check import Checker
from elig.evaluate.conditions import Conditions
from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Environment
from elig.evaluate.places import Where
from elig.evaluate.plan import Plan
from elig.evaluate.splits import Split
from elig.lang.ast import Member
from elig.program.model import Entitlement
from elig.program.nodes import EntitledNode, EveryNode, ExistsNode, FactRef, GapNode, IncludesThisNode, Node, Quantifier
from elig.program.order import clauses
from elig.program.types import DateType, NumberType
from elig.records import Struct

Whole = Callable[[Cells, tuple[Cells, ...], bool], tuple[Any, ...]]
"""Household, members, whether all are listed: the row, or the rows of the members."""

Answers = Callable[[Cells, tuple[Cells, ...], bool, tuple[bool | None, ...]], Any]
"""The same, and what is supposed of gaps and of the conditions of members: the answers, or the parts of each member."""


class Functions(Struct):
    """The functions of one right.

    `gaps` are supposed in this order; `alone`: a member's answers do not read what others have.
    """

    plan: Plan
    row: Row
    whole: Whole
    answers: Answers
    parts: Answers | None
    gaps: tuple[str, ...]
    alone: bool
    texts: tuple[str, ...]


class _Writer(Struct):
    checker: Checker
    layout: Layout
    places: tuple[Where, Where]
    options: Mapping[str, str]
    entitlement: Entitlement

    def unit(self, supposed: Supposed) -> Unit:
        env = Environment(self.checker.rules, NOBODY, *self.places, self.options)
        return Unit(self.checker.rules, env, self.layout, known=False, supposed=supposed)

    def function(self, unit: Unit, given: Sequence[str], kind: str, told: Sequence[str]) -> tuple[Answers, str]:
        """The function that a unit came to; it is told what is supposed, in this order."""
        if told:
            unit.heads[0].lines.insert(0, f"{', '.join(told)}, = supposed")
        unit.heads[-1].add(f"return ({''.join(f'{place}, ' for place in given)})")
        title = f"{self.entitlement.id} {self.checker.rules.on} {self.places[0].places[0]} {kind}"
        bound = {"int": int, "len": len, **unit.names.bound}
        decide, text = function_of(title, lines_of(unit, ", supposed=()"), bound)
        return cast(Answers, decide), text


def functions_of(
    checker: Checker,
    layout: Layout,
    places: tuple[Where, Where],
    options: Mapping[str, str],
    entitlement: Entitlement,
) -> Functions:
    """Write the functions of a right; raises `Refused` where its cases are left to the evaluator."""
    plan = checker.plan(entitlement)
    writer = _Writer(checker, layout, places, options, entitlement)
    unit = writer.unit(Supposed())
    _expect_simple(plan, unit)
    row, codes = write(entitlement, 0, Expressions(unit), may_ask=False, meets_open=True)
    whole, text = writer.function(unit, codes, "whole", ())
    gaps = tuple(split.input.gap for split in plan.splits if isinstance(split.input, GapNode))
    answers, alone, answers_text = _answers(writer, plan, gaps)
    parts, parts_text = (None, "") if plan.conditions is None else _parts(writer, plan.conditions, gaps)
    return Functions(plan, row, cast(Whole, whole), answers, parts, gaps, alone, (text, answers_text, parts_text))


def _answers(writer: _Writer, plan: Plan, gaps: Sequence[str]) -> tuple[Answers, bool, str]:
    """The answers where gaps are supposed, and who satisfies the conditions of members."""
    entitlement = writer.entitlement
    held = () if plan.conditions is None else tuple(f"v{i}" for i in range(len(plan.conditions.conditions)))
    supposed = _gaps(gaps, {} if plan.conditions is None else _quantifiers(plan.conditions, held))
    unit = writer.unit(supposed)
    expressions = Expressions(unit)
    at, apart = place_of(entitlement, clauses(entitlement), unit)
    found = [
        answer_code(entitlement, expressions, at.choosing(chosen), may_ask=False)
        for chosen in choices_of(entitlement, unit)
    ]
    own = f"({', '.join(found)},)"
    given = [listed(own, apart, unit, at)] if entitlement.of_member else found
    answers, text = writer.function(unit, given, "cases", (*supposed.gaps.values(), *held))
    return answers, at.level == 0 and entitlement.of_member, text


def _parts(writer: _Writer, conditions: Conditions, gaps: Sequence[str]) -> tuple[Answers, str]:
    """What the conditions of members come to for each member, part by part."""
    supposed = _gaps(gaps, {})
    unit = writer.unit(supposed)
    if any(unit.stage(part) or unit.reached(part) for part in conditions.parts):
        raise Refused("quantifiers or readings in the conditions of members")
    expressions, (at, _) = Expressions(unit), place_of(writer.entitlement, (), unit)
    walk = at.of_each_member(unit.walk(0))
    codes = [unit.name(expressions.condition(part, walk).code, walk) for part in conditions.parts]
    rows = listed(f"({', '.join(codes)},)", True, unit, walk)
    return writer.function(unit, [rows], "parts", tuple(supposed.gaps.values()))


def _gaps(gaps: Sequence[str], quantifiers: Mapping[int, str]) -> Supposed:
    return Supposed({gap: f"u{place}" for place, gap in enumerate(gaps)}, quantifiers)


def _quantifiers(conditions: Conditions, held: Sequence[str]) -> dict[int, str]:
    """The code of each quantifier, from whether somebody satisfies its conditions."""
    return {key: _quantifier(node, [held[place] for place in used]) for key, (node, used) in conditions.use.items()}


def _quantifier(node: Node, satisfied: Sequence[str]) -> str:
    match node:
        case ExistsNode():
            return satisfied[0] if node.kind is Member.ANY else f"(not {satisfied[0]})"
        case EveryNode():
            reached, lacking = satisfied
            return f"({reached} and not {lacking})"
        case _:
            raise AssertionError("only these quantifiers have conditions")


def _expect_simple(plan: Plan, unit: Unit) -> None:
    """Raise `Refused` where what is supposed of a fact would depend on more than the facts that its rules compare."""
    for split in (*plan.splits, *(() if plan.conditions is None else plan.conditions.splits)):
        match split.input:
            case IncludesThisNode():
                raise Refused("IncludesThisNode")
            case FactRef() if unit.fact(split.input).only_if is not None:
                raise Refused("a fact that does not always apply")
            case FactRef() if any(unit.reached(place) for place in split.places):
                raise Refused("a reading in what is asked of a fact")
            case _:
                list(facts_read(split, unit.rules))


def facts_read(split: Split, rules: DatedRules) -> Iterator[str]:
    """The facts that tell the classes of a split: its own, and of a number the keys of what it is compared with."""
    if not isinstance(split.input, FactRef):
        return
    yield split.input.fact
    waiting = list(split.places) if isinstance(split.input.type, NumberType | DateType) else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Quantifier | EntitledNode | IncludesThisNode):
            raise Refused(type(node).__name__)
        if isinstance(node, FactRef):
            yield node.fact
        waiting += below(node, rules)
