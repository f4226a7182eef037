"""The statement of one region's rules over some days: two relations, of households and of members, from staged ones."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from enum import Flag, auto

from sqlglot import exp

from elig.evaluate.check import Checker
from elig.evaluate.dated import at as rules_at
from elig.program.model import CheckedProgram, Entitlement, Grant, Rules
from elig.records import Struct, replace
from elig.sql import facts, places, reasons, rights, staged
from elig.sql.at import At
from elig.sql.chain import Chain, Emission, Relation, Spot
from elig.sql.dialects import dialect_of
from elig.sql.ends import NARROW
from elig.sql.missing import missing
from elig.sql.places import Places, Span
from elig.sql.questions import Questions
from elig.sql.steps import scale_of
from elig.sql.trees import (
    Tree,
    case,
    cast,
    coalesce,
    column,
    conjunction,
    disjunction,
    is_null,
    may_be,
    negation,
    null,
    surely,
    text,
    truth,
    whole,
)
from elig.sql.values import End, Refused
from elig.sql.write import Writer
from elig.values import Met, Outcome


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
        found, asked, spot, form = self._answer(name, entitlement)
        if Columns.ASKED not in self.columns:
            return found, self._of_household(asked, spot), form
        if asked != truth(False):
            found[Output(f"{name}__asked", "asked", name)] = asked
        return found, truth(False), form

    def _answer(self, name: str, entitlement: Entitlement) -> tuple[dict[Output, Tree], Tree, Spot, str]:
        """The columns of an entitlement, when it is left to the reference, of whom that is told, and the form."""
        rules = self.writer.rules
        if name in rules.absent:
            return self._unsaid(entitlement, text(Outcome.NOT_IN_FORCE.value)), truth(False), Spot(), ""
        current = rules.entitlements[name]
        amounts, met = Columns.AMOUNTS in self.columns, Columns.MET in self.columns
        right = rights.write(current, self.checker.plan(current), self.writer, amounts=amounts, met=met)
        if right.refused:
            return self._unsaid(current, rights.outcome(right)), truth(True), right.spot, right.refused
        found = {Output(f"{name}__outcome", "outcome", name): rights.outcome(right)}
        found |= self._amounts(right)
        if met and current.met_when is not None:
            found[Output(f"{name}__met", "met", name)] = self._met(right)
        left = right.left
        if Columns.MISSING in self.columns and right.due.open:
            listed = self._missing(right)
            if Columns.LISTS in self.columns:
                chain = self.writer.chain
                listed = chain.keep(listed, replace(right.spot, stage=chain.stages), f"{name}__listed")
                left = disjunction([left, conjunction([is_null(right.due.tree), is_null(listed)])])
            found[Output(f"{name}__missing", "missing", name)] = listed
        if Columns.REASONS in self.columns:
            column_of = Output(f"{name}__reason", "reason", name)
            try:
                at = At(right.spot, options=right.combinations[0][0])
                found[column_of] = cast(reasons.reason(current, self.writer, at), "text")
            except Refused as refusal:
                found[column_of] = cast(null(), "text")
                return found, truth(True), right.spot, str(refusal)
        return found, left, right.spot, ""

    def _missing(self, right: rights.Right) -> Tree:
        """What is missing; NULL where it is not said, as under readings that are open."""
        if len(right.combinations) > 1:
            return cast(null(), "text")
        plan = self.checker.plan(right.entitlement)
        splits = () if plan.conditions is None or self.writer.known else plan.conditions.splits
        at = At(right.spot, options=right.combinations[0][0], splits=splits)
        try:
            return missing(right.entitlement, plan, right.due, self.writer, at)
        except Refused:
            return cast(null(), "text")

    def _unsaid(self, entitlement: Entitlement, outcome: Tree) -> dict[Output, Tree]:
        """An outcome, and all the other columns of an entitlement, which say nothing."""
        name = entitlement.id
        found = {Output(f"{name}__outcome", "outcome", name): outcome}
        for grant in entitlement.grants:
            if grant.amount is None or Columns.AMOUNTS not in self.columns:
                continue
            scale = scale_of(grant, self.writer.rules.rules.vocabulary)
            for what in ("low", "high", *(("left_low", "left_high") if grant.used is not None else ())):
                found[_of_grant(name, grant, what, scale)] = cast(null(), "bigint")
            if Columns.BOUNDS in self.columns:
                found[_of_grant(name, grant, "bound")] = cast(null(), "text")
        if Columns.MET in self.columns and entitlement.met_when is not None:
            found[Output(f"{name}__met", "met", name)] = cast(null(), "text")
        if Columns.REASONS in self.columns:
            found[Output(f"{name}__reason", "reason", name)] = cast(null(), "text")
        return found

    def _amounts(self, right: rights.Right) -> dict[Output, Tree]:
        given = may_be(right.due.tree, True) if right.due.open else right.due.tree
        found: dict[Output, Tree] = {}
        for amount in right.amounts:
            ends = {"low": amount.low, "high": amount.high}
            if amount.left is not None:
                ends |= {"left_low": amount.left[0], "left_high": amount.left[1]}
            for what, end in ends.items():
                tree = case([(given, end.tree)]) if given != truth(True) else end.tree
                if end.size > NARROW or isinstance(tree, exp.Null | exp.Literal):
                    tree = cast(tree, "bigint")
                found[_of_grant(right.entitlement.id, amount.grant, what, amount.scale)] = tree
            if Columns.BOUNDS in self.columns:
                bound = _bound(amount.low, amount.high, given)
                found[_of_grant(right.entitlement.id, amount.grant, "bound")] = bound
        return found

    def _met(self, right: rights.Right) -> Tree:
        assert right.met is not None, "it is asked where a rule says when it is met"
        met = right.met.tree
        said = case([(met, text(Met.YES.value)), (negation(met), text(Met.NO.value))], text(Met.UNKNOWN.value))
        return case([(surely(right.due.tree, True), said)])

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


def _of_grant(entitlement: str, grant: Grant, what: str, scale: int = 1) -> Output:
    return Output(f"{entitlement}__{grant.id}__{what}", what, entitlement, grant.id, scale)


def _kind(slot: places.Slot, writer: Writer) -> str:
    name, _ = slot
    return "text" if name.startswith("@") else places.kind_of(writer.rules.rules.parameters[name])


def _bound(low: End, high: End, given: Tree) -> Tree:
    at_least, exact = is_null(high.tree), text("exact")
    if low.tree == high.tree:
        said = case([(at_least, text("at_least"))], exact) if high.nullable else exact
    else:
        same = exp.EQ(this=exp.Paren(this=low.tree), expression=exp.Paren(this=high.tree))
        up_to = exp.EQ(this=exp.Paren(this=low.tree), expression=whole(0))
        said = case([(at_least, text("at_least")), (same, exact), (up_to, text("up_to"))], text("between"))
    return case([(given, said)])


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
