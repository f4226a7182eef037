"""What is wrong with a file as YAML, before anything is known of policies."""

from __future__ import annotations

from elig.records import Struct
from elig.source.text import Span


class Problem(Struct):
    """A problem of reading: `code` is a value of `elig.errors.Code`."""

    code: str
    message: str
    span: Span
    help: str = ""
