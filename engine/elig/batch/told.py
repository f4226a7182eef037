"""A household from the cells of a table: typed values as they are, text by the form of its fact.

A table has no `none` beside a number and no partly known value; a cell of text holds what JSON would hold. Empty text
and NULL are unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from elig.facts.forms import BooleanForm, Form, MembersForm, NumberForm, WordSetForm
from elig.facts.jsontext import BadNumber, read_decimal
from elig.facts.keys import Keys, Level

Cell = object
Told = Callable[[Cell], object]
_WHOLE = re.compile(r"-?[0-9]{1,30}").fullmatch


def household_of(
    keys: Keys, cells: Mapping[str, Cell], members: Sequence[Mapping[str, Cell]] | None
) -> dict[str, object]:
    """The household as JSON would tell it; what a cell holds that no value is spelt like stays as it is."""
    found = _level(keys.whole, cells)
    if members is not None:
        found[keys.parts] = [_level(keys.part, member) for member in members]
    return found


def _level(level: Level, cells: Mapping[str, Cell]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, cell in cells.items():
        if cell is None or cell == "":
            continue
        form = level.forms.get(key)
        if form is not None:
            found[key] = value_of(form, cell)
        else:
            found[key] = _truth(cell) if key.endswith("_complete") else cell
    return found


def value_of(form: Form, cell: Cell) -> object:
    """A cell as JSON would tell it.

    >>> value_of(BooleanForm(), "true"), value_of(NumberForm(None, None, 0, text=False), "12")
    (True, 12)
    """
    match cell:
        case date():
            return cell.isoformat()
        case Decimal() if isinstance(form, NumberForm) and form.whole and cell == cell.to_integral_value():
            return int(cell)
        case str() if cell[:1] in ("{", "["):
            return _parts(cell)
        case str():
            return _text(form, cell)
        case _:
            return cell


def _text(form: Form, text: str) -> object:
    match form:
        case BooleanForm():
            return _truth(text)
        case NumberForm() if form.whole and _WHOLE(text):
            return int(text)
        case WordSetForm() | MembersForm():
            return [part.strip() for part in re.split("[;；、]", text)]
        case _:
            return text


def _truth(cell: Cell) -> object:
    return {"true": True, "false": False}.get(cell.lower(), cell) if isinstance(cell, str) else cell


def _parts(text: str) -> object:
    """A list or a partly known value that a cell holds as JSON; text that is none stays text."""
    try:
        found: object = json.loads(text, parse_float=_number)
    except ValueError:
        return text
    return found


def _number(text: str) -> object:
    found = read_decimal(text)
    return text if isinstance(found, BadNumber) else found
