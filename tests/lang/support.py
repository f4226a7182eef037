"""What the tests of the language share: a vocabulary's units, parsing that must succeed, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from elig.errors import Collector, Diagnostic
from elig.lang import Language, UnitNames, parse, transform
from elig.lang.ast import (
    AmountOf,
    Count,
    EntitledTo,
    Every,
    Exists,
    Expr,
    ExtremeOf,
    In,
    Includes,
    Is,
    Keyed,
    Name,
    Sum,
    UnknownBecause,
)
from elig.source import Scalar

UNITS = UnitNames.of(("person", "month", "year", "mu", "hour"), "yuan", "fen", chinese={"hour": "小时"})


def parsed(text: str) -> Expr:
    """The tree of a text that must be right."""
    errors = Collector()
    tree = parse(Scalar.of(text), UNITS, errors)
    assert not errors.diagnostics, errors.diagnostics[0].render()
    assert tree is not None
    return tree


def accepts(text: str) -> bool:
    """Whether a text is an expression."""
    return parse(Scalar.of(text), UNITS, Collector()) is not None


def refused(text: str) -> Diagnostic:
    """The one diagnostic of a text that must be wrong."""
    errors = Collector()
    assert parse(Scalar.of(text), UNITS, errors) is None
    assert len(errors.diagnostics) == 1
    assert errors.diagnostics[0].render()
    return errors.diagnostics[0]


@dataclass(frozen=True)
class TableNames:
    """Names from a table of id to Chinese name."""

    chinese: Mapping[str, str]

    def name(self, id: str, language: Language) -> str:
        return self.chinese.get(id, id) if language is Language.ZH else id

    def word(self, enumeration: str, id: str, language: Language) -> str:
        return self.name(id, language)

    def group(self, id: str, language: Language) -> str:
        return self.name(id, language)

    def resolve(self, tree: Expr) -> Expr:
        """The tree with Chinese names turned into ids."""
        ids = {name: id for id, name in self.chinese.items()}

        def called(word: str) -> str:
            return ids.get(word, word)

        def one(node: Expr) -> Expr:
            match node:
                case Name():
                    return replace(node, id=called(node.id))
                case Is() | Includes():
                    assert isinstance(node.word, Name)
                    return replace(node, word=Name(called(node.word.id)))
                case In():
                    options = tuple(
                        Name(called(option.id)) if isinstance(option, Name) else option for option in node.options
                    )
                    return replace(node, options=options)
                case Exists() | Every() | Count() | Sum() | ExtremeOf():
                    return replace(node, group=called(node.group))
                case Keyed() | EntitledTo() | AmountOf():
                    return replace(node, name=called(node.name))
                case UnknownBecause():
                    return replace(node, gap=called(node.gap))
                case _:
                    return node

        return transform(tree, one)
