"""Inputs for hypothesis: values that facts take or nearly take, and households of both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from elig.facts.forms import (
    BooleanForm,
    DateForm,
    Form,
    MembersForm,
    NumberForm,
    TextForm,
    WordForm,
    WordSetForm,
    form_of,
)
from elig.facts.identity import check_character
from tests.facts.sample import SAMPLE

Raw = st.SearchStrategy[object]


def citizens() -> st.SearchStrategy[str]:
    """Identity numbers that are well formed; they belong to nobody."""

    def number(area: int, day: date, order: int) -> str:
        head = f"{area:06}{day:%Y%m%d}{order:03}"
        return head + check_character(head)

    days = st.dates(date(1900, 1, 1), date(2030, 12, 31))
    return st.builds(number, st.integers(110000, 659999), days, st.integers(0, 999))


def good(form: Form) -> Raw:
    """What a fact of a form accepts, written as JSON can hold it; null and `none` among them."""
    known = _known(form)
    absent: list[Raw] = [st.just("none")] if getattr(form, "optional", False) else []
    return st.one_of(known, st.none(), *absent)


def _known(form: Form) -> Raw:
    match form:
        case BooleanForm():
            return st.booleans()
        case NumberForm():
            return _number(form)
        case DateForm():
            return st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(date.isoformat)
        case WordForm():
            words = st.sampled_from(sorted(form.ids))
            listed = st.lists(words, min_size=1, max_size=4).map(lambda items: {"one_of": items})
            return st.one_of(words, listed, st.sampled_from(form.unknown))
        case WordSetForm(item):
            return st.lists(st.sampled_from(sorted(item.ids)), max_size=4)
        case MembersForm():
            return st.lists(st.sampled_from(["m0", "m1", "m2"]), max_size=4)
        case TextForm("gb11643"):
            return citizens()
        case TextForm("gb26341"):
            return citizens().map(lambda number: f"{number}42")
        case TextForm("division"):
            return st.integers(0, 999_999).map(lambda code: f"{code:06}")
        case TextForm():
            return st.text("abc 成员1", min_size=1).filter(lambda text: text.strip() not in ("", "none"))


def _number(form: NumberForm) -> Raw:
    scale = 10**form.places
    low, high = form.low or Fraction(0), form.high or Fraction(10**9)
    steps = st.integers(int(low * scale), int(high * scale))
    number = steps.map(lambda step: Decimal(step) / scale if form.places else step)
    text = steps.map(lambda step: f"{Decimal(step) / scale:f}")
    one = st.one_of(number, text) if form.text else number
    pairs = st.tuples(steps, steps).map(sorted)
    bounds = pairs.map(
        lambda ends: {
            "at_least": Decimal(ends[0]) / scale,
            "at_most": Decimal(ends[1]) / scale,
        }
    )
    listed = st.lists(one, min_size=1, max_size=5).map(lambda items: {"one_of": items})
    return st.one_of(one, bounds, listed)


_LEAF: Raw = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**9),
    st.decimals(-5, 5, places=3),
    st.text(max_size=6),
    st.sampled_from(["none", "unknown", "1", "02", "head", "522301", "2020-02-30", "4.5"]),
    citizens(),
    citizens().map(lambda number: number[:-1] + "0"),
)
_PART_KEYS = st.sampled_from(["at_least", "at_most", "one_of", "x"])

STRAY: Raw = st.recursive(
    _LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PART_KEYS, inner, max_size=3),
    max_leaves=4,
)
"""Anything that JSON can hold, most of it wrong wherever it stands."""

GOOD: dict[str, Raw] = {fact.id: good(form_of(fact, SAMPLE)) for fact in SAMPLE.facts.values()}
"""For each fact of the sample what it accepts."""

FACTS = st.sampled_from(sorted(SAMPLE.facts))


def _facts(of_member: bool, wrong: bool) -> st.SearchStrategy[dict[str, object]]:
    values = {key: value for key, value in GOOD.items() if SAMPLE.facts[key].of_member == of_member}
    if wrong:
        values = {key: value | STRAY for key, value in values.items()}
        values |= {"borth_date": STRAY, "unknown": STRAY}

    def entry(key: str) -> st.SearchStrategy[tuple[str, object]]:
        return st.tuples(st.just(key), values[key])

    return st.lists(st.sampled_from(sorted(values)).flatmap(entry), max_size=6).map(dict)


def _household(facts: dict[str, object], members: list[dict[str, object]], complete: bool | None) -> dict[str, object]:
    listed = [{"id": f"m{index}", **member} for index, member in enumerate(members)]
    return {"household_id": "h1", **facts, "members": listed, "members_complete": complete}


def _households(wrong: bool) -> st.SearchStrategy[dict[str, object]]:
    members = st.lists(_facts(True, wrong), max_size=3)
    return st.builds(_household, _facts(False, wrong), members, st.sampled_from([True, False, None]))


HOUSEHOLDS = _households(wrong=False)
"""Inputs that are right, but for what identity numbers may contradict."""

WRONG_HOUSEHOLDS = _households(wrong=True)
"""Inputs of which much is wrong."""
