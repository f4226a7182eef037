"""What is wrong with a household, in words for the person who filled it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elig.errors import InputProblem
from elig.explain.catalogue import say
from elig.facts.describe import masked

_LANGUAGES = ("zh", "en")


def render_problem(problem: InputProblem, lang: str) -> str:
    """One problem as a sentence in `zh` or `en`: the place, and what to write there.

    >>> render_problem(InputProblem("members[2].age", "whole", (("given", "1.5"),)), "en")
    'members[2].age: a whole number is expected, not 1.5.'
    """
    values = _in_language(problem.values, lang)
    text = say(f"input.{problem.kind}", lang, **values)
    return masked(say("input.at", lang, place=_place(problem.path, values, lang), text=text))


def render_problems(problems: Iterable[InputProblem], lang: str) -> str:
    """All problems, a line each."""
    return "\n".join(render_problem(problem, lang) for problem in problems)


def _in_language(values: Iterable[tuple[str, str]], lang: str) -> Mapping[str, str]:
    """The values by name; of `fact_zh` and `fact_en` one, as `fact`; of `zh`, `en` as `words`."""
    result: dict[str, str] = {}
    for name, value in values:
        stem, _, suffix = name.rpartition("_")
        if suffix not in _LANGUAGES:
            result[name] = value
        elif suffix == lang:
            result[stem or "words"] = value
    return result


def _place(path: str, values: Mapping[str, str], lang: str) -> str:
    if not path:
        return say("input.place.whole", lang)
    named = {name: values[name] for name in ("number", "part", "fact") if name in values}
    match sorted(named):
        case ["fact"]:
            key = "input.place.fact"
        case ["number", "part"]:
            key = "input.place.part"
        case ["fact", "number", "part"]:
            key = "input.place.part_fact"
        case _:
            key = "input.place.path"
    return say(key, lang, path=path, **named)
