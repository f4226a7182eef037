"""YAML read as text and places: every scalar is a string, every node knows where it stands.

Reading is strict (no anchors, aliases, tags, duplicate keys, second documents) and bounded in bytes, nodes and depth;
the limits are checked while reading, before a tree is built.
"""

from __future__ import annotations

import re
from typing import NoReturn

import yaml

from elig.records import Struct
from elig.source.problem import Problem
from elig.source.scalars import align
from elig.source.text import Source, Span

MAX_BYTES = 2_000_000
MAX_NODES = 100_000
MAX_DEPTH = 40

TOO_LARGE, SYNTAX, FORBIDDEN, DUPLICATE, SHAPE = "E002", "E003", "E004", "E005", "E007"


class Scalar(Struct):
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
        last = min(max(end, start + 1), len(self.offsets)) - 1
        return Span(self.span.source, first, max(first, self._end(last)))

    def _end(self, index: int) -> int:
        """Where in the file a character ends; one that is written with a backslash is longer than one."""
        place = self.offsets[index]
        if self.plain or self.span.source.text[place] != "\\":
            return place + 1
        return self.offsets[index + 1] if index + 1 < len(self.offsets) else self.span.end - 1


class Sequence(Struct):
    """A YAML list."""

    items: tuple[Node, ...]
    span: Span


class Entry(Struct):
    """A key and what stands under it."""

    key: Scalar
    value: Node


class Mapping(Struct):
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

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Controls, what turns the direction of writing, line separators, halves of characters, and what is no character."""

_HASH = re.compile(r"[ \t]+(?P<rest>#[^\s#][^\r\n]*)")
_WIDE_KEY = re.compile(r"\s*(?:- )?[\"']?\w+[\"']?：")
_WIDE_COLON = "a full-width colon `：` is no colon of YAML"
_WIDE_COLON_HELP = "write the ASCII colon `:` and a blank after a key"

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
                    span = self._span(event, event)
                    self._stop(FORBIDDEN, "a second document (`---`) in one file", span, "put it in a file of its own")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        if root is None:
            self._report(SHAPE, "the file is empty", Span(self.source, 0, 0))
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(TOO_LARGE, f"the file has more than {MAX_NODES:,} nodes", self._span(event, event))
        if depth > MAX_DEPTH:
            self._stop(TOO_LARGE, f"nested more than {MAX_DEPTH} levels deep", self._span(event, event))
        self._refuse_shorthand(event)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return self._sequence(event, depth)
            case _:
                return self._mapping(event, depth)

    def _refuse_shorthand(self, event: yaml.Event) -> None:
        """Anchors, aliases and tags: what stands in a file is what is meant, and nothing is expanded."""
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return
        span = self._span(event, event)
        written = (span.text.split() or [""])[0].rstrip(",]}")
        if isinstance(event, yaml.AliasEvent):
            self._stop(FORBIDDEN, f"an alias (`{written}`)", span, "write the text out")
        if (anchor := getattr(event, "anchor", None)) is not None:
            span = Span(self.source, span.start, span.start + len(anchor) + 1)
            self._stop(
                FORBIDDEN, f"an anchor (`{span.text}`)", span, "delete it, and write the text out where it is meant"
            )
        if getattr(event, "tag", None) is not None:
            is_type = written.startswith("!!")
            help_text = "write no tag" if is_type else "an expression that starts with `!` stands in quotes"
            self._stop(FORBIDDEN, f"a tag (`{written}`)", span, help_text)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._span(event, event)
        raw = self.source.text
        offsets = align(raw, span.start, span.end, event.value, event.style)
        found = Scalar(event.value, span, offsets, event.style in (None, ""))
        if found.plain:
            self._cut_by_hash(span)
        elif (bad := _first_control(event.value)) is not None:
            message = f"character U+{ord(event.value[bad]):04X} cannot stand in a text"
            self._report(SYNTAX, message, found.span_of(bad, bad + 1), "delete it")
        return found

    def _cut_by_hash(self, span: Span) -> None:
        """`group #1`: a hash after a blank begins a comment and cuts the text; a comment has a blank after its hash."""
        if (cut := _HASH.match(self.source.text, span.end)) is not None and span.end > span.start:
            message = "an unquoted ` #` begins a comment and cuts the text before it"
            rest = Span(self.source, cut.start("rest"), cut.end("rest"))
            self._report(
                SYNTAX, message, rest, "put the whole text in quotes, or write a blank after the `#` of a comment"
            )

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
                self._report(DUPLICATE, f"`{key.value}` stands here twice", key.span, "delete one of them")
            seen.add(key.value)
            self._cut_text(key, value, start)
            entries.append(Entry(key, value))
        return Mapping(tuple(entries), self._span(start, event))

    def _cut_text(self, key: Scalar, value: Node, start: yaml.Event) -> None:
        """`{en: young, old}`: an unquoted comma leaves a key with nothing under it."""
        flow = getattr(start, "flow_style", False)
        if flow and isinstance(value, Scalar) and value.span.start == value.span.end:
            if "：" in key.value:
                self._report(SYNTAX, _WIDE_COLON, key.span, _WIDE_COLON_HELP)
                return
            message = f"`{key.value}` has nothing after it: an unquoted comma cut the text before it"
            self._report(SYNTAX, message, key.span, "put the whole text in quotes")

    def _span(self, start: yaml.Event, end: yaml.Event) -> Span:
        first, last = start.start_mark, end.end_mark
        assert first is not None and last is not None, "events of a parser are marked"
        return Span(self.source, first.index, last.index)

    def _report(self, code: str, message: str, span: Span, help_text: str = "") -> None:
        self.problems.append(Problem(code, message, span, help_text))

    def _stop(self, code: str, message: str, span: Span, help_text: str = "") -> NoReturn:
        self._report(code, message, span, help_text)
        raise _StopReadingError


def _first_control(text: str) -> int | None:
    found = _CONTROL.search(text)
    return None if found is None else found.start()


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark if error.problem_mark is not None else error.context_mark
    offset = 0 if mark is None else min(mark.index, len(source.text))
    if (colon := _wide_colon(source, offset)) is not None:
        return Problem(SYNTAX, _WIDE_COLON, Span(source, colon, colon + 1), _WIDE_COLON_HELP)
    message = f"not readable as YAML: {error.problem or error.context or 'unknown'}"
    return Problem(SYNTAX, message, Span(source, offset, offset + 1), _trap(source, offset))


def _wide_colon(source: Source, offset: int) -> int | None:
    """The place of a full-width colon after a key, on the line where reading stopped or the last one before it."""
    number, _ = source.position(offset)
    lines = [line for line in range(number, 0, -1) if source.line(line).strip()][:2]
    for line in lines:
        if (found := _WIDE_KEY.match(source.line(line))) is not None:
            return source.start_of(line) + found.end() - 1
    return None


def _trap(source: Source, offset: int) -> str:
    """Help for the known traps of YAML, by the look of the line and of the place."""
    line = source.line(source.position(offset)[0])
    body = line.strip()
    if "\t" in line[: len(line) - len(line.lstrip())] or "\t" in body[:1]:
        return "indent with spaces, not with a tab"
    value = body.split(":", 1)[1].strip() if ":" in body else body.removeprefix("-").strip()
    if value[:1] in {"!", "&", "*", "%", "@", "`", ">", "|"}:
        return f"text that starts with `{value[0]}` stands in quotes"
    at = source.text[offset : offset + 1]
    if at == ":":
        return "text with `: ` inside stands in quotes"
    if at in {"[", "]", "{", "}", ","}:
        return "an expression with `, [ ] { }` stands in quotes"
    return "pair the brackets; text with `: `, ` #` or `, [ ] { }` inside stands in quotes"
