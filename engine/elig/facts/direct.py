"""A household that is right, read straight from its plain data.

What is wrong is not said here: the model of `elig.facts.shape` says all of it, and is only made where it is needed.
Both read every value with `read_value` and `among`; a test holds that they read alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from elig.facts.forms import Form, MembersForm
from elig.facts.household import Household, MemberRecord
from elig.facts.keys import MAX_ID, Keys, Level
from elig.facts.refusal import Refusal, refuse
from elig.facts.value import read_value
from elig.facts.words import plain_text, read_boolean
from elig.values import Possible, Truth, WordSet


def read_directly(keys: Keys, raw: Mapping[str, object]) -> Household | None:
    """The household, or None where anything is wrong with the input."""
    try:
        return _household(keys, raw)
    except Refusal:
        return None


def _household(keys: Keys, raw: Mapping[str, object]) -> Household:
    parts = raw.get(keys.parts) if keys.parts else None
    complete = raw.get(keys.complete) if keys.parts else None
    if not isinstance(parts, list | tuple | None) or (parts is not None and len(parts) > keys.max_parts):
        refuse("list")
    members = [_member(item) for item in parts or ()]
    ids = [_id(keys.part, member) for member in members]
    listed = frozenset(ids)
    return Household(
        _id(keys.whole, raw),
        _facts(keys.whole, raw, listed),
        tuple(MemberRecord(id, _facts(keys.part, member, listed)) for id, member in zip(ids, members, strict=True)),
        (complete is None or read_boolean(complete) is not Truth.FALSE) and (parts is not None or not keys.parts),
    )


def _member(raw: object) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        refuse("object")
    return raw


def _id(level: Level, raw: Mapping[str, object]) -> str:
    return plain_text("id", MAX_ID, raw.get(level.id))


def _facts(level: Level, raw: Mapping[str, object], listed: frozenset[str]) -> Mapping[str, Possible]:
    told: Set[str] = raw.keys() - level.own
    known = list(level.forms.told(told))
    if len(known) < len(told):
        refuse("unknown_key")
    read = ((id, form, read_value(form, raw[id])) for id, form in known)
    return {id: among(listed, form, value) for id, form, value in read if value is not None}


def among(listed: frozenset[str], form: Form, value: Possible) -> Possible:
    """What was told of a fact; a list of members lacks all others who are listed."""
    if not isinstance(form, MembersForm) or not isinstance(value, WordSet):
        return value
    return WordSet(value.has, listed - value.has)
