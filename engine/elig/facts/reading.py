"""A household read by a vocabulary: JSON text or a dictionary in, a `Household` out.

Every problem of an input is reported at once. JSON text goes through `jsontext`, which keeps every
digit; what has a problem is read again by a pydantic model made from the vocabulary, which finds all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from elig.facts.agreement import check_agreement
from elig.facts.direct import read_directly
from elig.facts.household import Household
from elig.facts.jsontext import JsonText, read_json
from elig.facts.keys import Keys
from elig.facts.paths import Loc
from elig.facts.places import Places
from elig.facts.refusal import Finding
from elig.facts.shown import shown
from elig.input_errors import HouseholdError, InputProblem
from elig.program.model import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.facts.shape import HouseholdShape

MAX_PROBLEMS = 100
"""As many problems of one input are reported; one more says how many there were."""


def read_household(vocabulary: Vocabulary, data: str | bytes | Mapping[str, object]) -> Household:
    """Read one household; raises `HouseholdError` with every problem.

    For many households of one vocabulary, keep a `HouseholdReader`.
    """
    return HouseholdReader(vocabulary).read(data)


class HouseholdReader:
    """Reads households of one vocabulary; nothing is changed by reading."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.keys = Keys.of(vocabulary)

    @cached_property
    def _shape(self) -> HouseholdShape:
        """What finds every problem; made with the first household that has one."""
        from elig.facts.shape import HouseholdShape

        return HouseholdShape(self.keys)

    @cached_property
    def _places(self) -> Places:
        return Places(self._vocabulary, self.keys)

    def read(self, data: str | bytes | Mapping[str, object]) -> Household:
        """Read one household from JSON text or from a dictionary; raises `HouseholdError`.

        A dictionary holds what JSON holds; numbers with a fraction are `Decimal` or text in it.
        """
        text = read_json(data) if isinstance(data, str | bytes) else JsonText(data)
        raw = text.data
        if not isinstance(raw, Mapping):
            given = (("given", shown(raw)),)
            raise HouseholdError(text.problems or [InputProblem("", "object", given)])
        return self._read(raw, text)

    def _read(self, raw: Mapping[str, object], text: JsonText) -> Household:
        result = read_directly(self.keys, raw) or self._shape.read(raw)
        conflicts = list(check_agreement(raw, self.keys))
        if isinstance(result, Household) and not conflicts and not text.problems:
            return result
        found = [] if isinstance(result, Household) else result
        problems = [*text.problems, *self._named(found, text), *conflicts]
        count = len(text.problems) + len(found) + len(conflicts)
        raise HouseholdError([self._places.placed(item) for item in _limited(problems, count)])

    def _named(self, found: Sequence[tuple[Loc, Finding]], text: JsonText) -> Iterator[InputProblem]:
        """The findings with their paths, without those at numbers that were refused before."""
        for loc, finding in found[:MAX_PROBLEMS]:
            problem = self._places.problem(loc, finding)
            if problem.path not in text.faulty or finding.kind == "unknown_key":
                yield problem


def _limited(problems: Sequence[InputProblem], count: int) -> Sequence[InputProblem]:
    """The first problems, and one more that says how many there were."""
    if count <= MAX_PROBLEMS:
        return problems
    values = (("given", str(count)), ("limit", str(MAX_PROBLEMS)))
    return [*problems[:MAX_PROBLEMS], InputProblem("", "more", values)]
