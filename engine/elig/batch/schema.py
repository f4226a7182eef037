"""The columns of an output: long, with a row for each household, entitlement and subject; or wide, with a row for each
subject and columns for each entitlement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from elig.batch.answer import PLACES, plain, text_of
from elig.batch.files import Format
from elig.batch.record import Asks
from elig.batch.reference import Found
from elig.program.model import Entitlement, Rules


class Layout(Enum):
    """How answers lie in a table."""

    LONG = "long"
    WIDE = "wide"


AMOUNT = f"DECIMAL(20, {PLACES})"
HEAD: Mapping[str, str] = {
    "row": "BIGINT",
    "household_id": "VARCHAR",
    "region": "VARCHAR",
    "on_date": "DATE",
}
"""The columns that both layouts begin with."""
GRANT: Mapping[str, str] = {
    "id": "VARCHAR",
    "kind": "VARCHAR",
    "every": "VARCHAR",
    "unit": "VARCHAR",
    "low": AMOUNT,
    "high": AMOUNT,
    "bound": "VARCHAR",
    "left_low": AMOUNT,
    "left_high": AMOUNT,
}
LONG: Mapping[str, str] = {
    **HEAD,
    "entitlement": "VARCHAR",
    "subject": "VARCHAR",
    "outcome": "VARCHAR",
    "met": "VARCHAR",
    "reason": "VARCHAR",
    "missing": "VARCHAR[]",
    "grants": f"STRUCT({', '.join(f'{name} {kind}' for name, kind in GRANT.items())})[]",
}


def columns(layout: Layout, regions: Iterable[Rules], full: bool) -> dict[str, str]:
    """The columns of an output and their types; in full there are reasons and what is missing."""
    if layout is Layout.LONG:
        return {name: kind for name, kind in LONG.items() if full or name not in ("reason", "missing")}
    found = {**HEAD, "subject": "VARCHAR"}
    for rules in regions:
        for entitlement in rules.entitlements.values():
            found.update(_wide_columns(entitlement, full))
    return found


def _wide_columns(entitlement: Entitlement, full: bool) -> dict[str, str]:
    id = entitlement.id
    found = {f"{id}__outcome": "VARCHAR"}
    if entitlement.met_when is not None:
        found[f"{id}__met"] = "VARCHAR"
    if full:
        found |= {f"{id}__reason": "VARCHAR", f"{id}__missing": "VARCHAR[]"}
    for grant in entitlement.grants:
        if grant.amount is None:
            continue
        name = f"{id}__{grant.id}"
        found |= {f"{name}__low": AMOUNT, f"{name}__high": AMOUNT, f"{name}__bound": "VARCHAR"}
        if grant.used is not None:
            found |= {f"{name}__left_low": AMOUNT, f"{name}__left_high": AMOUNT}
    return found


def lines(found: Found, layout: Layout, columns: Mapping[str, str], *, order: bool = False) -> Iterator[str]:
    """What was decided for a household as lines of JSON, in file order; with `order` their places stand in `seq`."""
    head = {"row": found.row, "household_id": found.household, "region": found.region, "on_date": str(found.on)}
    rows = _wide(found) if layout is Layout.WIDE else [plain(answer) for answer in found.answers]
    places = range(len(rows)) if found.only is None else _places(found, found.only, layout)
    for place, row in zip(places, rows, strict=True):
        whole = {**head, **row}
        told = {name: whole.get(name) for name in columns}
        yield json.dumps({**told, **({"seq": place} if order else {})}, ensure_ascii=False, separators=(",", ":"))


def _places(found: Found, only: Asks, layout: Layout) -> Iterable[int]:
    """The places of the rows of some answers: in the wide layout answers for one subject share one."""
    places = [only[answer.entitlement, answer.subject] for answer in found.answers]
    return dict.fromkeys(places) if layout is Layout.WIDE else places


def _wide(found: Found) -> list[dict[str, Any]]:
    """A row for the household and one for each member, in their order; of some answers only the rows they stand in."""
    rows: dict[str | None, dict[str, Any]] = {} if found.only is not None else {None: {"subject": None}}
    for answer in found.answers:
        row = rows.setdefault(answer.subject, {"subject": answer.subject})
        id = answer.entitlement
        row |= {f"{id}__outcome": answer.outcome, f"{id}__met": answer.met, f"{id}__reason": answer.reason}
        row[f"{id}__missing"] = list(answer.missing)
        for grant in answer.grants:
            name = f"{id}__{grant.id}"
            row |= {f"{name}__low": text_of(grant.low), f"{name}__high": text_of(grant.high)}
            row |= {f"{name}__bound": grant.bound}
            row |= {f"{name}__left_low": text_of(grant.left_low), f"{name}__left_high": text_of(grant.left_high)}
    return list(rows.values())


def table_of_lines(path: str, columns: Mapping[str, str]) -> str:
    """SQL of the lines of a part as a table."""
    typed = ", ".join(f"\"{name}\": '{kind}'" for name, kind in columns.items())
    return f"read_json({path}, format = 'newline_delimited', columns = {{{typed}}})"


def in_format(columns: Mapping[str, str], kind: Format) -> str:
    """SQL of the columns as a format holds them: CSV has no lists, JSON Lines are one text."""
    match kind:
        case Format.PARQUET:
            return ", ".join(f'"{name}"' for name in columns)
        case Format.CSV:
            return ", ".join(_cell(name, kind_of) for name, kind_of in columns.items())
        case Format.JSON_LINES:
            fields = ", ".join(f'"{name}" := {_field(name, kind_of)}' for name, kind_of in columns.items())
            return f"to_json(struct_pack({fields}))"


def _cell(name: str, kind: str) -> str:
    if kind == "VARCHAR[]":
        return f'array_to_string("{name}", \'; \') AS "{name}"'
    if kind.endswith("[]"):
        return f'CAST(to_json("{name}") AS VARCHAR) AS "{name}"'
    return f'"{name}"'


def _field(name: str, kind: str) -> str:
    """A value as JSON holds it: amounts are text, of which no reader makes a float."""
    if kind == AMOUNT:
        return _amount(f'"{name}"')
    if kind == LONG["grants"]:
        fields = {field: f"g.{field}" for field in GRANT}
        fields |= {field: _amount(code) for field, code in fields.items() if GRANT[field] == AMOUNT}
        listed = ", ".join(f"{field} := {code}" for field, code in fields.items())
        return f'list_transform("{name}", lambda g: struct_pack({listed}))'
    return f'"{name}"'


def _amount(code: str) -> str:
    """Two decimals, more where it has more, as `text_of` writes it."""
    return f"regexp_replace(CAST({code} AS VARCHAR), '0{{1,2}}$', '')"
