"""The base of every error, and what can be wrong with a household: all that a process needs that decides one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from elig.records import Struct


class EligError(Exception):
    """The base of every error that this library raises on purpose."""


class InputProblem(Struct):
    """One thing that is wrong with a household: where, which kind, and the values that its words need.

    `path` is written as in the input (`members[2].birth_date`); `kind` is a key of the catalogue `input.*`; `values`
    are pairs of a name in the text of the catalogue and what stands there.
    """

    path: str
    kind: str
    values: tuple[tuple[str, str], ...] = ()


class HouseholdError(EligError):
    """A household that cannot be read or makes no sense; carries every problem of the input."""

    def __init__(self, problems: Sequence[InputProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.kind}" for problem in self.problems))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a misspelt one.

    >>> nearest("birth_dat", ["birth_date", "sex"])
    'birth_date'
    """
    import difflib  # only what is wrong has a nearest word

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
