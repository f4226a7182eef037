"""The statement of one region's rules over some days: two relations, of households and of members, from staged ones."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from sqlglot import exp

from elig.evaluate.check import Checker
from elig.evaluate.dated import at as rules_at
from elig.program.model import CheckedProgram, Entitlement, Rules
from elig.records import Struct, replace
from elig.sql import facts, places, staged
from elig.sql.answers import Answers
from elig.sql.at import At
from elig.sql.chain import Chain, Spot
from elig.sql.columns import Columns, Output
from elig.sql.dialects import dialect_of
from elig.sql.emission import Emission, Relation
from elig.sql.places import Places, Span
from elig.sql.questions import Questions
from elig.sql.trees import (
    Tree,
    case,
    coalesce,
    column,
    conjunction,
    disjunction,
    is_null,
    negation,
    null,
    surely,
    text,
    truth,
    whole,
)
from elig.sql.values import Refused
from elig.sql.write import Writer


class Statement(Struct):
    """What a region's households of some days are decided by, in one dialect.

    `household` and `member` are queries that give `row`, `referred` and the columns of `outputs`; `member` is None
    where no entitlement is of members. `refused` are the entitlements that are left to the reference, each with the
    form that is why. `reads` are the columns of the staged relations that are read.
    """

    dialect: str
    household: exp.Query
    member: exp.Query | None
    outputs: tuple[Output, ...]
    member_outputs: tuple[Output, ...]
    refused: Mapping[str, str]
    reads: tuple[str, ...]
    member_reads: tuple[str, ...]
    unknown: Tree
    """Whether something that is read of a household is not known, of its own columns (`h`)."""
    member_unknown: Tree
    """The same of a member (`m`)."""

    def text(self, *, member: bool = False, pretty: bool = True) -> str:
        """The statement as text."""
        query = self.member if member else self.household
        assert query is not None, "there is nothing of members"
        return query.sql(dialect=self.dialect, identify=True, pretty=pretty)


def statement(
    program: CheckedProgram,
    rules: Rules,
    *,
    days: Span,
    dialect: str = "duckdb",
    columns: Columns = Columns.AMOUNTS,
    known: bool = False,
    named: bool = False,
    where: Tree | None = None,
    restricted: bool = False,
    only: Container[str] | None = None,
    packed: bool = False,
) -> Statement:
    """The statement for a region's rules, for households of some days between which no rule changes.

    `only` names the entitlements that are asked about; without, all are.
    `known`: for households of which every fact that is read is known. `named`: the region is named, and households may
    live outside of it. `where` restricts the households (`h`); `restricted`: they are not all whose members are given.
    `packed`: written for an engine rather than a reader, with what is asked of some member in one number.
    """
    engine = dialect_of(dialect)
    on = days.first if days.first == days.last else None
    exact = program.vocabulary.locality_fact is None
    region = None if named and not exact else rules.policy.jurisdiction or None
    home = places.places_of(rules, region, days, origin=False, exact=exact)
    if named and rules.policy.jurisdiction and not exact:
        home = _named_home(rules, days)
    origin = places.places_of(rules, None, days, origin=True)
    dated = rules_at(rules, days.first)
    writer = Writer(Questions(dated, home, origin, on), Chain(), engine, known)
    asked = {name: found for name, found in rules.entitlements.items() if only is None or name in only}
    return _Maker(program, writer, Checker(dated), columns, asked, packed).make(where, restricted)


def _named_home(rules: Rules, days: Span) -> Places:
    """The places of a region that is named: households may live anywhere, and nowhere is known means inside of it."""
    found = places.places_of(rules, None, days, origin=False)
    inside = places.places_of(rules, rules.policy.jurisdiction, days, origin=False)
    nowhere, within = ([row for row in one.rows if row.place == places.UNKNOWN] for one in (found, inside))
    return replace(found, mixed=found.mixed or inside.mixed or nowhere != within)


class _Maker(Struct, frozen=False):
    program: CheckedProgram
    writer: Writer
    checker: Checker
    columns: Columns
    asked: Mapping[str, Entitlement]
    packed: bool

    def make(self, where: Tree | None, restricted: bool) -> Statement:
        writer = self.writer
        plain: dict[str, Tree] = {}
        people: dict[str, Tree] = {}
        outputs: list[Output] = []
        member_outputs: list[Output] = []
        referred: list[Tree] = []
        refused: dict[str, str] = {}
        for name, entitlement in self.asked.items():
            found, ask, form = self._entitlement(name, entitlement)
            (people if entitlement.of_member else plain).update({one.name: tree for one, tree in found.items()})
            (member_outputs if entitlement.of_member else outputs).extend(found)
            referred.append(ask)
            if form:
                refused[name] = form
        try:
            referred.extend(self._nonsense())
        except Refused as refusal:
            refused["invalid"] = str(refusal)
            referred.append(truth(True))
        referred.extend(self._unplaced())
        referred.extend(writer.doubts)
        ask_all = writer.chain.keep(disjunction(referred), Spot(False, writer.chain.stages), "referred", always=False)
        plain = {"referred": ask_all, **plain}
        people = {"referred": ask_all, **people} if people else {}
        return self._assembled(plain, people, tuple(outputs), tuple(member_outputs), refused, where, restricted)

    def _entitlement(self, name: str, entitlement: Entitlement) -> tuple[dict[Output, Tree], Tree, str]:
        """The columns of an entitlement, when its household is left to the reference, and the form that is why."""
        found, asked, spot, form = Answers(self.writer, self.checker, self.columns).of(name, entitlement)
        if Columns.ASKED not in self.columns:
            return found, self._of_household(asked, spot), form
        if asked != truth(False):
            found[Output(f"{name}__asked", "asked", name)] = asked
        return found, truth(False), form

    def _of_household(self, tree: Tree, spot: Spot) -> Tree:
        """A flag of members as one of their household."""
        if not spot.member or isinstance(tree, exp.Boolean):
            return tree
        chain = self.writer.chain
        code = chain.total(exp.Max(this=case([(tree, whole(1))], whole(0))), spot.stage, "referred_of")
        return coalesce(exp.EQ(this=code, expression=whole(1)), truth(False))

    # ------------------------------------------------------------------ households that are left to the reference

    def _nonsense(self) -> Iterator[Tree]:
        """Households that make no sense, or of which was told what does not surely apply: the reference says what."""
        writer = self.writer
        for item in writer.rules.invalid:
            found = writer.condition(item.condition, At(Spot(False, writer.about.stage(item.condition))))
            yield found.tree if not found.open else surely(found.tree, True)
        for fact in writer.rules.facts.values():
            if fact.only_if is None:
                continue
            spot = Spot(fact.of_member, writer.about.stage(fact.only_if))
            applies = writer.condition(fact.only_if, At(spot))
            told = facts.told(fact, writer)
            yield self._of_household(conjunction([told, negation(surely(applies.tree, True))]), spot)

    def _unplaced(self) -> Iterator[Tree]:
        """Households of which it is not known where they live or came from, where that makes a difference."""
        vocabulary = self.writer.rules.rules.vocabulary
        for table, fact in (
            (self.writer.about.home, vocabulary.locality_fact),
            (self.writer.about.origin, vocabulary.origin_fact),
        ):
            if fact is not None and table.mixed:
                yield is_null(facts.source(fact, self.writer))
        if not self.writer.known:
            listed = self.writer.chain.source(staged.COMPLETE, column(staged.COMPLETE, "h"), Spot())
            yield negation(surely(listed, True))

    # ------------------------------------------------------------------ the whole

    def _assembled(
        self,
        plain: dict[str, Tree],
        people: dict[str, Tree],
        outputs: tuple[Output, ...],
        member_outputs: tuple[Output, ...],
        refused: dict[str, str],
        where: Tree | None,
        restricted: bool,
    ) -> Statement:
        source = self._households(where)
        members = exp.select(*(column(n, "m") for n in (staged.ROW, staged.MEMBER, staged.ID)), copy=False)
        members = members.from_(_staged(staged.MEMBERS, "m"), copy=False)
        if restricted:
            rows = exp.select(column(staged.ROW)).from_(exp.Table(this=exp.to_identifier("facts", quoted=True)))
            members = members.where(exp.In(this=column(staged.ROW, "m"), query=exp.Subquery(this=rows)), copy=False)
        household = self._query(Emission(self.writer.chain, source, members, "", self.packed), plain, {}, False)
        member = None
        if people:
            member = self._query(Emission(self.writer.chain, source, members, "", self.packed), {}, people, True)
        vocabulary = self.writer.rules.rules.vocabulary
        reads = [vocabulary.facts[name] for name in self.writer.reads]
        unknown = {
            track: disjunction(facts.unknown(f, vocabulary) for f in reads if f.of_member is track)
            for track in (False, True)
        }
        return Statement(
            self.writer.dialect.name,
            household,
            member,
            outputs,
            member_outputs,
            refused,
            tuple(f.id for f in reads if not f.of_member),
            tuple(f.id for f in reads if f.of_member),
            unknown[False],
            unknown[True],
        )

    def _query(
        self, emission: Emission, plain: dict[str, Tree], people: dict[str, Tree], of_members: bool
    ) -> exp.Query:
        house, last = emission.write(plain, people)
        keys = (staged.ROW, staged.MEMBER, staged.ID) if of_members else (staged.ROW,)
        query = exp.select(*(column(key) for key in keys), copy=False)
        for name, tree in (people if of_members else plain).items():
            query = query.select(exp.Alias(this=tree, alias=exp.to_identifier(name, quoted=True)), copy=False)
        source = last if of_members else house
        query = query.from_(exp.Table(this=exp.to_identifier(source, quoted=True)), copy=False)
        return _with(query, emission.relations)

    def _households(self, where: Tree | None) -> exp.Select:
        writer = self.writer
        query = exp.select(column(staged.ROW, "h"), copy=False).from_(_staged(staged.HOUSEHOLDS, "h"), copy=False)
        vocabulary = writer.rules.rules.vocabulary
        on: Tree = column(staged.ON, "h")
        for table, fact, by_origin, alias in (
            (writer.about.home, vocabulary.locality_fact, False, "p"),
            (writer.about.origin, vocabulary.origin_fact, True, "o"),
        ):
            slots = [slot for slot, origin in writer.slots.items() if origin is by_origin]
            if not slots:
                continue
            if fact is not None:
                writer.reads[fact.id] = None
            code: Tree = null() if fact is None else facts.current(column(fact.id, "h"), vocabulary)
            kinds = {slot: _kind(slot, writer) for slot in slots}
            values = places.table_of(table, slots, kinds, alias)
            key = places.key_of(code, table) if fact is not None else text(table.default)
            query = query.join(values, on=places.on_condition(table, key, on, alias), join_type="left", copy=False)
        return query if where is None else query.where(where, copy=False)


def _kind(slot: places.Slot, writer: Writer) -> str:
    name, _ = slot
    return "text" if name.startswith("@") else places.kind_of(writer.rules.rules.parameters[name])


def _staged(name: str, alias: str) -> exp.Expr:
    return exp.alias_(
        exp.Table(this=exp.to_identifier(name, quoted=True)), exp.to_identifier(alias, quoted=True), table=True
    )


def _with(query: exp.Select, relations: list[Relation]) -> exp.Select:
    for relation in relations:
        inner = relation.query
        if relation.note:
            inner.add_comments([relation.note])
        query = query.with_(exp.to_identifier(relation.name, quoted=True), as_=inner, copy=False)
    return query


__all__ = ["Columns", "Output", "Statement", "statement"]
