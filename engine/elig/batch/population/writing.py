"""Writing a population: households with their members nested, or two files that are joined by the household's id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from elig.batch.connecting import connect, interruptible
from elig.batch.files import Format, format_of, temporary
from elig.batch.parts import copy, joined
from elig.batch.population.columns import Column
from elig.batch.population.making import Maker, Wanted
from elig.errors import EligError


def write_population(
    wanted: Wanted, out: Path, members: Path | None = None, done: Callable[[int], None] | None = None
) -> None:
    """Write made-up households; with `members` the people go to a file of their own.

    The files appear under their names when they are whole. `done` is told how many households are made. Raises
    `EligError` for an extension that is not known, `OSError` where a file cannot be written.
    """
    kinds = {path: format_of(path) for path in (out, members) if path is not None}
    with temporary(out) as folder, interruptible():
        connection = connect(folder)
        maker = Maker(wanted, connection)
        texts = {out: _household_text(maker, kinds[out], members is None)}
        if members is not None:
            texts[members] = _member_text(maker, kinds[members])
        parts: dict[Path, list[Path]] = {path: [] for path in texts}
        rows = dict.fromkeys(texts, 0)
        for _ in maker.pieces(done):
            for number, (path, sql) in enumerate(texts.items()):
                part = folder / f"{number}-{len(parts[path]):05}"
                rows[path] += copy(connection, sql, part, kinds[path], header=not parts[path], light=True)
                parts[path].append(part)
        whole = {path: folder / f"whole-{number}" for number, path in enumerate(parts)}
        for path, found in parts.items():
            joined(connection, found, kinds[path], whole[path], rows[path], light=True)
        connection.close()
        for path, made in whole.items():
            made.replace(path)


def _household_text(maker: Maker, kind: Format, nested: bool) -> str:
    own, facts = maker.keys.whole.id, maker.household
    if not nested:
        return f"SELECT {_row(own, facts, kind)} FROM households ORDER BY number"
    people = f"""SELECT number, list({_object("id", maker.member, kind)} ORDER BY place) AS people
        FROM members GROUP BY number"""
    inner = f"SELECT * FROM households JOIN ({people}) USING (number) ORDER BY number"
    if kind is Format.JSON_LINES:
        return f"SELECT to_json({_object(own, facts, kind, (maker.keys.parts, 'people'))}) FROM ({inner})"
    if kind is Format.CSV:
        raise EligError("CSV has no lists: give --members FILE too / CSV 写不了成员名单，请另写 --members")
    return f"SELECT {own}, {_listed(facts, kind)}, people AS {maker.keys.parts} FROM ({inner})"


def _member_text(maker: Maker, kind: Format) -> str:
    own = maker.keys.whole.id
    joined = f"""SELECT {own}, members.* FROM members JOIN (SELECT number, {own} FROM households) USING (number)
        ORDER BY number, place"""
    if kind is Format.JSON_LINES:
        return f"SELECT to_json({_object(own, maker.member, kind, ('id', 'id'))}) FROM ({joined})"
    return f"SELECT {own}, id, {_listed(maker.member, kind)} FROM ({joined})"


def _listed(columns: Sequence[Column], kind: Format) -> str:
    return ", ".join(f"{_field(column, kind)} AS {column.fact.id}" for column in columns)


def _row(own: str, columns: Sequence[Column], kind: Format) -> str:
    return (
        f"to_json({_object(own, columns, kind)})" if kind is Format.JSON_LINES else f"{own}, {_listed(columns, kind)}"
    )


def _object(own: str, columns: Sequence[Column], kind: Format, also: tuple[str, str] | None = None) -> str:
    fields = [f"{own} := {own}", *([f"{also[0]} := {also[1]}"] if also else [])]
    fields += [f"{column.fact.id} := {_field(column, kind)}" for column in columns]
    return f"struct_pack({', '.join(fields)})"


def _field(column: Column, kind: Format) -> str:
    """A value; in JSON a number that may be `none` is a number all the same."""
    name = column.fact.id
    if kind is Format.JSON_LINES and column.number and column.type == "VARCHAR":
        return f"CASE WHEN {name} = 'none' THEN to_json({name}) ELSE CAST({name} AS JSON) END"
    if kind is Format.JSON_LINES and column.type.startswith("DECIMAL"):
        return f"CAST({name} AS VARCHAR)"  # text: no reader makes a float of it
    if kind is Format.CSV and column.type.endswith("[]"):
        return f"CAST(to_json({name}) AS VARCHAR)"
    return name
