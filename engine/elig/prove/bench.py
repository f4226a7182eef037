"""Both sides of a comparison over one household: the symbols that they share, and what each side makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from elig.program.model import Entitlement, Fact, Grant
from elig.prove.changes import Changes, Gain, changes, gains
from elig.prove.decided import View
from elig.prove.encoder import Encoder
from elig.prove.here import Alone, Here, Memo
from elig.prove.keys import Keys, Mark, Table
from elig.prove.lin import TRUE, Term
from elig.prove.outcomes import Outcomes, by_grant
from elig.prove.settings import Figures, Names, Settings, Spot
from elig.prove.sides import Side
from elig.prove.terms import Terms
from elig.prove.words import Words
from elig.prove.world import World
from elig.records import Struct


class Pair(Struct):
    """An entitlement by its id on each side."""

    old: str
    new: str


class Both:
    """Two sides and what is the same for households of every size."""

    def __init__(self, old: Side, new: Side, names: Names) -> None:
        self.old, self.new = old, new
        self.names = names
        self.terms = Terms()
        self.words = Words.of([old, new])
        self.table = Table()
        sides = (old, Names()), (new, names.turned())
        self.settings = tuple(Settings(side, known_as) for side, known_as in sides)
        self.keys = tuple(Keys(side, own, self.table) for side, own in zip((old, new), self.settings, strict=True))

    @cached_property
    def open_on_both(self) -> frozenset[Spot]:
        """The figures that neither side has settled at the place, and that both keep within the same ends.

        One with other ends is no figure that both could share: its ends are compared as they stand.
        """
        first, last = self.settings
        return frozenset(spot for spot, _ in first.open_spots() & last.open_spots())

    def entitlements(self, pair: Pair) -> tuple[Entitlement | None, Entitlement | None]:
        """The entitlement on both sides; None where it is not in force or not there."""
        return self.old.dated.entitlements.get(pair.old), self.new.dated.entitlements.get(pair.new)

    def grants(self, pair: Pair) -> tuple[Mapping[str, Grant], Mapping[str, Grant]]:
        """The grants of an entitlement on both sides, by their ids."""
        first, last = ({} if found is None else by_grant(found) for found in self.entitlements(pair))
        return first, last

    def is_identical(self, pair: Pair) -> bool:
        """Whether the rules of an entitlement are the same trees, and households make the same sense."""
        first, last = self.entitlements(pair)
        if first is None or last is None:
            return first is last
        return self.keys[0].whole(first) == self.keys[1].whole(last) and self.sense_is_same

    @cached_property
    def sense_is_same(self) -> bool:
        """Whether both vocabularies call the same households invalid."""
        found = [{keys.of(item.condition) for item in keys.side.dated.invalid} for keys in self.keys]
        return found[0] == found[1]

    def is_met_alike(self, pair: Pair) -> bool:
        """Whether an entitlement counts as met under the same rule."""
        told = [None if found is None else found.met_when for found in self.entitlements(pair)]
        rules = [None if met is None else keys.of(met) for keys, met in zip(self.keys, told, strict=True)]
        return rules[0] == rules[1]

    def marks(self, pair: Pair) -> frozenset[Mark]:
        """What the entitlement depends on, on either side."""
        found = zip(self.keys, self.entitlements(pair), strict=True)
        return frozenset(chain.from_iterable(keys.everything(one) for keys, one in found if one is not None))

    @cached_property
    def sense_marks(self) -> frozenset[Mark]:
        """What it depends on whether a household makes sense."""
        found = (keys.marks(item.condition) for keys in self.keys for item in keys.side.dated.invalid)
        return frozenset(chain.from_iterable(found))

    def facts(self, pair: Pair, *, sense: bool = True) -> list[Fact]:
        """The facts that are read, for whether a household makes sense too, in the order of the vocabulary."""
        marks = self.marks(pair) | self.sense_marks if sense else self.marks(pair)
        marked = {name for kind, name in marks if kind == "fact"}
        return [fact for fact in {**self.new.dated.facts, **self.old.dated.facts}.values() if fact.id in marked]

    def reads_open_figures(self, pair: Pair) -> bool:
        """Whether a figure is read that is not settled at the place."""
        return any(kind == "figure" for kind, _ in self.marks(pair))


class Bench:
    """Both sides over a household of so many members.

    Where they are `coarse`, what is the same of all that the comparisons over its members may come to is the same; what
    differs need not be another thing.
    """

    def __init__(
        self, both: Both, members: int, alone: Alone, *, settled: bool, unknown: bool = False, coarse: bool = False
    ) -> None:
        self.both = both
        terms, sides = both.terms, (both.old, both.new)
        vocabularies = [side.rules.vocabulary for side in sides]
        self.world = World(terms, vocabularies, both.words, members, both.old.place, unknown=unknown)
        spots = both.open_on_both if settled else frozenset[Spot]()
        memo = Memo(alone=alone)
        figures = [Figures(terms, own, spots, both.words.enumerations.__getitem__) for own in both.settings]
        self.sides = tuple(
            Outcomes(Encoder(self.world, side, keys, own, memo, coarse=coarse))
            for side, keys, own in zip(sides, both.keys, figures, strict=True)
        )
        self._changes: dict[tuple[Pair, int | None], Changes] = {}
        self._gains: dict[tuple[Pair, int | None], Sequence[Gain]] = {}

    @cached_property
    def sense(self) -> Term:
        """Whether the household makes sense on both sides."""
        return self.both.terms.all_of(side.encoder.sense() for side in self.sides)

    def views(self, pair: Pair, member: int | None, *, amounts: bool = True, met: bool = True) -> tuple[View, View]:
        """The entitlement on both sides, for one subject, if wanted with its grants and when it is met."""
        first, last = self.sides
        old = View.of(first, pair.old, member, amounts=amounts, met=met)
        return old, View.of(last, pair.new, member, amounts=amounts, met=met)

    def changes(self, pair: Pair, member: int | None) -> Changes:
        """How the answers may differ; what the rules say alike of grants and of when it is met is not looked at."""
        key = pair, member
        if key not in self._changes:
            told = not self._gives_the_same(pair, member)
            first, last = self.views(pair, member, amounts=told, met=not self.both.is_met_alike(pair))
            found = changes(self.both.terms, first, last, self.both.grants(pair), self.both.names.readings)
            self._changes[key] = found
        return self._changes[key]

    def gains(self, pair: Pair, member: int | None) -> Sequence[Gain]:
        """How what is payable may differ."""
        key = pair, member
        if key not in self._gains:
            first, last = self.views(pair, member)
            self._gains[key] = tuple(gains(self.both.terms, first, last, self.both.grants(pair)))
        return self._gains[key]

    def _gives_the_same(self, pair: Pair, member: int | None) -> bool:
        """Whether what is given where it is due is the same on both sides, of each household."""
        old, new = self.both.entitlements(pair)
        if old is None or new is None or self.both.keys[0].grants(old) != self.both.keys[1].grants(new):
            return False
        first, last = (side.supposed_due(found, member) for side, found in zip(self.sides, (old, new), strict=True))
        return first is not None and first == last

    def present(self, fact: Fact, member: int | None) -> Term:
        """Whether a fact applies, on a side that knows it."""
        for side in self.sides:
            own = side.dated.facts.get(fact.id)
            if own is not None and own.only_if is not None:
                return side.encoder.given.presence(own, Here(member))[0]
        return TRUE
