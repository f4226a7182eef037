"""Which statements decide some staged households: one for each region, span of days, and path; for any engine."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any, Protocol

from sqlglot import exp

from elig.evaluate.decide import rules_for
from elig.program.model import CheckedProgram, Rules
from elig.records import Struct, field
from elig.sql import facts, staged
from elig.sql.enumerated import enumerate_words
from elig.sql.places import Span, digits
from elig.sql.spans import days_of, span_on
from elig.sql.statement import Columns, Output, Statement, statement
from elig.sql.trees import Tree, binary, case, column, conjunction, day, disjunction, negation, surely, text, truth

FEW = 0.25
"""Where no more than this share of the households has something unknown, they are decided apart from the others."""


class Session(Protocol):
    """An engine that has the staged relations `households` and `members`."""

    @property
    def dialect(self) -> str:
        """The name of its dialect."""

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """What a query gives."""

    def keep(self, name: str, query: exp.Query) -> None:
        """Give what a query gives a name for the session."""


class Part(Struct):
    """The households of one region and span of days: its rules, the statement, and the tables with what it gave."""

    policy: str
    days: Span
    known: bool
    statement: Statement
    households: str
    members: str | None


class Run(Struct):
    """What a run gave: how many rows were decided, how many are left to the reference, and the parts."""

    rows: int
    referred: int
    parts: tuple[Part, ...]

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The columns of the households, each once."""
        return tuple({one.name: one for part in self.parts for one in part.statement.outputs}.values())

    @property
    def member_outputs(self) -> tuple[Output, ...]:
        """The columns of the members, each once."""
        return tuple({one.name: one for part in self.parts for one in part.statement.member_outputs}.values())


class Planner(Struct, frozen=False):
    """Writes the statements that staged households need, each when it is needed.

    `on` is the day of all of them; `only` names the entitlements that are asked about, without it all are.
    """

    program: CheckedProgram
    on: date | None = None
    policy: str | None = None
    columns: Columns = Columns.AMOUNTS
    dialect: str = "duckdb"
    only: Container[str] | None = None
    _statements: dict[object, Statement] = field(default_factory=dict)

    def parts(self, session: Session) -> tuple[Part, ...]:
        """Decide all households, part by part; raises `EligError` where no rules are loaded for a household."""
        found: list[Part] = []
        listed = self._listed(session)
        for number, (rules, span) in enumerate(listed):
            where = self._where(rules, span, alone=len(listed) == 1)
            found += self._part(session, rules, span, where, number)
        return tuple(found)

    # ------------------------------------------------------------------ which rules, on which days

    def _division(self) -> Tree | None:
        vocabulary = self.program.vocabulary
        fact = vocabulary.locality_fact
        return None if fact is None else facts.current(column(fact.id, "h"), vocabulary)

    def _policy_of(self) -> Tree:
        """The policy of the region in which a household lives, or nothing for the rules for everybody."""
        division = self._division()
        if self.policy is not None or division is None or not self.program.regions:
            return text("")
        regions = sorted(self.program.regions, key=lambda r: -len(r.policy.jurisdiction.rstrip("0")))
        return case([(_lies_in(division, r.policy.jurisdiction), text(r.policy.id)) for r in regions], text(""))

    def _rules(self, policy: str) -> Rules:
        if self.policy is not None or not policy:
            return rules_for(self.program, None, self.policy)
        return next(rules for rules in self.program.regions if rules.policy.id == policy)

    def _listed(self, session: Session) -> list[tuple[Rules, Span]]:
        """The rules and spans of days that the households need."""
        policy = self._policy_of()
        dated = self.on is None
        if isinstance(policy, exp.Literal) and not dated:
            rules = self._rules("")
            assert self.on is not None, "it was asked"
            return [(rules, Span(self.on, self.on))]
        query = exp.select(exp.alias_(policy, "policy")).from_(exp.alias_(exp.to_table("households"), "h", table=True))
        query = query.select(column(staged.ON, "h") if dated else exp.alias_(exp.Null(), "on_date")).distinct()
        found: dict[tuple[str, Span], Rules] = {}
        for name, on in sorted(session.rows(query)):
            rules = self._rules(name)
            span = Span(self.on, self.on) if self.on is not None else span_on(rules, on)
            found[name, span] = rules
        return [(rules, span) for (_, span), rules in found.items()]

    def _where(self, rules: Rules, span: Span, *, alone: bool) -> Tree:
        if alone:
            return truth(True)
        tests: list[Tree] = []
        policy = self._policy_of()
        if not isinstance(policy, exp.Literal):
            own = any(rules is found for found in self.program.regions)
            tests.append(exp.EQ(this=policy, expression=text(rules.policy.id if own else "")))
        if self.on is None and len(days_of(rules)) > 1:
            tests.append(exp.Between(this=column(staged.ON, "h"), low=day(span.first), high=day(span.last)))
        return conjunction(tests)

    # ------------------------------------------------------------------ paths

    def _statement(self, rules: Rules, span: Span, where: Tree, *, known: bool, restricted: bool) -> Statement:
        key = (rules.policy.id, span, known, restricted, where)
        if key not in self._statements:
            found = statement(
                self.program,
                rules,
                days=span,
                dialect=self.dialect,
                columns=self.columns,
                known=known,
                named=self.policy is not None,
                where=None if where == truth(True) else where,
                restricted=restricted,
                only=self.only,
                packed=True,
            )
            if self.dialect == "duckdb":
                enumerate_words(found)
            self._statements[key] = found
        return self._statements[key]

    def _part(self, session: Session, rules: Rules, span: Span, where: Tree, number: int) -> list[Part]:
        """Decide the households of a part, those of which all is known apart from the others if these are few."""
        everything = where == truth(True)
        plain = self._statement(rules, span, where, known=True, restricted=not everything)
        share = self._open(session, plain, where)
        if not share:
            return [self._made(session, rules, span, plain, f"part_{number}", known=True)]
        if share > FEW:
            whole = self._statement(rules, span, where, known=False, restricted=not everything)
            return [self._made(session, rules, span, whole, f"part_{number}", known=False)]
        listed = exp.select(column(staged.ROW)).from_(exp.to_table("open_rows"))
        is_open = exp.In(this=column(staged.ROW, "h"), query=exp.Subquery(this=listed))
        made = []
        for known, test in ((True, negation(is_open)), (False, is_open)):
            found = self._statement(rules, span, conjunction([where, test]), known=known, restricted=True)
            name = f"part_{number}_{'known' if known else 'open'}"
            made.append(self._made(session, rules, span, found, name, known=known))
        return made

    def _open(self, session: Session, plain: Statement, where: Tree) -> float:
        """The share of the households of which something that is read is not known; their rows are listed."""
        listed = _from("households", "h", column(staged.ROW, "h"))
        unlisted = negation(surely(column(staged.COMPLETE, "h"), True))
        listed = listed.where(conjunction([where, disjunction([plain.unknown, unlisted])]))
        of_members = _from("members", "m", column(staged.ROW, "m")).where(plain.member_unknown)
        if where != truth(True):
            own = exp.Subquery(this=_from("households", "h", column(staged.ROW, "h")).where(where))
            of_members = of_members.where(exp.In(this=column(staged.ROW, "m"), query=own))
        parts = [listed, *([of_members] if plain.member_unknown != truth(False) else [])]
        for query in parts:
            if session.rows(query.limit(1, copy=True)):
                break
        else:
            return 0
        rows: exp.Query = parts[0]
        if len(parts) > 1:
            rows = exp.union(parts[0], parts[1], distinct=True)
        session.keep("open_rows", rows)
        some = count(session, "open_rows")
        total = session.rows(_from("households", "h", exp.Count(this=exp.Star())).where(where))[0][0]
        return some / total if total else 0

    def _made(self, session: Session, rules: Rules, span: Span, found: Statement, name: str, *, known: bool) -> Part:
        session.keep(name, found.household)
        members = None
        if found.member is not None:
            members = f"{name}_members"
            session.keep(members, found.member)
        return Part(rules.policy.id, span, known, found, name, members)


def count(session: Session, name: str) -> int:
    """How many rows a relation has."""
    return int(session.rows(exp.select(exp.Count(this=exp.Star())).from_(exp.to_table(name)))[0][0])


def _from(table: str, alias: str, *columns: Tree) -> exp.Select:
    return exp.select(*columns).from_(exp.alias_(exp.to_table(table), alias, table=True))


def _lies_in(division: Tree, jurisdiction: str) -> Tree:
    """Whether a division is a jurisdiction or lies in it."""
    size = digits(jurisdiction)
    first = exp.Substring(this=division, start=exp.Literal.number("1"), length=exp.Literal.number(str(size)))
    return binary(exp.EQ, first, text(jurisdiction[:size]))
