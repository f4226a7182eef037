"""The outcome of an entitlement as a decision diagram over the classes of all unknown inputs.

A condition that reads few inputs is gone through class by class. What cannot be told apart so (sums of several unknown
figures) stands in the diagram as a variable of its own, which carries all that it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import prod
from operator import and_

from elig.evaluate.classes import Place
from elig.evaluate.diagram import Diagrams
from elig.evaluate.environment import (
    Environment,
    GapInput,
    Input,
    MembersInput,
    ReadingInput,
)
from elig.evaluate.expressions import evaluate, known_step, truth
from elig.evaluate.inputs import classes, inputs_of
from elig.evaluate.table import MAY_BE_DUE, Clauses, outcome_of
from elig.evaluate.tables import patterns
from elig.evaluate.telling import telling
from elig.lang.ast import Member, Op
from elig.program import nodes
from elig.program.cells import Cell
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.program.types import BOOLEAN
from elig.records import Struct, field
from elig.values import Basis, Numbers, Outcome, Possible, Truth

MAX_JOINT = 4
MAX_COMBINATIONS = 512
"""A condition of so many unknown inputs and classes is gone through class by class."""


class Opaque(Struct):
    """A condition whose inputs are not told apart by classes."""

    node: int
    member: int | None
    this: int | None
    inputs: tuple[Input, ...]


Variable = Input | Opaque


class Builder(Struct, frozen=False):
    """Builds diagrams of conditions; a variable is entered where it is first met."""

    env: Environment
    places: Mapping[Input, list[Place]]
    open_readings: Mapping[str, tuple[str, ...]]
    diagrams: Diagrams = field(default_factory=Diagrams)
    variables: dict[Variable, int] = field(default_factory=dict)
    _class_memo: dict[Input, list[Possible]] = field(default_factory=dict)
    _memo: dict[tuple[int, int | None, int | None, tuple[tuple[str, str], ...]], int] = field(default_factory=dict)

    # ------------------------------------------------------------------ outcomes

    def entitlement(self, entitlement: Entitlement, member: int | None) -> int:
        """The outcome as a diagram, over the open readings too."""
        return self._by_readings(list(self.open_readings.items()), lambda: self._outcome(entitlement, member))

    def _by_readings(self, readings: list[tuple[str, tuple[str, ...]]], build: Callable[[], int]) -> int:
        if not readings:
            return build()
        (reading, options), rest = readings[0], readings[1:]
        variable = self._variable(ReadingInput(reading))
        children: list[int] = []
        for option in options:
            before = self.env
            self.env = before.choosing({reading: option})
            children.append(self._by_readings(rest, build))
            self.env = before
        return self.diagrams.branch(variable, tuple(children))

    def _outcome(self, entitlement: Entitlement, member: int | None) -> int:
        given, when, unless = (
            self.diagrams.leaf(default) if clause is None else self.condition(clause, member)
            for clause, default in ((entitlement.given, True), (entitlement.when, True), (entitlement.unless, False))
        )
        basis = entitlement.basis
        return self.diagrams.apply(("outcome", basis), _outcome_of(basis), given, when, unless)

    def invalid(self, senseless: Iterable[tuple[Node, int | None]], applied: Iterable[tuple[Node, int | None]]) -> int:
        """Whether the household makes no sense by some conditions, or a fact that was told would not apply."""
        found = [self.condition(node, who) for node, who in senseless]
        found += [self.diagrams.negated(self.condition(node, who)) for node, who in applied]
        return self.diagrams.any_of(found)

    # ------------------------------------------------------------------ conditions

    def condition(self, node: Node, member: int | None) -> int:
        """A condition as a diagram of true and false."""
        key = (id(node), member, self.env.this, tuple(sorted(self.env.options.items())))
        if key not in self._memo:
            self._memo[key] = self._condition(node, member)
        return self._memo[key]

    def _condition(self, node: Node, member: int | None) -> int:
        match node:
            case nodes.NotNode():
                return self.diagrams.negated(self.condition(node.item, member))
            case nodes.AndNode():
                return self.diagrams.all_of([self.condition(item, member) for item in node.items])
            case nodes.OrNode():
                return self.diagrams.any_of([self.condition(item, member) for item in node.items])
            case nodes.AllOf():
                return self.diagrams.all_of([self._item(item, member) for item in node.items])
            case nodes.AnyOf():
                return self.diagrams.any_of([self._item(item, member) for item in node.items])
            case nodes.IfNode():
                parts = (self.condition(part, member) for part in (node.condition, node.yes, node.no))
                return self.diagrams.choice(*parts)
            case nodes.DefinitionRef():
                pinned = self.env.definitions.get(node.definition)
                if isinstance(pinned, Truth):
                    return self.diagrams.leaf(pinned is Truth.TRUE)
                who = member if node.of_member else None
                return self._under(None, lambda: self.condition(node.body, who))
            case nodes.ByReading() if node.reading in self.env.options:
                return self.condition(dict(node.options)[self.env.options[node.reading]], member)
            case nodes.ExistsNode() | nodes.EveryNode():
                everyone = self.env.everyone(member if node.other else None)
                return self._under(member, lambda: self._quantifier(node, everyone))
            case nodes.EntitledNode():
                return self._entitled(node, member)
            case nodes.GapNode():
                return self._gap(node)
            case nodes.CompareNode() if _is_count(node):
                return self._count(node, member)
            case nodes.TableNode():
                return self._table(node, member)
            case _:
                return self._atom(node, member)

    def _item(self, item: nodes.Item, member: int | None) -> int:
        condition = self.condition(item.condition, member)
        if item.unless is None:
            return condition
        return self.diagrams.all_of([condition, self.diagrams.negated(self.condition(item.unless, member))])

    def _under(self, member: int | None, build: Callable[[], int]) -> int:
        """A diagram that is built where a member is `this`."""
        before, self.env = self.env, self.env.under(member)
        found = build()
        self.env = before
        return found

    def _quantifier(self, node: nodes.ExistsNode | nodes.EveryNode, everyone: Sequence[int]) -> int:
        this = self.env.this
        inside = [self.condition(node.where, one) for one in everyone]
        if isinstance(node, nodes.ExistsNode):
            found = self.diagrams.any_of([*inside, *self._unlisted(MembersInput(id(node), this=this))])
            return found if node.kind is Member.ANY else self.diagrams.negated(found)
        lacking = [
            self.diagrams.all_of([reached, self.diagrams.negated(self.condition(node.has, one))])
            for one, reached in zip(everyone, inside, strict=True)
        ]
        fitting = self._unlisted(MembersInput(id(node), this=this))
        failing = self._unlisted(MembersInput(id(node), lacking=True, this=this))
        reached = self.diagrams.any_of([*inside, *fitting, *failing])
        return self.diagrams.all_of([reached, self.diagrams.negated(self.diagrams.any_of([*lacking, *failing]))])

    def _unlisted(self, given: MembersInput) -> list[int]:
        """Somebody who is not listed, where the list may be incomplete."""
        return [] if self.env.household.complete else [self._open(given)]

    def _entitled(self, node: nodes.EntitledNode, member: int | None) -> int:
        other = self.env.rules.entitlements.get(node.entitlement)
        if other is None:
            return self.diagrams.leaf(False)
        outcome = self._under(None, lambda: self._outcome(other, member if other.of_member else None))
        if other.basis in MAY_BE_DUE:
            return self.diagrams.apply("due", lambda found: found is Outcome.DUE, outcome)
        open_one = self._open(GapInput(other.gap))
        return self.diagrams.apply("perhaps due", lambda o, g: g and o is not Outcome.NOT_DUE, outcome, open_one)

    def _gap(self, node: nodes.GapNode) -> int:
        pinned = self.env.pins.get(GapInput(node.gap))
        if isinstance(pinned, Truth):
            return self.diagrams.leaf(pinned is Truth.TRUE)
        return self._open(GapInput(node.gap))

    def _open(self, given: Variable) -> int:
        return self.diagrams.branch(self._variable(given), (self.diagrams.leaf(True), self.diagrams.leaf(False)))

    def _count(self, node: nodes.CompareNode, member: int | None) -> int:
        """A head count against a figure: the sum of what each member adds."""
        count = node.left if isinstance(node.left, nodes.CountNode) else node.right
        other = node.right if count is node.left else node.left
        limit = evaluate(other, self.env, member)
        if not isinstance(limit, Numbers) or limit.value is None or not self.env.household.complete:
            return self._atom(node, member)
        assert isinstance(count, nodes.CountNode)
        total = self.diagrams.leaf(0)
        for one in self.env.everyone(member if count.other else None):
            reached = self._under(member, partial(self.condition, count.where, one))
            total = self.diagrams.apply("count", _plus, total, reached)
        compared = limit.value
        left = count is node.left
        return self.diagrams.apply(
            ("against", node.op, compared, left),
            lambda n: _compares(node.op, n, compared) if left else _compares(node.op, compared, n),
            total,
        )

    # ------------------------------------------------------------------ tables of conditions

    def _table(self, node: nodes.TableNode, member: int | None) -> int:
        """The first row that fits, and of the conditions in the rows that of this one."""
        fitting = self.diagrams.leaf((True,) * len(node.rows))
        for place, column in enumerate(node.columns):
            told = self._column(column, [row.cells[place] for row in node.rows], member)
            fitting = self.diagrams.apply("fitting", _fit_both, fitting, told)
        first = self.diagrams.apply("first", _first, fitting)
        reached = self.diagrams.values(first)
        found = self._atom(node, member) if _UNTOLD in reached else self.diagrams.leaf(False)
        for row, then in enumerate((*(row.then for row in node.rows), node.otherwise)):
            if then is not None and row in reached:
                here = self.diagrams.equals(first, row)
                found = self.diagrams.choice(here, self.condition(then, member), found)
        return found

    def _column(self, column: Node, cells: Sequence[Cell], member: int | None) -> int:
        """Which cells of a column fit, as a diagram of truth values for the rows; None where that is not told apart."""
        if isinstance(column, nodes.ColumnNode) and column.type == BOOLEAN:
            told = self.condition(column.item, member)
            return self.diagrams.apply(("cells", tuple(cells)), lambda v: tuple(cell.fits(v) for cell in cells), told)

        def fits(env: Environment) -> Hashable:
            found = patterns(evaluate(column, env, member), known_step(column, env), cells)
            return found[0] if len(found) == 1 else None

        inputs = self._told_apart(self._read(column, member))
        if inputs is None:
            return self.diagrams.leaf(fits(self.env))
        return self._cases(self.env, inputs, fits, lambda _: self.diagrams.leaf(None))

    # ------------------------------------------------------------------ conditions that read values

    def _atom(self, node: Node, member: int | None) -> int:
        given = self._read(node, member)
        inputs = self._told_apart(given)
        if inputs is None:
            return self._opaque(node, member, given)

        def decided(env: Environment) -> Hashable:
            found = truth(node, env, member)
            return None if found is Truth.OPEN else found is Truth.TRUE

        def still_open(env: Environment) -> int:
            is_undefined = not any(inputs_of(node, env, member))
            return self._opaque(node, member, () if is_undefined else given)

        return self._cases(self.env, inputs, decided, still_open)

    def _read(self, node: Node, member: int | None) -> tuple[Input, ...]:
        """The unknown inputs that can move a node, each once."""
        return tuple(dict.fromkeys(found for found, _ in inputs_of(node, self.env, member)))

    def _told_apart(self, inputs: Sequence[Input]) -> Sequence[Input] | None:
        """Inputs in the order of their variables; None where they are not gone through class by class."""
        if len(inputs) > MAX_JOINT or any(isinstance(one, MembersInput) for one in inputs):
            return None
        if prod(len(self._classes(one)) for one in inputs) > MAX_COMBINATIONS:
            return None
        return sorted(inputs, key=self._variable)

    def _cases(
        self,
        env: Environment,
        rest: Sequence[Input],
        decided: Callable[[Environment], Hashable],
        still_open: Callable[[Environment], int],
    ) -> int:
        """What is decided class by class of some inputs; `still_open` where it is None for a class of each."""
        found = decided(env)
        if found is not None:
            return self.diagrams.leaf(found)
        if not rest:
            return still_open(env)
        first, others = rest[0], rest[1:]
        children = [
            self._cases(env.suppose({first: part}), others, decided, still_open) for part in self._classes(first)
        ]
        return self.diagrams.branch(self._variable(first), tuple(children))

    def _opaque(self, node: Node, member: int | None, inputs: tuple[Input, ...]) -> int:
        return self._open(Opaque(id(node), member, self.env.this, inputs))

    def _classes(self, given: Input) -> list[Possible]:
        if given not in self._class_memo:
            self._class_memo[given] = classes(given, self.places.get(given, []), self.env)
        return self._class_memo[given]

    def _variable(self, given: Variable) -> int:
        return self.variables.setdefault(given, len(self.variables))

    # ------------------------------------------------------------------ what matters

    def readings(self) -> list[Input]:
        """The open readings."""
        return [ReadingInput(reading) for reading in self.open_readings]

    def support(self, outcome: int) -> tuple[Input, ...]:
        """The inputs on which the outcome depends.

        These are all that matter where no condition on sense reads any of them: every class of theirs then stands
        in a household that makes sense, beside the same completion of the rest.
        """
        return self._inputs(self.diagrams.support(outcome))

    def ask(self, outcome: int, invalid: int) -> tuple[Input, ...]:
        """The inputs on which the outcome depends among the households that make sense."""
        return self._inputs(telling(self.diagrams, outcome, invalid))

    def _inputs(self, variables: Sequence[int] | Mapping[int, int]) -> tuple[Input, ...]:
        found: list[Input] = []
        entered = list(self.variables)
        for index in variables:
            variable = entered[index]
            found.extend(variable.inputs if isinstance(variable, Opaque) else (variable,))
        return tuple(dict.fromkeys(found))


def _outcome_of(basis: Basis) -> Callable[[bool, bool, bool], Hashable]:
    def of(given: bool, when: bool, unless: bool) -> Outcome:
        return outcome_of(basis, Clauses(Truth.of(given), Truth.of(when), Truth.of(unless)))[0]

    return of


def _plus(total: int, reached: bool) -> int:
    return total + 1 if reached else total


def _compares(op: Op, left: object, right: object) -> bool:
    assert isinstance(left, int | Fraction) and isinstance(right, int | Fraction)
    return {
        Op.EQ: left == right,
        Op.NE: left != right,
        Op.LT: left < right,
        Op.LE: left <= right,
        Op.GT: left > right,
        Op.GE: left >= right,
    }[op]


_UNTOLD = -1
"""Stands for the first row that fits where columns do not tell it."""


def _fit_both(left: Sequence[bool] | None, right: Sequence[bool] | None) -> Sequence[bool] | None:
    return None if left is None or right is None else tuple(map(and_, left, right))


def _first(fitting: Sequence[bool] | None) -> int:
    return _UNTOLD if fitting is None else fitting.index(True) if True in fitting else len(fitting)


def _is_count(node: nodes.CompareNode) -> bool:
    return isinstance(node.left, nodes.CountNode) != isinstance(node.right, nodes.CountNode)
