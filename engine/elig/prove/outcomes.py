"""What entitlements come to, as terms: the outcome under each choice of readings, and what each grant comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import product

from elig.evaluate.environment import Environment
from elig.evaluate.required import required
from elig.evaluate.table import MAY_BE_DUE
from elig.facts.household import Household
from elig.lang.ast import Rounding
from elig.program.model import Entitlement, Grant
from elig.program.nodes import GapNode, Node
from elig.program.order import clauses
from elig.prove.answers import Answer, Ends, GrantTerms, Options, OutcomeTerms
from elig.prove.encoder import Encoder
from elig.prove.here import Here
from elig.prove.lin import FALSE, TRUE, ZERO, Lin, Term, minus
from elig.prove.possible import Exact, Part, Quantity, combined, exact
from elig.prove.terms import Terms
from elig.records import replace
from elig.values import GrantKind


class Outcomes:
    """Reads the entitlements of one side in one world."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.terms: Terms = encoder.terms
        self.dated = encoder.dated
        self._answers: dict[tuple[str, int | None], Answer] = {}
        self._grants: dict[tuple[str, str, int | None], GrantTerms] = {}
        self._splits: dict[str, tuple[str, ...]] = {}
        self._required = Environment(encoder.dated, Household("", {}, ()), encoder.keys.where)

    # ------------------------------------------------------------------ outcomes

    def answer(self, id: str, member: int | None) -> Answer:
        """The outcome of an entitlement for the household or a member; what is not in force is not due."""
        key = id, member
        if key not in self._answers:
            found = self.dated.entitlements.get(id)
            nothing = OutcomeTerms(FALSE, TRUE)
            self._answers[key] = Answer(nothing, (((), nothing),)) if found is None else self._answer(found, member)
        return self._answers[key]

    def _answer(self, entitlement: Entitlement, member: int | None) -> Answer:
        choices = list(self._choices(clauses(entitlement)))
        found = tuple((options, self._under(entitlement, Here(member, options=options))) for options in choices)
        return Answer(self._joined([outcome for _, outcome in found]), found)

    def _joined(self, outcomes: Sequence[OutcomeTerms]) -> OutcomeTerms:
        all_of = self.terms.all_of
        return OutcomeTerms(all_of(o.due for o in outcomes), all_of(o.not_due for o in outcomes))

    def _under(self, entitlement: Entitlement, here: Here) -> OutcomeTerms:
        gaps = self._gap_splits(entitlement)
        pins = [tuple(zip(gaps, choice, strict=True)) for choice in product((True, False), repeat=len(gaps))]
        return self._joined([self._case(entitlement, replace(here, gaps=pin)) for pin in pins])

    def _gap_splits(self, entitlement: Entitlement) -> tuple[str, ...]:
        """The gaps that are gone through case by case, as the evaluator's plan says."""
        if entitlement.id not in self._splits:
            marks = frozenset().union(*(self.encoder.keys.marks(clause) for clause in clauses(entitlement)))
            plan = self.encoder.side.checker.plan(entitlement) if any(kind == "gap" for kind, _ in marks) else None
            splits = () if plan is None else plan.splits
            found = (split.input.gap for split in splits if isinstance(split.input, GapNode))
            self._splits[entitlement.id] = tuple(found)
        return self._splits[entitlement.id]

    def _case(self, entitlement: Entitlement, here: Here) -> OutcomeTerms:
        given, when, unless = self.encoder.clauses(entitlement, here)
        never = self.terms.any_of((-given.yes, -when.yes, -unless.no))
        if entitlement.basis not in MAY_BE_DUE:
            return OutcomeTerms(FALSE, never)
        return OutcomeTerms(self.terms.all_of((-given.no, -when.no, -unless.yes)), never)

    def _choices(self, tops: Iterable[Node]) -> Iterator[Options]:
        """Every choice of the open readings that some rules reach."""
        reached = dict.fromkeys(name for top in tops for name in self._readings(top))
        options = [[option for option, _ in self.dated.rules.readings[name].options] for name in reached]
        for choice in product(*options):
            yield tuple(zip(reached, choice, strict=True))

    def _readings(self, top: Node) -> list[str]:
        return sorted(name for kind, name in self.encoder.keys.marks(top) if kind == "reading")

    # ------------------------------------------------------------------ when it counts as met

    def met(self, entitlement: Entitlement, member: int | None) -> tuple[Term, Term] | None:
        """Whether what is due is surely in place, and surely not; None where nothing says when."""
        if entitlement.met_when is None:
            return None
        found = self.encoder.truth(entitlement.met_when, Here(member))
        return -found.no, -found.yes

    # ------------------------------------------------------------------ grants

    def grant(self, entitlement: Entitlement, grant: Grant, member: int | None) -> GrantTerms:
        """What a grant comes to if the entitlement is due, as `elig.evaluate.grants` says."""
        key = entitlement.id, grant.id, member
        if key not in self._grants:
            self._grants[key] = self._grant(entitlement, grant, member)
        return self._grants[key]

    def _grant(self, entitlement: Entitlement, grant: Grant, member: int | None) -> GrantTerms:
        answer = self.answer(entitlement.id, member)
        cases = [(self._goes_with(answer, options), options) for options in self._choices(grant.figures)]
        amounts = [(case, self._amount(grant, entitlement, options, member)) for case, options in cases]
        used = [(case, self._used(grant, entitlement, options, member)) for case, options in cases]
        left = [(case, self._left(u, a)) for (case, a), (_, u) in zip(amounts, used, strict=True)]
        lasts = [(case, self._lasts(grant, entitlement, options, member)) for case, options in cases]
        spans = [(self.terms.all_of((case, found[1])), found[0]) for case, found in lasts if found is not None]
        has_lasts = self.terms.any_of(case for case, _ in spans)
        hulls = [self._hull([(case, one) for case, one in found if one is not None]) for found in (amounts, used, left)]
        return GrantTerms(hulls[0], hulls[1], hulls[2], self._hull(spans), has_lasts)

    def _goes_with(self, answer: Answer, options: Options) -> Term:
        """Whether options of a grant go with a choice of the clauses' readings under which it may be due."""
        if len(answer.by_reading) == 1:
            return TRUE
        chosen = dict(options)
        fits = (
            -outcome.not_due
            for by, outcome in answer.by_reading
            if all(chosen.get(reading, option) == option for reading, option in by)
        )
        return self.terms.any_of(fits)

    def _here(self, entitlement: Entitlement, options: Options, member: int | None) -> Here:
        settled = {**self.encoder.keys.settled, **dict(options)}
        due = required(entitlement, replace(self._required, options=settled), member)
        return Here(member, options=options, due=due, norms=True)

    def supposed_due(self, entitlement: Entitlement, member: int | None) -> frozenset[tuple[str, int | None]] | None:
        """What else is due where an entitlement is, which its amounts suppose; None where open readings say."""
        if any(True for clause in clauses(entitlement) if self._readings(clause)):
            return None
        return self._here(entitlement, (), member).due

    def _raw(
        self, node: Node | None, entitlement: Entitlement, options: Options, member: int | None
    ) -> Quantity | None:
        if node is None:
            return None
        return self.encoder.numbers(node, self._here(entitlement, options, member))

    def _amount(self, grant: Grant, entitlement: Entitlement, options: Options, member: int | None) -> Ends | None:
        value = self._raw(grant.amount, entitlement, options, member)
        if value is None:
            return None
        found = self._rounded(self._span(value), grant)
        if grant.kind is not GrantKind.IN_KIND:
            found = self._never_negative(found)
        gone = self.terms.any_of((value.undefined, -self._has_span(value)))
        return self._chosen(gone, Ends(exact(0), exact(0), FALSE, TRUE), found)

    def _used(self, grant: Grant, entitlement: Entitlement, options: Options, member: int | None) -> Ends | None:
        value = self._raw(grant.used, entitlement, options, member)
        if value is None:
            return None
        found = self._rounded(self._span(value), grant)
        found = replace(found, high_open=self.terms.any_of((found.high_open, value.undefined)))
        nothing = Ends(exact(0), exact(0), FALSE, value.undefined)
        return self._chosen(self._has_span(value), found, nothing)

    def _left(self, used: Ends | None, amount: Ends | None) -> Ends | None:
        if used is None or amount is None:
            return None
        any_of = self.terms.any_of
        low = combined(self.terms, amount.low, used.high, minus)
        high = combined(self.terms, amount.high, used.low, minus)
        found = Ends(low, high, any_of((amount.low_open, used.high_open)), any_of((amount.high_open, used.low_open)))
        return self._never_negative(found)

    def _lasts(
        self, grant: Grant, entitlement: Entitlement, options: Options, member: int | None
    ) -> tuple[Ends, Term] | None:
        value = self._raw(grant.lasts, entitlement, options, member)
        if value is None:
            return None
        return self._never_negative(self._span(value)), self._has_span(value)

    # ------------------------------------------------------------------ intervals

    def _has_span(self, value: Quantity) -> Term:
        return self.terms.any_of(part.may for part in value.parts)

    def _span(self, value: Quantity) -> Ends:
        """The interval of what a number may be; without meaning where it may be nothing."""
        hull = self._hull([(part.may, _ends(part)) for part in value.parts])
        return Ends(exact(0), exact(0)) if hull is None else hull

    def _hull(self, cases: Sequence[tuple[Term, Ends]]) -> Ends | None:
        """The smallest interval that holds those of all cases that are."""
        if not cases:
            return None
        (may, found), *others = cases
        for case, one in others:
            both = self.terms.all_of((may, case))
            outer = Ends(
                self._pick(both, may, found.low, one.low, self.terms.least),
                self._pick(both, may, found.high, one.high, self.terms.largest),
            )
            opens = (
                self.terms.any_of((self.terms.all_of((may, first)), self.terms.all_of((case, second))))
                for first, second in ((found.low_open, one.low_open), (found.high_open, one.high_open))
            )
            low_open, high_open = opens
            found, may = replace(outer, low_open=low_open, high_open=high_open), self.terms.any_of((may, case))
        return found

    def _pick(self, both: Term, first: Term, left: Exact, right: Exact, outer: Callable[[Lin, Lin], Lin]) -> Exact:
        choose = self.terms.choose
        return combined(self.terms, left, right, lambda a, b: choose(both, outer(a, b), choose(first, a, b)))

    def _chosen(self, condition: Term, yes: Ends, no: Ends) -> Ends:
        choose, either = partial(self.terms.choose, condition), partial(self.terms.either, condition)
        low, high = (combined(self.terms, a, b, choose) for a, b in ((yes.low, no.low), (yes.high, no.high)))
        return Ends(low, high, either(yes.low_open, no.low_open), either(yes.high_open, no.high_open))

    def _rounded(self, found: Ends, grant: Grant) -> Ends:
        vocabulary = self.dated.rules.vocabulary
        if grant.unit.power(vocabulary.money) != 1:
            return found
        step = Fraction(1, 10**vocabulary.places)
        algebra = self.encoder.algebra
        low = algebra.rounded(found.low, Rounding.HALF, step)
        high = low if found.high == found.low else algebra.rounded(found.high, Rounding.HALF, step)
        return replace(found, low=low, high=high)

    def _never_negative(self, found: Ends) -> Ends:
        """Nothing where an end is below 0, and where there is no lower end."""
        low, high = (Exact(self.terms.largest(end.over, ZERO), end.by) for end in (found.low, found.high))
        low = Exact(self.terms.choose(found.low_open, ZERO, low.over), low.by)
        return Ends(low, high, FALSE, found.high_open)


def _ends(part: Part) -> Ends:
    low, high = part.low or exact(0), part.high or exact(0)
    return Ends(low, high, TRUE if part.low is None else FALSE, TRUE if part.high is None else FALSE)


def by_grant(entitlement: Entitlement) -> Mapping[str, Grant]:
    """The grants of an entitlement by their ids."""
    return {grant.id: grant for grant in entitlement.grants}
