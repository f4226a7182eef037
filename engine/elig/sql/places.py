"""What a place and a day decide: the figures of parameters and the settled readings, as a table of a few rows.

Each household is joined to the nearest place around its own for which something is stated; what is the same at all of
them stands in the statement as a constant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import lcm

from sqlglot import exp

from elig.evaluate.places import NOWHERE_KNOWN, Where, chain, lies_in, settled, value_of, values_of
from elig.program.model import NATION, Parameter, Rules
from elig.program.types import DateType
from elig.records import Struct
from elig.sql.trees import Tree, among, case, cast, column, day, is_null, null, text, truth, whole

Keys = tuple[str, ...]
Slot = tuple[str, Keys]
"""A parameter for some keys, or a reading (`@id`)."""
Stated = Fraction | bool | str | None
DAY = timedelta(days=1)
UNKNOWN = "?"
"""The place of a household of which only the region is known."""


class Span(Struct):
    """Days from the first to the last, both included."""

    first: date
    last: date


class Row(Struct):
    """What holds at a place over a span of days."""

    place: str
    days: Span
    values: Mapping[Slot, Stated]


class Places(Struct):
    """The rows of a table of places, what is the same in all of them, and where values depend on an unknown place.

    `mixed`: where the place is not known, something may hold or not.
    """

    rows: tuple[Row, ...]
    constants: Mapping[Slot, Stated]
    scales: Mapping[Slot, int]
    codes: tuple[str, ...]
    default: str
    mixed: bool
    dated: bool

    @property
    def varying(self) -> tuple[Slot, ...]:
        """What differs between the rows."""
        return tuple(self.scales)


def places_of(rules: Rules, region: str | None, days: Span, *, origin: bool, exact: bool = False) -> Places:
    """The table for a region's rules over some days, by the new home or by the place left.

    `region` is the division in which all households of a known place live; None where they may live anywhere.
    """
    chosen = [p for p in rules.parameters.values() if p.by_origin is origin]
    slots: list[Slot] = [(p.id, keys) for p in chosen for keys in rules.vocabulary.keys_of(p)]
    slots += [] if origin else [(f"@{reading}", ()) for reading in rules.readings]
    inside = region or NATION
    stated = {entry.division for p in chosen for entry in p.entries}
    stated |= set() if origin else {s.division for r in rules.readings.values() for s in r.settled}
    codes = tuple(
        sorted(
            code for code in stated if code != inside and (region is None or lies_in(code, inside)) and code != NATION
        )
    )
    rows = [row for span in _spans(rules, chosen, days, origin) for row in _rows(rules, slots, codes, inside, span)]
    unknown, mixed = _unknown(rules, slots, days, inside, origin, exact)
    rows += [] if mixed else unknown
    constants: dict[Slot, Stated] = {}
    scales: dict[Slot, int] = {}
    for slot in slots:
        found = {row.values[slot] for row in rows}
        if len(found) == 1:
            constants[slot] = found.pop()
        else:
            scales[slot] = lcm(*(v.denominator for v in found if isinstance(v, Fraction)))
    return Places(tuple(rows), constants, scales, codes, inside, mixed, len({row.days for row in rows}) > 1)


def _spans(rules: Rules, chosen: list[Parameter], days: Span, origin: bool) -> list[Span]:
    starts = {entry.since for p in chosen for entry in p.entries}
    starts |= set() if origin else {s.since for r in rules.readings.values() for s in r.settled}
    inside = sorted({days.first, *(day for day in starts if days.first < day <= days.last)})
    lasts = [*(start - DAY for start in inside[1:]), days.last]
    return [Span(first, last) for first, last in zip(inside, lasts, strict=True)]


def _rows(rules: Rules, slots: list[Slot], codes: tuple[str, ...], inside: str, span: Span) -> Iterator[Row]:
    for code in (*codes, inside):
        where = Where(chain(None if code == NATION else code))
        yield Row(code, span, {slot: _value(rules, slot, where, span.first) for slot in slots})


def _value(rules: Rules, slot: Slot, where: Where, on: date) -> Stated:
    name, keys = slot
    if name.startswith("@"):
        found = settled(rules.readings[name[1:]], where, on)
        return None if found is None else found.option
    entry = value_of(rules.parameters[name], keys, where.places, on)
    return None if entry is None else entry.value


def _unknown(
    rules: Rules, slots: list[Slot], days: Span, inside: str, origin: bool, exact: bool
) -> tuple[list[Row], bool]:
    """What holds where the place is not known; and whether that may be more than one thing."""
    where = NOWHERE_KNOWN if origin else Where(chain(None if inside == NATION else inside), exact=exact)
    chosen = [rules.parameters[name] for name, _ in slots if not name.startswith("@")]
    found: list[Row] = []
    for span in _spans(rules, chosen, days, origin):
        values: dict[Slot, Stated] = {}
        for name, keys in slots:
            if name.startswith("@"):
                values[name, keys] = _value(rules, (name, keys), where, span.first)
                continue
            entries = values_of(rules.parameters[name], keys, where, span.first)
            if len(entries) > 1:
                return [], True
            values[name, keys] = None if entries[0] is None else entries[0].value
        found.append(Row(UNKNOWN, span, values))
    return found, False


def digits(division: str) -> int:
    """How many digits of a code say which division it is: of a province 2, of a prefecture 4, of a county 6."""
    return 2 if division.endswith("0000") else 4 if division.endswith("00") else 6


def key_of(division: Tree, places: Places) -> Tree:
    """The place of the table that holds for a division."""
    by_length: dict[int, list[Tree]] = {6: [], 4: [], 2: []}
    for code in places.codes:
        by_length[digits(code)].append(text(code))
    branches: list[tuple[Tree, Tree]] = [(is_null(division), text(UNKNOWN if not places.mixed else places.default))]
    for size, codes in by_length.items():
        if codes:
            first = division if size == 6 else _around(division, size)
            branches.append((among(first, codes), first))
    return case(branches, text(places.default))


def _around(division: Tree, size: int) -> Tree:
    """The prefecture or the province around a county."""
    first = exp.Substring(this=division, start=whole(1), length=whole(size))
    return exp.Concat(expressions=[first, text("0" * (6 - size))], safe=False, coalesce=False)


def name_of(slot: Slot) -> str:
    """The column of a parameter or reading."""
    name, keys = slot
    return "__".join((f"reading__{name[1:]}" if name.startswith("@") else f"p__{name}", *keys))


def table_of(places: Places, slots: list[Slot], kinds: Mapping[Slot, str], alias: str) -> exp.Expression:
    """The rows as a table that a query joins: its place, the days if they differ, and some columns."""
    days = ["since", "until"] if places.dated else []
    rows = [_tuple(row, places, slots, kinds, first=not index) for index, row in enumerate(places.rows)]
    names = ["place", *days, *(name_of(slot) for slot in slots)]
    return exp.Values(
        expressions=rows,
        alias=exp.TableAlias(
            this=exp.to_identifier(alias, quoted=True), columns=[exp.to_identifier(name, quoted=True) for name in names]
        ),
    )


def _tuple(row: Row, places: Places, slots: list[Slot], kinds: Mapping[Slot, str], *, first: bool) -> exp.Tuple:
    cells: list[Tree] = [text(row.place)]
    if places.dated:
        cells += [day(row.days.first), day(row.days.last)]
    for slot in slots:
        value = _cell(row.values[slot], places.scales[slot], kinds[slot])
        cells.append(cast(value, kinds[slot]) if first and not isinstance(value, exp.Cast) else value)
    return exp.Tuple(expressions=cells)


def _cell(value: Stated, scale: int, kind: str) -> Tree:
    match value:
        case None:
            return null()
        case bool():
            return truth(value)
        case str():
            return text(value)
        case _ if kind == "date":
            return day(date.fromordinal(int(value)))
        case _:
            return whole(int(value * scale))


def on_condition(places: Places, key: Tree, on: Tree | None, alias: str) -> Tree:
    """When a row of the table holds for a household."""
    found: Tree = exp.EQ(this=column("place", alias), expression=exp.Paren(this=key))
    if places.dated:
        assert on is not None, "rows of several days are joined by the day"
        within = exp.Between(this=on, low=column("since", alias), high=column("until", alias))
        found = exp.And(this=found, expression=exp.Paren(this=within))
    return found


def kind_of(parameter: Parameter) -> str:
    """The SQL type of a parameter's column."""
    from elig.program.types import BooleanType, EnumType

    match parameter.type:
        case BooleanType():
            return "boolean"
        case DateType():
            return "date"
        case EnumType():
            return "text"
        case _:
            return "bigint"
