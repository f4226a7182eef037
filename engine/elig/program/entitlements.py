"""From an entitlement of a file to a checked one."""

from __future__ import annotations

from elig.errors import Code, did_you_mean
from elig.lang import ast
from elig.program.clauses import Clauses
from elig.program.context import Context
from elig.program.fields import citations, head, in_force, label, scalar, text, texts, words
from elig.program.fields import items as list_items
from elig.program.model import Entitlement, Grant, InForce, SourceDocument
from elig.program.nodes import Node
from elig.program.types import NumberType
from elig.program.units import conversion, meet, own, period
from elig.program.walk import is_optional
from elig.source import Mapping, Scalar
from elig.source import Node as YamlNode
from elig.values import Basis, GrantKind

MONTH = ast.Unit.of(month=1)


class Entitlements:
    """Reads the entitlements of one file."""

    def __init__(self, policy: str, in_force: InForce, clauses: Clauses, sources: dict[str, SourceDocument]) -> None:
        self.policy = policy
        self.in_force = in_force
        self.clauses = clauses
        self.checker = clauses.checker
        self.scope = clauses.checker.scope
        self.errors = clauses.errors
        self.sources = sources
        self.grants_read: dict[int, Grant] = {}
        """The grants that were checked, by where they stand."""

    def read(self, key: Scalar, node: Mapping) -> Entitlement | None:
        """The entitlement, or None after recording what is wrong with it."""
        before = len(self.errors.errors)
        subject, part = self._subject(node)
        ctx = Context(of_member=subject)
        given = self._clause(node, "given", ctx)
        if part is not None:
            given = self._narrowed(given, part, ctx)
        basis = Basis(text(node, "basis"))
        entitlement = Entitlement(
            key.value,
            self.policy,
            text(node, "name"),
            label(node, key.value),
            tuple(name.value for name in texts(node.get("also"))),
            subject,
            basis,
            given,
            self._clause(node, "when", ctx),
            self._clause(node, "unless", ctx),
            self._clause(node, "met_when", ctx),
            self._grants(node, ctx),
            tuple(self._gaps(node)),
            self._gap(node, basis, key),
            words(node.get("bearer")),
            in_force(node.get("in_force"), self.errors).within(self.in_force),
            citations(node.get("cite"), self.sources, self.errors),
            key.span,
        )
        return entitlement if len(self.errors.errors) == before else None

    def _subject(self, node: Mapping) -> tuple[bool, Scalar | None]:
        """Whether the entitlement is of each member, and the condition of `each member where …`."""
        written = scalar(node.get("for"))
        assert written is not None, "the schema requires it"
        subjects = self.scope.subjects
        value = written.value.strip()
        if value == subjects.whole:
            return False, None
        prefix = f"each {subjects.part}"
        if value == prefix:
            return True, None
        if value.startswith(f"{prefix} where "):
            start = written.value.index(" where ") + len(" where ")
            rest = Scalar(written.value[start:], written.span_of(start, len(written.value)), written.offsets[start:])
            return True, rest
        help_text = f"write `{subjects.whole}` or `{prefix}`"
        self.errors.error(Code.WRONG_SUBJECT, f"`{value}` is no subject", written.span, help_text)
        return False, None

    def _narrowed(self, given: Node | None, part: Scalar, ctx: Context) -> Node | None:
        condition = self.clauses.expression(part, ctx, self.checker.condition)
        if given is None or condition is None:
            return condition if given is None else None
        self.errors.error(
            Code.SHAPE, "`for: each … where` and `given:` say the same thing twice", part.span, "use `given:`"
        )
        return None

    def _clause(self, node: Mapping, key: str, ctx: Context) -> Node | None:
        written = node.get(key)
        if written is None:
            return None
        return self.clauses.condition(written, ctx, "any" if key == "unless" else "all")

    def _gaps(self, node: Mapping) -> list[str]:
        return [name.value for name in texts(node.get("touches")) if self._known_gap(name)]

    def _known_gap(self, name: Scalar) -> bool:
        known = name.value in self.scope.gaps
        if not known:
            help_text = did_you_mean(name.value, self.scope.gaps)
            self.errors.error(Code.UNKNOWN_NAME, f"unknown gap `{name.value}`", name.span, help_text)
        return known

    def _gap(self, node: Mapping, basis: Basis, key: Scalar) -> str:
        written = scalar(node.get("gap"))
        if written is not None:
            return written.value if self._known_gap(written) else ""
        if basis in (Basis.DISCRETION, Basis.REPORTED):
            message = f"an entitlement of basis `{basis.value}` names the gap that keeps it open"
            self.errors.error(Code.MISSING_GAP, message, key.span, "write `gap: name` and declare it under `gaps:`")
        return ""

    # ------------------------------------------------------------------ grants

    def grant(self, node: Mapping, grant: str) -> Grant | None:
        """A grant of an entitlement, of which the amount is wanted elsewhere."""
        listed = (item for item in list_items(node.get("grants")) if isinstance(item, Mapping))
        item = next((item for item in listed if text(item, "id") == grant), None)
        return None if item is None else self._once(item, Context(of_member=self._subject(node)[0]))

    def _once(self, item: Mapping, ctx: Context) -> Grant:
        """A grant, checked where it is first wanted."""
        place = item.span.start
        if place not in self.grants_read:
            self.grants_read[place] = self._grant(item, ctx)
        return self.grants_read[place]

    def _grants(self, node: Mapping, ctx: Context) -> tuple[Grant, ...]:
        found: list[Grant] = []
        for item in list_items(node.get("grants")):
            if isinstance(item, Mapping):
                grant = self._once(item, ctx)
                if any(other.id == grant.id for other in found):
                    self.errors.error(Code.DUPLICATE_NAME, f"two grants have the id `{grant.id}`", head(item))
                found.append(grant)
        return tuple(found)

    def _grant(self, node: Mapping, ctx: Context) -> Grant:
        kind = GrantKind(text(node, "kind"))
        what = words(node.get("what"))
        amount, unit, every = self._amount(node, kind, ctx)
        used = self._used(node, kind, unit, every, ctx)
        if kind is GrantKind.IN_KIND and what is None:
            self.errors.error(Code.BAD_GRANT, "a grant in kind says `what:` is given", head(node))
        return Grant(text(node, "id"), kind, what, amount, unit, every, self._lasts(node, ctx), used, head(node))

    def _amount(self, node: Mapping, kind: GrantKind, ctx: Context) -> tuple[Node | None, ast.Unit, str]:
        written, stated = node.get("amount"), text(node, "every")
        if written is None:
            return None, ast.NO_UNIT, stated
        amount = self._number(written, Context(of_member=ctx.of_member, bounds=True))
        if amount is None or not isinstance(amount.type, NumberType):
            return None, ast.NO_UNIT, stated
        unit = own(amount.type.unit) if ctx.of_member else amount.type.unit
        unit, said = period(unit)
        self._check_unit(written, kind, unit)
        if stated and said and stated != said:
            message = f"`every: {stated}` disagrees with the unit of the amount, which says a {said}"
            self.errors.error(Code.BAD_GRANT, message, head(node), "leave `every:` out")
        return amount, unit, said or stated

    def _check_unit(self, written: YamlNode, kind: GrantKind, unit: ast.Unit) -> None:
        if unit.power("person") == -1:
            message = "a grant of the whole household is left with `per person`"
            self.errors.error(Code.UNIT_MISMATCH, message, head(written), "multiply by a head count: … * count family")
        elif kind is not GrantKind.IN_KIND and unit != ast.Unit.make({self.scope.vocabulary.money: 1}):
            money = self.scope.vocabulary.money
            message = f"a grant of kind `{kind.value}` is an amount of {money}"
            self.errors.error(Code.BAD_GRANT, message, head(written))

    def _number(self, written: YamlNode, ctx: Context) -> Node | None:
        def leaf(expr: ast.Expr, inner: Context) -> Node | None:
            node = self.checker.check(expr, inner)
            if node is not None and not isinstance(node.type, NumberType):
                message = f"an amount is expected here, not {self.checker.describe(node.type)}"
                self.errors.error(Code.TYPE_MISMATCH, message, expr.span)
                return None
            if node is not None and is_optional(node):
                message = "this may be none, and none is no amount"
                self.errors.error(Code.OPTIONAL_FACT, message, expr.span, "write `x otherwise 0 yuan`")
                return None
            return node

        return self.clauses.value(written, ctx, leaf)

    def _used(self, node: Mapping, kind: GrantKind, unit: ast.Unit, every: str, ctx: Context) -> Node | None:
        written = node.get("used")
        if written is None:
            return None
        if kind is not GrantKind.CEILING:
            self.errors.error(Code.BAD_GRANT, "only a ceiling says what is used", head(written))
        used = self._number(written, ctx)
        if used is None or not isinstance(used.type, NumberType):
            return None
        full = unit if not every or every == "once" else unit * ast.Unit.make({every: -1})
        if not meet(used.type.unit, full, ctx.of_member) and not meet(used.type.unit, unit, ctx.of_member):
            self.errors.error(Code.UNIT_MISMATCH, "what is used has another unit than the amount", head(written))
        return used

    def _lasts(self, node: Mapping, ctx: Context) -> Node | None:
        written = node.get("lasts")
        if written is None:
            return None
        lasts = self._number(written, Context(of_member=ctx.of_member, bounds=True))
        if lasts is None or not isinstance(lasts.type, NumberType):
            return None
        if conversion(lasts.type.unit, MONTH) != 1:
            self.errors.error(Code.UNIT_MISMATCH, "`lasts` is a number of months", head(written), "write `36 months`")
        return lasts
