"""The two languages in which rules are written and printed."""

from __future__ import annotations

from enum import Enum


class Language(Enum):
    """Chinese or English: two spellings of one grammar."""

    ZH = "zh"
    EN = "en"
