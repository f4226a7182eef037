"""The words and texts by which households are described: those that every side has, and one text for all alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from elig.program import nodes
from elig.program.model import NATION, Vocabulary
from elig.program.nodes import Node
from elig.program.order import everything
from elig.program.types import EnumType, TextType
from elig.program.walk import children
from elig.prove.sides import Side
from elig.records import Struct, field

_REST = "…"


class Texts(Struct):
    """Texts that stand for all: those that rules name, one for each beginning that they ask for, and any other."""

    words: list[str]
    named: frozenset[str]
    begun: tuple[str, ...]

    def begins(self, text: str) -> frozenset[str]:
        """The beginnings that a text has."""
        return frozenset(prefix for prefix in self.begun if text.startswith(prefix))


class Words(Struct):
    """The words that each enumeration has on every side, in file order, and the texts that rules tell apart."""

    enumerations: Mapping[str, list[str]]
    texts: Mapping[str, Texts]
    """By format."""

    @classmethod
    def of(cls, sides: Iterable[Side]) -> Words:
        """The words that households can be described by on all sides."""
        listed = list(sides)
        first, *others = [side.rules.vocabulary for side in listed]
        enumerations = {
            name: [v.id for v in found.values if all(_has(other, name, v.id) for other in others)]
            for name, found in first.enumerations.items()
        }
        for other in others:
            for name, found in other.enumerations.items():
                enumerations.setdefault(name, [value.id for value in found.values])
        return cls(enumerations, _texts(listed))

    def of_type(self, kind: EnumType | TextType) -> list[str]:
        """The words of a type."""
        return (
            self.enumerations[kind.enumeration] if isinstance(kind, EnumType) else self.texts[kind.format or ""].words
        )

    def place_of(self, kind: EnumType | TextType, word: str) -> int:
        """The place of a word, or of the text that stands for one, among the words of a type."""
        words = self.of_type(kind)
        if isinstance(kind, EnumType) or word in words:
            return words.index(word)
        told = self.texts[kind.format or ""]
        begins = told.begins(word)
        return next(n for n, text in enumerate(words) if text not in told.named and told.begins(text) == begins)


def _has(vocabulary: Vocabulary, enumeration: str, word: str) -> bool:
    found = vocabulary.enumerations.get(enumeration)
    return found is None or found.get(word) is not None


class _Told(Struct, frozen=False):
    """What rules compare texts of one format with."""

    named: dict[str, None] = field(default_factory=dict)
    begun: dict[str, None] = field(default_factory=dict)


def _texts(sides: Iterable[Side]) -> dict[str, Texts]:
    found: dict[str, _Told] = {}
    for side in sides:
        for fact in side.dated.facts.values():
            if isinstance(fact.type, TextType):
                found.setdefault(fact.type.format or "", _Told())
        for node in _nodes(side):
            _note(node, found)
        _note_places(side, found.setdefault("division", _Told()))
    return {kind: Texts(_standing_for(kind, t), frozenset(t.named), tuple(t.begun)) for kind, t in found.items()}


def _note_places(side: Side, told: _Told) -> None:
    """The new home, and the places left for which figures are stated: whoever left such a place has that figure."""
    told.named[side.place] = None
    for parameter in side.rules.parameters.values():
        for entry in parameter.entries if parameter.by_origin else ():
            if entry.division != NATION:
                told.begun[re.sub(r"(00)+$", "", entry.division)] = None


def _nodes(side: Side) -> Iterable[Node]:
    """Every node of a side, each definition once."""
    dated = side.dated
    waiting: list[Node | None] = [found.node for found in dated.definitions.values()]
    waiting += [item.condition for item in dated.invalid]
    waiting += [fact.only_if for fact in dated.facts.values()]
    for entitlement in dated.entitlements.values():
        waiting += everything(entitlement)
    while waiting:
        node = waiting.pop()
        if node is not None:
            yield node
            waiting.extend(children(node))


def _note(node: Node, found: dict[str, _Told]) -> None:
    match node:
        case nodes.InNode() if isinstance(node.item.type, TextType):
            told = found.setdefault(node.item.type.format or "", _Told())
            told.named.update(dict.fromkeys(option for option in node.options if isinstance(option, str)))
        case nodes.CompareNode() if isinstance(node.left.type, TextType):
            told = found.setdefault(node.left.type.format or "", _Told())
            sides = (side.value for side in (node.left, node.right) if isinstance(side, nodes.Constant))
            told.named.update(dict.fromkeys(value for value in sides if isinstance(value, str)))
        case nodes.StartsWithNode() if isinstance(node.item.type, TextType):
            found.setdefault(node.item.type.format or "", _Told()).begun[node.prefix] = None
        case _:
            pass


def _standing_for(kind: str, told: _Told) -> list[str]:
    """A text for each class that rules tell apart, what none of them names first."""
    named = list(told.named)
    if kind == "division":
        named += [code for prefix in told.begun if (code := _code(prefix, (*named, *told.begun))) not in named]
        other = next(c for c in ("110101", "310101", "440103", "650102", "000001") if not _meets(c, told))
        return [other, *dict.fromkeys(named)]
    named += [f"{prefix}{_REST}" for prefix in told.begun]
    return [_REST, *dict.fromkeys(named)]


def _code(prefix: str, others: Iterable[str]) -> str:
    """A division that begins so, and that no rule names."""
    if len(prefix) >= 6:
        return prefix
    taken = tuple(other for other in others if not prefix.startswith(other))
    endings = (str(number).zfill(6 - len(prefix)) for number in range(1, 10 ** (6 - len(prefix))))
    return next(prefix + ending for ending in endings if not (prefix + ending).startswith(taken))


def _meets(code: str, told: _Told) -> bool:
    return code in told.named or any(code.startswith(prefix) for prefix in told.begun)
