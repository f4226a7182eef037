"""Cells of a file as columns of the staged tables, in SQL: the value, whether it is known to be absent, whether it is
surely right.

Only what is surely right is staged. At the least doubt the household goes to the library's own reader, which says what
is wrong, or reads what is spelt in an unusual way; so a spelling that is missed here costs time, never an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor

from elig.batch.files import list_of, quoted
from elig.batch.identity_sql import surely_right
from elig.facts.forms import (
    NONE,
    BooleanForm,
    DateForm,
    Form,
    MembersForm,
    NumberForm,
    TextForm,
    WordForm,
    WordSetForm,
    is_optional,
)
from elig.records import Struct

_MARKS = r"\x{4e00}-\x{9fff}·、，。（）：；《》“”—"
PLAIN = rf"[\x20-\x7e{_MARKS}]"
"""Characters that are surely right in a text."""
IDENTITY = rf" *[\x21-\x7e{_MARKS}]{PLAIN}*"
"""A text of such characters that are not all blank."""
LISTED = rf" *[\x21-\x3a\x3c-\x7e{_MARKS}][\x20-\x3a\x3c-\x7e{_MARKS}]*"
"""The same without what stands between the items of a list."""
LONGEST = 15
"""The most digits of a number that is read here."""


FEW = 100
"""So many whole numbers are looked up by their spelling."""
_DIGITS = 12
"""The most digits before the point of a decimal that is read without looking at each."""


class Cell(Struct):
    """SQL of a fact: its value, whether it is known to be absent (empty where the value itself says so), whether it is
    surely right.
    """

    value: str
    absent: str
    sure: str


def cell(form: Form, name: str, type: str) -> Cell:
    """The cell of a column of a file; `type` is the column's type as DuckDB spells it."""
    if type == "JSON":
        return _from_json(form, name)
    if type == "VARCHAR":
        return _optional(form, _of_text(form, _blank(name)))
    return _optional(form, _typed(form, name, type))


def no_cell(form: Form) -> Cell:
    """The cell of a fact that a file does not have: unknown for everybody."""
    return _optional(form, Cell("NULL", "", "TRUE"))


def _blank(name: str) -> str:
    return f"nullif({name}, '')"


def _optional(form: Form, found: Cell) -> Cell:
    """With a column for absence where the value does not tell it: all but words."""
    if found.absent or not is_optional(form) or isinstance(form, WordForm):
        return found
    return Cell(found.value, "FALSE", found.sure)


# ---------------------------------------------------------------------- typed


def _typed(form: Form, name: str, type: str) -> Cell:
    whole = type in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
    match form:
        case BooleanForm() if type == "BOOLEAN":
            return Cell(name, "", "TRUE")
        case NumberForm() if whole:
            return Cell(f"CAST({name} AS BIGINT) * {10**form.places}", "", _within(form, f"CAST({name} AS BIGINT)", 1))
        case NumberForm() if type.startswith("DECIMAL"):
            steps = f"{name} * {10**form.places}"
            if _exact(form, type):
                value = f"CAST({steps} AS BIGINT)"
                return Cell(value, "", _or_null(name, _range(form, value)))
            fits = f"abs({name}) < 1000000000000 AND {steps} = CAST({steps} AS HUGEINT)"
            sure = f"CASE WHEN {fits} THEN {_range(form, f'CAST({steps} AS BIGINT)')} ELSE {name} IS NULL END"
            return Cell(f"TRY_CAST({steps} AS BIGINT)", "", sure)
        case DateForm() if type == "DATE":
            return Cell(name, "", _dates(form, name))
        case WordSetForm() if type == "VARCHAR[]":
            listed = list_of(value.id for value in form.item.values)
            distinct = f"len(list_distinct({name})) = len({name})"
            return Cell(name, "", _or_null(name, f"list_has_all({listed}, {name}) AND {distinct}"))
        case MembersForm() if type == "VARCHAR[]":
            return Cell(name, "", _or_null(name, f"len(list_distinct({name})) = len({name})"))
        case _:
            return Cell("NULL", "", f"{name} IS NULL")


def _exact(form: NumberForm, type: str) -> bool:
    """Whether every value of a decimal type lies on the steps of a form, and is small enough to be told in them."""
    width, scale = map(int, type.removeprefix("DECIMAL(").removesuffix(")").split(","))
    return scale <= form.places and width - scale <= _DIGITS


def _within(form: NumberForm, value: str, scale: int) -> str:
    low, high = _ends(form, scale)
    return _or_null(value, f"{value} BETWEEN {low} AND {high}")


def _range(form: NumberForm, steps: str) -> str:
    low, high = _ends(form, 10**form.places)
    return f"{steps} BETWEEN {low} AND {high}"


def _ends(form: NumberForm, scale: int) -> tuple[int, int]:
    """The ends of a range in steps; where there is none, as far as is surely right."""
    low = 0 if form.low is None else form.low * scale
    high = 10**LONGEST if form.high is None else form.high * scale
    return -(-low.numerator // low.denominator), high.numerator // high.denominator


def _dates(form: DateForm, name: str) -> str:
    first, last = form.first, form.last
    tests = [f"{name} >= DATE '{first or '0001-01-01'}'", f"{name} <= DATE '{last or '9999-12-31'}'"]
    return _or_null(name, " AND ".join(tests))


def _or_null(value: str, test: str) -> str:
    return f"({value} IS NULL OR coalesce({test}, FALSE))"


# ---------------------------------------------------------------------- text


def _of_text(form: Form, text: str) -> Cell:
    absent = f"coalesce({text} = '{NONE}', FALSE)" if is_optional(form) else ""
    match form:
        case BooleanForm():
            value = f"CASE lower({text}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
            return Cell(value, "", f"({text} IS NULL OR ({value}) IS NOT NULL)")
        case NumberForm():
            if not form.places and (few := _few(form)):
                return _looked_up(few, absent, text)
            if not form.places:
                count = f"TRY_CAST({text} AS BIGINT)"
                test = f"CAST({count} AS VARCHAR) = {text} AND {_range(form, count)}"
                return _sure_or_absent(count, absent, text, test)
            places = f"(\\.[0-9]{{1,{form.places}}})?"
            usual = f"regexp_full_match({text}, '(0|[1-9][0-9]{{0,11}}){places}')"
            steps = f"CAST(TRY_CAST(CASE WHEN {usual} THEN {text} END AS DECIMAL(18, 4)) * {10**form.places} AS BIGINT)"
            return _sure_or_absent(steps, absent, text, _range(form, steps))
        case DateForm():
            day = f"TRY_CAST({text} AS DATE)"
            return _sure_or_absent(day, absent, text, f"CAST({day} AS VARCHAR) = {text} AND {_dates(form, day)}")
        case WordForm():
            return _word(form, text)
        case WordSetForm() | MembersForm():
            return _set(form, text)
        case TextForm():
            return _sure_or_absent(text, absent, text, _plain(form, text))


def _sure_or_absent(value: str, absent: str, text: str, test: str) -> Cell:
    if not absent:
        return Cell(value, "", f"CASE WHEN {text} IS NULL THEN TRUE ELSE coalesce({test}, FALSE) END")
    known = f"CASE WHEN {text} <> '{NONE}' THEN {value} END"
    sure = f"CASE WHEN {text} IS NULL OR {text} = '{NONE}' THEN TRUE ELSE coalesce({test}, FALSE) END"
    return Cell(known, absent, sure)


def _few(form: NumberForm) -> Sequence[int]:
    """The whole numbers of a form, where they are few."""
    if form.low is None or form.high is None or form.high - form.low > FEW:
        return ()
    return range(ceil(form.low), floor(form.high) + 1)


def _looked_up(few: Sequence[int], absent: str, text: str) -> Cell:
    """Whole numbers by their spelling, which takes far less than reading digits and writing them again.

    Absence has a place behind them, since a spelling that is not found takes ten times as long.
    """
    found = f"TRY_CAST({text} AS {enumeration([*map(str, few), *([NONE] if absent else [])])})"
    place = f"nullif(enum_code({found}), {len(few)})" if absent else f"enum_code({found})"
    return Cell(f"CAST({place} AS BIGINT) + {few[0]}", absent, f"({text} IS NULL OR ({found}) IS NOT NULL)")


def _word(form: WordForm, text: str) -> Cell:
    kind = word_type(form)
    value = f"TRY_CAST({text} AS {kind})"
    others = {word: id for word, id in form.ids.items() if word not in (id, NONE)}
    spelt = f"CAST(map({list_of(others)}, {list_of(others.values())})[{text}] AS {kind})"
    cases = [f"WHEN {text} IN ({_comma(others)}) THEN {spelt}"] if others else []
    cases += [f"WHEN {text} IN ({_comma(form.unknown)}) THEN NULL"] if form.unknown else []
    if cases:
        value = f"CASE {' '.join(cases)} ELSE {value} END"
    unknown = f" OR {text} IN ({_comma(form.unknown)})" if form.unknown else ""
    return Cell(value, "", f"({text} IS NULL{unknown} OR ({value}) IS NOT NULL)")


def word_type(form: WordForm) -> str:
    """The type of the column of a word: its ids, with that of absence where that may be told."""
    return enumeration([*(value.id for value in form.values), *([NONE] if form.optional else [])])


def enumeration(words: Iterable[str]) -> str:
    """An enumeration as DuckDB spells it."""
    return f"ENUM({_comma(words)})"


def _comma(words: Iterable[str]) -> str:
    return ", ".join(quoted(word) for word in words)


def _set(form: WordSetForm | MembersForm, text: str) -> Cell:
    """A set as a list of JSON in a cell."""
    listed = f"TRY_CAST(CASE WHEN {text} LIKE '[%' AND json_valid({text}) THEN {text} END AS JSON)::VARCHAR[]"
    found = _typed(form, f"({listed})", "VARCHAR[]")
    return Cell(found.value, "", f"({text} IS NULL OR (({listed}) IS NOT NULL AND {found.sure}))")


def _plain(form: TextForm, text: str) -> str:
    if form.check == "division":
        return f"regexp_full_match({text}, '[0-9]{{6}}')"
    if form.check:
        return surely_right(form.check, text)
    return f"length({text}) <= 200 AND trim({text}) <> '' AND regexp_full_match({text}, '{PLAIN}*')"


# ---------------------------------------------------------------------- JSON


def _from_json(form: Form, name: str) -> Cell:
    """A piece of JSON: a text as text, all else by its own spelling."""
    kind, text = f"json_type({name})", f"({name} ->> '$')"
    absent = ""
    match form:
        case BooleanForm():
            value = f"CASE WHEN {kind} = 'BOOLEAN' THEN {text} = 'true' END"
            return Cell(value, "", f"({_unknown(name)} OR {kind} = 'BOOLEAN')")
        case WordSetForm() | MembersForm():
            plain = f"len(list_filter(json_type({name}, '$[*]'), lambda one: one <> 'VARCHAR')) = 0"
            usual = f"{kind} = 'ARRAY' AND {plain}"
            found = _typed(form, f"(CASE WHEN {usual} THEN {name}::VARCHAR[] END)", "VARCHAR[]")
        case NumberForm():
            also = ", 'VARCHAR'" if form.text else ""
            usual = f"({kind} IN ('UBIGINT', 'BIGINT'{also}) OR {kind} = 'DOUBLE' AND length({text}) <= {LONGEST})"
            absent = f" OR {text} = '{NONE}'" if form.optional else ""
            found = _optional(form, _of_text(form, f"CASE WHEN {usual}{absent} THEN {text} END"))
        case _:
            usual = f"{kind} = 'VARCHAR'"
            found = _optional(form, _of_text(form, f"CASE WHEN {usual} THEN {text} END"))
    return Cell(found.value, found.absent, f"({_unknown(name)} OR (({usual}{absent}) AND {found.sure}))")


def _unknown(name: str) -> str:
    return f"{name} IS NULL OR json_type({name}) = 'NULL'"
