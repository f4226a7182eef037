"""Syntax tree to text, in Chinese or English: the formatter.

What it prints parses back to the same tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from elig.lang import ast
from elig.lang.ast import Expr
from elig.lang.keywords import followers, spelling
from elig.lang.language import Language
from elig.lang.levels import Level, level_of
from elig.lang.names import Names
from elig.lang.units import UnitNames

_OPS = {ast.Op.EQ: "EQ", ast.Op.NE: "NE", ast.Op.LT: "LT", ast.Op.LE: "LE", ast.Op.GT: "GT", ast.Op.GE: "GE"}
_ROUNDINGS = {ast.Rounding.HALF: "ROUND", ast.Rounding.UP: "ROUND_UP", ast.Rounding.DOWN: "ROUND_DOWN"}
_Comparison = (
    ast.Compare | ast.Is | ast.IsNone | ast.In | ast.Includes | ast.Between | ast.StartsWith | ast.IncludesThis
)
_Arithmetic = ast.Binary | ast.As | ast.Otherwise | ast.Extreme | ast.Round | ast.Elapsed | ast.Keyed
_Calendar = ast.YearOf | ast.DateOf
Leaf = (
    ast.Number
    | ast.DateLiteral
    | ast.Truth
    | ast.Text
    | ast.Name
    | ast.Word
    | ast.Today
    | ast.EntitledTo
    | ast.UnknownBecause
    | ast.AmountOf
)


def print_expression(tree: Expr, names: Names, language: Language, units: UnitNames) -> str:
    """The canonical text of an expression, with brackets only where they are needed.

    >>> from elig.lang.names import Identity
    >>> units = UnitNames.of(("person", "month", "year"), "yuan", "fen")
    >>> tree = ast.Compare(ast.Op.GE, ast.Name("年龄"), ast.Number(Fraction(16)))
    >>> print_expression(tree, Identity(), Language.ZH, units)
    '年龄 不低于 16'
    """
    return Printer(names, language, units).condition(tree)


class Printer:
    """The texts of nodes; `last` says that an open form may stand there and reach to the end."""

    def __init__(self, names: Names, language: Language, units: UnitNames) -> None:
        self.names = names
        self.language = language
        self.units = units

    def condition(self, node: Expr) -> str:
        """A node where any form may stand."""
        return self.form(node, last=True)

    def sum(self, node: Expr) -> str:
        return self.at(node, Level.SUM)

    def at(self, node: Expr, level: Level, *, last: bool = False) -> str:
        """A node as an operand of a level, in brackets where it binds less tightly."""
        found = level_of(node)
        fits = last if found is Level.OPEN else found >= level
        return self.form(node, last=last) if fits else f"({self.condition(node)})"

    def form(self, node: Expr, *, last: bool) -> str:
        match node:
            case ast.Or() | ast.And():
                return self.connective(node, last=last)
            case ast.Not():
                return f"{self.word('NOT')} {self.at(node.item, Level.NOT, last=last)}"
            case ast.If():
                condition, yes = self.condition(node.condition), self.condition(node.yes)
                choice = f"{self.word('IF')} {condition} {self.word('THEN')} {yes}"
                return f"{choice} {self.word('ELSE')} {self.condition(node.no)}"
            case ast.Exists() | ast.Every() | ast.Count() | ast.Sum() | ast.ExtremeOf():
                return self.over_members(node)
            case ast.Bound():
                return f"{self.word('AT_LEAST' if node.floor else 'UP_TO')} {self.sum(node.item)}"
            case ast.Compare() | ast.Is() | ast.IsNone() | ast.In() | ast.Includes() | ast.Between() | ast.StartsWith():
                return self.comparison(node)
            case ast.YearOf() | ast.DateOf():
                return self.calendar(node)
            case ast.IncludesThis():
                return self.comparison(node)
            case ast.Binary() | ast.As() | ast.Otherwise() | ast.Extreme() | ast.Round() | ast.Elapsed() | ast.Keyed():
                return self.arithmetic(node)
            case _:
                return self.leaf(node)

    def connective(self, node: ast.Or | ast.And, *, last: bool) -> str:
        level, token = (Level.AND, "OR") if isinstance(node, ast.Or) else (Level.NOT, "AND")
        items = [self.at(item, level) for item in node.items[:-1]]
        items.append(self.at(node.items[-1], level, last=last))
        return f" {self.word(token)} ".join(items)

    def over_members(self, node: ast.Exists | ast.Every | ast.Count | ast.Sum | ast.ExtremeOf) -> str:
        group = self.names.group(node.group, self.language)
        if node.other:
            group = f"{self.word('OTHER')} {group}"
        if node.where is not None:
            group = f"{group} {self.word('WHERE')} {self.condition(node.where)}"
        match node:
            case ast.Exists():
                return f"{self.word(node.kind.name)} {group}"
            case ast.Every():
                return f"{self.word('EVERY')} {group} {self.word('HAS')} {self.condition(node.has)}"
            case ast.Count():
                return f"{self.word('COUNT')} {group}"
            case ast.Sum():
                return f"{self.word('SUM_OF')} {self.sum(node.item)} {self.word('OVER')} {group}"
            case ast.ExtremeOf():
                word = self.word("MAX_OF" if node.largest else "MIN_OF")
                return f"{word} {self.sum(node.item)} {self.word('OVER')} {group}"

    def comparison(self, node: _Comparison) -> str:
        match node:
            case ast.Compare():
                return f"{self.sum(node.left)} {self.word(_OPS[node.op])} {self.sum(node.right)}"
            case ast.Is():
                word = self.word("IS_NOT" if node.negated else "IS")
                return f"{self.sum(node.item)} {word} {self.leaf(node.word)}"
            case ast.IsNone():
                word = self.word("IS_NOT" if node.negated else "IS")
                return f"{self.sum(node.item)} {word} {self.word('NONE')}"
            case ast.In():
                word = self.word("NOT_IN" if node.negated else "IN")
                options = _listed(self.leaf(option) for option in node.options)
                return f"{self.sum(node.item)} {word} {{{options}}}"
            case ast.Includes():
                return f"{self.sum(node.item)} {self.word('INCLUDES')} {self.leaf(node.word)}"
            case ast.StartsWith():
                return f"{self.sum(node.item)} {self.word('STARTS_WITH')} {self.leaf(node.prefix)}"
            case ast.IncludesThis():
                return f"{self.sum(node.item)} {self.word('INCLUDES')} {self.word('THIS')}"
            case ast.Between():
                return f"{self.sum(node.item)} {self.word('BETWEEN')} {self.ends(node)}"

    def ends(self, node: ast.Between) -> str:
        low, high = self.sum(node.low), self.sum(node.high)
        if self.language is Language.ZH:
            return f"{_before_to(low)} {self.word('TO')} {high}"
        return f"{low} {self.word('AND')} {high}"

    def arithmetic(self, node: _Arithmetic) -> str:
        match node:
            case ast.Binary():
                level = level_of(node)
                left, right = self.at(node.left, level), self.at(node.right, Level(level + 1))
                return f"{left} {node.op.value} {right}"
            case ast.As():
                unit = self.units.print_unit(node.unit, self.language)
                return f"{self.at(node.item, Level.POSTFIX)} {self.word('AS')} {unit}"
            case ast.Otherwise():
                fallback = self.at(node.fallback, Level.PRIMARY)
                return f"{self.at(node.item, Level.POSTFIX)} {self.word('OTHERWISE')} {fallback}"
            case ast.Extreme():
                items = _listed(self.condition(item) for item in node.items)
                return f"{self.word('MAX' if node.largest else 'MIN')}({items})"
            case ast.Round():
                return self.rounding(node)
            case ast.Elapsed():
                word = self.word("YEARS_FROM" if node.unit == "year" else "MONTHS_FROM")
                start = _before_to(self.at(node.start, Level.PRIMARY))
                return f"{word} {start} {self.word('TO')} {self.at(node.end, Level.PRIMARY)}"
            case ast.Keyed():
                name = self.names.name(node.name, self.language)
                return f"{name} {self.word('FOR')} {self.keys(node.keys)}"

    def calendar(self, node: _Calendar) -> str:
        match node:
            case ast.YearOf():
                return f"{self.word('YEAR_OF')} {self.at(node.day, Level.PRIMARY)}"
            case ast.DateOf():
                parts = _listed(self.condition(part) for part in (node.year, node.month, node.day))
                return f"{self.word('DATE_OF')}({parts})"

    def rounding(self, node: ast.Round) -> str:
        item = _before_to(self.sum(node.item))
        if node.mode is ast.Rounding.HALF and item.split(maxsplit=1)[0] in followers("round"):
            item = f"({item})"
        unit = self.units.print_unit(node.step.unit, self.language)
        plain = node.step.value == 1 and unit and not node.step.percent
        step = unit if plain else self.number(node.step)
        return f"{self.word(_ROUNDINGS[node.mode])} {item} {self.word('TO')} {step}"

    def keys(self, keys: tuple[Expr, ...]) -> str:
        """One name or number stands bare after `for`, anything else in brackets."""
        text = _listed(self.condition(key) for key in keys)
        bare = len(keys) == 1 and isinstance(keys[0], ast.Name | ast.Word | ast.Number)
        return text if bare else f"({text})"

    def leaf(self, node: Leaf) -> str:
        match node:
            case ast.Number():
                return self.number(node)
            case ast.DateLiteral():
                return node.value.isoformat()
            case ast.Truth():
                return self.word("TRUE" if node.value else "FALSE")
            case ast.Text():
                return f'"{node.value}"'
            case ast.Name():
                return self.names.name(node.id, self.language)
            case ast.Word():
                return self.names.word(node.enumeration, node.id, self.language)
            case ast.Today():
                return self.word("TODAY")
            case ast.EntitledTo():
                name = self.names.name(node.name, self.language)
                return f"{self.word('ENTITLED_TO')} {name}"
            case ast.AmountOf():
                grant = f" {self.word('FOR')} {node.grant}" if node.grant else ""
                return f"{self.word('AMOUNT_OF')} {self.names.name(node.name, self.language)}{grant}"
            case ast.UnknownBecause():
                return f"{self.word('UNKNOWN_BECAUSE')} {self.names.name(node.gap, self.language)}"

    def number(self, node: ast.Number) -> str:
        """A number with `%` and unit; one that has no decimal form is written as a quotient."""
        percent = node.percent and all(power < 0 for _, power in node.unit.powers)
        value = decimal(node.value * 100 if percent else node.value)
        if value is None:
            one = self.number(ast.Number(Fraction(1), node.unit))
            return f"({node.value.numerator} / {node.value.denominator} * {one})"
        unit = self.units.print_unit(node.unit, self.language, node.value)
        return " ".join(filter(None, (value, "%" if percent else "", unit)))

    def word(self, token: str) -> str:
        return spelling(token, self.language)


def decimal(value: Fraction) -> str | None:
    """An exact decimal number, or None where there is none.

    >>> decimal(Fraction(-5, 4)), decimal(Fraction(1, 3))
    ('-1.25', None)
    """
    rest, places = value.denominator, 0
    while rest > 1:
        if rest % 10 and rest % 5 and rest % 2:
            return None
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _before_to(text: str) -> str:
    """In brackets where its last name and `to` would be one keyword: `up to`, `entitled to`."""
    return f"({text})" if "to" in followers(text.split()[-1]) else text
