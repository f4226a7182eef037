"""Where a problem stands: as a path of the input, and in the words of the vocabulary."""

from __future__ import annotations

import re

from elig.facts.keys import Keys, Level
from elig.facts.paths import Loc, path_of
from elig.facts.refusal import Finding
from elig.facts.shown import shown
from elig.input_errors import InputProblem, nearest
from elig.program.model import Vocabulary

_LONGEST_KEY = 64


class Places:
    """Names the places of problems by the labels of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, keys: Keys) -> None:
        self._label = vocabulary.subjects.part_label
        self._keys = keys
        parts = re.escape(keys.parts) if keys.parts else r"(?!)"
        self._path = re.compile(rf"(?:{parts}\[(?P<index>\d+)\]\.?)?(?P<key>\w*)")

    def problem(self, loc: Loc, finding: Finding) -> InputProblem:
        """A finding at its place; a key that is not known names the nearest that is."""
        if finding.kind == "unknown_key" and isinstance(loc[-1], str):
            finding = self._unknown_key(loc, loc[-1])
        return InputProblem(path_of(loc) + finding.at, finding.kind, finding.values)

    def placed(self, problem: InputProblem) -> InputProblem:
        """A problem with the words for its place: labels of fact and member, the member's number.

        `number` counts from 1, as people do; the path counts from 0.
        """
        match = self._path.match(problem.path)
        if match is None:
            return problem
        values = list(problem.values)
        index = match["index"]
        if index is not None:
            values.append(("number", str(int(index) + 1)))
            values += [("part_zh", self._label.text("zh")), ("part_en", self._label.text("en"))]
        level = self._keys.whole if index is None else self._keys.part
        fact = level.facts.get(match["key"])
        if fact is not None:
            values += [("fact_zh", fact.label.text("zh")), ("fact_en", fact.label.text("en"))]
        return InputProblem(problem.path, problem.kind, tuple(values))

    def _unknown_key(self, loc: Loc, key: str) -> Finding:
        inside = len(loc) > 1
        level, other = self._keys.part, self._keys.whole
        if not inside:
            level, other = other, level
        values = (("given", shown(key)),)
        if key in other.facts:
            place = "unknown_key_outside" if inside else "unknown_key_inside"
            return Finding(place, (*values, ("parts", self._keys.parts)))
        guess = _nearest_key(key, level)
        if guess is not None:
            return Finding("unknown_key_near", (*values, ("nearest", guess)))
        return Finding("unknown_key", values)


def _nearest_key(key: str, level: Level) -> str | None:
    if len(key) > _LONGEST_KEY:
        return None
    words = level.words
    guess = nearest(key, words)
    return None if guess is None else words[guess]
