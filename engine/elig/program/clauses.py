"""From the clauses of a file to checked nodes: expressions, lists, alternatives, readings, date maps."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence as Sequenced
from datetime import date
from functools import partial
from typing import Literal

from elig.errors import Code, did_you_mean
from elig.lang import parse
from elig.lang.ast import Expr
from elig.program import scales, tables
from elig.program.checker import Checker
from elig.program.context import Context
from elig.program.fields import citations, head, is_day, items, scalar, text, words
from elig.program.fields import day as read_day
from elig.program.model import SourceDocument
from elig.program.nodes import AllOf, AnyOf, ByReading, Item, Node, Row, TableNode, Versions
from elig.program.ranges import hull
from elig.program.types import BOOLEAN, NumberType, Type
from elig.program.units import meet
from elig.source import Mapping, Scalar, Sequence
from elig.source import Node as YamlNode


def is_table_or_scale(node: Mapping) -> bool:
    """Whether a mapping is `{table: …}` or `{scale: …}`."""
    return any(isinstance(node.get(key), Mapping) for key in ("table", "scale")) and len(node.entries) == 1


Leaf = Callable[[Expr, Context], Node | None]
Read = Callable[[YamlNode], Node | None]
Join = Literal["all", "any"]


class Clauses:
    """Reads the clauses of one file."""

    def __init__(self, checker: Checker, sources: dict[str, SourceDocument]) -> None:
        self.checker = checker
        self.sources = sources
        self.errors = checker.errors

    def expression(self, node: Scalar, ctx: Context, leaf: Leaf) -> Node | None:
        """One expression, parsed and checked."""
        expr = parse(node, self.checker.scope.units, self.errors)
        return None if expr is None else leaf(expr, ctx)

    def condition(self, node: YamlNode, ctx: Context, join: Join) -> Node | None:
        """A clause: an expression, a list (joined as its key says), `any:`, `by_reading:` or a date map."""
        match node:
            case Scalar():
                return self.expression(node, ctx, self.checker.condition)
            case Sequence():
                return self._list(node, ctx, join)
            case Mapping() if node.get("any") is not None:
                found = node.get("any")
                assert isinstance(found, Sequence), "the schema requires a list"
                return self._list(found, ctx, "any")
            case Mapping() if is_table_or_scale(node):
                return self._table_or_scale(node, ctx, self.checker.condition)
            case Mapping():
                return self._choices(node, ctx, lambda inner: self.condition(inner, ctx, join))

    def value(self, node: YamlNode, ctx: Context, leaf: Leaf) -> Node | None:
        """A value: an expression, `by_reading:` or a date map."""
        if isinstance(node, Scalar):
            return self.expression(node, ctx, leaf)
        assert isinstance(node, Mapping), "the schema requires a mapping"
        if is_table_or_scale(node):
            return self._table_or_scale(node, ctx, leaf)
        return self._choices(node, ctx, lambda inner: self.value(inner, ctx, leaf))

    # ------------------------------------------------------------------ tables and scales

    def _table_or_scale(self, node: Mapping, ctx: Context, leaf: Leaf) -> Node | None:
        found = node.get("table") or node.get("scale")
        assert isinstance(found, Mapping), "the schema requires a mapping"
        return self._table(found, ctx, leaf) if node.get("table") is not None else self._scale(found, ctx)

    def _scale(self, node: Mapping, ctx: Context) -> Node | None:
        written = node.get("of")
        assert isinstance(written, Scalar), "the schema requires an expression"
        item = self.expression(written, ctx.inside(), self.checker.value)
        return None if item is None else scales.scale(self.checker, node, item, ctx)

    def _table(self, node: Mapping, ctx: Context, leaf: Leaf) -> Node | None:
        written = [column for column in items(node.get("on")) if isinstance(column, Scalar)]
        read = [self.expression(column, ctx, partial(tables.column, self.checker)) for column in written]
        columns = [column for column in read if column is not None]
        places = [row for row in items(node.get("rows")) if isinstance(row, Mapping)]
        if len(columns) != len(read):
            return None
        found = [self._row(row, columns, ctx, leaf) for row in places]
        rows = [row for row in found if row is not None]
        last = node.get("otherwise")
        otherwise = self.expression(last, ctx, leaf) if isinstance(last, Scalar) else None
        if len(rows) != len(found) or (last is not None and otherwise is None):
            return None
        on = node.get("on") or node
        overlaps = tables.check_boxes(self.checker, columns, rows, places, on, otherwise=otherwise is not None)
        results = [row.then for row in rows] + ([] if otherwise is None else [otherwise])
        kind = self._common(results, "rows", node, ctx)
        if overlaps is None or kind is None:
            return None
        cells = [[row.cells[place] for row in rows] for place in range(len(columns))]
        made = tuple(tables.with_column(item, of) for item, of in zip(columns, cells, strict=True))
        bounds = hull(result.range for result in results)
        return TableNode(made, tuple(rows), otherwise, head(node), overlaps, type=kind, range=bounds)

    def _row(self, node: Mapping, columns: Sequenced[Node], ctx: Context, leaf: Leaf) -> Row | None:
        written, then = items(node.get("if")), node.get("then")
        assert isinstance(then, Scalar), "the schema requires an expression"
        if len(written) != len(columns):
            message = f"{len(written)} cells for {len(columns)} columns"
            help_text = "one cell for each column; `any` where anything fits"
            self.errors.error(Code.BAD_TABLE, message, head(node), help_text)
            return None
        cells = [tables.cell(self.checker, one, item, ctx) for one, item in zip(written, columns, strict=True)]
        result = self.expression(then, ctx, leaf)
        found = [cell for cell in cells if cell is not None]
        if result is None or len(found) != len(cells):
            return None
        conditions = tuple(condition for _, condition in found if condition is not None)
        return Row(tuple(cell for cell, _ in found), conditions, result)

    def _list(self, node: Sequence, ctx: Context, join: Join) -> Node | None:
        read = [self._item(item, position, ctx) for position, item in enumerate(node.items, start=1)]
        found = tuple(item for item in read if item is not None)
        if len(found) != len(read):
            return None
        taken: set[str] = set()
        for item, written in zip(found, node.items, strict=True):
            if item.id in taken:
                self.errors.error(Code.DUPLICATE_NAME, f"two items have the id `{item.id}`", head(written))
            taken.add(item.id)
        return AllOf(found, type=BOOLEAN) if join == "all" else AnyOf(found, type=BOOLEAN)

    def _item(self, node: YamlNode, position: int, ctx: Context) -> Item | None:
        if not isinstance(node, Mapping) or node.get("if") is None:
            condition = self.condition(node, ctx, "all")
            return None if condition is None else Item(str(position), condition)
        written = node.get("if")
        assert written is not None
        condition = self.condition(written, ctx, "all")
        exception = node.get("unless")
        unless = self.condition(exception, ctx, "any") if exception is not None else None
        if condition is None or (exception is not None and unless is None):
            return None
        label = words(node.get("label"))
        cites = citations(node.get("cite"), self.sources, self.errors)
        return Item(text(node, "id", str(position)), condition, unless, label, cites)

    def _choices(self, node: Mapping, ctx: Context, read: Read) -> Node | None:
        if node.get("by_reading") is not None:
            return self._by_reading(node, ctx, read)
        return self._versions(node, ctx, read)

    def _by_reading(self, node: Mapping, ctx: Context, read: Read) -> Node | None:
        name = scalar(node.get("by_reading"))
        assert name is not None, "the schema requires a name"
        known = self.checker.scope.id_of(name.value)
        reading = self.checker.scope.readings.get(known or "")
        if reading is None:
            help_text = did_you_mean(name.value, self.checker.scope.readings)
            self.errors.error(Code.UNKNOWN_NAME, f"unknown reading `{name.value}`", name.span, help_text)
            return None
        wanted = [option for option, _ in reading.options]
        given = [entry.key.value for entry in node.entries if entry.key.value != "by_reading"]
        if sorted(wanted) != sorted(given):
            message = f"`{reading.id}` has the options {', '.join(wanted)}, and exactly these stand here"
            self.errors.error(Code.READING_OPTIONS, message, name.span, f"given: {', '.join(given)}")
            return None
        read_options = [(option, self._option(node, option, read)) for option in wanted]
        options = tuple((option, found) for option, found in read_options if found is not None)
        if len(options) != len(read_options):
            return None
        kind = self._common([found for _, found in options], "options", node, ctx)
        bounds = hull(found.range for _, found in options)
        return None if kind is None else ByReading(reading.id, options, type=kind, range=bounds)

    def _option(self, node: Mapping, option: str, read: Read) -> Node | None:
        written = node.get(option)
        return read(written) if written is not None else None

    def _versions(self, node: Mapping, ctx: Context, read: Read) -> Node | None:
        versions: list[tuple[date, Node | None]] = []
        complete = True
        for entry in node.entries:
            since = read_day(entry.key, self.errors)
            ends = isinstance(entry.value, Scalar) and entry.value.value.strip() == "ends"
            version = None if ends else self._version(entry.value, read)
            complete = complete and since is not None and (ends or version is not None)
            if since is not None:
                versions.append((since, version))
        if not complete:
            return None
        days = [since for since, _ in versions]
        if days != sorted(days) or versions[0][1] is None:
            self.errors.error(
                Code.DATE_MAP, "the dates of a date map run from early to late and begin with a rule", head(node)
            )
            return None
        nodes = [version for _, version in versions if version is not None]
        kind = self._common(nodes, "versions", node, ctx)
        return None if kind is None else Versions(tuple(versions), type=kind, range=hull(n.range for n in nodes))

    def _version(self, node: YamlNode, read: Read) -> Node | None:
        if isinstance(node, Mapping) and node.entries and all(is_day(entry.key.value) for entry in node.entries):
            self.errors.error(Code.DATE_MAP, "a date map inside a date map", head(node), "write one map with all dates")
            return None
        return read(node)

    def _common(self, nodes: list[Node], what: str, node: Mapping, ctx: Context) -> Type | None:
        """The type that all of some nodes have; whole numbers and others are numbers."""
        kind = nodes[0].type
        for other in (node.type for node in nodes[1:]):
            if isinstance(kind, NumberType) and isinstance(other, NumberType):
                if meet(kind.unit, other.unit, ctx.of_member):
                    kind = NumberType(kind.unit, kind.integer and other.integer)
                    continue
            elif other == kind:
                continue
            describe = self.checker.describe
            message = f"the {what} differ: {describe(kind)} against {describe(other)}"
            numbers = isinstance(kind, NumberType) and isinstance(other, NumberType)
            self.errors.error(Code.UNIT_MISMATCH if numbers else Code.TYPE_MISMATCH, message, head(node))
            return None
        return kind
