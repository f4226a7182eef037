"""Code of quantifiers: one accumulator each, filled in a walk of the members that all of them share."""

from __future__ import annotations

from fractions import Fraction

from elig.compile import figures, wide
from elig.compile.figures import guarded, is_plain, named
from elig.compile.logic import invert
from elig.compile.unit import At, Unit
from elig.compile.values import FALSE, TRUE, Condition, Figure, Wide
from elig.lang.ast import Member
from elig.program.nodes import ExistsNode, SumNode
from elig.program.types import Range
from elig.records import replace

EVERYBODY = "len(members)"


def exists(node: ExistsNode, where: Condition, walk: At, after: At, unit: Unit) -> Condition:
    """`any`, `no`."""
    if where == FALSE and unit.known:
        return FALSE if node.kind is Member.ANY else TRUE
    found = unit.names.fresh("s")
    before = unit.head(walk.level)
    before.add(f"{found} = False", node.span)
    if not where.open:
        walk.block.add(f"if {where.code}: {found} = True", node.span)
    else:
        name = unit.name(where.code, walk)
        walk.block.add(f"if {name}: {found} = True", node.span)
        walk.block.add(f"elif {name} is None and {found} is False: {found} = None")
    if not unit.known:
        after.block.add(f"if not complete and {found} is False: {found} = None")
    result = Condition(found, open=where.open or not unit.known)
    return result if node.kind is Member.ANY else invert(result, unit, after)


def every(where: Condition, has: Condition, walk: At, after: At, unit: Unit) -> Condition:
    """Somebody is reached, and nobody who is lacks what is asked; over all that each member may be."""
    before = unit.head(walk.level)
    if unit.known and not where.open and not has.open:
        some, lacking = unit.names.fresh("s"), unit.names.fresh("s")
        before.add(f"{some} = {lacking} = False")
        walk.block.add(f"if {where.code}:")
        walk.block.add(f"    if {has.code}: {some} = True")
        walk.block.add(f"    else: {lacking} = True")
        return Condition(f"({some} and not {lacking})")
    holds, lacks, fails, somebody = (unit.names.fresh("s") for _ in range(4))
    before.add(f"{holds} = {lacks} = {fails} = {somebody} = False")
    reached, asked = unit.name(where.code, walk), unit.name(has.code, walk)
    walk.block.add(f"if {reached} is not False:")
    walk.block.add(f"    if {asked} is not False: {holds} = True")
    walk.block.add(f"    if {asked} is not True: {lacks} = True")
    walk.block.add(f"    if {reached}:")
    walk.block.add(f"        {somebody} = True")
    walk.block.add(f"        if {asked} is False: {fails} = True")
    sure = f"None if {lacks} or not {somebody} else True"
    complete = "" if unit.known else "None if not complete else "
    code = f"(False if {fails} else {complete}False if not {holds} else {sure})"
    return Condition(unit.name(code, after), open=True)


def count(where: Condition, walk: At, after: At, unit: Unit) -> Figure:
    """`count`."""
    if where == TRUE and unit.known:
        return Figure(unit.name(EVERYBODY, after, letter="n"))
    low = unit.names.fresh("n")
    before = unit.head(walk.level)
    before.add(f"{low} = 0")
    if not where.open:
        walk.block.add(f"if {where.code}: {low} += 1")
        high = low
    else:
        high = unit.names.fresh("n")
        before.add(f"{high} = 0")
        name = unit.name(where.code, walk)
        walk.block.add(f"if {name}: {low} += 1; {high} += 1")
        walk.block.add(f"elif {name} is None: {high} += 1")
    if high == low and unit.known:
        return Figure(low)
    helper, most = unit.names.constant(wide.counted), unit.rules.rules.vocabulary.subjects.max_parts
    if high == low:
        sure, last = "complete", str(most)
    elif unit.known:
        sure, last = f"{low} == {high}", high
    else:
        sure, last = f"complete and {low} == {high}", f"({high} if complete else {most})"
    return Figure(unit.name(f"{low} if {sure} else {helper}({low}, {last})", after, letter="n"), wide=Wide.MAYBE)


def total(node: SumNode, where: Condition, item: Figure, walk: At, after: At, unit: Unit) -> Figure:
    """`sum of`."""
    if where == FALSE and unit.known:
        return figures.number(Fraction(0))
    item = named(item, unit, walk)
    static = item.den.isdigit() or item.wide is Wide.ALWAYS
    result, den = unit.names.fresh("n"), item.den if static else unit.names.fresh("z")
    unit.head(walk.level).add(f"{result} = 0" if static else f"{result} = 0; {den} = 1")
    so_far = Figure(result, den, Wide.MAYBE if item.wide is not Wide.NEVER or where.open else Wide.NEVER)
    deep, test = walk, where.code
    if where != TRUE:
        test = unit.name(where.code, walk) if where.open else where.code
        walk.block.add(f"if {test}{' is not False' if where.open else ''}:", node.span)
        deep = walk.inside()
    if where.open:
        helper = unit.names.constant(wide.or_nothing)
        open_item = f"{item.code} if {test} else {helper}({item.code}, {item.den})"
        item = Figure(unit.name(open_item, deep), item.den, Wide.MAYBE)
    _add(so_far, item, deep, unit)
    if where != TRUE:
        walk.block.lines.append(deep.block)
    return so_far if unit.known else _listed(so_far, node.range, after, unit)


def _add(so_far: Figure, item: Figure, at: At, unit: Unit) -> None:
    """Add one member's figure to what was added up so far."""
    static = so_far.den == item.den or item.wide is Wide.ALWAYS
    helper = unit.names.constant(wide.add if static else wide.add_up)
    fallback = f"{helper}({so_far.code}, {so_far.den}, {item.code}, {item.den})"
    if static:
        items = (so_far, item)
        if not is_plain(*items):
            at.block.add(f"{so_far.code} += {item.code}")
        else:
            at.block.add(f"{so_far.code} = {guarded(f'{so_far.code} + {item.code}', fallback, items)}")
        return
    value, den = so_far.code, so_far.den
    at.block.add(f"if {is_plain(so_far, item) or 'True'}:")
    at.block.add(f"    if {den} == {item.den}: {value} += {item.code}")
    at.block.add(f"    else: {value} = {value} * {item.den} + {item.code} * {den}; {den} *= {item.den}")
    at.block.add(f"else: {value}, {den} = {fallback}")


def _listed(so_far: Figure, limits: Range | None, after: At, unit: Unit) -> Figure:
    """The sum where others may be missing from the list."""
    if limits is None:
        return so_far
    helper = unit.names.constant(wide.listed_sum)
    low, high = unit.names.constant(limits.low), unit.names.constant(limits.high)
    code = f"{so_far.code} if complete else {helper}({so_far.code}, {so_far.den}, {low}, {high})"
    return Figure(unit.name(code, after), so_far.den, Wide.MAYBE)


def walking(unit: Unit, level: int, at: At) -> tuple[At, At]:
    """The place inside a walk of the members, and the one after it."""
    walk = replace(at, block=unit.walk(level), level=level, member=True)
    return walk, replace(at, block=unit.head(level + 1), level=level + 1, member=False)
