"""Days and periods of what may not be known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from elig.evaluate.arithmetic import elapsed as elapsed_between
from elig.program import nodes
from elig.program.types import DateType
from elig.records import replace
from elig.sql import days, figures
from elig.sql.at import At
from elig.sql.chain import Spot
from elig.sql.trees import Tree, column
from elig.sql.trees import day as day_tree
from elig.sql.values import End, Figure, Refused
from elig.values import Numbers

if TYPE_CHECKING:
    from elig.sql.write import Writer


def constant_number(value: Numbers, kind: object) -> Figure:
    """A number or a day that is known beforehand."""
    if not isinstance(kind, DateType):
        return figures.span(value)
    if value.span is None or value.none or value.undefined or value.span.low is None or value.span.high is None:
        raise Refused("a day that is not sure")
    low, high = (End(day_tree(date.fromordinal(int(end)))) for end in (value.span.low, value.span.high))
    if value.value is not None:
        return Figure(low, low, day=True, constant=value.value)
    return Figure(low, high, day=True, loose=value.points is not None)


def today(writer: Writer) -> Figure:
    """The day of the decision."""
    found = writer.chain.source("on_date", column("on_date", "h"), Spot(), "the day of the decision")
    end = End(found)
    return Figure(end, end, day=True)


def elapsed(writer: Writer, node: nodes.ElapsedNode, at: At) -> Figure:
    """Whole periods from one day to another."""
    start, end = writer.figure(node.start, at), writer.figure(node.end, at)
    size = 120_000

    def made(first: Tree, last: Tree) -> Tree:
        return days.elapsed(first, last, node.months, writer.dialect)

    none = figures.either_flag(start.none, end.none)
    gone = figures.either_flag(start.gone, end.gone)
    if start.raw is not None and start.reach is not None and end.constant is not None:
        reach = elapsed_between(replace(start.reach, none=False), Numbers.point(end.constant), node.months)
        raw = End(made(start.raw.tree, end.low.tree), size=size)
        raw = replace(raw, tree=writer.chain.keep(raw.tree, at.spot, "elapsed"))
        return replace(figures.unknown_or(raw, reach), none=none, gone=gone)
    low = End(made(start.high.tree, end.low.tree), size=size)
    point = start.is_point and end.is_point
    high = low if point else End(made(start.low.tree, end.high.tree), size=size)
    return Figure(low, high, none, gone, loose=start.loose or end.loose, rough=start.rough or end.rough)


def shifted(writer: Writer, node: nodes.ShiftNode, at: At) -> Figure:
    """A day moved by whole months."""
    day, months = writer.named(writer.figure(node.day, at), at, "day"), writer.figure(node.months, at)
    if not (day.is_point and months.is_point) or months.low.over is not None or months.low.den != 1:
        raise Refused("a day that is moved by what is not sure")
    end = End(days.shifted(day.low.tree, months.low.tree, node.back, writer.dialect))
    return Figure(
        end, end, figures.either_flag(day.none, months.none), figures.either_flag(day.gone, months.gone), day=True
    )


def by_ends(parts: tuple[Figure, ...], made: Callable[..., Tree], size: int = 0) -> Figure:
    """A function that never goes back, at both ends of its arguments."""
    if any(part.low.over is not None or part.low.den != 1 for part in parts):
        raise Refused("a day of what is no whole number")
    low = End(made(*(part.low.tree for part in parts)), size=size, natural=True)
    point = all(part.is_point for part in parts)
    high = low if point else End(made(*(part.high.tree for part in parts)), size=size, natural=True)
    none, gone = (figures.either_flag(*(getattr(part, n) for part in parts)) for n in ("none", "gone"))
    undefined = figures.either_flag(*(part.undefined for part in parts))
    loose, rough = any(part.loose for part in parts), any(part.rough for part in parts)
    return Figure(low, high, none, gone, undefined, loose=loose, rough=rough)
