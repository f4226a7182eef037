"""Whether two rules that agree on every complete household also agree where something is not known.

An entitlement whose plan is exact says of a partly known household what all its completions have in common. Two exact
ones that agree on every completion therefore agree, whatever is unknown. Where one is not exact, or a figure is open
that no place has settled, the operators are compared as they stand, with every fact known or not.
"""

from __future__ import annotations

from elig.prove.bench import Both, Pair
from elig.prove.coarse import Coarse
from elig.prove.comparison import Asks, Direction, Witness
from elig.prove.lin import FALSE
from elig.prove.witnesses import Witnesses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.prove.compare import Workspace


def asked(work: Workspace, pair: Pair) -> tuple[Asks, Witness | None]:
    """Whether partly known households are answered alike, with one that is not.

    Raises `OutOfBudgetError` and `NotEncodedError`.
    """
    if _is_exact(work.both, pair):
        return Asks.SAME, None
    coarse = Coarse(work, pair, unknown=True)
    for members, member in work.subjects(pair):
        if coarse.shows(members, member, frozenset(Direction)):
            continue
        bench = work.bench(members, settled=False, unknown=True)
        differs = work.both.terms.any_of(bench.changes(pair, member).when.values())
        if differs == FALSE or work.found(bench, differs) is None:
            continue
        witness = Witnesses(work.both, work.solver, bench, pair, member).find_open(differs)
        return (Asks.NOT_PROVED, None) if witness is None else (Asks.DIFFERENTLY, witness)
    return (Asks.SAME if _is_alike(work.both, pair) else Asks.NOT_PROVED), None


def _is_exact(both: Both, pair: Pair) -> bool:
    """Whether both sides say exactly what all completions have in common, of the same amounts."""
    old, new = both.entitlements(pair)
    if old is None or new is None:
        return True
    if both.reads_open_figures(pair) or both.keys[0].grants(old) != both.keys[1].grants(new):
        return False
    return both.old.checker.plan(old).exact and both.new.checker.plan(new).exact


def _is_alike(both: Both, pair: Pair) -> bool:
    """Whether both sides go through cases of what is unknown, or neither does."""
    old, new = both.entitlements(pair)
    if old is None or new is None:
        return True
    first, last = both.old.checker.plan(old), both.new.checker.plan(new)
    return (first.exact and last.exact) or [s.name for s in first.splits] == [s.name for s in last.splits]
