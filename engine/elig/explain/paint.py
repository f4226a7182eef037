"""Colour for a terminal, or none."""

from __future__ import annotations

from elig.values import Outcome

_BOLD, _FAINT, _OFF = "1", "2", "\x1b[0m"
_GREEN, _YELLOW, _GREY = "1;32", "1;33", "1;90"


class Paint:
    """Wraps text in the escapes of a terminal, or leaves it as it is.

    >>> Paint(False).title("x"), Paint(True).title("x")
    ('x', '\\x1b[1mx\\x1b[0m')
    """

    def __init__(self, color: bool) -> None:
        self.color = color

    def title(self, text: str) -> str:
        """A heading."""
        return self._wrap(_BOLD, text)

    def faint(self, text: str) -> str:
        """What is there to be looked up."""
        return self._wrap(_FAINT, text)

    def outcome(self, outcome: Outcome, text: str) -> str:
        """The heading of a section."""
        match outcome:
            case Outcome.DUE:
                return self._wrap(_GREEN, text)
            case Outcome.UNDETERMINED:
                return self._wrap(_YELLOW, text)
            case Outcome.NOT_DUE | Outcome.NOT_IN_FORCE:
                return self._wrap(_GREY, text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}{_OFF}" if self.color else text
