"""Whether what is told of a member agrees with the identity numbers and certificates that are, in SQL.

`elig.facts.cross_checks` asks the same and says what is wrong; what does not surely agree here is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elig.batch.cells import Cell
from elig.batch.files import quoted
from elig.batch.identity_sql import born
from elig.facts.cross_checks import BIRTH_DATE, CATEGORIES, GRADE, SEX
from elig.facts.forms import Form, TextForm, WordForm, WordSetForm
from elig.facts.identity import CITIZEN_LENGTH


def numbers_in(forms: Mapping[str, Form]) -> tuple[str, ...]:
    """The facts that are numbers of persons or certificates, the former first."""
    checks = ("gb11643", "gb26341")
    return tuple(
        id for check in checks for id, form in forms.items() if isinstance(form, TextForm) and form.check == check
    )


def citizen_of(names: tuple[str, ...]) -> str:
    """SQL of the identity number of a member, from the first column that has one."""
    return f"substr(coalesce({', '.join(names)}), 1, {CITIZEN_LENGTH})"


def agreeing(told: Mapping[str, Cell], forms: Mapping[str, Form]) -> Iterator[str]:
    """SQL tests of whether what was told of a member surely agrees with the numbers that were."""
    numbers = tuple(told[name].value for name in numbers_in(forms) if name in told)
    if not numbers:
        return
    first = citizen_of(numbers)
    yield from (f"coalesce(substr({number}, 1, {CITIZEN_LENGTH}) = {first}, TRUE)" for number in numbers[1:])
    if BIRTH_DATE in told:
        yield _same(told[BIRTH_DATE], born(first), first)
    sex = forms.get(SEX)
    if SEX in told and isinstance(sex, WordForm):
        odd, even = (_word(sex, code) for code in "12")
        yield _same(told[SEX], f"if(ascii(substr({first}, 17, 1)) % 2 = 1, {odd}, {even})", first)
    for name in numbers_in(forms):
        form = forms[name]
        if name in told and isinstance(form, TextForm) and form.check == "gb26341":
            yield from _of_disability(told, forms, told[name].value)


def _of_disability(told: Mapping[str, Cell], forms: Mapping[str, Form], number: str) -> Iterator[str]:
    listed = forms.get(CATEGORIES)
    if CATEGORIES in told and isinstance(listed, WordSetForm):
        known = " ".join(f"WHEN '{code}' THEN [{_word(listed.item, code)}]" for code in "1234567")
        yield _same(told[CATEGORIES], f"CASE substr({number}, {CITIZEN_LENGTH + 1}, 1) {known} END", number)
    if GRADE in told:
        yield _same(told[GRADE], f"TRY_CAST(substr({number}, {CITIZEN_LENGTH + 2}, 1) AS BIGINT)", number)


def _word(form: WordForm, code: str) -> str:
    """SQL of the word with a national code; NULL where there is none."""
    return quoted(form.ids[code]) if code in form.ids else "NULL"


def _same(one: Cell, other: str, number: str) -> str:
    """SQL of whether a fact is what a number says, or one of both is not known."""
    unknown = f"NOT ({one.absent})" if one.absent else "TRUE"
    return f"({number} IS NULL OR coalesce({one.value} = {other}, {unknown}))"
