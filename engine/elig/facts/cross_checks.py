"""What the numbers of a member say of the member: date of birth, sex, category and grade of a disability.

A conflict stands at the fact that differs and names the number; who is right is not decided. The first six digits tell
where somebody was registered at birth and are compared with nothing: they say nothing of where the member lives now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from elig.facts.forms import TextForm, WordForm, WordSetForm
from elig.facts.identity import (
    CITIZEN_LENGTH,
    MULTIPLE,
    birth_day,
    category_code,
    grade_of,
    sex_code,
)
from elig.facts.keys import Forms
from elig.facts.paths import Loc, path_of
from elig.facts.refusal import Refusal
from elig.facts.value import read_value
from elig.input_errors import InputProblem
from elig.records import Struct
from elig.values import Numbers, Possible, Words, WordSet

BIRTH_DATE, SEX = "birth_date", "sex"
"""The facts of a member that are compared with an identity number, where there are such."""

CATEGORIES, GRADE = "disability_categories", "disability_grade"
"""The facts of a member that are compared with a certificate of disability, where there are such."""


class Told(Struct):
    """A number that was told of a member, right in itself: the fact that holds it, and what it is."""

    fact: str
    text: str
    certificate: bool

    @property
    def citizen(self) -> str:
        """The identity number, also where a certificate holds it."""
        return self.text[:CITIZEN_LENGTH]


def numbers_of(member: Mapping[str, object], forms: Forms) -> tuple[Told, ...]:
    """The identity numbers and certificates that were told of a member, identity numbers first."""
    found: list[Told] = []
    for id, form in forms.told(member):
        if isinstance(form, TextForm) and form.secret:
            value = _value(member, id, forms)
            text = value.value if isinstance(value, Words) else None
            if text is not None:
                found.append(Told(id, text, form.check == "gb26341"))
    return tuple(sorted(found, key=lambda number: number.certificate))


def conflicts(loc: Loc, member: Mapping[str, object], forms: Forms) -> Iterator[InputProblem]:
    """What contradicts the numbers of a member: other facts of the member, and the numbers one another."""
    told = numbers_of(member, forms)
    for number in told[:1]:
        yield from _of_person(loc, member, forms, number)
    for number in told:
        if number.citizen != told[0].citizen:
            yield InputProblem(path_of((*loc, number.fact)), "identity_certificate", _other(loc, told[0]))
        if number.certificate:
            yield from _of_disability(loc, member, forms, number)


def _of_person(loc: Loc, member: Mapping[str, object], forms: Forms, number: Told) -> Iterator[InputProblem]:
    born, day = _value(member, BIRTH_DATE, forms), birth_day(number.citizen)
    if isinstance(born, Numbers) and day is not None and not _may_be(born, day.toordinal()):
        yield InputProblem(path_of((*loc, BIRTH_DATE)), "identity_birth", _other(loc, number))
    sex, form = _value(member, SEX, forms), forms.get(SEX)
    if isinstance(sex, Words) and sex.ids and isinstance(form, WordForm):
        known = form.ids.get(sex_code(number.citizen))
        if known is not None and known not in sex.ids:
            yield InputProblem(path_of((*loc, SEX)), "identity_sex", _other(loc, number))


def _of_disability(loc: Loc, member: Mapping[str, object], forms: Forms, number: Told) -> Iterator[InputProblem]:
    listed, form = _value(member, CATEGORIES, forms), forms.get(CATEGORIES)
    if isinstance(listed, WordSet) and isinstance(form, WordSetForm):
        known = form.item.ids.get(category_code(number.text))
        if not _fits(listed.has, known, category_code(number.text) == MULTIPLE):
            yield InputProblem(path_of((*loc, CATEGORIES)), "certificate_category", _other(loc, number))
    grade = _value(member, GRADE, forms)
    if isinstance(grade, Numbers) and not _may_be(grade, grade_of(number.text)):
        yield InputProblem(path_of((*loc, GRADE)), "certificate_grade", _other(loc, number))


def _fits(listed: frozenset[str], known: str | None, multiple: bool) -> bool:
    """Whether the kinds that were told are those of a certificate; several kinds are also told one by one."""
    if multiple:
        return known in listed or len(listed) > 1
    return known is None or listed == {known}


def _may_be(item: Numbers, value: int) -> bool:
    if item.points is not None:
        return Fraction(value) in item.points
    return item.span is not None and item.span.contains(Fraction(value))


def _other(loc: Loc, number: Told) -> tuple[tuple[str, str], ...]:
    return (("other", path_of((*loc, number.fact))),)


def _value(member: Mapping[str, object], id: str, forms: Forms) -> Possible | None:
    """What a member's fact may be; None where it is unknown, not declared, or wrong in itself."""
    form = forms.get(id)
    if form is None:
        return None
    try:
        return read_value(form, member.get(id))
    except Refusal:
        return None
