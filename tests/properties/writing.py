"""Trees as the text of a policy file, every part in brackets so that the text says no more than the tree."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.properties.trees import (
    And,
    Arith,
    Between,
    Bound,
    ByReading,
    Clause,
    Compare,
    Count,
    Dated,
    DateOf,
    Day,
    Defined,
    Elapsed,
    Entitled,
    Entry,
    Every,
    Exists,
    Expr,
    Extreme,
    ExtremeOf,
    Fit,
    Gap,
    If,
    In,
    Includes,
    IncludesThis,
    IsNone,
    Listed,
    Not,
    Number,
    Or,
    Otherwise,
    Read,
    Round,
    Scale,
    Setting,
    Shift,
    StartsWith,
    Sum,
    Table,
    Text,
    Today,
    Truth,
    Word,
    YearOf,
)

Plain = str | list["Plain"] | dict[str, "Plain"]
"""What a policy file is made of."""


def clause(tree: Clause) -> Plain:
    """A clause as it stands in a file."""
    match tree:
        case Listed(items, some):
            listed: Plain = [_item(entry) for entry in items]
            return {"any": listed} if some else listed
        case ByReading(reading, options):
            return {"by_reading": reading, **{option: clause(found) for option, found in options}}
        case Dated(versions):
            return {day.isoformat(): "ends" if version is None else clause(version) for day, version in versions}
        case Table(on, rows, otherwise):
            listed_rows: list[Plain] = [{"if": list(map(_cell, cells)), "then": text(then)} for cells, then in rows]
            return {"table": {"on": [read.fact for read in on], "rows": listed_rows, "otherwise": text(otherwise)}}
        case Scale(of, rates):
            steps: list[Plain] = [{"above": f"{decimal(a)} yuan", "rate": decimal(rate)} for a, rate in rates]
            return {"scale": {"of": text(of), "rates": steps}}
        case _:
            return text(tree)


def _cell(fit: Fit) -> str:
    match fit:
        case Fit(None, None, ()):
            return "any"
        case Fit(None, None, (bool(value),)):
            return "true" if value else "false"
        case Fit(None, None, (word,)):
            return str(word)
        case Fit(None, None, words):
            return f"in {{{', '.join(map(str, words))}}}"
        case Fit(None, high):
            return f"up to {high}"
        case Fit(low, None):
            assert low is not None
            return f"over {low - 1}"
        case Fit(low, high):
            return str(low) if low == high else f"{low} to {high}"


def _item(entry: Entry) -> Plain:
    if entry.unless is None:
        return clause(entry.condition)
    return {"if": clause(entry.condition), "unless": clause(entry.unless)}


def decimal(value: Fraction) -> str:
    """A number with at most four decimals."""
    scaled = value * 10_000
    assert scaled.denominator == 1, "the constants of a program have few decimals"
    digits = f"{abs(scaled.numerator):05}"
    written = f"{digits[:-4]}.{digits[-4:]}".rstrip("0").rstrip(".")
    return f"-{written}" if value < 0 else written


def text(tree: Expr) -> str:
    """An expression."""
    match tree:
        case Truth(value):
            return "true" if value else "false"
        case Read(name) | Defined(name) | Word(name):
            return name
        case Setting(name, key):
            return name if key is None else f"{name} for {text(key)}"
        case Number(value, unit):
            return f"{decimal(value)} {unit}".strip()
        case Day(day):
            return _day(day)
        case Today():
            return "today"
        case Gap(name):
            return f"unknown because {name}"
        case Entitled(name):
            return f"entitled to {name}"
        case Not() | And() | Or() | Compare() | In() | IsNone() | Includes() | Between() | If():
            return f"({_condition(tree)})"
        case IncludesThis(fact):
            return f"({text(fact)} includes this)"
        case Exists() | Every() | Count() | Sum() | ExtremeOf():
            return f"({_members(tree)})"
        case Text(value):
            return f'"{value}"'
        case YearOf(day):
            return f"(year of ({text(day)}))"
        case DateOf(year, month, number):
            return f"date({text(year)}, {text(month)}, {text(number)})"
        case StartsWith(item, prefix):
            return f'({text(item)} starts with "{prefix}")'
        case Bound(floor, item):
            return f"{'at least' if floor else 'up to'} {text(item)}"
        case _:
            return _arithmetic(tree)


def _day(day: date) -> str:
    return day.isoformat()


def _condition(tree: Not | And | Or | Compare | In | IsNone | Includes | Between | If) -> str:
    match tree:
        case Not(item):
            return f"not {text(item)}"
        case And(items):
            return " and ".join(map(text, items))
        case Or(items):
            return " or ".join(map(text, items))
        case Compare(op, left, right):
            return f"{text(left)} {op} {text(right)}"
        case In(item, options, negated, True):
            return f"{text(item)} {'is not' if negated else 'is'} {text(options[0])}"
        case In(item, options, negated, _):
            return f"{text(item)} {'not in' if negated else 'in'} {{{', '.join(map(text, options))}}}"
        case IsNone(fact, negated):
            return f"{text(fact)} {'is not' if negated else 'is'} none"
        case Includes(fact, word):
            return f"{text(fact)} includes {word}"
        case Between(item, low, high):
            return f"{text(item)} between {text(low)} and {text(high)}"
        case If(condition, yes, no):
            return f"if {text(condition)} then {text(yes)} else {text(no)}"


def _members(tree: Exists | Every | Count | Sum | ExtremeOf) -> str:
    where = f" where {text(tree.where)}" if tree.where is not None else ""
    group = f"other {tree.group}" if tree.other else tree.group
    match tree:
        case Exists(nobody=nobody):
            return f"{'no' if nobody else 'any'} {group}{where}"
        case Every(has=has):
            return f"every {group}{where} has {text(has)}"
        case Count():
            return f"count {group}{where}"
        case Sum(item):
            return f"sum of {text(item)} over {group}{where}"
        case ExtremeOf(largest, item):
            return f"{'max' if largest else 'min'} of {text(item)} over {group}{where}"


def _arithmetic(tree: Arith | Extreme | Round | Otherwise | Shift | Elapsed) -> str:
    match tree:
        case Arith(op, left, right):
            return f"({text(left)} {op} {text(right)})"
        case Extreme(largest, items):
            return f"{'max' if largest else 'min'}({', '.join(map(text, items))})"
        case Round(mode, item, step):
            return f"({mode} {text(item)} to {decimal(step)} yuan)"
        case Otherwise(fact, fallback):
            return f"({text(fact)} otherwise {text(fallback)})"
        case Shift(day, months, back):
            return f"({text(day)} {'-' if back else '+'} {text(months)})"
        case Elapsed(months, start, end):
            return f"({'years' if months == 12 else 'months'} from ({text(start)}) to ({text(end)}))"
