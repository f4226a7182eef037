"""A rule in words: the syntax tree read aloud, with labels in place of names."""

from __future__ import annotations

from elig.explain.figures import day, number, unit_words
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.lang.ast import (
    And,
    Arith,
    As,
    Between,
    Binary,
    Bound,
    Compare,
    Count,
    DateLiteral,
    Elapsed,
    EntitledTo,
    Every,
    Exists,
    Expr,
    Extreme,
    If,
    In,
    Includes,
    Is,
    IsNone,
    Keyed,
    Name,
    Not,
    Number,
    Or,
    Otherwise,
    Round,
    Sum,
    Text,
    Today,
    Truth,
    Unit,
    UnknownBecause,
    Word,
)

_SIGNS = {Arith.ADD: "+", Arith.SUB: "−", Arith.MUL: "×", Arith.DIV: "÷"}
_TIGHT = (Arith.MUL, Arith.DIV)
_YEAR = Unit.of(year=1)


class Voice:
    """Reads rules aloud in the language of its labels."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.lang = labels.lang

    def words(self, node: Expr) -> str:
        """An expression in words.

        >>> from elig.explain.labels import Labels
        >>> from elig.program.model import Words
        >>> named = {"aid": Words("现有救助类别", "assistance held")}
        >>> tree = Is(Name("aid"), Word("assistance", "urban_dibao"))
        >>> Voice(Labels("zh", None, {}, named)).words(tree)
        '现有救助类别为urban_dibao'
        """
        match node:
            case And() | Or() | Not():
                return self._logic(node)
            case Compare() | Is() | IsNone() | In() | Includes() | Between():
                return self._test(node)
            case Exists() | Every() | Count() | Sum():
                return self._members(node)
            case If() | Binary() | Extreme() | Round() | As() | Otherwise() | Elapsed() | Bound():
                return self._figure(node)
            case Keyed():
                keys = self._list("list.and", [self._key(key) for key in node.keys])
                return self._say("keyed", label=self.labels.label(node.name), keys=keys)
            case EntitledTo():
                return self._say("rule.entitled", label=self.labels.label(node.name))
            case UnknownBecause():
                return self._say("rule.gap", label=self.labels.label(node.gap))
            case Number() | DateLiteral() | Truth() | Text() | Name() | Word() | Today():
                return self._leaf(node)

    def _logic(self, node: And | Or | Not) -> str:
        match node:
            case And():
                parts = [self._bracket(item, Or, If) for item in node.items]
                return self._list("rule.and", parts)
            case Or():
                parts = [self._bracket(item, And, If) for item in node.items]
                return self._list("rule.or", parts)
            case Not():
                return self._say("rule.not", item=self.words(node.item))

    def _test(self, node: Compare | Is | IsNone | In | Includes | Between) -> str:
        match node:
            case Compare():
                left, right = self._value(node.left), self._value(node.right, node.left)
                return self._say(f"rule.{node.op.name.lower()}", left=left, right=right)
            case Is():
                key = "rule.is_not" if node.negated else "rule.is"
                return self._say(key, left=self._value(node.item), right=self._leaf(node.word))
            case IsNone():
                key = "rule.is_not_none" if node.negated else "rule.is_none"
                return self._say(key, left=self._value(node.item))
            case In():
                return self._choice(node)
            case Includes():
                return self._say("rule.includes", left=self._value(node.item), right=self._leaf(node.word))
            case Between():
                low, high = self._value(node.low, node.item), self._value(node.high, node.item)
                return self._say("rule.between", left=self._value(node.item), low=low, high=high)

    def _choice(self, node: In) -> str:
        options = [self._leaf(option) for option in node.options]
        few = len(options) == 2 and not any("或" in option for option in options)
        key = ("rule.not_in" if node.negated else "rule.in") + ("" if few else "_many")
        joint = ("list.nor" if node.negated else "list.or") if few else "list.and"
        return self._say(key, left=self._value(node.item), right=self._list(joint, options))

    def _members(self, node: Exists | Every | Count | Sum) -> str:
        group = self.labels.people(node.group)
        where = "" if node.where is None else self.words(node.where)
        match node:
            case Exists():
                return self._say(f"rule.{node.kind.value}", group=group, where=where)
            case Every():
                key = "rule.every_where" if where else "rule.every"
                return self._say(key, group=group, where=where, has=self.words(node.has))
            case Count():
                key = "rule.count_where" if where else "rule.count"
                return self._say(key, group=group, where=where)
            case Sum():
                key = "rule.sum_where" if where else "rule.sum"
                return self._say(key, group=group, where=where, item=self._value(node.item))

    def _figure(self, node: If | Binary | Extreme | Round | As | Otherwise | Elapsed | Bound) -> str:
        match node:
            case If():
                yes, no = self.words(node.yes), self.words(node.no)
                return self._say("rule.if", condition=self.words(node.condition), yes=yes, no=no)
            case Binary():
                left, right = self._operand(node.left, node), self._operand(node.right, node)
                return f"{left} {_SIGNS[node.op]} {right}"
            case Extreme():
                key = "rule.max" if node.largest else "rule.min"
                return self._say(key, items=self._list("rule.beside", [self.words(i) for i in node.items]))
            case Round():
                key = f"rule.round_{node.mode.value}"
                return self._say(key, item=self._value(node.item), step=self._leaf(node.step))
            case As():
                unit = unit_words(node.unit, self.lang, self.labels.vocabulary, many=True)
                return self._say("rule.as", item=self._value(node.item), unit=unit)
            case Otherwise():
                fallback = self._value(node.fallback)
                return self._say("rule.otherwise", item=self._value(node.item), fallback=fallback)
            case Elapsed():
                start, end = self._value(node.start), self._value(node.end)
                return self._say(f"rule.elapsed_{node.unit}", start=start, end=end)
            case Bound():
                key = "figure.at_least" if node.floor else "figure.at_most"
                return self._say(key, value=self._value(node.item))

    def _leaf(self, node: Number | DateLiteral | Truth | Text | Name | Word | Today) -> str:
        match node:
            case Number():
                return self._number(node, age=False)
            case DateLiteral():
                return day(node.value, self.lang)
            case Truth():
                return self._say("value.true" if node.value else "value.false")
            case Text():
                return self._say("rule.text", value=node.value)
            case Name():
                return self.labels.label(node.id)
            case Word():
                return self.labels.value(node.enumeration, node.id)
            case Today():
                return self._say("rule.today")

    def _number(self, node: Number, *, age: bool) -> str:
        if node.percent:
            return f"{number(node.value * 100, self.lang)}%"
        return self.labels.figures.amount(node.value, node.unit, age=age)

    def _value(self, node: Expr, beside: Expr | None = None) -> str:
        """An operand; a number of years beside an age is read as an age."""
        if isinstance(node, Number) and beside is not None:
            return self._number(node, age=is_age(self.words(beside)) and node.unit == _YEAR)
        return self._bracket(node, And, Or, If)

    def _operand(self, node: Expr, parent: Binary) -> str:
        loose = isinstance(node, Binary) and (
            (parent.op in _TIGHT and node.op not in _TIGHT)
            or (node is parent.right and parent.op in (Arith.SUB, Arith.DIV))
        )
        text = self._value(node)
        return self._say("rule.bracket", item=text) if loose else text

    def _key(self, node: Expr) -> str:
        if isinstance(node, Name):
            return self._say("rule.by", label=self.labels.label(node.id))
        return self.words(node)

    def _bracket(self, node: Expr, *kinds: type[And] | type[Or] | type[If]) -> str:
        text = self.words(node)
        return self._say("rule.bracket", item=text) if isinstance(node, kinds) else text

    def _list(self, key: str, parts: list[str]) -> str:
        return phrase(key, self.lang).join(parts)

    def _say(self, key: str, **values: str) -> str:
        return phrase(key, self.lang, **values)


def is_age(label: str) -> bool:
    """Whether a Chinese label is that of an age, so that years are read as 岁."""
    return "年龄" in label
