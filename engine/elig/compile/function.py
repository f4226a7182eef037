"""The whole function: for a day, a place, and households that are wholly known or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from elig.compile.cells import ABSENT, NO_TEXT, Cells, Kind, Layout
from elig.compile.expressions import Expressions
from elig.compile.facts import cell_of
from elig.compile.inlined import inlined
from elig.compile.rights import Row, has_cases, write
from elig.compile.source import function_of
from elig.compile.trace import Kept
from elig.compile.unit import NOBODY, At, Unit
from elig.compile.values import Refused
from elig.evaluate.check import Checker
from elig.evaluate.environment import Environment
from elig.evaluate.places import Where
from elig.program.model import Fact, Vocabulary
from elig.records import Struct, replace

Raw = tuple[Any, ...]
"""What a function gives: the rows of all entitlements one after the other."""

Decide = Callable[[Cells, tuple[Cells, ...], bool], Raw | None]
"""Household, members, whether all members are listed; None where the household makes no sense."""


class Function(Struct):
    """A generated function, and what it reads and gives.

    The masks are of the facts that it reads. `text` is its source, for people.
    """

    decide: Decide
    rows: tuple[Row, ...]
    household_reads: int
    member_reads: int
    text: str
    vocabulary: Vocabulary
    by_name: Mapping[str, Row]
    answers: Mapping[str, int]
    """Where the household's own answers stand."""
    slots: Mapping[tuple[str, str], tuple[int, int]]
    """Where the amounts of its grants stand, and the answers that they go with."""
    trace: tuple[int, Kept, Unit] | None
    """Where in the result of a traced function the conditions begin, and which they are."""


def generate(
    checker: Checker,
    layout: Layout,
    places: tuple[Where, Where],
    options: dict[str, str],
    *,
    known: bool,
    traced: bool,
    sure: tuple[int, int] | None = None,
) -> Function:
    """The function of a checker's rules at a new home and a place left.

    `known`: for households of which all that is read is known, or of the facts at least those of the masks in `sure`.
    `traced`: it gives the value of every condition too.
    """
    rules = checker.rules
    env = Environment(rules, NOBODY, *places, options)
    kept = Kept() if traced else None
    unit = Unit(rules, env, layout, known, sure, kept)
    writer = Expressions(unit)
    rows: list[Row] = []
    given: list[str] = []
    for name in rules.rules.entitlements:
        entitlement = rules.entitlements.get(name)
        if entitlement is None:
            continue
        try:
            may_ask = has_cases(checker.plan(entitlement), unit)
            row, codes = write(entitlement, len(given), writer, may_ask=may_ask)
        except Refused as refusal:
            row, codes = Row(entitlement, len(given), (), str(refusal)), ["None"]
        rows.append(row)
        given += codes
    nonsense = [*_invalid(writer), *(_inapplicable(writer) if known else ())]
    last = unit.heads[-1]
    if nonsense:
        last.add(f"if {' or '.join(nonsense)}: return None")
    after = [] if kept is None else kept.finish(unit)
    unit.heads[-1].add(f"return ({''.join(f'{place}, ' for place in (*given, *after))})")
    bound = {"int": int, "len": len, **unit.names.bound}
    title = f"{rules.rules.policy.id} {rules.on} {places[0].places[0]} {'known' if known else 'open'}"
    decide, text = function_of(title, lines_of(unit), bound)
    by_name = {row.entitlement.id: row for row in rows}
    reads = unit.household_reads, unit.member_reads
    own = [row for row in rows if not row.refused and not row.entitlement.of_member]
    answers = {row.entitlement.id: row.start for row in own}
    slots = {
        (row.entitlement.id, grant.id): (row.start + row.grants + 3 * index, row.start)
        for row in own
        for index, grant in enumerate(row.entitlement.grants)
    }
    vocabulary = rules.rules.vocabulary
    trace = None if kept is None else (len(given), kept, unit)
    return Function(cast(Decide, decide), tuple(rows), *reads, text, vocabulary, by_name, answers, slots, trace)


def lines_of(unit: Unit, told: str = "") -> list[str]:
    """The lines of a function, which is `told` more than the household."""
    return inlined(_lines(unit, told))


def _lines(unit: Unit, told: str) -> Iterator[str]:
    yield f"def decide(facts, members, complete{told}):"
    for level, head in enumerate(unit.heads):
        yield from head.text()
        if level < len(unit.walks) and unit.walks[level].lines:
            yield "    for member in members:"
            yield from unit.walks[level].text()


def _invalid(writer: Expressions) -> Iterator[str]:
    """Names of what makes a household senseless."""
    unit = writer.unit
    for item in unit.rules.invalid:
        level = unit.stage(item.condition)
        at = At(unit.head(level), level)
        yield unit.name(writer.condition(item.condition, at).code, at, item.condition.span, "i")


def _inapplicable(writer: Expressions) -> Iterator[str]:
    """Names of whether a fact was told although it does not apply."""
    unit = writer.unit
    for fact in unit.rules.facts.values():
        if fact.only_if is None:
            continue
        level = unit.stage(fact.only_if)
        found = unit.names.fresh("i")
        unit.head(0).add(f"{found} = False")
        at = At(unit.head(level), level)
        if fact.of_member:
            at = replace(at, block=unit.walk(level), member=True)
        test = writer.condition(fact.only_if, at)
        name = unit.name(test.code, at)
        at.block.add(f"if {_told(fact, unit, at)} and {name} is False: {found} = True")
        yield found


def _told(fact: Fact, unit: Unit, at: At) -> str:
    """Code of whether a fact was told to have a value."""
    cell = cell_of(fact, unit, at)
    column = unit.layout.of(fact)
    told = f"{cell} is not None"
    match column.kind:
        case Kind.NUMBER:
            return f"{told} and {cell} is not {unit.names.constant(ABSENT)}"
        case Kind.WORD:
            return f"{told} and {cell} != {column.absent}"
        case Kind.TEXT:
            return f"{told} and {cell} is not {unit.names.constant(NO_TEXT)}"
        case Kind.TRUTH | Kind.SET | Kind.MEMBERS:
            return told
