"""Characters: full-width forms read as ASCII, what a name may hold, how one is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from elig.lang.keywords import is_reserved

_WIDE = "（）｛｝，＋－＊／＝＜＞％：！＆｜"
FULL_WIDTH: Mapping[int, int] = MappingProxyType({ord(wide): ord(wide) - 0xFEE0 for wide in _WIDE} | {0x3000: 0x20})
"""Signs and blanks read as their ASCII forms, one character for one."""

QUOTES = "“”„‟＂「」『』'‘’`"
"""Signs that are taken for the straight double quote."""


def is_word_character(character: str) -> bool:
    """Whether a character belongs to the word it stands in, allowed there or not."""
    return character == "_" or character.isalnum() or unicodedata.category(character)[0] in "LMN"


def is_foreign_digit(character: str) -> bool:
    """Whether a character is a digit other than 0 to 9."""
    return unicodedata.category(character) == "Nd" and not "0" <= character <= "9"


def show(character: str) -> str:
    """A character as a message shows it: itself if it can be seen, else its number."""
    seen = character.isprintable() and not character.isspace()
    return character if seen else f"U+{ord(character):04X}"


def name_problem(word: str) -> tuple[str, str] | None:
    """Why a word cannot be a name, with the help, or None; a reserved word is no name either.

    >>> name_problem("cap_2020") is None
    True
    >>> name_problem("where")
    ('`where` is a word of the language, not a name', 'choose another name')
    """
    if is_reserved(word):
        return f"`{word}` is a word of the language, not a name", "choose another name"
    return spelling_problem(word)


def spelling_problem(word: str) -> tuple[str, str] | None:
    """Why the characters of a word cannot be a name, with the help, or None."""
    if not word:
        return "a name is missing", "a name starts with a letter"
    plain = unicodedata.normalize("NFKC", word)
    composed = unicodedata.normalize("NFC", word)
    if word != plain:
        kind = "not composed" if composed == plain else "written with compatibility characters"
        return f"`{word}` is {kind}", f"write `{plain}`"
    for character in word:
        if not _in_name(character):
            message = f"`{show(character)}` cannot stand in a name"
            return message, "a name is letters, digits 0-9 and `_`, and starts with a letter"
    if not _is_letter(word[0]):
        return f"`{word}` does not start with a letter", "a name starts with a letter"
    return None


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")


def _in_name(character: str) -> bool:
    return character == "_" or "0" <= character <= "9" or _is_letter(character)
