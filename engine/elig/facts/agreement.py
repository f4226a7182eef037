"""Whether what was told agrees with itself; a conflict is reported, and nothing is decided about who is right.

The checks read the plain data, each value for itself, so that they are made even where other values are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from elig.errors import InputProblem
from elig.facts.forms import NONE, Form, TextForm, WordForm
from elig.facts.identity import CITIZEN_LENGTH, birth_day, sex_code
from elig.facts.jsontext import join_path
from elig.facts.keys import ID, Keys
from elig.facts.refusal import Refusal
from elig.facts.shown import shown, shown_secret
from elig.facts.value import read_value
from elig.values import Numbers, Possible, Words

BIRTH_DATE, SEX = "birth_date", "sex"
"""The facts of a member that are compared with an identity number, where the vocabulary has them."""


def check_agreement(raw: Mapping[str, object], keys: Keys) -> Iterator[InputProblem]:
    """Ids and identity numbers that occur twice; identity numbers against birth date, sex and certificate."""
    listed = raw.get(keys.parts) if keys.parts else None
    if not isinstance(listed, list | tuple):
        if listed is None and keys.complete and raw.get(keys.complete) is True:
            yield InputProblem(keys.complete, "complete_without_list", (("key", keys.parts),))
        return
    members = [
        (f"{keys.parts}[{index}]", item)
        for index, item in enumerate(listed[: keys.max_parts])
        if isinstance(item, Mapping)
    ]
    yield from _repeated(members, ID, "same_id")
    for id, form in keys.part.forms.items():
        if isinstance(form, TextForm) and form.check == "gb11643":
            yield from _repeated(members, id, "same_identity")
            for path, member in members:
                yield from _conflicts(path, member, id, keys.part.forms)


def _repeated(
    members: Sequence[tuple[str, Mapping[str, object]]], key: str, kind: str
) -> Iterator[InputProblem]:
    first: dict[str, str] = {}
    secret = kind == "same_identity"
    for path, member in members:
        value = member.get(key)
        if not isinstance(value, str) or (secret and value == NONE):
            continue
        value = value.upper() if secret else value
        if value in first:
            given = shown_secret(value) if secret else shown(value)
            values = (("given", given), ("other", first[value]))
            yield InputProblem(join_path(path, key), kind, values)
        first.setdefault(value, join_path(path, key))


def _conflicts(
    path: str, member: Mapping[str, object], id: str, forms: Mapping[str, Form]  # noqa: A002 - the field's word
) -> Iterator[InputProblem]:
    """What contradicts an identity number; where both are given, the problem stands at the other fact."""
    number = _text(_value(member, id, forms))
    if number is None:
        return
    other = (("other", join_path(path, id)),)
    born, day = _value(member, BIRTH_DATE, forms), birth_day(number)
    if isinstance(born, Numbers) and born.value is not None and day is not None:
        if born.value != day.toordinal():
            yield InputProblem(join_path(path, BIRTH_DATE), "identity_birth", other)
    sex, form = _value(member, SEX, forms), forms.get(SEX)
    if isinstance(sex, Words) and sex.ids and isinstance(form, WordForm):
        told = form.ids.get(sex_code(number))
        if told is not None and told not in sex.ids:
            yield InputProblem(join_path(path, SEX), "identity_sex", other)
    for key, form in forms.items():
        if isinstance(form, TextForm) and form.check == "gb26341":
            certificate = _text(_value(member, key, forms))
            if certificate is not None and certificate[:CITIZEN_LENGTH] != number:
                yield InputProblem(join_path(path, key), "identity_certificate", other)


def _value(
    member: Mapping[str, object], id: str, forms: Mapping[str, Form]  # noqa: A002 - the field's word
) -> Possible | None:
    """What a member's fact may be; None where it is unknown, not declared, or wrong in itself."""
    form = forms.get(id)
    if form is None:
        return None
    try:
        return read_value(form, member.get(id))
    except Refusal:
        return None


def _text(value: Possible | None) -> str | None:
    return value.value if isinstance(value, Words) else None
