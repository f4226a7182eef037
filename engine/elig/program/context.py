"""Where an expression stands, and so what it may say."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Context:
    """What is allowed at a place.

    `of_member`: a member's facts can be read. `quantified`: the place is inside a quantifier. `bounds`: `at least` and
    `up to` are allowed (the amount of a grant).
    """

    of_member: bool = False
    quantified: bool = False
    bounds: bool = False

    def inside(self) -> Context:
        """The context of an operand: bounds are for the outermost form only."""
        return replace(self, bounds=False)

    def quantifier(self) -> Context:
        """The context of what follows `where`, `has` or `sum of`."""
        return Context(of_member=True, quantified=True)
