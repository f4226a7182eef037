"""Terms as formulas of z3, made through its C interface: its Python classes take longer than the solving does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from elig.errors import EligError
from elig.extras import needed
from elig.prove.errors import ProveError
from elig.prove.lin import TRUE, Lin, Term
from elig.prove.term_nodes import And, AtMostZero, Floor, IsZero, OfDays, Times, Truth, When, Whole
from elig.prove.terms import Terms


def z3_module() -> Any:
    """z3; raises `ProveError` with the line that installs it."""
    try:
        return needed("z3", "prove")
    except EligError as error:
        raise ProveError(str(error)) from error


class Formulas:
    """The formulas of some terms in one context of z3; each is made once and kept as long as the context."""

    def __init__(self, terms: Terms, context: Any) -> None:
        self.terms = terms
        self._z3 = z3_module()
        self._core = self._z3.z3core
        self._keeper = context
        self._context = context.ref()
        self._truth = self._core.Z3_mk_bool_sort(self._context)
        self._whole = self._core.Z3_mk_int_sort(self._context)
        for sort in (self._truth, self._whole):
            self._core.Z3_inc_ref(self._context, self._core.Z3_sort_to_ast(self._context, sort))
        self._made: dict[int, Any] = {TRUE: self._kept(self._core.Z3_mk_true(self._context))}
        self._negated: dict[int, Any] = {}
        self._figures: dict[int, Any] = {}
        self._ends: dict[int, tuple[Any, Any]] = {}

    def of(self, term: Term, cone: Sequence[int]) -> list[Any]:
        """A condition, whose terms and atoms are given in order, and the ends of its symbols."""
        found: list[Any] = []
        for atom in cone:
            if atom not in self._made:
                self._made[atom] = self._kept(self._make(atom))
            found.extend(self._ends.get(atom, ()))
        return [*found, self._term(term)]

    def hold(self, solver: Any, formulas: Sequence[Any]) -> None:
        """Assert some formulas."""
        for formula in formulas:
            self._core.Z3_solver_assert(self._context, solver.solver, formula)

    def is_true(self, model: Any, atom: int) -> bool:
        """Whether a yes-or-no symbol is true in a model."""
        found = self._evaluated(model, atom)
        return int(self._core.Z3_get_bool_value(self._context, found)) == 1

    def number(self, model: Any, atom: int) -> int | None:
        """What a number is in a model, or None where the model leaves it open."""
        found = self._evaluated(model, atom)
        if not self._core.Z3_is_numeral_ast(self._context, found):
            return None
        return int(self._core.Z3_get_numeral_string(self._context, found))

    def _evaluated(self, model: Any, atom: int) -> Any:
        found = (self._z3.Ast * 1)()
        self._core.Z3_model_eval(self._context, model.model, self._made[atom], False, found)
        return self._kept(found[0])

    # ------------------------------------------------------------------ making

    def _kept(self, formula: Any) -> Any:
        self._core.Z3_inc_ref(self._context, formula)
        return formula

    def _array(self, items: Sequence[Any]) -> Any:
        return (self._z3.Ast * len(items))(*items)

    def _term(self, term: Term) -> Any:
        if term > 0:
            return self._made[term]
        if term not in self._negated:
            self._negated[term] = self._kept(self._core.Z3_mk_not(self._context, self._made[-term]))
        return self._negated[term]

    def _figure(self, value: int) -> Any:
        if value not in self._figures:
            made = self._core.Z3_mk_numeral(self._context, str(value), self._whole)
            self._figures[value] = self._kept(made)
        return self._figures[value]

    def _number(self, item: Lin) -> Any:
        parts = []
        for atom, factor in item[1]:
            made = self._made[atom]
            if factor != 1:
                pair = self._array([self._figure(factor), made])
                made = self._kept(self._core.Z3_mk_mul(self._context, 2, pair))
            parts.append(made)
        if item[0] or not parts:
            parts.append(self._figure(item[0]))
        if len(parts) == 1:
            return parts[0]
        return self._kept(self._core.Z3_mk_add(self._context, len(parts), self._array(parts)))

    def _symbol(self, name: str, sort: Any) -> Any:
        return self._core.Z3_mk_const(self._context, self._core.Z3_mk_string_symbol(self._context, name), sort)

    def _make(self, atom: int) -> Any:
        core, context, node = self._core, self._context, self.terms.nodes[atom]
        match node:
            case Truth():
                return self._symbol(node.name, self._truth)
            case Whole() | OfDays():
                name = node.name if isinstance(node, Whole) else f"days {atom}"
                made = self._kept(self._symbol(name, self._whole))  # what is not kept is gone at the next call
                low, high = (self._figure(end) for end in self.terms.spans[atom])
                at_least = self._kept(core.Z3_mk_ge(context, made, low))
                self._ends[atom] = at_least, self._kept(core.Z3_mk_le(context, made, high))
                return made
            case And():
                items = [self._term(item) for item in node.items]
                return core.Z3_mk_and(context, len(items), self._array(items))
            case AtMostZero():
                return core.Z3_mk_le(context, self._number((0, node.of[1])), self._figure(-node.of[0]))
            case IsZero():
                return core.Z3_mk_eq(context, self._number((0, node.of[1])), self._figure(-node.of[0]))
            case When():
                return core.Z3_mk_ite(context, self._term(node.condition), self._number(node.then), self._figure(0))
            case Floor():
                return core.Z3_mk_div(context, self._number(node.of), self._number(node.by))
            case Times():
                pair = self._array([self._made[node.left], self._made[node.right]])
                return core.Z3_mk_mul(context, 2, pair)
            case None:
                raise AssertionError("the constant true is made first")
