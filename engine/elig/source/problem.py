"""What is wrong with a file as YAML, before anything is known of policies."""

from __future__ import annotations

from elig.records import dataclass
from elig.source.text import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of reading: `code` is a value of `elig.errors.Code`."""

    code: str
    message: str
    span: Span
    help: str = ""
