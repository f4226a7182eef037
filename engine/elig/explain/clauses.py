"""The clauses of an entitlement as a list in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from elig.explain.figures import day
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.explain.words import Voice
from elig.program.nodes import AllOf, AnyOf, ByReading, Item, MarginalNode, Node, Rate, Row, TableNode, Versions

_INDENT = "  "


class Clauses:
    """Writes clauses as bullets, one for each item of a list."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.lang = labels.lang
        self.voice = Voice(labels)

    def lines(self, node: Node | None) -> list[str]:
        """A clause, one condition a line."""
        match node:
            case None:
                return []
            case AllOf():
                return self._listed(node.items, "show.all")
            case AnyOf():
                return self._listed(node.items, "show.any")
            case ByReading():
                return self._by_reading(node)
            case Versions():
                return self._versions(node)
            case TableNode() | MarginalNode():
                return [f"· {line}" for line in self._rows(node)]
            case _:
                return [f"· {self.words(node)}"]

    def words(self, node: Node) -> str:
        """A clause or an amount in one phrase."""
        match node:
            case AllOf():
                parts = [self._item(item) for item in node.items]
                return phrase("rule.and", self.lang).join(parts)
            case AnyOf():
                parts = [self._item(item) for item in node.items]
                return phrase("rule.or", self.lang).join(parts)
            case ByReading():
                parts = [self._option(node, id, self.words(chosen)) for id, chosen in node.options]
                return phrase("list.semicolon", self.lang).join(parts)
            case Versions():
                parts = [self._version(since, "" if v is None else self.words(v)) for since, v in node.versions]
                return phrase("list.semicolon", self.lang).join(parts)
            case TableNode() | MarginalNode():
                return phrase("list.semicolon", self.lang).join(self._rows(node))
            case _:
                return "" if node.syntax is None else self.voice.words(node.syntax)

    def _listed(self, items: tuple[Item, ...], key: str) -> list[str]:
        lines = [phrase(key, self.lang)] if len(items) > 1 else []
        indent = _INDENT if lines else ""
        for item in items:
            if item.label is None and isinstance(item.condition, AllOf | AnyOf) and item.unless is None:
                lines.extend(_indented(self.lines(item.condition), indent))
            else:
                lines.append(f"{indent}· {self._item(item)}")
        return lines

    def _item(self, item: Item) -> str:
        rule = self.words(item.condition)
        label = "" if item.label is None else item.label.text(self.lang)
        if label and label != rule:
            rule = phrase("show.labelled", self.lang, label=label, rule=rule)
        if item.unless is None:
            return rule
        return phrase("show.item_unless", self.lang, rule=rule, unless=self.words(item.unless))

    def _rows(self, node: TableNode | MarginalNode) -> list[str]:
        """A table or a scale, row by row."""
        if isinstance(node, MarginalNode):
            item = self.words(node.item)
            return [self._rate(item, rate) for rate in node.rates]
        rows = [self._row(row) for row in node.rows]
        last = [] if node.otherwise is None else [self._say("table.otherwise", value=self.words(node.otherwise))]
        return rows + last

    def _row(self, row: Row) -> str:
        if not row.conditions:
            return self._say("table.always", value=self.words(row.then))
        joint = phrase("rule.and", self.lang).join(self.voice.words(condition) for condition in row.conditions)
        return self._say("table.row", condition=joint, value=self.words(row.then))

    def _rate(self, item: str, rate: Rate) -> str:
        above, each = self.voice.words(rate.above_syntax), self.voice.words(rate.rate_syntax)
        return self._say("scale.rate", item=item, above=above, rate=each)

    def _say(self, key: str, **values: str) -> str:
        return phrase(key, self.lang, **values)

    def _by_reading(self, node: ByReading) -> list[str]:
        lines = [phrase("show.by_reading", self.lang, asks=self.labels.label(node.reading))]
        for id, chosen in node.options:
            lines.append(_INDENT + self._option(node, id, ""))
            lines.extend(_indented(self.lines(chosen), _INDENT * 2))
        return lines

    def _option(self, node: ByReading, id: str, text: str) -> str:
        label = self.labels.option(id, node.reading)
        return phrase("show.option", self.lang, option=label, text=text).rstrip()

    def _versions(self, node: Versions) -> list[str]:
        lines: list[str] = []
        for since, version in node.versions:
            if version is None:
                lines.append(self._version(since, ""))
                continue
            lines.append(phrase("show.since", self.lang, date=day(since, self.lang), text="").rstrip())
            lines.extend(_indented(self.lines(version), _INDENT))
        return lines

    def _version(self, since: date, text: str) -> str:
        key = "show.since" if text else "show.ends"
        return phrase(key, self.lang, date=day(since, self.lang), text=text)


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [indent + line for line in lines]
