"""What may be missing, with when it matters: of the household or the subject, and of each member in a quantifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sqlglot import exp

from elig.records import Struct, field
from elig.sql.chain import Chain, Spot
from elig.sql.staged import ID, MEMBER, SEPARATOR
from elig.sql.trees import Tree, case, cast, coalesce, column, conjunction, disjunction, text, truth, whole


class Key(Struct):
    """Something that may be missing: its path, empty for a gap, which is never asked; `own`: of the member."""

    name: str
    path: str
    own: bool = False


class Scope(Struct, frozen=False):
    """The places at which something is read at one spot, each with when what is read there matters.

    Of what is named in `alone` the cases were gone through: it may be the only thing that matters here, at any number
    of places. `inside`: of the members whom a quantifier goes through.
    """

    spot: Spot
    alone: frozenset[str] = frozenset()
    inside: bool = False
    places: dict[Key, list[Tree]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    doubts: list[Tree] = field(default_factory=list)

    def add(self, key: Key, matters: Tree) -> None:
        """A further place."""
        self.places.setdefault(key, []).append(matters)

    def any_of(self, key: Key) -> Tree:
        """Whether something matters anywhere here."""
        return disjunction(self.places[key])

    def entangled(self, others: Sequence[Tree] = ()) -> Iterator[Tree]:
        """When something matters at two places, so that what one comes to tells of the other; `others` matter too."""
        for key, trees in self.places.items():
            rest = [*others, *(self.any_of(other) for other in self.places if other != key)]
            yield conjunction([pairs(trees), disjunction(rest)]) if key.name in self.alone else pairs(trees)


class Group(Struct):
    """What is read of each member in a quantifier that matters where `matters` says so; `other`: not of the subject."""

    matters: Tree
    scope: Scope
    other: bool = False


class Listed(Struct):
    """The list as text, and when it is not sure."""

    text: Tree
    doubt: Tree


def pairs(trees: Iterable[Tree]) -> Tree:
    """Whether two of some hold."""
    return disjunction(conjunction(pair) for pair in combinations(trees, 2))


def listed(scope: Scope, chain: Chain) -> Listed:
    """All that matters, as text: of the household or the subject first, then of the members in their order."""
    doubts = list(scope.doubts)
    met: dict[Key, list[Tree]] = {}
    texts: list[Tree] = []
    flags: list[Tree] = []
    for group in scope.groups:
        doubts += _doubts(group, chain)
        for key in group.scope.places:
            found = conjunction([group.matters, _somebody(group.scope.any_of(key), group.scope, chain)])
            if not key.own:
                scope.add(key, found)
                continue
            flags.append(found)
            if not group.other:
                met.setdefault(key, []).append(found)
        if any(key.own for key in group.scope.places):
            texts.append(case([(group.matters, _of_members(group.scope, chain))], text("")))
    for key, trees in met.items():
        doubts.append(pairs([*trees, *([scope.any_of(key)] if key in scope.places else [])]))
    doubts += scope.entangled(flags)
    parts = [case([(scope.any_of(key), _path(key))], text("")) for key in scope.places if key.path]
    return Listed(chain.keep(_joined([*parts, *texts]), scope.spot, "missing"), disjunction(doubts))


def _doubts(group: Group, chain: Chain) -> Iterator[Tree]:
    """When what matters of the members is not sure: of one member, or of what all of them share."""
    inside = disjunction([*group.scope.doubts, *group.scope.entangled()])
    yield conjunction([group.matters, _somebody(inside, group.scope, chain)])
    for key in group.scope.places:
        if not key.own:
            several = exp.Sum(this=case([(group.scope.any_of(key), whole(1))], whole(0)))
            count = chain.total(cast(several, "bigint"), group.scope.spot.stage, "missing_of")
            yield conjunction([group.matters, coalesce(exp.GT(this=count, expression=whole(1)), truth(False))])


def _somebody(flag: Tree, scope: Scope, chain: Chain) -> Tree:
    """Whether something holds of a member."""
    if flag == truth(False):
        return flag
    code = chain.total(exp.Max(this=case([(flag, whole(1))], whole(0))), scope.spot.stage, "missing_any")
    return coalesce(exp.EQ(this=code, expression=whole(1)), truth(False))


def _of_members(scope: Scope, chain: Chain) -> Tree:
    """The paths of what matters of the members, one after the other in their order."""
    parts = [case([(scope.any_of(key), _path(key))], text("")) for key in scope.places if key.own]
    line = chain.keep(_joined(parts), scope.spot, "missing_here")
    ordered = exp.Order(this=line, expressions=[exp.Ordered(this=column(MEMBER))])
    found = chain.total(exp.GroupConcat(this=ordered, separator=text("")), scope.spot.stage, "missing_members")
    return coalesce(found, text(""))


def _path(key: Key) -> Tree:
    if not key.own:
        return text(f"{SEPARATOR}{key.path}")
    return exp.Paren(this=_joined([text(f"{SEPARATOR}members["), column(ID), text(f"].{key.path}")]))


def _joined(parts: Sequence[Tree]) -> Tree:
    result: Tree | None = None
    for part in parts:
        result = part if result is None else exp.DPipe(this=result, expression=part, safe=False)
    return text("") if result is None else result
