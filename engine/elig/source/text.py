"""A text with a name, and a stretch of it."""

from __future__ import annotations

from elig.records import LATER, Struct, field


class Source(Struct):
    """A named text; offsets are code points from 0.

    >>> source = Source("a.yaml", "policy: a\\nuses: []\\n")
    >>> source.position(10)
    (2, 1)
    >>> source.line(2)
    'uses: []'
    """

    name: str
    text: str = field(metadata=LATER)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def start_of(self, number: int) -> int:
        """The offset at which a line begins; lines are counted from 1."""
        start = 0
        for _ in range(number - 1):
            start = self.text.index("\n", start) + 1
        return start

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line break."""
        start = self.start_of(number)
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")

    def digest(self) -> str:
        """SHA-256 of the UTF-8 text, in hex."""
        from hashlib import sha256

        return sha256(self.text.encode()).hexdigest()


class Span(Struct):
    """A stretch of a source: `start` included, `end` excluded."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The text that the span covers."""
        return self.source.text[self.start : self.end]

    @property
    def place(self) -> str:
        """`file:line:column`, as an editor understands it."""
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other."""
        return Span(self.source, self.start, max(self.end, other.end))
