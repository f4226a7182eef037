"""What the reference decided of a household, as the rows that a statement would have given."""

from __future__ import annotations

from elig.evaluate.decision import GrantResult, Outcomes, Result
from elig.program.model import Entitlement, Grant, Rules
from elig.sql.staged import SEPARATOR
from elig.sql.statement import Columns
from elig.sql.steps import scale_of
from elig.values import Interval, Outcome

Cell = str | int | list[str] | None
WideRow = dict[str, Cell]


def rows(outcomes: Outcomes, rules: Rules, columns: Columns) -> tuple[WideRow, list[WideRow]]:
    """The wide columns of a household, and those of each member in the order of the list, with `member` and `id`."""
    household: WideRow = {}
    members: list[WideRow] = [{"member": place, "id": name} for place, name in enumerate(outcomes.members)]
    places = {name: place for place, name in enumerate(outcomes.members)}
    for result in outcomes.results:
        row = household if result.subject is None else members[places[result.subject]]
        if result.entitlement.of_member and result.subject is None:
            continue
        row.update(cells(result, rules, columns))
    return household, members


def cells(result: Result, rules: Rules, columns: Columns) -> WideRow:
    """The columns of one answer."""
    name = result.entitlement.id
    found: WideRow = {f"{name}__outcome": result.outcome.value}
    given = {grant.id: grant for grant in result.grants}
    for grant in result.entitlement.grants:
        if grant.amount is not None:
            found.update(_grant(result.entitlement, grant, given.get(grant.id), rules, columns))
    if Columns.MET in columns and result.entitlement.met_when is not None:
        found[f"{name}__met"] = None if result.met is None else result.met.value
    if Columns.REASONS in columns:
        found[f"{name}__reason"] = reason(result)
    if Columns.MISSING in columns:
        is_open = result.outcome is Outcome.UNDETERMINED
        found[f"{name}__missing"] = SEPARATOR.join(item.path for item in result.missing) if is_open else None
    return found


def paths(missing: str | None) -> list[str] | None:
    """A list of what is missing, put in the order of its letters; None where it is not said.

    >>> paths("sex; members[m1].birth_date"), paths(""), paths(None)
    (['members[m1].birth_date', 'sex'], [], None)
    """
    if missing is None:
        return None
    return sorted(missing.split(SEPARATOR)) if missing else []


def reason(result: Result) -> str | None:
    """The id of the first decisive condition; where readings are open, under the first option of each."""
    found = result.by_reading[0].reasons if result.by_reading else result.reasons
    return next((leaf.id for one in found for leaf in one.leaves()), None)


def _grant(
    entitlement: Entitlement, grant: Grant, given: GrantResult | None, rules: Rules, columns: Columns
) -> WideRow:
    found: WideRow = {}
    name, scale = f"{entitlement.id}__{grant.id}", scale_of(grant, rules.vocabulary)
    if Columns.AMOUNTS in columns:
        ends = {"": None if given is None else given.if_due}
        ends |= {"left_": None if given is None else given.left} if grant.used is not None else {}
        for what, interval in ends.items():
            found[f"{name}__{what}low"], found[f"{name}__{what}high"] = _ends(interval, scale)
    if Columns.BOUNDS in columns:
        found[f"{name}__bound"] = None if given is None or given.if_due is None else bound(given.if_due)
    return found


def _ends(interval: Interval | None, scale: int) -> tuple[int | None, int | None]:
    if interval is None:
        return None, None
    low, high = (None if end is None else int(end * scale) for end in (interval.low, interval.high))
    return low, high


def bound(interval: Interval) -> str:
    """What kind of bound an amount is."""
    if interval.is_point:
        return "exact"
    if interval.high is None:
        return "at_least"
    return "up_to" if interval.low == 0 else "between"
