"""The words of the published schema: how each fact is written, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from elig.facts.forms import (
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
from elig.lang import Language, UnitNames
from elig.lang.ast import Unit
from elig.program.citation import Words
from elig.program.model import EnumValue, Fact

Both = tuple[str, str]
"""A text in Chinese and in English."""

_NOTES: Mapping[str, Both] = MappingProxyType(
    {
        "fact": (
            "不写或写 null 表示未知。",
            "Left out or null: not known.",
        ),
        "none": ('"none" 表示确知没有。', '"none": known to be absent.'),
        "boolean": ("是或否。", "Yes or no."),
        "whole": ("整数。", "A whole number."),
        "number": ("至多 {places} 位小数。", "At most {places} decimals."),
        "unit": ("单位：{unit}。", "Unit: {unit}."),
        "date": ("日期，年-月-日。", "A date, YYYY-MM-DD."),
        "set": ("列出有的；没有列出的就是没有。", "Those that hold; what is not listed does not."),
        "members": (
            "列出成员的编号；没有列出的就不是。",
            "The ids of members; who is not named does not belong.",
        ),
        "division": ("六位行政区划代码。", "A division code of six digits."),
        "gb11643": (
            "18 位公民身份号码（GB 11643）。",
            "An identity number of 18 characters (GB 11643).",
        ),
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
        "values": ("取值：{values}。", "Values: {values}."),
        "coded": (
            "取值（括号内为 {standard} 代码）：{values}。",
            "Values (in brackets the code of {standard}): {values}.",
        ),
        "partly": (
            "部分已知：可能的值，或者上下限（都含在内）。",
            "Known in part: possible values, or inclusive bounds.",
        ),
    }
)


def note(key: str) -> str:
    """A note in both languages."""
    return _text([_NOTES[key]])


def label(words: Words) -> str:
    """A label in both languages.

    >>> label(Words("出生日期", "date of birth"))
    '出生日期 / date of birth'
    """
    return _text([(words.text("zh"), words.text("en"))])


def fact_note(fact: Fact, form: Form, units: UnitNames) -> str:
    """How a fact is written, where it is recorded, and what leaving it out means."""
    notes = [*_form_notes(form, units)]
    if fact.note is not None:
        notes.append((fact.note.text("zh"), fact.note.text("en")))
    if is_optional(form):
        notes.append(_NOTES["none"])
    if fact.recorded_in is not None:
        where = fact.recorded_in
        notes.append(_filled("recorded", "where", (where.text("zh"), where.text("en"))))
    return _text([*notes, _NOTES["fact"]])


def _form_notes(form: Form, units: UnitNames) -> list[Both]:
    match form:
        case BooleanForm():
            return [_NOTES["boolean"]]
        case NumberForm():
            places = str(form.places)
            kind = _NOTES["whole"] if form.whole else _filled("number", "places", (places, places))
            return [kind, *_unit(form.unit, units)]
        case DateForm():
            return [_NOTES["date"]]
        case WordForm():
            return [_values(form)]
        case WordSetForm():
            return [_NOTES["set"], _values(form.item)]
        case MembersForm():
            return [_NOTES["members"]]
        case TextForm(""):
            return []
        case TextForm(check):
            return [_NOTES[check]]


def _unit(unit: Unit, units: UnitNames) -> list[Both]:
    if not unit.powers:
        return []
    zh, en = units.print_unit(unit, Language.ZH), units.print_unit(unit, Language.EN)
    return [_filled("unit", "unit", (zh, en))]


def _values(form: WordForm) -> Both:
    zh = "，".join(_value(value, value.label.text("zh")) for value in form.values)
    en = ", ".join(_value(value, value.label.text("en")) for value in form.values)
    if not form.standard:
        return _filled("values", "values", (zh, en))
    note_zh, note_en = _NOTES["coded"]
    return note_zh.format(values=zh, standard=form.standard), note_en.format(values=en, standard=form.standard)


def _value(value: EnumValue, text: str) -> str:
    code = f" ({value.code})" if value.code else ""
    return f"{value.id}{code} {text}"


def _filled(key: str, name: str, values: Both) -> Both:
    zh, en = _NOTES[key]
    return zh.format(**{name: values[0]}), en.format(**{name: values[1]})


def _text(notes: Iterable[Both]) -> str:
    listed = list(notes)
    zh, en = "".join(zh for zh, _ in listed), " ".join(en for _, en in listed)
    return f"{zh} / {en}" if zh != en else zh
