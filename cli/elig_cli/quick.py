"""The one form of the command that is used a hundred times a day: `elig check FILE [--on DATE] [--lang zh|en]`.

It is answered without the command library, which takes longer to import than a household takes to decide. Whatever is
not plainly of this form, or goes wrong in any way, is left to the whole command, which says all there is to say.
"""

from __future__ import annotations

import os
import sys
from datetime import date

import elig
from elig.facts.jsontext import MAX_BYTES
from elig_cli.cache import cache_folder
from elig_cli.clock import today
from elig_cli.language import LANGUAGES, locale_language
from elig_cli.terminal import wants_color

_COMPLETION = "_ELIG_COMPLETE"
"""Set where a shell asks the command library how a word goes on."""


class Asked:
    """One household's file, the day, and the language."""

    __slots__ = ("file", "lang", "on")

    def __init__(self, file: str, on: date, lang: str) -> None:
        self.file, self.on, self.lang = file, on, lang


def answer(arguments: list[str]) -> str | None:
    """What the command prints, or None where the whole command has to answer."""
    if not _can_print() or _COMPLETION in os.environ:
        return None
    asked = parse(arguments)
    if asked is None:
        return None
    try:
        with open(asked.file, "rb") as file:
            household = file.read(MAX_BYTES + 1)
        program = elig.load(cache=cache_folder())
        return program.check(household, on=asked.on).explain(asked.lang, color=wants_color())
    except (OSError, elig.EligError):
        return None


def _can_print() -> bool:
    """Whether Chinese can be written as it is: a stream that cannot take it is mended by the command library."""
    return sys.platform != "win32" and sys.stdout.encoding.lower() == "utf-8"


def parse(arguments: list[str]) -> Asked | None:
    """The arguments, where they are plainly of this form.

    >>> asked = parse(["check", "a.json", "--on", "2020-12-01", "--lang=en"])
    >>> asked.file, asked.on, asked.lang
    ('a.json', datetime.date(2020, 12, 1), 'en')
    >>> parse(["check", "a.json", "--explain"]), parse(["check", "a.json", "b.json"]), parse(["check", "-"])
    (None, None, None)
    """
    if arguments[:1] != ["check"]:
        return None
    files: list[str] = []
    options: dict[str, str | None] = {"--on": None, "--lang": locale_language()}
    rest = iter(arguments[1:])
    for word in rest:
        name, parted, value = word.partition("=")
        if name in options:
            options[name] = value if parted else next(rest, "")
        else:
            files.append(word)
    on, lang = _day(options["--on"]), options["--lang"]
    if len(files) != 1 or not files[0] or files[0].startswith("-") or on is None or lang not in LANGUAGES:
        return None
    return Asked(files[0], on, lang)


def _day(text: str | None) -> date | None:
    try:
        return today() if text is None else date.fromisoformat(text)
    except ValueError:
        return None
