"""The clauses of an entitlement as a list in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from elig.explain.figures import day
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.explain.words import Voice
from elig.program.nodes import AllOf, AnyOf, ByReading, Item, Node, Versions

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
