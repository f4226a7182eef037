"""Texts in two languages, and where a rule comes from."""

from __future__ import annotations

from elig.records import Struct, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from elig.source import Span


class Words(Struct):
    """A text in Chinese and English; `en` may be empty where a file gives only Chinese."""

    zh: str
    en: str = ""

    def text(self, lang: str) -> str:
        """The text in a language, or the Chinese where the English is not given."""
        return self.en if lang == "en" and self.en else self.zh


class Citation(Struct):
    """Where a rule comes from: a stretch of a stored document, or a page that was read.

    A document's citation has `source`, `start`, `end`, `starts`, `digest`; a page's has `page`, `seen` and perhaps
    `article`. `background` marks what was not read on the page itself. `document` and `stated` describe the source.
    """

    span: Span = field(compare=False, repr=False)
    source: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    starts: str = ""
    digest: str = ""
    page: str = ""
    article: str = ""
    seen: date | None = None
    background: bool = False
    says: Words | None = None

    @property
    def address(self) -> str:
        """`answer-2020@2322..2379`, or the page's address."""
        return f"{self.source}@{self.start}..{self.end}" if self.source else self.page
