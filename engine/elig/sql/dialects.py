"""What differs between the engines: the division of whole numbers, wide numbers, sets, and what each cannot do."""

from __future__ import annotations

from sqlglot import exp

from elig.errors import EligError
from elig.records import Struct
from elig.sql.trees import Tree, cast, wrap


class Dialect(Struct):
    """An engine that statements are written for: how `sqlglot` calls it, and its type of whole numbers past 2^63."""

    name: str
    wide: str
    longest: int
    """The most bytes of an identifier."""

    def quotient(self, number: Tree, den: Tree) -> Tree:
        """The quotient of whole numbers, cut off toward zero; never through a number with a point."""
        if self.name == "postgres":
            return exp.Div(this=wrap(number), expression=wrap(den), typed=True, safe=False)
        return exp.IntDiv(this=wrap(number), expression=wrap(den))

    def remainder(self, number: Tree, den: Tree) -> Tree:
        """What a division of whole numbers leaves over."""
        return exp.Mod(this=wrap(number), expression=wrap(den))

    def contains(self, items: Tree, word: Tree) -> Tree:
        """Whether a set has a word; open where the set is not known."""
        if self.name == "postgres":
            return exp.EQ(this=word, expression=exp.Any(this=exp.Paren(this=items)))
        return exp.ArrayContains(this=items, expression=word)

    def starts_with(self, item: Tree, prefix: str) -> Tree:
        """Whether a text begins with another."""
        first = exp.Substring(this=item, start=exp.Literal.number("1"), length=exp.Literal.number(str(len(prefix))))
        return exp.EQ(this=first, expression=exp.Literal.string(prefix))

    def part(self, name: str, day: Tree) -> Tree:
        """The year, month or day of a day."""
        return cast(exp.Extract(this=exp.Var(this=name), expression=day), "bigint")

    def make_date(self, year: Tree, month: Tree, day: Tree) -> Tree:
        """The day of three numbers."""
        parts = [cast(part, "int") for part in (year, month, day)]
        if self.name == "postgres":
            return exp.Anonymous(this="MAKE_DATE", expressions=parts)
        return exp.DateFromParts(year=parts[0], month=parts[1], day=parts[2])

    def empty_set(self) -> Tree:
        """A set of no words."""
        return cast(exp.Array(expressions=[]), "array<text>")

    def number(self, tree: Tree, wide: bool) -> Tree:
        """An aggregate as a whole number of the usual or the wide type."""
        return cast(tree, self.wide if wide else "bigint")


DIALECTS = {
    "duckdb": Dialect("duckdb", "int128", 10_000),
    "spark": Dialect("spark", "decimal(38, 0)", 10_000),
    "postgres": Dialect("postgres", "decimal(1000, 0)", 63),
}


def dialect_of(name: str) -> Dialect:
    """A dialect by its name; raises `EligError`."""
    found = DIALECTS.get(name)
    if found is None:
        raise EligError(f"no statement can be written for {name!r}: there are {', '.join(DIALECTS)}")
    return found
