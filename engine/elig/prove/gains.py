"""The largest gain and the largest loss in what is payable of a grant."""

from __future__ import annotations

from fractions import Fraction

from elig.prove.bench import Bench, Pair
from elig.prove.changes import Gain
from elig.prove.comparison import Direction, Witness
from elig.prove.errors import OutOfBudgetError
from elig.prove.lin import ZERO, Lin, constant, scaled
from elig.prove.solver import Model
from elig.prove.witnesses import Witnesses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.prove.compare import Workspace


def largest(work: Workspace, pair: Pair, *, more: bool) -> Witness | None:
    """The household with the largest gain (or loss), the smallest such household; None where nobody has one.

    Raises `OutOfBudgetError` and `NotEncodedError`.
    """
    best, at = Fraction(0), None
    supposing = not work.both.reads_open_figures(pair)
    for members, member in work.subjects(pair):
        # what no place has settled is not supposed here: the largest gain would be that of an absurd figure
        bench = work.bench(members, settled=supposing)
        for gain in bench.gains(pair, member):
            reached = _most(work, bench, gain, best, more=more)
            if reached > best:
                best, at = reached, (bench, member, gain)
    if at is None:
        return None
    bench, member, gain = at
    aim = gain.over if more else scaled(gain.over, -1)
    exactly = work.both.terms.equal(aim, constant(int(best * gain.by)))
    direction = Direction.MORE if more else Direction.LESS
    return Witnesses(work.both, work.solver, bench, pair, member).find(
        direction, exactly, gain.grant, difference=best if more else -best
    )


def _most(work: Workspace, bench: Bench, gain: Gain, best: Fraction, *, more: bool) -> Fraction:
    """How much a gain is at most among households of one size, where it is above what is known already."""
    terms = work.both.terms
    aim: Lin = gain.over if more else scaled(gain.over, -1)
    low, high = int(best * gain.by), terms.span(aim)[1]
    if high <= low or aim == ZERO:
        return Fraction(0)
    more_than_known = terms.below(constant(low), aim)
    if work.solver.excludes((more_than_known,)):
        return Fraction(0)
    session = work.solver.session(work.solver.parted(terms.all_of((bench.sense, more_than_known))))
    try:
        model: Model | None = session.model()
    except OutOfBudgetError:
        model = work.found(bench, more_than_known)
    if model is None:
        return Fraction(0)
    low = terms.worth(aim, model)
    first = [low + 1, high]  # of what is at hand, and of all that could be, one question shows whether it is the most
    while low < high:
        wanted = first.pop() if first else (low + high + 1) // 2
        found = session.model(terms.at_most(constant(wanted), aim))
        low, high = (low, wanted - 1) if found is None else (terms.worth(aim, found), high)
    return Fraction(low, gain.by)
