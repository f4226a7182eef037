"""What an entitlement gives: the columns of its outcome, amounts, bounds, reason and of what is missing."""

from __future__ import annotations

from sqlglot import exp

from elig.evaluate.check import Checker
from elig.program.model import Entitlement
from elig.records import Struct, replace
from elig.sql import reasons, rights
from elig.sql.at import At
from elig.sql.chain import Spot
from elig.sql.columns import Columns, Output, of_grant
from elig.sql.ends import NARROW
from elig.sql.missing import missing
from elig.sql.steps import scale_of
from elig.sql.trees import (
    Tree,
    case,
    cast,
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


class Answers(Struct):
    """Writes the columns of entitlements."""

    writer: Writer
    checker: Checker
    columns: Columns

    def of(self, name: str, entitlement: Entitlement) -> tuple[dict[Output, Tree], Tree, Spot, str]:
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
                found[of_grant(name, grant, what, scale)] = cast(null(), "bigint")
            if Columns.BOUNDS in self.columns:
                found[of_grant(name, grant, "bound")] = cast(null(), "text")
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
                found[of_grant(right.entitlement.id, amount.grant, what, amount.scale)] = tree
            if Columns.BOUNDS in self.columns:
                bound = _bound(amount.low, amount.high, given)
                found[of_grant(right.entitlement.id, amount.grant, "bound")] = bound
        return found

    def _met(self, right: rights.Right) -> Tree:
        assert right.met is not None, "it is asked where a rule says when it is met"
        met = right.met.tree
        said = case([(met, text(Met.YES.value)), (negation(met), text(Met.NO.value))], text(Met.UNKNOWN.value))
        return case([(surely(right.due.tree, True), said)])


def _bound(low: End, high: End, given: Tree) -> Tree:
    at_least, exact = is_null(high.tree), text("exact")
    if low.tree == high.tree:
        said = case([(at_least, text("at_least"))], exact) if high.nullable else exact
    else:
        same = exp.EQ(this=exp.Paren(this=low.tree), expression=exp.Paren(this=high.tree))
        up_to = exp.EQ(this=exp.Paren(this=low.tree), expression=whole(0))
        said = case([(at_least, text("at_least")), (same, exact), (up_to, text("up_to"))], text("between"))
    return case([(given, said)])
