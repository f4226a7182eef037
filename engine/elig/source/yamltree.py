"""YAML read as text and places: every scalar is a string, every node knows where it stands.

Reading is strict (no anchors, aliases, tags, duplicate keys, second documents) and bounded in bytes, nodes and depth;
the limits are checked while reading, before a tree is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import yaml

from elig.source.problem import Problem
from elig.source.scalars import align
from elig.source.text import Source, Span

MAX_BYTES = 2_000_000
MAX_NODES = 100_000
MAX_DEPTH = 40

TOO_LARGE, SYNTAX, FORBIDDEN, DUPLICATE, SHAPE = "E002", "E003", "E004", "E005", "E007"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text of a YAML file; `offsets[i]` is the place in the file of character `i`; `plain`: without quotes."""

    value: str
    span: Span
    offsets: tuple[int, ...]
    plain: bool = True

    @classmethod
    def of(cls, text: str, name: str = "<text>") -> Scalar:
        """A scalar that is a whole text of its own."""
        source = Source(name, text)
        return cls(text, Span(source, 0, len(text)), tuple(range(len(text))))

    def span_of(self, start: int, end: int) -> Span:
        """Where in the file the characters from `start` to `end` stand."""
        if not self.offsets or start >= len(self.offsets):
            return Span(self.span.source, self.span.end, self.span.end)
        first = self.offsets[start]
        last = self.offsets[min(max(end, start + 1), len(self.offsets)) - 1] + 1
        return Span(self.span.source, first, max(first, last))


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what stands under it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping, in file order."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """What stands under a key, or None."""
        for entry in self.entries:
            if entry.key.value == key:
                return entry.value
        return None


Node = Scalar | Sequence | Mapping

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's parser where it was built in; both give the same events and marks."""


def read_yaml(source: Source) -> Node | tuple[Problem, ...]:
    """Read one YAML document, or every problem that was found up to where reading had to stop.

    >>> node = read_yaml(Source("a.yaml", "a: no"))
    >>> node.get("a").value
    'no'
    """
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read"
        return (Problem(TOO_LARGE, message, Span(source, 0, 0)),)
    if (bad := _first_control(source.text)) is not None:
        message = f"character U+{ord(source.text[bad]):04X} cannot stand in a YAML file"
        return (Problem(SYNTAX, message, Span(source, bad, bad + 1), "delete it"),)
    reader = _Reader(source)
    try:
        node = reader.document()
    except yaml.MarkedYAMLError as error:
        return (*reader.problems, _syntax_problem(source, error))
    except _StopReadingError:
        return tuple(reader.problems)
    return tuple(reader.problems) if reader.problems or node is None else node


class _StopReadingError(Exception):
    """A limit was reached or the stream ended; the diagnostic is already recorded."""


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.events = yaml.parse(source.text, Loader=_Loader)
        self.nodes = 0

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(FORBIDDEN, "a second document (`---`) in one file", event)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        if root is None:
            self._report(SHAPE, "the file is empty", Span(self.source, 0, 0))
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(TOO_LARGE, f"the file has more than {MAX_NODES:,} nodes", event)
        if depth > MAX_DEPTH:
            self._stop(TOO_LARGE, f"nested more than {MAX_DEPTH} levels deep", event)
        if isinstance(event, yaml.AliasEvent):
            self._stop(FORBIDDEN, "an alias (`*name`)", event, "write the text out")
        if getattr(event, "anchor", None):
            self._stop(FORBIDDEN, "an anchor (`&name`)", event, "write the text out")
        if (tag := getattr(event, "tag", None)) is not None:
            help_text = "an expression that starts with `!` stands in quotes" if tag != "!" else "write no tag"
            self._stop(FORBIDDEN, f"a tag (`{tag}`)", event, help_text)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return self._sequence(event, depth)
            case _:
                return self._mapping(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._span(event, event)
        raw = self.source.text
        offsets = align(raw, span.start, span.end, event.value, event.style)
        return Scalar(event.value, span, offsets, event.style in (None, ""))

    def _sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._span(start, event))

    def _mapping(self, start: yaml.Event, depth: int) -> Mapping:
        entries: list[Entry] = []
        seen: set[str] = set()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                help_text = "an expression with `[ ] { }` or `,` stands in quotes"
                self._report(SHAPE, "a key is one word", key.span, help_text)
                continue
            if key.value in seen:
                self._report(DUPLICATE, f"`{key.value}` stands here twice", key.span)
            seen.add(key.value)
            self._cut_text(key, value, start)
            entries.append(Entry(key, value))
        return Mapping(tuple(entries), self._span(start, event))

    def _cut_text(self, key: Scalar, value: Node, start: yaml.Event) -> None:
        """`{en: young, old}`: an unquoted comma leaves a key with nothing under it."""
        flow = getattr(start, "flow_style", False)
        if flow and isinstance(value, Scalar) and value.span.start == value.span.end:
            message = f"`{key.value}` has nothing after it: an unquoted comma cut the text before it"
            self._report(SYNTAX, message, key.span, "put the whole text in quotes")

    def _span(self, start: yaml.Event, end: yaml.Event) -> Span:
        first, last = start.start_mark, end.end_mark
        assert first is not None and last is not None, "events of a parser are marked"
        return Span(self.source, first.index, last.index)

    def _report(self, code: str, message: str, span: Span, help_text: str = "") -> None:
        self.problems.append(Problem(code, message, span, help_text))

    def _stop(self, code: str, message: str, event: yaml.Event, help_text: str = "") -> NoReturn:
        self._report(code, message, self._span(event, event), help_text)
        raise _StopReadingError


def _first_control(text: str) -> int | None:
    for index, character in enumerate(text):
        number = ord(character)
        if number < 0x20 and character not in "\n\r\t":
            return index
        if number in (0x7F, 0xFEFF) or 0x80 <= number < 0xA0 or 0xD800 <= number < 0xE000:
            return index
        if number in (0xFFFE, 0xFFFF, 0x2028, 0x2029) or 0x202A <= number <= 0x202E:
            return index
    return None


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark if error.problem_mark is not None else error.context_mark
    offset = 0 if mark is None else min(mark.index, len(source.text))
    message = f"not readable as YAML: {error.problem or error.context or 'unknown'}"
    help_text = _trap(source.line(source.position(offset)[0]))
    return Problem(SYNTAX, message, Span(source, offset, offset + 1), help_text)


def _trap(line: str) -> str:
    """Help for the known traps of YAML, by the look of the line."""
    body = line.strip()
    if "\t" in line[: len(line) - len(line.lstrip())] or "\t" in body[:1]:
        return "indent with spaces, not with a tab"
    value = body.split(":", 1)[1].strip() if ":" in body else body.removeprefix("-").strip()
    if value[:1] in {"!", "&", "*", "%", "@", "`", ">", "|"}:
        return f"text that starts with `{value[0]}` stands in quotes"
    if "：" in body and ":" not in body:
        return "write the ASCII colon `:` and a space after a key, not `：`"
    if body.count(": ") > 1:
        return "text with `: ` inside stands in quotes"
    return ""
