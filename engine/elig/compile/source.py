"""The text of a generated function: lines in blocks, numbered names, and constants that are objects, never text.

Nothing that a file or a household says becomes part of the text. A name is a letter and a number; a literal is an
`int`, `True`, `False` or `None`; all else is bound to a numbered name in the function's globals. A comment holds a
place of a rule, with every character replaced that a path does not need.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from elig.records import Struct, field
from elig.source import Span

T = TypeVar("T")

_UNSAFE = re.compile(r"[^A-Za-z0-9_./:-]")
NAME = re.compile(r"[a-z]+[0-9]*")
"""What a generated name looks like."""


class Block(Struct, frozen=False):
    """Lines at one depth, and what has been computed in them; a block inside sees what its parent knows."""

    depth: int
    parent: Block | None = None
    lines: list[str | Block] = field(default_factory=list)
    _made: dict[object, object] = field(default_factory=dict)

    def add(self, line: str, span: Span | None = None) -> None:
        """Add a line, with the place of the rule that it comes from."""
        self.lines.append(line if span is None else f"{line}  # {place_of(span)}")

    def inside(self) -> Block:
        """A block under this one, not yet part of it."""
        return Block(self.depth + 1, self)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What was made for a key here or around; made now if it was not. All that is made for a key is of one type."""
        block: Block | None = self
        while block is not None:
            if key in block._made:
                return cast(T, block._made[key])
            block = block.parent
        found = self._made[key] = make()
        return found

    def text(self) -> list[str]:
        """The lines with their indentation."""
        found: list[str] = []
        for line in self.lines:
            found.extend(line.text() if isinstance(line, Block) else ["    " * self.depth + line])
        return found


def place_of(span: Span) -> str:
    """`file:line` of a rule, of harmless characters only."""
    line, _ = span.source.position(span.start)
    return _UNSAFE.sub("?", f"{span.source.name}:{line}")


class Names(Struct, frozen=False):
    """Numbered names, and the objects that some of them stand for."""

    bound: dict[str, object] = field(default_factory=dict)
    _by_identity: dict[int, str] = field(default_factory=dict)
    _count: dict[str, int] = field(default_factory=dict)

    def fresh(self, letter: str) -> str:
        """A name that was not given yet."""
        number = self._count.get(letter, 0) + 1
        self._count[letter] = number
        return f"{letter}{number}"

    def known(self, codes: Sequence[str]) -> tuple[object, ...] | None:
        """What some codes stand for before they run; None where one has to be run."""
        if not all(code.isdigit() or code == "None" or code in self.bound for code in codes):
            return None
        return tuple(int(code) if code.isdigit() else self.bound.get(code) for code in codes)

    def constant(self, value: object, letter: str = "k") -> str:
        """The name of an object in the function's globals; an object keeps its name."""
        name = self._by_identity.get(id(value))
        if name is None:
            name = self._by_identity[id(value)] = self.fresh(letter)
            self.bound[name] = value
        return name


def function_of(title: str, lines: list[str], bound: Mapping[str, object]) -> tuple[Callable[..., object], str]:
    """The function that some lines define, registered so that a traceback shows them; and its text."""
    text = "\n".join([*lines, ""])
    name = f"<elig {_UNSAFE.sub('?', title)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    space: dict[str, object] = {"__builtins__": {}, **bound}
    exec(compile(text, name, "exec"), space)  # noqa: S102 - of numbered names and checked constants only, see above
    found = space["decide"]
    assert callable(found), "the text defines a function"
    return found, text
