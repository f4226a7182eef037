"""The published contract of a household's input: a JSON Schema made from the vocabulary.

The reader accepts nothing that the schema refuses; `UNSTATED` names what only the reader refuses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import quote

from elig.facts.forms import (
    AT_LEAST,
    AT_MOST,
    MAX_TEXT,
    NONE,
    ONE_OF,
    REFUSED_CHARACTERS,
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
from elig.facts.keys import MAX_ID, Keys, Level
from elig.facts.notes import fact_note, label, note
from elig.lang import UnitNames
from elig.program.model import Fact, Vocabulary
from elig.values import MAX_POINTS

DRAFT = "https://json-schema.org/draft/2020-12/schema"

UNSTATED = (
    "of a JSON number: how many decimals and digits it is written with",
    "of a number written as text: its range and how many digits it has",
    "of at_least and at_most: that some value lies between them",
    "of a date: that there is such a day, and its first and last year",
    "of an identity number: its day of birth and its check character",
    "of members: that ids and identity numbers differ",
    "of a list of members: that they are listed",
    "of a member: that identity number and certificate agree with each other, with birth date, sex and disability",
    "of the text: UTF-8 without BOM, at most 1 MB, 20 levels deep, no key twice",
)
"""What the reader checks and the schema does not state."""

Schema = dict[str, object]

_NULL: Schema = {"type": "null"}
_END = "$(?!\\n)"
"""The end of a text, also for engines whose `$` lets a line break follow."""

_PATTERNS: Mapping[str, str] = {
    "division": f"^[0-9]{{6}}{_END}",
    "gb11643": f"^[1-9][0-9]{{16}}[0-9Xx]{_END}",
    "gb26341": f"^[1-9][0-9]{{16}}[0-9Xx][1-7][1-4](?:[Bb][0-9]{{1,2}})?{_END}",
}


def household_schema(vocabulary: Vocabulary) -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of a household, described in Chinese and English."""
    keys = Keys.of(vocabulary)
    whole = _object(keys.whole, vocabulary, {keys.whole.id: _id("id")})
    if keys.parts:
        properties = whole["properties"]
        assert isinstance(properties, dict), "an object schema has properties"
        properties |= _list(keys, vocabulary)
        whole["if"] = {
            "properties": {keys.complete: {"const": True}},
            "required": [keys.complete],
        }
        whole["then"] = {"properties": {keys.parts: {"type": "array"}}, "required": [keys.parts]}
    return {
        "$schema": DRAFT,
        "$id": f"urn:elig:household:{quote(vocabulary.id, safe='')}",
        "title": label(vocabulary.subjects.whole_label),
        "description": note("household"),
        **whole,
    }


def _list(keys: Keys, vocabulary: Vocabulary) -> Schema:
    item = {
        "title": label(vocabulary.subjects.part_label),
        **_object(keys.part, vocabulary, {keys.part.id: _id("part_id")}),
    }
    return {
        keys.parts: {"type": ["array", "null"], "maxItems": keys.max_parts, "items": item},
        keys.complete: {"type": ["boolean", "null"], "description": note("complete")},
    }


def _object(level: Level, vocabulary: Vocabulary, own: Schema) -> Schema:
    listed = level.facts
    facts = {id: _fact(listed[id], form, vocabulary.units) for id, form in level.forms.items()}
    return {
        "type": "object",
        "properties": {**own, **facts},
        "required": [level.id],
        "additionalProperties": False,
    }


def _id(key: str) -> Schema:
    return {**_plain_text(MAX_ID), "description": note(key)}


def _plain_text(limit: int) -> Schema:
    return {
        "type": "string",
        "maxLength": limit,
        "pattern": r"\S",
        "not": {"pattern": f"[{REFUSED_CHARACTERS}]"},
    }


def _fact_text() -> Schema:
    text = _plain_text(MAX_TEXT)
    return {**text, "not": {"anyOf": [text["not"], {"const": NONE}]}}


def _fact(fact: Fact, form: Form, units: UnitNames) -> Schema:
    value = _value(form)
    alternatives = [value, *_partly(form), *([{"const": NONE}] if is_optional(form) else []), _NULL]
    return {
        "title": label(fact.label),
        "description": fact_note(fact, form, units),
        "anyOf": alternatives,
    }


def _value(form: Form) -> Schema:
    """A value that is fully known."""
    match form:
        case BooleanForm():
            return {"type": "boolean"}
        case NumberForm():
            return _number(form)
        case DateForm():
            pattern = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_END}"
            return {"type": "string", "format": "date", "pattern": pattern}
        case WordForm():
            return {"enum": [*_words(form), *form.unknown]}
        case WordSetForm():
            words = _words(form.item)
            return {"type": "array", "items": {"enum": words}, "maxItems": 2 * len(words)}
        case MembersForm():
            return {"type": "array", "items": _plain_text(MAX_ID), "maxItems": 2 * form.most}
        case TextForm(""):
            return _fact_text()
        case TextForm(check):
            return {"type": "string", "pattern": _PATTERNS[check]}


def _words(form: WordForm) -> list[object]:
    return list(form.ids)


def _number(form: NumberForm) -> Schema:
    ends: Schema = {}
    if form.low is not None:
        ends["minimum"] = math.floor(form.low)
    if form.high is not None:
        ends["maximum"] = math.ceil(form.high)
    number = {"type": "integer" if form.whole else "number", **ends}
    return {"anyOf": [number, _numeral(form)]} if form.text else number


def _numeral(form: NumberForm) -> Schema:
    decimals = f"(?:\\.[0-9]{{1,{form.places}}})?" if form.places else ""
    return {"type": "string", "pattern": f"^-?(?:0|[1-9][0-9]*){decimals}{_END}", "maxLength": 32}


def _partly(form: Form) -> list[Schema]:
    """The forms in which a part of the value is known; an end that is null counts as left out."""
    match form:
        case NumberForm():
            beside: Schema = {AT_LEAST: _NULL, AT_MOST: _NULL}
            return [_bounds(form), _one_of(_number(form), form.optional, beside)]
        case WordForm():
            return [_one_of({"enum": _words(form)}, form.optional, {})]
        case BooleanForm() | DateForm() | WordSetForm() | MembersForm() | TextForm():
            return []


def _bounds(form: NumberForm) -> Schema:
    end: Schema = {"anyOf": [{"type": "number"}, *([_numeral(form)] if form.text else []), _NULL]}
    given = {"not": _NULL}
    return {
        "type": "object",
        "description": note("partly"),
        "properties": {AT_LEAST: end, AT_MOST: end, ONE_OF: _NULL},
        "additionalProperties": False,
        "anyOf": [{"required": [key], "properties": {key: given}} for key in (AT_LEAST, AT_MOST)],
    }


def _one_of(item: Schema, optional: bool, beside: Schema) -> Schema:
    items: Schema = {"anyOf": [item, {"const": NONE}]} if optional else item
    listed: Schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_POINTS}
    return {
        "type": "object",
        "description": note("partly"),
        "properties": {ONE_OF: listed, **beside},
        "required": [ONE_OF],
        "additionalProperties": False,
    }
