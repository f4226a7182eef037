"""The columns of a population: one for each fact, of the type that its form has in a file, and SQL of its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from elig.batch.population.draws import PRIME, among, chance, pick
from elig.batch.population.facts_household import household_facts
from elig.batch.population.facts_member import member_facts
from elig.batch.population.families import EDGE
from elig.batch.population.places import edge_column
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
    is_optional,
)
from elig.lang.ast import Unit
from elig.program.model import Fact, Vocabulary
from elig.records import Struct

LEFT_OUT = ("gb11643", "gb26341")
"""Numbers of people are never made up: they might be somebody's."""


class Column(Struct):
    """A fact, the type of its column, and SQL of its values; `number` says that as JSON it is a number, not a text."""

    fact: Fact
    type: str
    sql: str
    number: bool


def household_columns(vocabulary: Vocabulary, on: date, unknown: float) -> tuple[Column, ...]:
    """The columns of a household's facts."""
    return tuple(_columns(vocabulary, vocabulary.household_facts, household_facts(on), on, unknown))


def member_columns(vocabulary: Vocabulary, on: date, unknown: float) -> tuple[Column, ...]:
    """The columns of a member's facts."""
    return tuple(_columns(vocabulary, vocabulary.member_facts, member_facts(on), on, unknown))


def units_of(vocabulary: Vocabulary) -> tuple[Unit, ...]:
    """The units of the numbers that are put on the lines of the rules."""
    forms = (form_of(fact, vocabulary) for fact in vocabulary.facts.values())
    return tuple(dict.fromkeys(form.unit for form in forms if isinstance(form, NumberForm) and form.unit.powers))


def type_of(form: Form) -> str:
    """The type of a column in a typed file; what may be `none` is text."""
    if is_optional(form):
        return "VARCHAR"
    match form:
        case BooleanForm():
            return "BOOLEAN"
        case NumberForm():
            return "INTEGER" if form.whole else f"DECIMAL(14, {form.places})"
        case DateForm():
            return "DATE"
        case WordForm() | TextForm():
            return "VARCHAR"
        case WordSetForm() | MembersForm():
            return "VARCHAR[]"


def _columns(
    vocabulary: Vocabulary, facts: tuple[Fact, ...], known: Mapping[str, str], on: date, unknown: float
) -> Iterator[Column]:
    for fact in facts:
        form = form_of(fact, vocabulary)
        if isinstance(form, TextForm) and form.check in LEFT_OUT:
            continue
        sql = known.get(fact.id) or _any(form, fact.id, on)
        if isinstance(form, NumberForm) and form.unit.powers and not fact.id.startswith("income_"):
            sql = _on_a_line(sql, form, fact.id)
        if fact.role != "locality":
            sql = f"CASE WHEN {chance(f'{fact.id} unknown', unknown)} THEN NULL ELSE {sql} END"
        yield Column(fact, type_of(form), f"CAST({sql} AS {type_of(form)})", isinstance(form, NumberForm))


def _on_a_line(sql: str, form: NumberForm, name: str) -> str:
    """The value, or now and then a line of the rules or the step beside it, within the fact's range."""
    edges, step = edge_column(form.unit), 10 ** (4 - form.places)
    line = among(f"{name} line", f"greatest(1, len({edges}))")
    value = f"{edges}[1 + {line}] + ({among(f'{name} step', 3)} - 1) * {step}"
    low, high = (None if end is None else int(end * 10**4) for end in (form.low, form.high))
    bound = f"greatest({low or 0}, {value})" if high is None else f"least({high}, greatest({low or 0}, {value}))"
    number = f"CAST({bound} AS DECIMAL(18, 0)) * 0.0001"
    whole = f"CAST({number} AS {'INTEGER' if form.whole else f'DECIMAL(14, {form.places})'})"
    text = f"CAST({whole} AS VARCHAR)" if form.optional else whole
    return f"CASE WHEN {chance(f'{name} on a line', EDGE)} AND len({edges}) > 0 THEN {text} ELSE {sql} END"


def _any(form: Form, name: str, on: date) -> str:
    """Any value of a form, for facts of which nothing better is known."""
    value = _value(form, name, on)
    if not is_optional(form):
        return value
    return f"CASE WHEN {chance(f'{name} none', 0.3)} THEN 'none' ELSE CAST({value} AS VARCHAR) END"


def _value(form: Form, name: str, on: date) -> str:
    match form:
        case BooleanForm():
            return chance(name, 0.5)
        case NumberForm():
            low = 0 if form.low is None else -(-form.low.numerator // form.low.denominator)
            high = PRIME if form.high is None else form.high.numerator // form.high.denominator
            return f"{low} + {among(name, min(high - low + 1, 10_000))}"
        case DateForm():
            return f"DATE '{on}' - CAST({among(name, 20_000)} AS INTEGER)"
        case WordForm():
            return _word(form, name)
        case WordSetForm():
            none, one = chance(f"{name} empty", 0.6), _word(form.item, name)
            return f"CASE WHEN {none} THEN CAST([] AS VARCHAR[]) ELSE [{one}] END"
        case MembersForm():
            return "CAST([] AS VARCHAR[])"
        case TextForm(check="division"):
            return f"homes[1 + {among(name, 'len(homes)')}]"
        case TextForm():
            return f"'T-' || {among(name, 1000)}"


def _word(form: WordForm, name: str) -> str:
    return pick(name, [value.id for value in form.values])
