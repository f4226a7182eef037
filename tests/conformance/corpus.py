"""The conformance corpus: files of cases, each with the policies that it needs, for every backend to run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from elig.api import Program, load_texts
from elig.cases import Case, CaseFile, read_case_file
from elig.cases.read import VOCABULARY
from elig.cases.run import _local, _region
from elig.errors import Collector
from elig.program.model import Rules
from elig.program.nodes import Node
from elig.program.walk import descend

FOLDER = Path(__file__).parent
ERRORS = FOLDER / "errors"
SHIPPED = Path(__file__).parents[2] / "policies" / "tests"
"""The cases of the shipped policies."""


@dataclass(frozen=True)
class Named:
    """A case and the file that it stands in."""

    file: CaseFile
    case: Case


@cache
def files(folder: Path = FOLDER) -> tuple[CaseFile, ...]:
    """Every file of cases in a folder."""
    errors = Collector()
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != VOCABULARY)
    found = [read_case_file(path, errors) for path in paths]
    errors.raise_if_any()
    return tuple(file for file in found if file is not None)


def cases(folder: Path = FOLDER) -> list[object]:
    """Every case of a folder as a parameter that is called by its file and name."""
    return [
        pytest.param(Named(file, case), id=f"{Path(file.source.name).stem}::{case.name}")
        for file in files(folder)
        for case in file.cases
    ]


@cache
def _loaded(texts: tuple[tuple[str, str], ...]) -> Program:
    return load_texts(dict(texts))


@cache
def _with_local(found: Program, texts: tuple[tuple[str, str], ...]) -> Program:
    return found.with_local(dict(texts))


def program(case: Case) -> Program:
    """The program of a case, loaded once for all cases that share its texts."""
    return _loaded(tuple(case.texts.files.items()))


def placed(named: Named, found: Program) -> tuple[Program, str | None]:
    """A program with the local figures of a case, and the region that the case is decided by."""
    local = _local(named.case)
    found = _with_local(found, tuple(local.items())) if local else found
    return found, _region(found, named.case, named.file.region or None)


def programs() -> Iterator[Program]:
    """Every program of the corpus."""
    seen: set[int] = set()
    for file in files():
        for case in file.cases:
            found = program(case)
            if id(found) not in seen:
                seen.add(id(found))
                yield found


def every_rules() -> Iterator[Rules]:
    """The rules of every program, by region and for everybody."""
    for found in programs():
        yield from found.checked.regions
        if found.checked.common is not None:
            yield found.checked.common


def nodes_of(rules: Rules) -> Iterator[Node]:
    """Every node of some rules, with all versions."""
    for entitlement in rules.entitlements.values():
        clauses = [entitlement.given, entitlement.when, entitlement.unless, entitlement.met_when]
        grants = [node for grant in entitlement.grants for node in (grant.amount, grant.used, grant.lasts)]
        for top in (*clauses, *grants):
            if top is not None:
                yield from descend(top)
    for definition in rules.definitions.values():
        yield from descend(definition.node)


__all__ = [
    "ERRORS",
    "FOLDER",
    "SHIPPED",
    "Named",
    "cases",
    "every_rules",
    "files",
    "nodes_of",
    "placed",
    "program",
    "programs",
]
