"""Every mistake: its code, the part that is underlined, and the help."""

from __future__ import annotations

import pytest

from elig.lang import alternatives_help
from elig.lang.ast import And, Or
from elig.lang.keywords import KEYWORDS, REFUSED, REFUSED_SIGNS
from tests.lang.support import parsed, refused

CASES = [
    # what is written, code, underlined, part of the message, part of the help
    ("", "E010", "", "an expression is missing", ""),
    ("  ", "E010", "  ", "an expression is missing", ""),
    ("a and", "E010", "and", "ends after `and`; expected a condition or a value", ""),
    ("and a", "E010", "and", "expected a condition or a value", ""),
    ("a b", "E010", "b", "an operator, `and`, `or` or the end", "between `a` and `b`"),
    ("x >", "E010", ">", "expected a value", ""),
    ("x is a or is b", "E010", "is", "`is` cannot stand here", "write `x in {a, b}`"),
    ("x is not a or is b", "E010", "is", "cannot", "write `x not in {a, b}`"),
    ("x is a, b", "E010", ",", "cannot", "write `x in {a, b}`"),
    ("x 为 a 或 为 b", "E010", "为", "cannot", "write `x 属于 {a, b}`"),
    ("a, b", "E010", ",", "cannot", "conditions are joined by `and`"),
    ("a or > 3", "E010", ">", "cannot", "write the name again before each comparison"),
    ("1 < x < 5", "E010", "<", "cannot", "one comparison at a time: `a < b and b < c`"),
    ("1 低于 x 低于 5", "E010", "低于", "cannot", "`b 介于 a 至 c`"),
    ("x = none", "E010", "none", "cannot", "write `x is none`"),
    ("x != 无", "E010", "无", "cannot", "write `x 不为 无`"),
    ("x is 5", "E010", "5", "expected a name or `none`", "write `=` before a number"),
    ('x is not "a"', "E010", '"a"', "cannot", "write `!=` before a number"),
    ("x is true", "E010", "true", "cannot", "write the condition alone, or `not` before it"),
    ("x is not in {a}", "E010", "in", "cannot", "write `not in {a, b}` without `is not`"),
    ("x is > 3", "E010", ">", "cannot", "leave `is` out"),
    ("x not = 3", "E010", "not", "cannot", "write `!=`"),
    ("x in (a, b)", "E010", "(", "expected `{`", "a set is written `in {a, b}`"),
    ("x in {}", "E010", "}", "cannot", ""),
    ("x = if a then b else c", "E010", "if", "cannot", "put it in brackets: `(if …)`"),
    ("x + not a", "E010", "not", "cannot", "put it in brackets"),
    ("2 <= count m where c", "E010", "where", "cannot", "put it in brackets: `(count … where …)`"),
    ("if a then b", "E010", "b", "expected `else`", "every `if` has its `else`"),
    ("若 a 则 b", "E010", "b", "expected `否则`", "every `若` has its `否则`"),
    ("-x", "E010", "x", "expected a number", "a minus stands only before a number: write `-1 * x`"),
    ('"a" = x', "E010", '"a"', "cannot", "text stands only right of `=`, `!=` and `starts with`"),
    ('x < "a"', "E010", '"a"', "cannot", "text stands only right of `=`, `!=` and `starts with`"),
    ("(a) for b", "E010", "for", "cannot", "before `for` stands the name of a parameter"),
    ("x for today", "E010", "today", "cannot", "a key is one name or number"),
    ("x for if a then b else c", "E010", "if", "cannot", "put it in brackets: `(if …)`"),
    ("100 000", "E010", "000", "cannot", "write one number without blanks: `100000`"),
    ("a AND b", "E010", "AND", "cannot", "write `and` in small letters"),
    ("a where b", "E010", "where", "cannot", ""),
    ("x as yaun", "E010", "yaun", "expected a unit", "did you mean `yuan`?"),
    ("3 blocks", "E010", "blocks", "cannot", "the units are `yuan`, `mu`, `person`"),
    ("round x to a", "E010", "a", "cannot", "`fen`"),
    ("x between 1 to 3", "E010", "to", "between the ends of `between`", "write `and`"),
    ("x 介于 1 且 3", "E010", "且", "between the ends of `介于`", "write `至`"),
    ("min(a, b", "E010", "(", "`(` is not closed", "add `)`; inside [ ] or { } of YAML"),
    ("b)", "E010", ")", "`)` closes nothing", "inside [ ] or { } of YAML, quote an expression"),
    ("x in {a", "E010", "{", "`{` is not closed", "add `}`"),
    ("x in {a)", "E010", ")", "`)` closes `{`", ""),
    ("x = [1]", "E010", "[", "`[` means nothing here", "a set is written `{a, b}`"),
    ("x = “a”", "E010", "“", "means nothing", "straight double quotes"),
    ('x = "a', "E010", '"a', "without its closing", "on one line"),
    ("a\u200b", "E010", "\u200b", "`U+200B`", "delete it"),
    ("a。", "E010", "。", "means nothing", "no such mark"),
    ("a ： b", "E010", "：", "means nothing", ""),
    # Chinese without blanks
    ("年龄 不低于16岁", "E010", "不低于16岁", "cannot", "write it with blanks: `不低于 16 岁`"),
    ("年龄超过60 且 a b", "E010", "b", "cannot", ""),
    ("若 收入低于标准 则 a b", "E010", "b", "cannot", ""),
    ("30元每人", "E010", "30元每人", "one word", "write it with blanks: `30 元 每 人`"),
    ("16岁且在册", "E010", "16岁且在册", "one word", "`16 岁 且 在册`"),
    ("16岁以上", "E012", "以上", "`以上` is not used in rules", "it leaves open whether"),
    ("年龄 不低于 16 岁 以上", "E012", "以上", "not used", "`不低于` if it does"),
    ("3万元", "E012", "万元", "not used", "`30000 元`"),
    ("家庭 和 成员", "E012", "和", "not used", "both must hold or each counts"),
    ("a、b", "E012", "、", "not used", "it leaves open"),
    ("x == 1", "E012", "==", "not used", "write `=`"),
    ("x ≥ 1", "E012", "≥", "not used", "write `>=`"),
    ("x ＆＆ y", "E012", "&&", "not used", "write `and`"),
    # names and literals
    ("_x", "E014", "_x", "does not start with a letter", ""),
    ("ｘ > 1", "E014", "ｘ", "compatibility characters", "write `x`"),
    ("e\u0301", "E014", "e\u0301", "not composed", "write `é`"),
    ("3rd_child", "E014", "3rd_child", "is not a unit", "a name starts with a letter"),
    ("2020-13", "E015", "2020-13", "neither a date nor a number", "`2020-11-30`"),
    ("5-3", "E015", "5-3", "neither a date nor a number", "`5 - 3`"),
    ("2020-13-40", "E015", "2020-13-40", "not a day of the calendar", ""),
    ("2021-02-29", "E015", "2021-02-29", "not a day of the calendar", ""),
    ("2020-11-30x", "E015", "2020-11-30", "neither", ""),
    ("2020年1月2日", "E015", "2020年1月2日", "not read as a date", "write `2020-01-02`"),
    ("1,000 yuan", "E015", "1,000", "thousands separators", "write `1000`"),
    ("1_000", "E015", "1_000", "is not a number", "`1000`"),
    ("5.", "E015", "5.", "is not a number", "`5.0`"),
    ("1.2.3", "E015", "1.2.", "is not a number", ""),
    ("１２", "E015", "１", "not a digit", "0 to 9"),
    ("1" * 31, "E015", "1" * 31, "31 digits; at most 30", ""),
    ("3 fen", "E015", "fen", "stands only after `round … to`", "write the amount in yuan"),
    ("x as 分", "E015", "分", "stands only after", ""),
    ("round x to 0 yuan", "E015", "0 yuan", "more than 0", ""),
    ("3 yuan per yuan", "E015", "yuan per yuan", "cancels out", "leave it out"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "underlined", "message", "advice"), CASES)
def test_mistake(text: str, code: str, underlined: str, message: str, advice: str) -> None:
    diagnostic = refused(text)
    assert diagnostic.code.value == code
    assert message in diagnostic.message
    assert advice in diagnostic.help
    assert diagnostic.span is not None
    assert diagnostic.span.text.translate({0xFF06: "&"}) == underlined


@pytest.mark.parametrize("word", sorted(REFUSED))
def test_refused_words(word: str) -> None:
    diagnostic = refused(f"a {word} b")
    assert diagnostic.code.value == "E012"
    assert f"`{word}`" in diagnostic.message
    assert diagnostic.help == REFUSED[word]


@pytest.mark.parametrize("sign", sorted(REFUSED_SIGNS))
def test_refused_signs(sign: str) -> None:
    diagnostic = refused(f"a {sign} b")
    assert diagnostic.code.value == "E012"
    assert diagnostic.help == REFUSED_SIGNS[sign]


@pytest.mark.parametrize("row", [row for row in KEYWORDS if row.deferred], ids=lambda row: row.en)
def test_deferred_forms(row: object) -> None:
    found = next(k for k in KEYWORDS if k is row)
    for word in (found.en, found.zh):
        diagnostic = refused(f"a {word} b")
        assert diagnostic.code.value == "E013"
        assert diagnostic.message == f"`{word}` is not available yet"
        assert diagnostic.span is not None and diagnostic.span.text == word


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("x is a or b", "write `x in {a, b}`"),
        ("x is a or b or c", "write `x in {a, b, c}`"),
        ("d or x is not a or b", "write `x not in {a, b}`"),
        ("x = 1 or 2", "write `x in {1, 2}`"),
        ("x 不为 a 且 b", "write `x 不属于 {a, b}`"),
        ("a or b", ""),
        ("x is a or y > 1 or b", ""),
    ],
)
def test_help_for_alternatives(text: str, advice: str) -> None:
    tree = parsed(text)
    assert isinstance(tree, Or | And)
    assert alternatives_help(tree, tree.items[-1]) == advice
