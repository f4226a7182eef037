"""Households of any vocabulary, made at random: what is known is one value, and a share is unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from elig.facts.forms import BooleanForm, DateForm, MembersForm, NumberForm, TextForm, WordForm, WordSetForm, form_of
from elig.facts.household import Household, MemberRecord
from elig.program.model import Fact, Vocabulary
from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Possible, Truth, Words, WordSet

DAY = date(2026, 1, 1)


def household(draw: Random, vocabulary: Vocabulary, unknown: float, division: str | None, name: str = "h") -> Household:
    """A household of up to six members; its new home lies in a division."""
    ids = tuple(f"m{place}" for place in range(draw.choice((0, 1, 2, 3, 3, 4, 4, 5, 6))))

    def facts(listed: tuple[Fact, ...]) -> dict[str, Possible]:
        kept = (fact for fact in listed if draw.random() >= unknown)
        made = ((fact.id, value(draw, fact, vocabulary, ids)) for fact in kept)
        return {id: found for id, found in made if found is not None}

    members = tuple(MemberRecord(id, facts(vocabulary.member_facts)) for id in ids)
    whole = facts(vocabulary.household_facts)
    home = vocabulary.locality_fact
    if home is not None:
        whole = {id: found for id, found in whole.items() if id != home.id}
        if division is not None and draw.random() >= unknown:
            whole[home.id] = Words(frozenset({division}))
    return Household(name, whole, members)


def value(draw: Random, fact: Fact, vocabulary: Vocabulary, ids: tuple[str, ...]) -> Possible | None:
    """A value that a fact can have."""
    match form_of(fact, vocabulary):
        case BooleanForm():
            return Truth.of(draw.random() < 0.5)
        case NumberForm() as form:
            return NONE_NUMBER if fact.optional and draw.random() < 0.3 else Numbers.point(_number(draw, form))
        case DateForm():
            if fact.optional and draw.random() < 0.3:
                return NONE_NUMBER
            days = draw.randint(0, 365 * draw.choice((1, 4, 20, 70)))
            return Numbers.point(DAY.toordinal() - days)
        case WordForm() as form:
            if fact.optional and draw.random() < 0.4:
                return NONE_WORD
            return Words(frozenset({draw.choice(form.values).id}))
        case WordSetForm(item):
            words = [word.id for word in item.values]
            has = frozenset(word for word in words if draw.random() < 0.3)
            return WordSet(has, frozenset(words) - has)
        case MembersForm():
            listed = frozenset(id for id in ids if draw.random() < 0.4)
            return WordSet(listed, frozenset(ids) - listed)
        case TextForm(check=kind):
            if fact.optional and draw.random() < 0.3:
                return NONE_WORD
            if kind == "division" or fact.division:
                return Words(frozenset({draw.choice(("522301", "520201", "450902", "110000", "522731"))}))
            return None if kind else Words(frozenset({draw.choice(("a", "乙", "c d"))}))


def _number(draw: Random, form: NumberForm) -> Fraction:
    low, high = form.low or Fraction(0), form.high or Fraction(10**6)
    top = min(high, low + draw.choice((2, 6, 40, 1000, 20_000, 10**9)))
    scale = 10**form.places
    return Fraction(draw.randint(int(low * scale), int(top * scale)), scale)
