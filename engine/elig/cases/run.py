"""Running cases: deciding each household and comparing what comes out with what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import yaml

from elig.cases.expect import differences
from elig.cases.plain import Plain
from elig.cases.read import VOCABULARY, Case, CaseFile, read_case_file
from elig.cases.texts import differences_of_texts
from elig.errors import Collector, HouseholdError, PolicyError
from elig.evaluate.decision import Outcomes
from elig.program.files import bundled
from elig.program.model import Rules
from elig.records import Struct


class Decides(Protocol):
    """A program that decides households; the library's `Program` is one."""

    @property
    def regions(self) -> tuple[Rules, ...]:
        """The rules of every region."""

    def decide(
        self, household: Mapping[str, object], case: Case, policy: str | None, local: Mapping[str, str]
    ) -> Outcomes:
        """Decide the household of a case; `local` are locality files by name."""


Load = Callable[[Mapping[str, str]], Decides]
"""Loads policy files from their texts, by name; raises `PolicyError`."""


class Failure(Struct):
    """A case that did not come out as expected."""

    place: str
    name: str
    differences: tuple[str, ...]


class Report(Struct):
    """What running some cases gave."""

    count: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether there were cases and all agreed."""
        return self.count > 0 and not self.failures

    def render(self, lang: str = "zh") -> str:
        """The report as text."""
        lines: list[str] = []
        for failure in self.failures:
            lines.append(f"{failure.place} {failure.name}")
            lines.extend(f"    {line}" for line in failure.differences)
        agreed = self.count - len(self.failures)
        zh = f"{self.count} 个例题，{agreed} 个一致，{len(self.failures)} 个不一致。"
        en = f"{self.count} cases, {agreed} agree, {len(self.failures)} do not."
        lines.append(en if lang == "en" else zh)
        return "\n".join(lines)


def run_cases(program: Decides, load: Load, paths: Sequence[Path] = ()) -> Report:
    """Run the cases of files and folders; by default those of the shipped policies. Raises `PolicyError`.

    Cases that bring policy files with them are decided by these and not by the program.
    """
    errors = Collector()
    files = [file for path in _files(paths) if (file := read_case_file(path, errors)) is not None]
    errors.raise_if_any()
    failures = [failure for file in files for failure in run_file(program, load, file)]
    return Report(sum(len(file.cases) for file in files), tuple(failures))


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    for path in paths or [bundled() / "tests"]:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*.yaml") if found.name != VOCABULARY)
        else:
            yield path


def run_file(program: Decides, load: Load, file: CaseFile) -> Iterable[Failure]:
    """The cases of one file that do not come out as expected."""
    loaded: dict[tuple[tuple[str, str], ...], Decides] = {}
    for case in file.cases:
        found = run_case(partial(_program, program, load, case, loaded), case, file.region or None)
        if found:
            yield Failure(case.span.place, case.name, tuple(found))


def _program(program: Decides, load: Load, case: Case, loaded: dict[tuple[tuple[str, str], ...], Decides]) -> Decides:
    """The program of a case: its own, loaded once for each set of texts, or the one at hand."""
    texts = case.texts.files
    if not texts:
        return program
    key = tuple(texts.items())
    if key not in loaded:
        loaded[key] = load(texts)
    return loaded[key]


def run_case(program: Callable[[], Decides], case: Case, region: str | None) -> list[str]:
    """How the answer of one case differs from what is expected; nothing where it agrees."""
    if case.of_texts:
        return list(differences_of_texts(case))
    try:
        decides = program()
    except PolicyError as error:
        return [f"the policy is refused: {error}"]
    try:
        outcomes = decides.decide(case.household, case, _region(decides, case, region), _local(case))
    except HouseholdError as error:
        if isinstance(case.error, str):
            return [] if any(p.kind == case.error for p in error.problems) else [f"another error: {error}"]
        return [f"the household is refused: {error}"]
    except PolicyError as error:
        return [f"the illustration is refused: {error}"]
    if case.error is not None:
        return [f"the error {case.error} was expected"]
    return list(differences(case.expect, outcomes))


def _region(program: Decides, case: Case, region: str | None) -> str | None:
    """The policy under which a household is decided: the named one, or the only region of the case's own texts."""
    own = [rules.policy.id for rules in program.regions] if case.texts.files else []
    return own[0] if region is None and len(own) == 1 else region


def _local(case: Case) -> dict[str, str]:
    """The illustration of a case: its locality files, and one more for the household's own division."""
    files = {f"{name}.yaml": text for name, text in case.localities.items()}
    if not case.parameters and not case.readings:
        return files
    division = next(
        (v for v in case.household.values() if isinstance(v, str) and len(v) == 6 and v.isdigit()), "000000"
    )
    since, cite = "1900-01-01", [{"page": "illustration", "seen": "2026-11-21", "mark": "background"}]
    values = {name: {since: {"value": _text(value), "cite": cite}} for name, value in case.parameters.items()}
    settles = {name: {since: {"option": str(option), "cite": cite}} for name, option in case.readings.items()}
    label = {"zh": "演示", "en": "illustration"}
    data = {"locality": division, "label": label, "values": values, "settles": settles}
    return {**files, "illustration.yaml": yaml.dump(data, Dumper=_Dumper, allow_unicode=True)}


class _Dumper(yaml.SafeDumper):
    """Writes everything out: locality files have no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(value: Plain) -> object:
    match value:
        case dict():
            return {key: _text(item) for key, item in value.items()}
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
