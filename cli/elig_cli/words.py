"""The language of what click itself says: wrong usage, and the headings of its help."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from elig_cli.language import locale_language

DOMAIN = "click"
FOLDER = Path(__file__).parent / "locale"


def speak() -> None:
    """Let click find its messages in the language of the locale.

    Python's gettext chooses by `LANGUAGE`; without it a locale that names no language, as `C` does, would be English
    for click and Chinese for all the rest.
    """
    os.environ["LANGUAGE"] = locale_language()
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
