"""How ids are called when an expression is printed."""

from __future__ import annotations

from typing import Protocol

from elig.lang.language import Language


class Names(Protocol):
    """The names of a program's things in both languages."""

    def name(self, id: str, language: Language) -> str:
        """A fact, definition, parameter, entitlement or gap."""
        ...

    def word(self, enumeration: str, id: str, language: Language) -> str:
        """A value of an enumeration."""
        ...

    def group(self, id: str, language: Language) -> str:
        """A group of members."""
        ...


class Identity:
    """Calls everything by its id."""

    def name(self, id: str, language: Language) -> str:
        """The id."""
        return id

    def word(self, enumeration: str, id: str, language: Language) -> str:
        """The id."""
        return id

    def group(self, id: str, language: Language) -> str:
        """The id."""
        return id
