"""A chain as relations: of each track one layer after the other, with no more columns than are still needed."""

from __future__ import annotations

from sqlglot import exp

from elig.records import Struct, field
from elig.sql.chain import Chain, Spot, read_by
from elig.sql.flags import Pack, packs, told_by_counts
from elig.sql.trees import Tree, column

Position = tuple[int, int]
LAST = 1 << 30


class Relation(Struct):
    """A relation of the chain, by its name."""

    name: str
    query: exp.Select
    note: str = ""


class Emission(Struct, frozen=False):
    """Writes the relations of a chain: of each track one layer after the other, with no more columns than are needed.

    `households` and `members` are queries that give `row` and what the sources read; `prefix` begins every name.
    `packed`: what is only asked of some member is summed up in one number.
    """

    chain: Chain
    households: exp.Select
    members: exp.Select
    prefix: str
    packed: bool = False
    relations: list[Relation] = field(default_factory=list)
    _last: dict[bool, dict[str, Position]] = field(default_factory=dict)
    _join: dict[str, int] = field(default_factory=dict)

    def write(self, household: dict[str, Tree], member: dict[str, Tree]) -> tuple[str, str]:
        """Write all that some results need; the names of the last relation of each track."""
        self._plan(household, member)
        stages = self.chain.stages
        house = self._first(False, self.households, f"{self.prefix}facts", "what is read of each household")
        people = ""
        if member or any(self.chain.kept[name].total for name in self._last[False]):
            people = self._first(True, self.members, f"{self.prefix}member_facts", "what is read of each member")
        for stage in range(stages + 1):
            if stage:
                house = self._summed(stage, house, people)
            house = self._layers(False, stage, house)
            if people:
                people = self._joined(stage, people, house)
                people = self._layers(True, stage, people)
        return house, people

    # ------------------------------------------------------------------ what is needed, and until when

    def _plan(self, household: dict[str, Tree], member: dict[str, Tree]) -> None:
        self._last = {False: {}, True: {}}
        waiting = [(read_by(tree), False, (LAST, LAST)) for tree in household.values()]
        waiting += [(read_by(tree), True, (LAST, LAST)) for tree in member.values()]
        done: set[str] = set()
        while waiting:
            reads, track, position = waiting.pop()
            for name in reads:
                self._use(name, track, position)
                if name not in done:
                    done.add(name)
                    one = self.chain.kept[name]
                    if one.total:
                        waiting.append((one.reads, True, (one.spot.stage - 1, LAST)))
                    elif one.depth:
                        waiting.append((one.reads, one.spot.member, (one.spot.stage, one.depth)))

    def _use(self, name: str, track: bool, position: Position) -> None:
        one = self.chain.kept[name]
        seen = self._last[track]
        seen[name] = max(seen.get(name, position), position)
        if track and not one.spot.member:  # a member reads what is the household's: it is joined where it is first read
            stage = min(position[0], self.chain.stages)
            self._join[name] = min(stage, self._join.get(name, stage))
            house = self._last[False]
            house[name] = max(house.get(name, (stage, LAST)), (stage, LAST))

    def _needed(self, track: bool, after: Position) -> list[str]:
        """The columns of a track that are read after a position, in the order in which they were made."""
        last = self._last[track]
        return [name for name in self.chain.kept if name in last and last[name] > after]

    def _made(self, track: bool, before: Position) -> set[str]:
        kept = self.chain.kept.values()
        return {o.name for o in kept if o.spot.member is track and (o.spot.stage, o.depth) < before}

    # ------------------------------------------------------------------ relations

    def _add(self, name: str, query: exp.Select, note: str) -> str:
        self.relations.append(Relation(name, query, note))
        return name

    def _keys(self, track: bool, table: str = "") -> list[Tree]:
        return [column(name, table) for name in (("row", "member", "id") if track else ("row",))]

    def _first(self, track: bool, source: exp.Select, name: str, note: str) -> str:
        sources = [o for o in self.chain.kept.values() if not o.total and not o.depth and o.spot.member is track]
        read = [o for o in sources if o.name in self._last[track]]
        query = source.copy()
        for one in read:
            query = query.select(_named(one.tree, one.name, one.note), copy=False)
        return self._add(name, query, note)

    def _layers(self, track: bool, stage: int, source: str) -> str:
        """The layers of a stage: what reads only what stands in the layers before."""
        here = [o for o in self.chain.kept.values() if o.spot == Spot(track, stage) and o.depth and not o.total]
        here = [o for o in here if o.name in self._last[track]]
        for depth in sorted({one.depth for one in here}):
            new = [one for one in here if one.depth == depth]
            ready = self._ready(track, stage, depth)
            carried = [name for name in self._needed(track, (stage, depth - 1)) if name in ready]
            columns = [*self._keys(track), *(column(name) for name in carried)]
            query = exp.select(*columns, copy=False).from_(_table(source), copy=False)
            for one in new:
                query = query.select(_named(one.tree, one.name, one.note), copy=False)
            kind = "member_" if track else ""
            source = self._add(f"{self.prefix}{kind}step_{stage}_{depth}", query, "")
        return source

    def _ready(self, track: bool, stage: int, depth: int) -> set[str]:
        """What stands in a track before a layer: also what members have of their household."""
        made = self._made(track, (stage, depth))
        if track:
            made |= {
                o.name
                for o in self.chain.kept.values()
                if not o.spot.member and o.name in self._last[True] and self._join[o.name] <= stage
            }
        return made

    def _joined(self, stage: int, people: str, house: str) -> str:
        """Members with what they read of their household from here on."""
        kept = self.chain.kept
        new = [n for n in self._last[True] if not kept[n].spot.member and self._join[n] == stage]
        new = [name for name in kept if name in new]
        if not new:
            return people
        ready = self._ready(True, stage, 1) - set(new)
        carried = [name for name in self._needed(True, (stage, -1)) if name in ready]
        columns = [
            *self._keys(True, "m"),
            *(column(name, "m") for name in carried),
            *(column(name, "h") for name in new),
        ]
        on = exp.EQ(this=column("row", "m"), expression=column("row", "h"))
        query = exp.select(*columns, copy=False).from_(_table(people, "m"), copy=False)
        query = query.join(_table(house, "h"), on=on, join_type="inner", copy=False)
        return self._add(f"{self.prefix}members_of_{stage}", query, "members with what holds of their household")

    def _summed(self, stage: int, house: str, people: str) -> str:
        """The household with the sums over its members."""
        kept = self.chain.kept
        sums = [o for o in kept.values() if o.total and o.spot.stage == stage and o.name in self._last[False]]
        if not sums:
            return house
        flags, decoded = self._packed({one.name: one.tree for one in sums}) if self.packed else ({}, {})
        query = exp.select(*self._keys(False), copy=False).from_(_table(people), copy=False)
        for name, pack in flags.items():
            query = query.select(_named(pack.tree, name, "a bit for each that holds of a member"), copy=False)
        for one in (o for o in sums if o.name not in decoded):
            query = query.select(_named(one.tree, one.name, one.note), copy=False)
        query = query.group_by(*self._keys(False), copy=False)
        summed = self._add(f"{self.prefix}sums_{stage}", query, "one pass over the members of each household")
        ready = {o.name for o in kept.values() if not o.spot.member and o.spot.stage < stage}
        carried = [name for name in self._needed(False, (stage, -1)) if name in ready]
        columns = [*self._keys(False, "h"), *(column(name, "h") for name in carried)]
        columns += [_named(decoded[n], n, "") if n in decoded else column(n, "g") for n in (o.name for o in sums)]
        on = exp.EQ(this=column("row", "h"), expression=column("row", "g"))
        joined = exp.select(*columns, copy=False).from_(_table(house, "h"), copy=False)
        joined = joined.join(_table(summed, "g"), on=on, join_type="left", copy=False)
        return self._add(f"{self.prefix}households_{stage}", joined, "households with these sums")

    def _packed(self, totals: dict[str, Tree]) -> tuple[dict[str, Pack], dict[str, Tree]]:
        """The numbers in which flags are packed by their names, and how flags are read where the sums stand (`g`)."""
        decoded = told_by_counts(totals, "g")
        made = packs({name: tree for name, tree in totals.items() if name not in decoded})
        flags = {self.chain.fresh("flags"): pack for pack in made}
        decoded |= {one: pack.decoded(one, "g", name) for name, pack in flags.items() for one in pack.places}
        return flags, decoded


def _table(name: str, alias: str = "") -> exp.Expr:
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(table, exp.to_identifier(alias, quoted=True), table=True) if alias else table


def _named(tree: Tree, name: str, note: str) -> Tree:
    found = exp.Alias(this=tree, alias=exp.to_identifier(name, quoted=True))
    if note:
        found.add_comments([note])
    return found
