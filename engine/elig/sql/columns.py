"""The columns of a result: which are asked for, and what each tells."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto

from sqlglot import exp

from elig.program.model import Grant
from elig.records import Struct


class Columns(Flag):
    """Which columns a statement gives beside the outcomes.

    With `ASKED` each entitlement says for itself where it is left to the reference (`ENTITLEMENT__asked`), and a
    household is `referred` only where all of it is; without, where any of it is. With `LISTS` what is missing is left
    to the reference where the statement does not say it; without, it is NULL there.
    """

    OUTCOMES = 0
    AMOUNTS = auto()
    BOUNDS = auto()
    MET = auto()
    REASONS = auto()
    MISSING = auto()
    ASKED = auto()
    LISTS = auto()
    ALL = AMOUNTS | BOUNDS | MET | REASONS | MISSING


class Output(Struct):
    """A column of a result: its name, what it tells of which entitlement and grant, and how many steps make one."""

    name: str
    what: str
    entitlement: str
    grant: str = ""
    scale: int = 1


def of_grant(entitlement: str, grant: Grant, what: str, scale: int = 1) -> Output:
    """The column of an end of a grant, or of what is said of it."""
    return Output(f"{entitlement}__{grant.id}__{what}", what, entitlement, grant.id, scale)


def same_columns(query: exp.Select) -> Mapping[str, str]:
    """By the name of each column of a query the first that is the same."""
    firsts: dict[exp.Expr, str] = {}
    return {item.alias_or_name: firsts.setdefault(item.unalias(), item.alias_or_name) for item in query.selects}
