"""Whether what was told agrees with itself; a conflict is reported, who is right is not decided.

The checks read the plain data, each value for itself, so that they are made even where other
values are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from elig.facts.cross_checks import conflicts, numbers_of
from elig.facts.forms import MembersForm
from elig.facts.keys import ID, Forms, Keys
from elig.facts.paths import Loc, path_of
from elig.facts.shown import shown, shown_secret
from elig.input_errors import InputProblem

Members = Sequence[tuple[Loc, Mapping[str, object]]]
"""The members that were listed, with their places."""

Told = tuple[Loc, Mapping[str, object], Forms]
"""Where an object of the input stands, what it holds, and the forms of its facts."""


def check_agreement(raw: Mapping[str, object], keys: Keys) -> Iterator[InputProblem]:
    """What occurs twice, and what contradicts an identity number or a certificate."""
    listed = raw.get(keys.parts) if keys.parts else None
    if not isinstance(listed, list | tuple):
        if listed is None and keys.complete and raw.get(keys.complete) is True:
            yield InputProblem(keys.complete, "complete_without_list", (("given", keys.parts),))
        yield from _strangers([((), raw, keys.whole.forms)], ())
        return
    members: Members = [
        ((keys.parts, index), item) for index, item in enumerate(listed[: keys.max_parts]) if isinstance(item, Mapping)
    ]
    yield from _same_id(members)
    yield from _same_person(members, keys)
    told: list[Told] = [((), raw, keys.whole.forms), *((loc, item, keys.part.forms) for loc, item in members)]
    yield from _strangers(told, [item.get(ID) for _, item in members])
    for loc, member in members:
        yield from conflicts(loc, member, keys.part.forms)


def _same_id(members: Members) -> Iterator[InputProblem]:
    first: dict[str, str] = {}
    for loc, member in members:
        value, path = member.get(ID), path_of((*loc, ID))
        if not isinstance(value, str):
            continue
        if value in first:
            yield InputProblem(path, "same_id", (("given", shown(value)), ("other", first[value])))
        first.setdefault(value, path)


def _same_person(members: Members, keys: Keys) -> Iterator[InputProblem]:
    """One identity number at two members, also inside a certificate."""
    first: dict[str, str] = {}
    for loc, member in members:
        own: dict[str, str] = {}
        for number in numbers_of(member, keys.part.forms):
            path = path_of((*loc, number.fact))
            if number.citizen in first and number.citizen not in own:
                values = (("given", shown_secret(number.text)), ("other", first[number.citizen]))
                yield InputProblem(path, "same_identity", values)
            own.setdefault(number.citizen, path)
        first = own | first


def _strangers(told: Iterable[Told], listed: Sequence[object]) -> Iterator[InputProblem]:
    """Ids in lists of members that no member has."""
    for loc, facts, forms in told:
        for key, form in forms.told(facts):
            given = facts[key]
            if not isinstance(form, MembersForm) or not isinstance(given, list | tuple):
                continue
            for index, id in enumerate(given[: 2 * form.most]):
                if isinstance(id, str) and id.strip() and id not in listed:
                    yield InputProblem(path_of((*loc, key, index)), "no_such_member", (("given", shown(id)),))
