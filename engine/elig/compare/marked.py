"""Rules as text and in words, with the parts that differ marked."""

from __future__ import annotations

from elig.compare.names import RuleNames
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.words import Spoken, Voice
from elig.lang import Language
from elig.lang.ast import Expr
from elig.lang.printer import Leaf, Printer
from elig.program.model import Rules
from elig.records import Struct

_OPEN, _CLOSE = "\u301a", "\u301b"
"""Where a mark begins and ends while a text is made: brackets that are set as Chinese is, and that rules do not use."""


class Segment(Struct):
    """A stretch of a text; `marked` where it differs."""

    text: str
    marked: bool = False


Segments = tuple[Segment, ...]


class Told(Struct):
    """A text in both languages, with marks."""

    zh: Segments
    en: Segments

    def text(self, lang: str) -> Segments:
        """The text in a language."""
        return self.en if lang == "en" else self.zh


class MarkingPrinter(Printer):
    """Prints expressions as rules are written, with some subtrees marked."""

    def __init__(self, rules: Rules, language: Language, marked: frozenset[int]) -> None:
        super().__init__(RuleNames(rules), language, rules.vocabulary.units)
        self.marked = marked

    def form(self, node: Expr, *, last: bool) -> str:
        """A node, in marks where it is one of those that differ."""
        return _in_marks(super().form(node, last=last), id(node) in self.marked)

    def leaf(self, node: Leaf) -> str:
        """A leaf, in marks where it is one of those that differ."""
        return _in_marks(super().leaf(node), id(node) in self.marked)


class MarkingVoice(Voice):
    """Reads rules aloud, with some subtrees marked."""

    def __init__(self, labels: Labels, marked: frozenset[int]) -> None:
        super().__init__(labels)
        self.marked = marked

    def words(self, node: Expr) -> str:
        """An expression in words, in marks where it is one of those that differ."""
        return _in_marks(super().words(node), id(node) in self.marked)

    def _value(self, node: Expr, beside: Expr | None = None) -> str:
        return _in_marks(super()._value(node, beside), id(node) in self.marked)

    def _leaf(self, node: Spoken) -> str:
        return _in_marks(super()._leaf(node), id(node) in self.marked)


class Speaker(Struct):
    """Writes the rules of one side in one language, as rule text (`aloud` false) or in words."""

    rules: Rules
    lang: str
    aloud: bool
    marked: frozenset[int] = frozenset()

    def say(self, node: Expr) -> str:
        """An expression; what differs stands between marks, which `segments` takes out."""
        if self.aloud:
            return MarkingVoice(labels_of_rules(self.rules, self.lang), self.marked).words(node)
        language = Language.EN if self.lang == "en" else Language.ZH
        return MarkingPrinter(self.rules, language, self.marked).condition(node)


def segments(text: str) -> Segments:
    """A text taken apart at its marks; marks inside marks are one.

    >>> segments("a \\u301ab \\u301ac\\u301b\\u301b d")
    (Segment(text='a ', marked=False), Segment(text='b c', marked=True), Segment(text=' d', marked=False))
    """
    found: list[Segment] = []
    depth, kept = 0, ""
    for character in text:
        if character not in (_OPEN, _CLOSE):
            kept += character
            continue
        after = depth + 1 if character == _OPEN else max(depth - 1, 0)
        if kept and (depth == 0) != (after == 0):
            found.append(Segment(kept, depth > 0))
            kept = ""
        depth = after
    return (*found, Segment(kept, depth > 0)) if kept else tuple(found)


def plain(text: str) -> Segments:
    """A text without marks."""
    return (Segment(text),) if text else ()


def whole(found: Segments) -> Segments:
    """A text that differs from its beginning to its end."""
    return (Segment("".join(part.text for part in found), True),) if found else ()


def _in_marks(text: str, marked: bool) -> str:
    return f"{_OPEN}{text}{_CLOSE}" if marked and not text.startswith(_OPEN) else text
