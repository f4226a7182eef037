"""Reading JSON text straight into cells, in one pass of code that is written for the vocabulary.

Only what is surely right is read here: at the least doubt the whole input goes to the reader that names every problem,
so that errors are its errors. A value that is not spelt in the usual way is read by that reader's own functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from elig.compile.agreeing import agreement
from elig.compile.cells import ABSENT, Column, Layout, Told
from elig.compile.source import Block, Names, function_of
from elig.compile.spelling import DOUBT, Days, Decimals, decimals_of, ends_of, reader_of, words_of
from elig.facts.forms import BooleanForm, DateForm, Form, MembersForm, NumberForm, TextForm, WordForm, WordSetForm
from elig.facts.household import Household
from elig.facts.jsontext import MAX_BYTES
from elig.facts.keys import MAX_ID, Keys
from elig.facts.reading import HouseholdReader
from elig.facts.refusal import Refusal
from elig.facts.words import plain_text

Read = Callable[[dict[str, Any], int], Told | int | None]
"""An object, and how many colons its text has: the household, the number of keys where that differs, or None."""

_BLANK = " \t\n\r"
_PLAIN_ID = re.compile(r"[!-~]{1,100}").fullmatch


class _DuplicateError(ValueError):
    """A key that stands twice."""


class TextReader:
    """Reads households of one vocabulary into cells; safe to share."""

    def __init__(self, layout: Layout, keys: Keys, reader: HouseholdReader) -> None:
        self._layout, self._reader = layout, reader
        self._decoder = json.JSONDecoder(parse_float=Decimals, parse_constant=_refuse)
        self._careful = json.JSONDecoder(parse_float=Decimals, parse_constant=_refuse, object_pairs_hook=_unique)
        self._read, self.text = _written(layout, keys)

    def read(self, data: str | bytes | Mapping[str, object] | Household) -> Told:
        """A household in cells; raises `HouseholdError` with every problem."""
        if isinstance(data, Household):
            return self._layout.pack(data)
        found = self._mapping(data) if isinstance(data, Mapping) else self._text(data)
        return found if found is not None else self._layout.pack(self._reader.read(data))

    def _text(self, data: str | bytes) -> Told | None:
        try:
            text = data if isinstance(data, str) else data.decode("utf-8")
            if len(text) * 4 > MAX_BYTES and len(text.encode()) > MAX_BYTES:
                return None
            text = text.strip(_BLANK)
            whole, end = self._decoder.raw_decode(text)
            if end != len(text) or whole.__class__ is not dict:
                return None
            found = self._read(whole, text.count(":"))
            if isinstance(found, int):  # a colon in a text, or a key that stands twice
                found = self._read(self._careful.decode(text), -1)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, Told) else None

    def _mapping(self, data: Mapping[str, object]) -> Told | None:
        """A dictionary is copied as far down as it is taken apart."""
        whole = {key: _copied(value) for key, value in data.items()}
        found = self._read(whole, -1)
        return found if isinstance(found, Told) else None


def _copied(value: object) -> object:
    if isinstance(value, list | tuple):
        return [dict(item) if item.__class__ is dict else item for item in value]
    return value


def _refuse(text: str) -> object:
    raise ValueError(text)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateError
    return found


# ---------------------------------------------------------------------- the text of the function


def _written(layout: Layout, keys: Keys) -> tuple[Read, str]:
    names, head = Names(), Block(1)
    head.add("keys = len(whole)")
    _identity(keys.whole.id, "whole", "name", head, names)
    retired = names.constant(layout.retired)
    facts = [_cell(c, keys.whole.forms[id], "whole", head, names, retired) for id, c in layout.household.items()]
    lines = ["def decide(whole, colons):", "    opened = members_opened = 0; retired = False", *head.text()]
    lines += [*_listed(layout, keys, names)] if keys.parts else ["    rows = ids = (); complete = True"]
    lines.append("    if whole: return None")
    lines.append("    if keys != colons and colons >= 0: return keys")
    told = f"name, {_tuple(facts)}, rows, ids, complete, opened, members_opened, retired"
    lines.append(f"    return {names.constant(Told)}({told})")
    bound = {"int": int, "len": len, "str": str, "set": set, "list": list, "dict": dict, "tuple": tuple}
    read, text = function_of("household", lines, {**bound, **names.bound})
    return cast(Read, read), text


def _listed(layout: Layout, keys: Keys, names: Names) -> Iterator[str]:
    """The members and whether all are listed."""
    parts, flag = names.constant(keys.parts), names.constant(keys.complete)
    yield f"    listed = whole.pop({parts}, None); complete = whole.pop({flag}, None)"
    yield "    if complete is not None and complete is not True and complete is not False: return None"
    yield "    if listed is None:"
    yield "        if complete: return None"
    yield "        listed = []; complete = False"
    yield "    elif complete is None: complete = True"
    yield f"    if listed.__class__ is not list or len(listed) > {keys.max_parts}: return None"
    yield "    rows = []; ids = []"
    yield "    for member in listed:"
    yield "        if member.__class__ is not dict: return None"
    inside = Block(2)
    inside.add("keys += len(member); opened_here = 0")
    _identity(keys.part.id, "member", "id", inside, names)
    retired = names.constant(layout.retired)
    cells = [
        _cell(c, keys.part.forms[i], "member", inside, names, retired, "opened_here") for i, c in layout.member.items()
    ]
    inside.add("if member: return None")
    inside.add(f"rows.append({_tuple(cells)}); ids.append(id); members_opened |= opened_here")
    yield from inside.text()
    yield "    if len(set(ids)) != len(ids): return None"
    agrees = agreement(layout, keys.part)
    if agrees is not None:
        yield f"    if not {names.constant(agrees)}(rows): return None"
    yield "    rows = tuple(rows); ids = tuple(ids)"


def _tuple(cells: list[str]) -> str:
    return f"({''.join(f'{cell}, ' for cell in cells)})"


def _identity(key: str, of: str, name: str, block: Block, names: Names) -> None:
    plain, other = names.constant(_PLAIN_ID), names.constant(_is_id)
    block.add(f"pop = {of}.pop; {name} = pop({names.constant(key)}, None)")
    block.add(f"if {name}.__class__ is not str or not ({plain}({name}) or {other}({name})): return None")


def _is_id(text: str) -> bool:
    try:
        plain_text("id", MAX_ID, text)
    except Refusal:
        return False
    return True


def _cell(column: Column, form: Form, of: str, block: Block, names: Names, retired: str, opened: str = "opened") -> str:
    """Lines that read one fact into a name."""
    cell = f"{'m' if of == 'member' else 'c'}{column.index}"
    usual, is_open = _usual(column, form, cell, names)
    slow, note = names.constant(reader_of(column, form)), f"{opened} |= {column.flag}"
    block.add(f"v = pop({names.constant(column.fact.id)}, None)")
    for line in f"if {usual}".splitlines():
        block.add(line)
    block.add(f"elif v is None: {cell} = None; {note}")
    block.add("else:")
    block.add(f"    {cell} = {slow}(v)")
    block.add(f"    if {cell} is {names.constant(DOUBT)}: return None")
    block.add(f"    if {is_open}: {note}")
    if column.fact.division:
        block.add(f"    if {cell} in {retired}: retired = True")
    return cell


def _usual(column: Column, form: Form, cell: str, names: Names) -> tuple[str, str]:
    """Code that reads the usual spelling, and of whether a cell that was spelt otherwise is open."""
    number = f"{cell}.__class__ is not int and {cell} is not {names.constant(ABSENT)}"
    match form:
        case BooleanForm():
            return f"v is True or v is False: {cell} = v", "False"
        case NumberForm():
            low, high = ends_of(form)
            code = f"v.__class__ is int and {low} <= v <= {high}: {cell} = v * {column.scale}"
            if form.text and form.places:
                digits, inside = (
                    names.constant(decimals_of(form.places)),
                    f"{low * column.scale} <= {cell} <= {high * column.scale}",
                )
                known = f"v.__class__ is str and ({cell} := {digits}(v)) is not None and {inside}"
                return f"{known}: pass\nelif {code}", number
            return code, number
        case DateForm():
            days = names.constant(Days(form))
            return f"v.__class__ is str and ({cell} := {days}[v]) is not None: pass", number
        case WordForm():
            words = names.constant(words_of(column, form))
            code = f"v.__class__ is str and ({cell} := {words}.get(v)) is not None: pass"
            return code, f"{cell} is None or {cell} & {cell} - 1"
        case TextForm() | WordSetForm() | MembersForm():
            return "False: pass", f"{names.constant(column.is_open)}({cell})"
