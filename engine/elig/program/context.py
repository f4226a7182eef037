"""Where an expression stands, and so what it may say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from elig.errors import Collector
from elig.lang.ast import Expr, Name, Word
from elig.program.model import Grant, Group, Offer
from elig.program.nodes import Node
from elig.program.scope import Scope
from elig.program.types import Type
from elig.records import Struct, replace
from elig.source import Span

MAX_QUANTIFIERS = 2
"""A quantifier may stand inside another, and none inside that."""


class Context(Struct):
    """What is allowed at a place.

    `of_member`: a member's facts can be read. `quantified`: a quantifier stands around the place, and if `outer` a
    member around that, who is `this`. `room`: as many quantifiers may stand here inside one another. `bounds`: `at
    least` and `up to` are allowed (the amount of a grant).
    """

    of_member: bool = False
    quantified: bool = False
    outer: bool = False
    room: int = MAX_QUANTIFIERS
    bounds: bool = False

    def inside(self) -> Context:
        """The context of an operand: bounds are for the outermost form only."""
        return replace(self, bounds=False)

    def quantifier(self) -> Context:
        """The context of what follows `where`, `has` or `sum of`."""
        return Context(of_member=True, quantified=True, outer=self.of_member, room=self.room - 1)


class Checks(Protocol):
    """What checking a part of the language needs of the whole: its operands, and a place for what is wrong."""

    @property
    def scope(self) -> Scope:
        """The names that can be seen."""

    @property
    def errors(self) -> Collector:
        """Where diagnostics go."""

    def check(self, expr: Expr, ctx: Context, expected: Type | None = None) -> Node | None:
        """A checked node for any expression."""

    def condition(self, expr: Expr, ctx: Context) -> Node | None:
        """A checked condition."""

    def value(self, expr: Expr, ctx: Context, expected: Type | None = None) -> Node | None:
        """A checked operand that is not optional."""

    def word(self, expr: Name | Word, enumeration: str) -> Word | None:
        """A word of an enumeration, by id or by Chinese name; None where it is none of them."""

    def group(self, name: str, at: Span | None) -> Group | None:
        """The group of a name; None where there is none or it is wrong."""

    def offers(self, entitlement: str) -> Sequence[Offer]:
        """The grants of an entitlement, as far as they can be seen before their amounts are read."""

    def grant(self, entitlement: str, grant: str, at: Span | None) -> Grant | None:
        """A grant of an entitlement; None where it is wrong."""

    def unknown_word(self, expr: Name, enumeration: str) -> None:
        """Record that a word is no value of an enumeration."""

    def wrong_subject(self, name: Name) -> None:
        """Record that a member's fact is read where no member is looked at."""

    def describe(self, kind: Type) -> str:
        """A type in words, for messages."""

    def mismatch(self, left: Node, right: Node, expr: Expr) -> None:
        """Record that two operands are not of one type."""
