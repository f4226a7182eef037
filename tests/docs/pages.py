"""The documents, taken apart: their fenced blocks, and the files that they link to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md")))
"""Every document."""

_FENCE = re.compile(r"^(?:<!-- (?P<origin>\S+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!\w+:)([^)#]*)(?:#[^)]*)?\)")


@dataclass(frozen=True)
class Block:
    """A fenced block; `origin` is the file that a comment on the line before says it stands in."""

    page: Path
    line: int
    kind: str
    text: str
    origin: str = ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(*kinds: str) -> list[Block]:
    """The fenced blocks of some kinds; the page of codes shows what is wrong and has a test of its own."""
    return [block for page in PAGES if page.name != "errors.md" for block in _blocks(page) if block.kind in kinds]


def _blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start("kind")) + 1
        yield Block(page, line, found["kind"], found["text"], found["origin"] or "")


def links(page: Path) -> list[str]:
    """The files that a document links to, as written."""
    return _LINK.findall(page.read_text("utf-8"))


def inline_code(page: Path) -> list[str]:
    """What stands between backticks outside of fenced blocks."""
    return re.findall(r"`([^`\n]+)`", _FENCE.sub("", page.read_text("utf-8")))
