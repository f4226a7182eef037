"""A rule in words: the syntax tree read aloud, with labels in place of names."""

from __future__ import annotations

from datetime import date

from elig.explain.figures import day, day_of_year, number, unit_words
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.lang import ast
from elig.lang.ast import Expr
from elig.records import replace

_SIGNS = {ast.Arith.ADD: "+", ast.Arith.SUB: "−", ast.Arith.MUL: "×", ast.Arith.DIV: "÷"}
_TIGHT = (ast.Arith.MUL, ast.Arith.DIV)
_ORDER = (ast.Op.LT, ast.Op.LE, ast.Op.GT, ast.Op.GE)
_YEAR = ast.Unit.of(year=1)
_DENIALS = {"rule.not_doing": ("能", "会", "是", "属于", "符合"), "rule.not_having": ("有",), "rule.not_yet": ("已",)}
_KINDS = ("户", "人", "人员", "成员", "对象", "者", "子女", "父母", "亲属")


Figure = ast.If | ast.Binary | ast.Extreme | ast.Round | ast.As | ast.Otherwise | ast.Elapsed | ast.Bound
"""Expressions that come to a number."""

Spoken = ast.Number | ast.DateLiteral | ast.Truth | ast.Text | ast.Name | ast.Word | ast.Today
"""Expressions that are read aloud as they are."""


class Voice:
    """Reads rules aloud in the language of its labels."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.lang = labels.lang

    def words(self, node: Expr) -> str:
        """An expression in words.

        >>> from elig.explain.labels import Labels
        >>> from elig.program.citation import Words
        >>> named = {"aid": Words("现有救助类别", "assistance held")}
        >>> tree = ast.Is(ast.Name("aid"), ast.Word("assistance", "urban_dibao"))
        >>> Voice(Labels("zh", None, {}, named)).words(tree)
        '现有救助类别为urban_dibao'
        """
        match node:
            case ast.And() | ast.Or() | ast.Not():
                return self._logic(node)
            case ast.Compare() | ast.Is() | ast.IsNone() | ast.In() | ast.Includes() | ast.Between():
                return self._test(node)
            case ast.StartsWith():
                return self._say("rule.starts_with", left=self._value(node.item), right=self._leaf(node.prefix))
            case ast.YearOf() | ast.DateOf():
                return self._calendar(node)
            case ast.IncludesThis():
                return self._say("rule.includes_this", left=self._value(node.item))
            case ast.Exists() | ast.Every() | ast.Count() | ast.Sum() | ast.ExtremeOf():
                return self._members(node)
            case ast.If() | ast.Binary() | ast.Extreme() | ast.Round() | ast.As() | ast.Otherwise():
                return self._figure(node)
            case ast.Elapsed() | ast.Bound():
                return self._figure(node)
            case ast.Keyed():
                keys = self._list("list.and", [self._key(key) for key in node.keys])
                return self._say("keyed", label=self.labels.label(node.name), keys=keys)
            case ast.EntitledTo():
                return self._say("rule.entitled", label=self.labels.label(node.name))
            case ast.AmountOf():
                key = "rule.amount_of_grant" if node.grant else "rule.amount_of"
                grant = self.labels.grant(node.name, node.grant)
                return self._say(key, label=self.labels.label(node.name), grant=grant)
            case ast.UnknownBecause():
                return self._say("rule.gap", label=self.labels.label(node.gap))
            case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.Text() | ast.Name() | ast.Word() | ast.Today():
                return self._leaf(node)

    def _logic(self, node: ast.And | ast.Or | ast.Not) -> str:
        match node:
            case ast.And():
                parts = [self._bracket(item, ast.Or, ast.If) for item in node.items]
                return self._list("rule.and", parts)
            case ast.Or():
                parts = [self._bracket(item, ast.And, ast.If) for item in node.items]
                return self._list("rule.or", parts)
            case ast.Not():
                return self._negated(node.item)

    def _negated(self, node: Expr) -> str:
        match node:
            case ast.Is() | ast.IsNone() | ast.In():
                return self.words(replace(node, negated=not node.negated))
            case ast.Exists():
                other = ast.Member.NO if node.kind is ast.Member.ANY else ast.Member.ANY
                return self.words(replace(node, kind=other))
            case ast.Name() | ast.Includes() | ast.IncludesThis() | ast.Every() | ast.EntitledTo():
                return self._denied(self.words(node))
            case _:
                return self._say("rule.not", item=self.words(node))

    def _denied(self, label: str) -> str:
        key = _denial(label, self.lang)
        return self._say(key, item=label.removeprefix("已") if key == "rule.not_yet" else label)

    def _test(self, node: ast.Compare | ast.Is | ast.IsNone | ast.In | ast.Includes | ast.Between) -> str:
        match node:
            case ast.Compare():
                left, right = self._value(node.left), self._value(node.right, node.left)
                days = "_day" if node.op in _ORDER and (_is_day(node.left) or _is_day(node.right)) else ""
                return self._say(f"rule.{node.op.name.lower()}{days}", left=left, right=right)
            case ast.Is():
                key = "rule.is_not" if node.negated else "rule.is"
                return self._say(key, left=self._value(node.item), right=self._leaf(node.word))
            case ast.IsNone():
                key = "rule.is_not_none" if node.negated else "rule.is_none"
                return self._say(key, left=self._value(node.item))
            case ast.In():
                return self._choice(node)
            case ast.Includes():
                return self._say("rule.includes", left=self._value(node.item), right=self._leaf(node.word))
            case ast.Between():
                low, high = self._value(node.low, node.item), self._value(node.high, node.item)
                return self._say("rule.between", left=self._value(node.item), low=low, high=high)

    def limit(self, node: ast.Compare) -> str:
        """The right side of a comparison."""
        return self._value(node.right, node.left)

    def _choice(self, node: ast.In) -> str:
        options = [self._leaf(option) for option in node.options]
        few = len(options) == 2 and not any("或" in option for option in options)
        key = ("rule.not_in" if node.negated else "rule.in") + ("" if few else "_many")
        joint = ("list.nor" if node.negated else "list.or") if few else "list.and"
        return self._say(key, left=self._value(node.item), right=self._list(joint, options))

    def _members(self, node: ast.Exists | ast.Every | ast.Count | ast.Sum | ast.ExtremeOf) -> str:
        group = self.labels.people(node.group)
        where = "" if node.where is None else self.words(node.where)
        form = ("_other" if node.other else "") + ("_where" if where else "")
        match node:
            case ast.Exists():
                key = f"rule.{node.kind.value}" + ("_other" if node.other else "")
                return self._say(key, group=group, where=where)
            case ast.Every():
                return self._say(f"rule.every{form}", group=group, where=where, has=self.words(node.has))
            case ast.Count():
                return self._say(f"rule.count{form}", group=group, where=where)
            case ast.Sum():
                return self._say(f"rule.sum{form}", group=group, where=where, item=self._value(node.item))
            case ast.ExtremeOf():
                key = f"rule.{'max' if node.largest else 'min'}_of{form}"
                return self._say(key, group=group, where=where, item=self._value(node.item))

    def _figure(self, node: Figure) -> str:
        match node:
            case ast.If():
                yes, no = self.words(node.yes), self.words(node.no)
                return self._say("rule.if", condition=self.words(node.condition), yes=yes, no=no)
            case ast.Binary():
                left, right = self._operand(node.left, node), self._operand(node.right, node)
                return f"{left} {_SIGNS[node.op]} {right}"
            case ast.Extreme():
                key = "rule.max" if node.largest else "rule.min"
                return self._say(key, items=self._list("rule.beside", [self.words(i) for i in node.items]))
            case ast.Round():
                key = f"rule.round_{node.mode.value}"
                return self._say(key, item=self._value(node.item), step=self._leaf(node.step))
            case ast.As():
                unit = unit_words(node.unit, self.lang, self.labels.vocabulary, many=True)
                return self._say("rule.as", item=self._value(node.item), unit=unit)
            case ast.Otherwise():
                fallback = self._value(node.fallback)
                return self._say("rule.otherwise", item=self._value(node.item), fallback=fallback)
            case ast.Elapsed():
                start, end = self._value(node.start), self._value(node.end)
                return self._say(f"rule.elapsed_{node.unit}", start=start, end=end)
            case ast.Bound():
                key = "figure.at_least" if node.floor else "figure.at_most"
                return self._say(key, value=self._value(node.item))

    def _calendar(self, node: ast.YearOf | ast.DateOf) -> str:
        match node:
            case ast.YearOf():
                return self._say("rule.year_of", day=self._value(node.day))
            case ast.DateOf(ast.Number(year), ast.Number(month), ast.Number(number)):
                return day(date(int(year), int(month), int(number)), self.lang)
            case ast.DateOf(ast.YearOf(given), ast.Number(month), ast.Number(number)):
                named = day_of_year(int(month), int(number), self.lang)
                return self._say("rule.day_that_year", named=named, day=self._value(given))
            case ast.DateOf(
                ast.Binary(ast.Arith.SUB, ast.YearOf(given), ast.Number(1)), ast.Number(month), ast.Number(n)
            ):
                named = day_of_year(int(month), int(n), self.lang)
                return self._say("rule.day_year_before", named=named, day=self._value(given))
            case ast.DateOf():
                parts = {"year": node.year, "month": node.month, "day": node.day}
                return self._say("rule.date_of", **{name: self._value(part) for name, part in parts.items()})

    def _leaf(self, node: Spoken) -> str:
        match node:
            case ast.Number():
                return self._number(node, age=False)
            case ast.DateLiteral():
                return day(node.value, self.lang)
            case ast.Truth():
                return self._say("value.true" if node.value else "value.false")
            case ast.Text():
                return self._say("rule.text", value=node.value)
            case ast.Name():
                return self.labels.label(node.id)
            case ast.Word():
                return self.labels.value(node.enumeration, node.id)
            case ast.Today():
                return self._say("rule.today")

    def _number(self, node: ast.Number, *, age: bool) -> str:
        if node.percent:
            return f"{number(node.value * 100, self.lang)}%"
        return self.labels.figures.amount(node.value, node.unit, age=age)

    def _value(self, node: Expr, beside: Expr | None = None) -> str:
        """An operand; a number of years beside an age is read as an age, a code beside a division as a place."""
        if isinstance(node, ast.Text) and self._is_division(beside):
            return self.labels.figures.division(node.value)
        if isinstance(node, ast.Number) and beside is not None:
            return self._number(node, age=is_age(self.words(beside)) and node.unit == _YEAR)
        return self._bracket(node, ast.And, ast.Or, ast.If)

    def _is_division(self, node: Expr | None) -> bool:
        fact = self.labels.facts.get(node.id) if isinstance(node, ast.Name) else None
        return fact is not None and fact.division

    def _operand(self, node: Expr, parent: ast.Binary) -> str:
        loose = isinstance(node, ast.Binary) and (
            (parent.op in _TIGHT and node.op not in _TIGHT)
            or (node is parent.right and parent.op in (ast.Arith.SUB, ast.Arith.DIV))
        )
        text = self._value(node)
        return self._say("rule.bracket", item=text) if loose else text

    def _key(self, node: Expr) -> str:
        if isinstance(node, ast.Name):
            return self._say("rule.by", label=self.labels.label(node.id))
        return self.words(node)

    def _bracket(self, node: Expr, *kinds: type[ast.And] | type[ast.Or] | type[ast.If]) -> str:
        text = self.words(node)
        return self._say("rule.bracket", item=text) if isinstance(node, kinds) else text

    def _list(self, key: str, parts: list[str]) -> str:
        return phrase(key, self.lang).join(parts)

    def _say(self, key: str, **values: str) -> str:
        return phrase(key, self.lang, **values)


def _is_day(node: Expr) -> bool:
    """Whether an expression is written as a day."""
    return isinstance(node, ast.Today | ast.DateLiteral | ast.DateOf)


def _denial(label: str, lang: str) -> str:
    """The sentence that denies a label: as its first or last words ask for it in Chinese."""
    if lang != "en":
        for key, words in _DENIALS.items():
            if label.startswith(words):
                return key
        if label.endswith(_KINDS):
            return "rule.not_one"
    return "rule.not_so"


def is_age(label: str) -> bool:
    """Whether a Chinese label is that of an age, so that years are read as 岁."""
    return "年龄" in label
