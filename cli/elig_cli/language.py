"""Which language the command speaks: that of `--lang`, else that of the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
LANGUAGES = ("zh", "en")


def locale_language(environ: Mapping[str, str] | None = None) -> str:
    """English where the locale is English, else Chinese.

    >>> locale_language({"LANG": "en_GB.UTF-8"}), locale_language({"LANG": "C"})
    ('en', 'zh')
    """
    found = os.environ if environ is None else environ
    name = next((found[key] for key in _LOCALE if found.get(key)), "")
    return "en" if name.lower().split("_")[0].split(".")[0] == "en" else "zh"


def tell(zh: str, en: str, lang: str | None = None) -> str:
    """One of two texts."""
    return en if (lang or locale_language()) == "en" else zh
