"""Code that reads a fact from its cell, as all that it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from elig.compile.cells import ABSENT, NO_TEXT, Column, Kind
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Mask, Refused, Text, Value, Wide, WordBits
from elig.compile.wide import Number, numbers, spanned
from elig.evaluate.environment import Ends, open_ended
from elig.program.model import Fact
from elig.program.nodes import FactRef, Node
from elig.program.types import NumberType
from elig.records import replace
from elig.values import Numbers, WordSet, join


class Reads(Protocol):
    """What reading a fact needs of the whole: the condition under which it applies."""

    @property
    def unit(self) -> Unit:
        """The function in the making."""

    def condition(self, node: Node, at: At) -> Condition:
        """The code of a condition."""


def load(node: FactRef, writer: Reads, at: At) -> Value:
    """A fact under a name."""
    unit = writer.unit
    fact = unit.rules.facts[node.fact]
    column = unit.layout.of(fact)
    home = replace(at, member=node.of_member, level=at.level if node.of_member else unit.stage(node))
    home = replace(home, block=unit.root(home))
    key = unit.key("fact", node, at, (node.fact, home.level if node.of_member else None))

    def value() -> Value:
        cell = _cell(column, node.of_member, home, unit)
        applies = None if fact.only_if is None else writer.condition(fact.only_if, replace(home, ends=Ends.TECHNICAL))
        return _value(column, fact, cell, applies, home, unit)

    return home.block.once(key, value)


def cell_of(fact: Fact, unit: Unit, at: At) -> str:
    """The name of a fact's cell, of the household or of the member of a walk."""
    column = unit.layout.of(fact)
    return _cell(column, fact.of_member, at, unit)


def _cell(column: Column, of_member: bool, at: At, unit: Unit) -> str:
    """The name of a cell; it is read once in a walk."""
    block = unit.walk(at.level) if of_member else unit.head(0)
    name = f"{'m' if of_member else 'h'}{column.index}"

    def read() -> str:
        block.add(f"{name} = {'member' if of_member else 'facts'}[{column.index}]")
        if of_member:
            unit.member_reads |= column.flag
        else:
            unit.household_reads |= column.flag
        return name

    return block.once(name, read)


def _value(column: Column, fact: Fact, cell: str, applies: Condition | None, at: At, unit: Unit) -> Value:
    """The value of a cell: unknown is all that the fact may be; where it does not apply it is none."""
    is_open = not unit.is_sure(fact)
    match column.kind:
        case Kind.TRUTH:
            return Condition(_applied(cell, ("None", "None", "False"), applies, is_open, at, unit), is_open)
        case Kind.NUMBER:
            return _figure(column, fact, cell, applies, at, unit)
        case Kind.WORD:
            bits = column.bits or {}
            words = column.words | (column.absent if fact.optional and applies is None else 0)
            codes = str(words), str(column.words | column.absent), str(column.absent)
            return Mask(_applied(cell, codes, applies, is_open, at, unit), bits, is_open)
        case Kind.TEXT:
            whole = unit.env.unknown_fact(fact)
            unsure, absent = join((whole, NO_TEXT)), unit.names.constant(NO_TEXT)
            codes = unit.names.constant(whole), unit.names.constant(unsure), absent
            return Text(_applied(cell, codes, applies, is_open, at, unit), is_open)
        case Kind.MEMBERS:
            raise Refused("IncludesThisNode")
        case Kind.SET:
            nothing = unit.names.constant(WordSet(frozenset(), frozenset()))
            code = _applied(cell, (nothing, nothing, "0"), applies, is_open, at, unit)
            return WordBits(code, column.bits or {}, is_open)


def _figure(column: Column, fact: Fact, cell: str, applies: Condition | None, at: At, unit: Unit) -> Figure:
    den, absent = str(column.scale), unit.names.constant(ABSENT)
    may_be_absent = fact.optional or applies is not None
    if unit.is_sure(fact):
        wide = Wide.ABSENT if may_be_absent else Wide.NEVER
        return Figure(_applied(cell, ("", "", absent), applies, False, at, unit), den, wide)
    env = unit.env.reaching(Ends.NORMS if at.ends is Ends.NORMS else Ends.TECHNICAL)
    everything = env.unknown_fact(fact)
    assert isinstance(everything, Numbers), "a number is unknown as numbers"
    shows = at.ends is Ends.NORMS and isinstance(fact.type, NumberType)
    whole = spanned(open_ended(everything, fact.range) if shows else everything, column.scale)
    both = join((numbers(whole, column.scale), ABSENT))
    unknown = unit.names.constant(whole)
    code = _applied(cell, (unknown, unit.names.constant(both), absent), applies, True, at, unit)
    if shows:
        helper = unit.names.constant(_opening(fact))
        code = unit.name(
            f"{code} if {code}.__class__ is int or {code} is {unknown} else {helper}({code})", at, letter="o"
        )
    return Figure(code, den, Wide.MAYBE, unknown=whole if applies is None else None)


def _opening(fact: Fact) -> Callable[[Number], Number]:
    """A number that is known in part without the ends that are technical, as an amount shows it."""
    return lambda value: open_ended(value, fact.range) if isinstance(value, Numbers) else value


def _applied(
    cell: str, codes: tuple[str, str, str], applies: Condition | None, is_open: bool, at: At, unit: Unit
) -> str:
    """The name of what a cell comes to.

    `codes` are of what is unknown, of what is unknown where it is open whether it applies, and of absence.
    """
    unknown, unsure, absent = codes
    if applies is None:
        if not is_open or unknown == "None":
            return cell
        code = f"{unknown} if {cell} is None else {cell}"
        return at.block.once(("loaded", cell, unknown), lambda: unit.name(code, at, letter="w"))
    test = unit.name(applies.code, at)
    told = cell if not is_open else f"{cell} if {cell} is not None else {unknown} if {test} else {unsure}"
    return unit.name(f"{absent} if {test} is False else {told}", at, letter="w")
