"""Cases of policy texts: the diagnostics that they are to give, each with what is underlined."""

from __future__ import annotations

from collections.abc import Iterator

from elig.cases.plain import Plain
from elig.cases.read import Case
from elig.errors import Collector, Diagnostic
from elig.program.lint import lint_program
from elig.program.load import check_program
from elig.source import Source


def differences_of_texts(case: Case) -> Iterator[str]:
    """How the diagnostics of a case's texts differ from what is expected, one line each.

    A code alone asks that it is among them; a mapping or a list of them names every diagnostic, in order.
    """
    found = diagnose(case)
    if isinstance(case.error, str):
        if case.error not in {diagnostic.code.value for diagnostic in found}:
            yield f"{case.error} was expected; {_codes(found)}"
        return
    wanted = case.error if isinstance(case.error, list) else [case.error]
    if len(wanted) != len(found):
        yield f"{len(wanted)} diagnostics were expected; {_codes(found)}"
    for expected, diagnostic in zip(wanted, found, strict=False):
        if isinstance(expected, dict):
            yield from _differences(expected, diagnostic)


def diagnose(case: Case) -> tuple[Diagnostic, ...]:
    """Every diagnostic of the texts of a case, advice too where there is no error."""
    errors = Collector()
    sources = [Source(name, text) for name, text in case.texts.files.items()]
    above = [Source(f"{name}.yaml", text) for name, text in case.localities.items()]
    program = check_program(sources, above, [], errors)
    if program is not None:
        lint_program(program, errors)
    return tuple(errors.diagnostics)


def _codes(found: tuple[Diagnostic, ...]) -> str:
    return "found: " + ("; ".join(f"{item.code.value} {item.message}" for item in found) or "none")


def _differences(expected: dict[str, Plain], found: Diagnostic) -> Iterator[str]:
    for key, wanted in expected.items():
        match key:
            case "code":
                given = found.code.value
            case "under":
                given = _under(found)
            case "at":
                given = found.span.place if found.span is not None else ""
            case "help" if isinstance(wanted, str):
                given = wanted if wanted in found.help else found.help
            case "message" if isinstance(wanted, str):
                given = wanted if wanted in found.message else found.message
            case _:
                yield f"`{key}` is nothing that can be expected of a diagnostic"
                continue
        if given != ("" if wanted is None else str(wanted)):
            yield f"{found.code.value}: {key} is `{given}`, expected `{wanted}`"


def _under(found: Diagnostic) -> str:
    """The text that is underlined: what the span covers, to the end of its line."""
    if found.span is None:
        return ""
    line, column = found.span.source.position(found.span.start)
    shown = found.span.source.line(line)[column - 1 :]
    return shown[: max(0, found.span.end - found.span.start)]
