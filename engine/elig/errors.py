"""What can be wrong with a policy file, as data; what can be wrong with a household is in `elig.input_errors`.

A `Diagnostic` has a stable code, a message that states the fact, a span that it points at, and a help that says what
to write. The codes are documented in `docs/errors.md`; each has a case in `tests/conformance/errors/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from elig.input_errors import EligError, HouseholdError, InputProblem, nearest
from elig.records import Struct
from elig.source import Problem, Span

__all__ = [
    "Code",
    "Collector",
    "Diagnostic",
    "EligError",
    "HouseholdError",
    "InputProblem",
    "PolicyError",
    "Severity",
    "did_you_mean",
    "nearest",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.codes import Code as Code


def __getattr__(name: str) -> object:
    """`Code` is imported with the first error: a household is decided without one."""
    if name != "Code":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from elig.codes import Code

    return Code


class Severity(Enum):
    """Errors stop a file from being used; warnings are advice of the linter."""

    ERROR = "error"
    WARNING = "warning"


class Diagnostic(Struct):
    """One thing that is wrong, where, and what to write instead."""

    code: Code
    message: str
    span: Span | None
    help: str = ""
    severity: Severity = Severity.ERROR

    def render(self) -> str:
        """The diagnostic as text, with the line and the part of it underlined."""
        if self.span is None:
            head = f"{self.code.value} {self.message}"
            return head + (f"\n   help: {self.help}" if self.help else "")
        source = self.span.source
        line, column = source.position(self.span.start)
        before, text = _window(source.line(line), column - 1)
        width = max(1, min(self.span.end - self.span.start, len(text) - before))
        gutter = f"{line:>5} | "
        blank = " " * 5 + " | "
        underline = _pad(text[:before]) + "^" * _columns(text[before : before + width] or " ")
        lines = [f"{self.span.place} {self.code.value} {self.message}", gutter + text, blank + underline]
        if self.help:
            lines.append(f"   help: {self.help}")
        return "\n".join(lines)


LONGEST_LINE, LEAD = 200, 60
"""As much of a line is shown, and as much of it before the part that is meant."""


def _window(line: str, place: int) -> tuple[int, str]:
    """The part of a line around a place that is shown, and where in it the place is."""
    if len(line) <= LONGEST_LINE:
        return place, _visible(line)
    start = max(0, place - LEAD)
    head, tail = "..." if start else "", "..." if start + LONGEST_LINE < len(line) else ""
    return place - start + len(head), head + _visible(line[start : start + LONGEST_LINE]) + tail


def _visible(text: str) -> str:
    """The text with a mark for each character that cannot be seen or that moves others, as a terminal's controls do."""
    return "".join("?" if _unseen(character) else character for character in text)


def _unseen(character: str) -> bool:
    import unicodedata  # only what is wrong is shown with its line

    kind = unicodedata.category(character)
    return character != "\t" and (kind.startswith("C") or kind in ("Zl", "Zp"))


def _columns(text: str) -> int:
    return sum(2 if ord(character) >= 0x1100 else 1 for character in text)


def _pad(text: str) -> str:
    return "".join("\t" if character == "\t" else " " * _columns(character) for character in text)


class PolicyError(EligError):
    """Policy files that cannot be used; carries every diagnostic of one run."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n\n".join(diagnostic.render() for diagnostic in self.diagnostics))


class Collector:
    """Collects diagnostics, so that one run reports every error of a file."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def error(self, code: Code, message: str, span: Span | None, help: str = "") -> None:
        """Record an error."""
        self.diagnostics.append(Diagnostic(code, message, span, help))

    def warn(self, code: Code, message: str, span: Span | None, help: str = "") -> None:
        """Record a piece of advice."""
        self.diagnostics.append(Diagnostic(code, message, span, help, Severity.WARNING))

    def absorb(self, problems: Iterable[Problem]) -> None:
        """Record the problems of reading a file."""
        from elig.codes import Code

        for problem in problems:
            self.error(Code(problem.code), problem.message, problem.span, problem.help)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops the files from being used."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def raise_if_any(self) -> None:
        """Raise `PolicyError` with all errors that were recorded."""
        if self.errors:
            raise PolicyError(self.errors)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Help that names the nearest known word, or nothing."""
    guess = nearest(word, known)
    return f"did you mean `{guess}`?" if guess else ""
