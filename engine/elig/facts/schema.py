"""The published contract of a household's input: a JSON Schema (draft 2020-12) made from the vocabulary.

The reader accepts nothing that the schema refuses. `UNSTATED` names what the reader refuses beyond the schema.
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
    NumberForm,
    TextForm,
    WordForm,
    WordSetForm,
)
from elig.facts.keys import MAX_ID, Keys, Level
from elig.lang import Language, UnitNames
from elig.lang.ast import Unit
from elig.program.model import Fact, Vocabulary
from elig.program.model import Words as Label
from elig.values import MAX_POINTS

DRAFT = "https://json-schema.org/draft/2020-12/schema"

UNSTATED = (
    "of a JSON number: how many decimals and digits it is written with",
    "of a number written as text: its range and how many digits it has",
    "of at_least and at_most: that some value lies between them",
    "of a date: that there is such a day, and its first and last year",
    "of an identity number: its day of birth and its check character",
    "of members: that ids and identity numbers differ",
    "of a member: that the identity number agrees with birth date, sex and certificate",
    "of the text: UTF-8 without BOM, at most 1 MB, 20 levels deep, no key twice",
)
"""What the reader checks and the schema does not state."""

Schema = dict[str, object]

_NULL: Schema = {"type": "null"}
_SECRET_PATTERNS: Mapping[str, str] = {
    "division": "^[0-9]{6}$",
    "gb11643": "^[1-9][0-9]{16}[0-9Xx]$",
    "gb26341": "^[1-9][0-9]{16}[0-9Xx][1-7][1-4](?:[Bb][0-9]{1,2})?$",
}
_NOTES: Mapping[str, tuple[str, str]] = {
    "fact": (
        "不写或写 null 表示未知。",
        "Left out or null: not known.",
    ),
    "none": ("\"none\" 表示确知没有。", "\"none\": known to be absent."),
    "boolean": ("是或否。", "Yes or no."),
    "whole": ("整数。", "A whole number."),
    "number": ("至多 {places} 位小数。", "At most {places} decimals."),
    "unit": ("单位：{unit}。", "Unit: {unit}."),
    "date": ("日期，年-月-日。", "A date, YYYY-MM-DD."),
    "set": ("列出有的；没有列出的就是没有。", "Those that hold; what is not listed does not."),
    "division": ("六位行政区划代码。", "A division code of six digits."),
    "gb11643": ("18 位公民身份号码（GB 11643）。", "An identity number of 18 characters (GB 11643)."),
    "gb26341": ("残疾人证号（GB/T 26341）。", "A certificate of disability (GB/T 26341)."),
    "recorded": ("记载于：{where}。", "Recorded in: {where}."),
    "id": ("编号。", "An id."),
    "part_id": ("编号，户内不重复。", "An id, unique in the household."),
    "complete": (
        "false 表示可能还有没列出的人。",
        "false: more people may belong than are listed.",
    ),
    "household": (
        "一户的事实。没有写的是未知，不当作零，也不当作否。",
        "The facts of one household. What is left out is not known: neither zero nor no.",
    ),
    "partly": ("部分已知：可能的值，或者上下限（都含在内）。", "Known in part: possible values, or inclusive bounds."),
}


def household_schema(vocabulary: Vocabulary) -> dict[str, object]:
    """The JSON Schema of a household in a vocabulary, with titles and descriptions in Chinese and English."""
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
        "title": _both(vocabulary.subjects.whole_label),
        "description": _note("household"),
        **whole,
    }


def _list(keys: Keys, vocabulary: Vocabulary) -> Schema:
    item = {
        "title": _both(vocabulary.subjects.part_label),
        **_object(keys.part, vocabulary, {keys.part.id: _id("part_id")}),
    }
    return {
        keys.parts: {"type": ["array", "null"], "maxItems": keys.max_parts, "items": item},
        keys.complete: {"type": ["boolean", "null"], "description": _note("complete")},
    }


def _object(level: Level, vocabulary: Vocabulary, own: Schema) -> Schema:
    facts = {
        id: _fact(level.facts[id], form, vocabulary.units) for id, form in level.forms.items()
    }
    return {
        "type": "object",
        "properties": {**own, **facts},
        "required": [level.id],
        "additionalProperties": False,
    }


def _id(note: str) -> Schema:
    return {**_plain_text(MAX_ID), "description": _note(note)}


def _plain_text(limit: int) -> Schema:
    return {
        "type": "string",
        "maxLength": limit,
        "pattern": r"\S",
        "not": {"pattern": f"[{REFUSED_CHARACTERS}]"},
    }


def _fact(fact: Fact, form: Form, units: UnitNames) -> Schema:
    value = _value(form)
    alternatives = [value, *_partly(form), *([{"const": NONE}] if _optional(form) else []), _NULL]
    notes = [_describe(form, units)]
    if _optional(form):
        notes.append(_note("none"))
    if fact.recorded_in is not None:
        where = fact.recorded_in
        notes.append(_note("recorded", where=(where.text("zh"), where.text("en"))))
    return {
        "title": _both(fact.label),
        "description": _joined([*notes, _note("fact")]),
        "anyOf": alternatives,
    }


def _optional(form: Form) -> bool:
    match form:
        case NumberForm() | DateForm() | WordForm() | TextForm():
            return form.optional
        case BooleanForm() | WordSetForm():
            return False


def _value(form: Form) -> Schema:
    """A value that is fully known."""
    match form:
        case BooleanForm():
            return {"type": "boolean"}
        case NumberForm():
            return _number(form)
        case DateForm():
            pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            return {"type": "string", "format": "date", "pattern": pattern, "maxLength": 10}
        case WordForm():
            return {"enum": [*_words(form), *form.unknown]}
        case WordSetForm():
            words = _words(form.item)
            return {"type": "array", "items": {"enum": words}, "maxItems": 2 * len(words)}
        case TextForm(""):
            return _plain_text(MAX_TEXT)
        case TextForm(check):
            return {"type": "string", "pattern": _SECRET_PATTERNS[check], "maxLength": MAX_TEXT}


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
    return {"type": "string", "pattern": f"^-?(?:0|[1-9][0-9]*){decimals}$", "maxLength": 32}


def _partly(form: Form) -> list[Schema]:
    """The forms in which a part of the value is known; an end that is null counts as left out."""
    match form:
        case NumberForm():
            return [_bounds(form), _one_of(_number(form), form.optional, MAX_POINTS)]
        case WordForm():
            return [_one_of({"enum": _words(form)}, form.optional, MAX_POINTS)]
        case BooleanForm() | DateForm() | WordSetForm() | TextForm():
            return []


def _bounds(form: NumberForm) -> Schema:
    end: Schema = {"anyOf": [{"type": "number"}, *([_numeral(form)] if form.text else []), _NULL]}
    given = {"not": _NULL}
    return {
        "type": "object",
        "description": _note("partly"),
        "properties": {AT_LEAST: end, AT_MOST: end, ONE_OF: _NULL},
        "additionalProperties": False,
        "anyOf": [
            {"required": [key], "properties": {key: given}} for key in (AT_LEAST, AT_MOST)
        ],
    }


def _one_of(item: Schema, optional: bool, limit: int) -> Schema:
    items: Schema = {"anyOf": [item, {"const": NONE}]} if optional else item
    listed: Schema = {"type": "array", "items": items, "minItems": 1, "maxItems": limit}
    return {
        "type": "object",
        "description": _note("partly"),
        "properties": {ONE_OF: listed, AT_LEAST: _NULL, AT_MOST: _NULL},
        "required": [ONE_OF],
        "additionalProperties": False,
    }


def _describe(form: Form, units: UnitNames) -> str:
    """How a value is written."""
    match form:
        case BooleanForm():
            return _note("boolean")
        case NumberForm():
            note = _note("whole") if form.whole else _note("number", places=_same(form.places))
            return _joined([note, *_unit(form.unit, units)])
        case DateForm():
            return _note("date")
        case WordForm():
            return _choices(form)
        case WordSetForm():
            return _joined([_note("set"), _choices(form.item)])
        case TextForm(""):
            return ""
        case TextForm(check):
            return _note(check)


def _unit(unit: Unit, units: UnitNames) -> list[str]:
    if not unit.powers:
        return []
    zh, en = (units.print_unit(unit, language) for language in (Language.ZH, Language.EN))
    return [_note("unit", unit=(zh, en))]
