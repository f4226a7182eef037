"""Whether what was told agrees with itself; a conflict is reported, who is right is not decided.

The checks read the plain data, each value for itself, so that they are made even where other
values are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from elig.errors import InputProblem
from elig.facts.forms import NONE, Form, TextForm, WordForm
from elig.facts.identity import CITIZEN_LENGTH, birth_day, sex_code
from elig.facts.keys import ID, Keys
from elig.facts.paths import Loc, path_of
from elig.facts.refusal import Refusal
from elig.facts.shown import shown, shown_secret
from elig.facts.value import read_value
from elig.values import Numbers, Possible, Words

BIRTH_DATE, SEX = "birth_date", "sex"
"""The facts of a member that are compared with an identity number, where there are such."""


def check_agreement(raw: Mapping[str, object], keys: Keys) -> Iterator[InputProblem]:
    """What occurs twice, and what contradicts an identity number."""
    listed = raw.get(keys.parts) if keys.parts else None
    if not isinstance(listed, list | tuple):
        if listed is None and keys.complete and raw.get(keys.complete) is True:
            yield InputProblem(keys.complete, "complete_without_list", (("given", keys.parts),))
        return
    members: list[tuple[Loc, Mapping[str, object]]] = [
        ((keys.parts, index), item) for index, item in enumerate(listed[: keys.max_parts]) if isinstance(item, Mapping)
    ]
    yield from _repeated(members, ID, "same_id")
    for id, form in keys.part.forms.items():
        if isinstance(form, TextForm) and form.check == "gb11643":
            yield from _repeated(members, id, "same_identity")
            for loc, member in members:
                yield from _conflicts(loc, member, id, keys.part.forms)


def _repeated(members: Sequence[tuple[Loc, Mapping[str, object]]], key: str, kind: str) -> Iterator[InputProblem]:
    first: dict[str, str] = {}
    secret = kind == "same_identity"
    for loc, member in members:
        value = member.get(key)
        if not isinstance(value, str) or (secret and value == NONE):
            continue
        value = value.upper() if secret else value
        if value in first:
            given = shown_secret(value) if secret else shown(value)
            values = (("given", given), ("other", first[value]))
            yield InputProblem(path_of((*loc, key)), kind, values)
        first.setdefault(value, path_of((*loc, key)))


def _conflicts(
    loc: Loc,
    member: Mapping[str, object],
    id: str,
    forms: Mapping[str, Form],
) -> Iterator[InputProblem]:
    """What contradicts an identity number: birth date, sex, certificate; it stands at these."""
    number = _text(_value(member, id, forms))
    if number is None:
        return
    other = (("other", path_of((*loc, id))),)
    born, day = _value(member, BIRTH_DATE, forms), birth_day(number)
    known = born.value if isinstance(born, Numbers) else None
    if known is not None and day is not None and known != day.toordinal():
        yield InputProblem(path_of((*loc, BIRTH_DATE)), "identity_birth", other)
    sex, form = _value(member, SEX, forms), forms.get(SEX)
    if isinstance(sex, Words) and sex.ids and isinstance(form, WordForm):
        told = form.ids.get(sex_code(number))
        if told is not None and told not in sex.ids:
            yield InputProblem(path_of((*loc, SEX)), "identity_sex", other)
    for key, form in forms.items():
        if isinstance(form, TextForm) and form.check == "gb26341":
            certificate = _text(_value(member, key, forms))
            if certificate is not None and certificate[:CITIZEN_LENGTH] != number:
                yield InputProblem(path_of((*loc, key)), "identity_certificate", other)


def _value(
    member: Mapping[str, object],
    id: str,
    forms: Mapping[str, Form],
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
