"""How the reading of one value says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from elig.records import Struct, field, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TypeVar

    T = TypeVar("T")


class Finding(Struct):
    """One thing that is wrong with a value: the kind, the values of its sentence, and where.

    `kind` is a key of the catalogue without its `input.`; `at` is a path from the value on
    (`.at_least`, `[3]`).
    """

    kind: str
    values: tuple[tuple[str, str], ...] = ()
    at: str = ""


class Refusal(ValueError):  # noqa: N818 - not a failure of the program: what it found
    """A value that cannot be read, with every finding in it; pydantic collects a `ValueError`."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(finding.kind for finding in self.findings))


def refuse(kind: str, **values: str) -> NoReturn:
    """Refuse a value for one reason."""
    raise Refusal([Finding(kind, tuple(values.items()))])


MAX_FINDINGS = 10
"""As many findings of one value are reported."""


class Gather(Struct, frozen=False):
    """Reads several parts of one value and keeps the findings of all, up to ten."""

    findings: list[Finding] = field(default_factory=list)

    def read(self, at: str, part: Callable[[], T]) -> T | None:
        """The part at a place, or None where it was refused."""
        if len(self.findings) >= MAX_FINDINGS:
            return None
        try:
            return part()
        except Refusal as refusal:
            self.findings += [replace(found, at=at + found.at) for found in refusal.findings]
            return None

    def finish(self) -> None:
        """Refuse the value where any part was refused."""
        if self.findings:
            raise Refusal(self.findings)
