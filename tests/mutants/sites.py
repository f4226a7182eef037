"""Where rules stand in a policy file: its expressions, lists, days and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from elig.lang.printer import decimal
from elig.program.fields import is_day
from elig.program.shape import plain
from elig.source import Mapping, Node, Scalar, Sequence
from tests.mutants.yamltext import without

Path = tuple[str, ...]


@dataclass(frozen=True)
class Expression:
    """An expression; `truth`: a condition, else a value; `amount`: what a grant comes to, where bounds may stand."""

    path: Path
    text: Scalar
    truth: bool
    amount: bool = False
    prefix: str = ""
    """What stands before it in the same text: `each member where `."""


@dataclass(frozen=True)
class Change:
    """Another node in place of one: what is changed, and the days on which it can show."""

    path: Path
    kind: str
    node: Node
    new: object
    days: tuple[date, ...] = ()


Site = Expression | Change


def sites(root: Mapping) -> Iterator[Site]:
    """Every place of a policy file where a token says what is due, to whom, and from when."""
    yield from _force(("in_force",), root.get("in_force"))
    for name, node in _mappings(root.get("definitions")):
        yield from _clause(("definitions", name, "is"), node.get("is"), "all", truth=_truth(node))
    for name, node in _mappings(root.get("groups")):
        yield from _clause(("groups", name, "where"), node.get("where"), "all", truth=True)
    for name, node in _mappings(root.get("parameters")):
        yield from _parameter(("parameters", name), node)
    for name, node in _mappings(root.get("entitlements")):
        yield from _entitlement(("entitlements", name), node)


def _truth(definition: Mapping) -> bool:
    return definition.get("type") is None


def _entitlement(path: Path, node: Mapping) -> Iterator[Site]:
    yield from _force((*path, "in_force"), node.get("in_force"))
    subject = node.get("for")
    if isinstance(subject, Scalar) and " where " in subject.value:
        start = subject.value.index(" where ") + len(" where ")
        rest = Scalar(subject.value[start:], subject.span, subject.offsets[start:], subject.plain)
        yield Expression((*path, "for"), rest, truth=True, prefix=subject.value[:start])
    for key in ("given", "when", "unless", "met_when"):
        found = node.get(key)
        if found is None:
            continue
        yield Change((*path, key), f"`{key}` dropped", node, without(node, key))
        yield from _clause((*path, key), found, "any" if key == "unless" else "all", truth=True)
    listed = node.get("grants")
    for grant in listed.items if isinstance(listed, Sequence) else ():
        assert isinstance(grant, Mapping)
        for key in ("amount", "used", "lasts"):
            place = (*path, "grants", _text(grant, "id"), key)
            yield from _clause(place, grant.get(key), "all", truth=False, amount=key != "used")


def _clause(path: Path, node: Node | None, join: str, *, truth: bool, amount: bool = False) -> Iterator[Site]:
    match node:
        case None:
            return
        case Scalar():
            if node.value.strip() != "ends":
                yield Expression(path, node, truth, amount)
        case Sequence():
            yield from _list(path, node, join)
        case Mapping() if isinstance(any_of := node.get("any"), Sequence):
            if len(any_of.items) > 1:
                yield Change(path, "all of / any of", node, plain(any_of))
            yield from _list((*path, "any"), any_of, "any", whole=False)
        case Mapping() if isinstance(table := node.get("table"), Mapping):
            yield from _table(path, table, truth)
        case Mapping() if isinstance(scale := node.get("scale"), Mapping):
            yield from _clause((*path, "of"), scale.get("of"), "all", truth=False)
            rates = scale.get("rates")
            for index, rate in enumerate(rates.items if isinstance(rates, Sequence) else ()):
                assert isinstance(rate, Mapping)
                for key in ("above", "rate"):
                    yield from _clause((*path, str(index + 1), key), rate.get(key), "all", truth=False)
        case Mapping() if node.get("by_reading") is not None:
            for entry in node.entries:
                if entry.key.value != "by_reading":
                    inside = (*path, entry.key.value)
                    yield from _clause(inside, entry.value, join, truth=truth, amount=amount)
        case Mapping():
            for entry in node.entries:
                yield from _moved(path, entry.key)
                yield from _clause((*path, entry.key.value), entry.value, join, truth=truth, amount=amount)


def _list(path: Path, node: Sequence, join: str, *, whole: bool = True) -> Iterator[Site]:
    listed = [plain(item) for item in node.items]
    if whole and len(listed) > 1:
        if join == "all":
            yield Change(path, "all of / any of", node, {"any": listed})
        elif all(isinstance(item, str) for item in listed):
            yield Change(path, "any of / all of", node, " and ".join(f"({item})" for item in listed))
    for place, item in enumerate(node.items):
        inside = (*path, str(place + 1))
        if len(listed) > 1:
            yield Change(inside, "item dropped", node, listed[:place] + listed[place + 1 :])
        if isinstance(item, Mapping) and item.get("if") is not None:
            if item.get("unless") is not None:
                yield Change((*inside, "unless"), "`unless` dropped", item, without(item, "unless"))
            yield from _clause((*inside, "if"), item.get("if"), "all", truth=True)
            yield from _clause((*inside, "unless"), item.get("unless"), "any", truth=True)
        else:
            yield from _clause(inside, item, "all", truth=True)


def _table(path: Path, table: Mapping, truth: bool) -> Iterator[Site]:
    rows = table.get("rows")
    for index, row in enumerate(rows.items if isinstance(rows, Sequence) else ()):
        assert isinstance(row, Mapping)
        inside = (*path, str(index + 1))
        cells = row.get("if")
        for cell in cells.items if isinstance(cells, Sequence) else ():
            assert isinstance(cell, Scalar)
            for what, new in _cell(cell.value):
                yield Change(inside, what, cell, new)
        yield from _clause((*inside, "then"), row.get("then"), "all", truth=truth)
    yield from _clause((*path, "otherwise"), table.get("otherwise"), "all", truth=truth)


def _cell(text: str) -> Iterator[tuple[str, str]]:
    words = text.split(" ")
    for place, word in enumerate(words):
        if word.isdigit():
            for step in (1, -1):
                moved = [*words[:place], str(int(word) + step), *words[place + 1 :]]
                yield "cell", " ".join(moved)
    for one, other in (("over ", "up to "), ("up to ", "over "), ("true", "false"), ("false", "true")):
        if text.startswith(one):
            yield "cell turned", other + text[len(one) :]


def _parameter(path: Path, node: Mapping) -> Iterator[Site]:
    values = node.get("values")
    for key in ("at_least", "up_to"):
        yield from _figure((*path, key), node.get(key), node)
    for entry in values.entries if isinstance(values, Mapping) else ():
        inside = (*path, entry.key.value)
        yield from _moved(inside, entry.key)
        since = date.fromisoformat(entry.key.value)
        for leaf in _leaves(entry.value):
            yield from _figure(inside, leaf, node, (since,))


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _leaves(item)
        case Mapping():
            for entry in node.entries:
                yield from _leaves(entry.value)


def _figure(path: Path, node: Node | None, parameter: Mapping, days: tuple[date, ...] = ()) -> Iterator[Site]:
    """A figure one fen, one whole unit or one last digit higher and lower; a truth value turned."""
    if not isinstance(node, Scalar) or node.value == "ends":
        return
    if node.value in ("true", "false"):
        yield Change(path, "truth", node, "false" if node.value == "true" else "true", days)
        return
    try:
        value = Fraction(node.value)
    except ValueError:
        return
    step = Fraction(1, 100) if "yuan" in _text(parameter, "type") else Fraction(1)
    while (value / step).denominator != 1:
        step /= 10
    for moved in (value + step, value - step):
        yield Change(path, "figure", node, str(decimal(moved)), days)


def _moved(path: Path, key: Scalar) -> Iterator[Change]:
    """A day of a date map, moved: it shows on the day that is one way before and the other after."""
    if is_day(key.value):
        since = date.fromisoformat(key.value)
        yield Change((*path, key.value), "day", key, (since + timedelta(days=1)).isoformat(), (since,))
        before = since - timedelta(days=1)
        yield Change((*path, key.value), "day", key, before.isoformat(), (before,))


def _force(path: Path, node: Node | None) -> Iterator[Change]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        assert isinstance(entry.value, Scalar)
        day = date.fromisoformat(entry.value.value)
        for step in (1, -1):
            moved = day + timedelta(days=step)
            shows = min(day, moved) if entry.key.value == "from" else max(day, moved)
            yield Change((*path, entry.key.value), "day", entry.value, moved.isoformat(), (shows,))


def _mappings(node: Node | None) -> Iterator[tuple[str, Mapping]]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        assert isinstance(entry.value, Mapping)
        yield entry.key.value, entry.value


def _text(node: Mapping, key: str) -> str:
    found = node.get(key)
    return found.value if isinstance(found, Scalar) else ""
