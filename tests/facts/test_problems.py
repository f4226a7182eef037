"""What is wrong, in words: every kind has its sentences, and no identity number is shown."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.errors import HouseholdError, InputProblem
from elig.explain.catalogue import every_text, say
from elig.explain.problems import render_problem, render_problems
from elig.facts.describe import masked
from elig.facts.shown import shown, shown_secret
from tests.facts.sample import CITIZEN, OTHER_CITIZEN, READER, SAMPLE, household, problems
from tests.facts.strategies import FACTS, WRONG_HOUSEHOLDS, citizens

Input = str | bytes | Mapping[str, object]

_TEXTS: list[Input] = [
    b" " * 1_000_001,
    b"\xff",
    "\ufeff{}",
    "{",
    "[" * 21,
    "[]",
    '{"household_id": "h", "household_id": "h", "rent": NaN, "employees": 1e99}',
    {"members": [{}], "members_complete": 1},
    {"household_id": "h", "members_complete": True, "rennt": 1, "qqq": 1, "willing": True},
    {"household_id": "", "members": {}},
    {"household_id": "h", "members": [{"id": "a", "rent": 1}, {"id": "a"}]},
    {"household_id": "h", "members": [{}] * 6},
    {"household_id": "h", **{f"x{index}": 1 for index in range(101)}},
]
_HOUSEHOLD: list[tuple[str, object]] = [
    ("rent", 1.5),
    ("rent", "x"),
    ("rent", "1.005"),
    ("rent", True),
    ("rent", -1),
    ("rent", {"one_of": [1], "at_least": 1}),
    ("rent", {"one_of": []}),
    ("rent", {"one_of": [1] * 65}),
    ("rent", {"at_least": 2, "at_most": 1}),
    ("rent", {"at_leest": 2}),
    ("rent", {"from": 2}),
    ("rent", {}),
    ("employees", "4"),
    ("employees", {"one_of": ["4"]}),
    ("shop_name", ""),
    ("signers", ["m9"]),
    ("dest_admin_code", 522301),
]
_MEMBER: list[tuple[str, object]] = [
    ("income_wage", "none"),
    ("willing", "none"),
    ("disability_categories", "none"),
    ("disability_categories", "visual"),
    ("disability_categories", ["visual"] * 99),
    ("birth_date", "x"),
    ("birth_date", "2020/1/2"),
    ("birth_date", "2021-02-29"),
    ("birth_date", "1799-01-01"),
    ("birth_date", {"at_least": "2020-01-01"}),
    ("relation", "x"),
    ("relation", "wive"),
    ("relation", 2),
    ("person_id_no", "x"),
    ("person_id_no", CITIZEN[:15]),
    ("person_id_no", CITIZEN[:6] + "19800230" + CITIZEN[14:]),
    ("person_id_no", CITIZEN[:17] + "0"),
    ("cert_no", "x"),
    ("cared_for_by", "m1"),
    ("disability_grade", True),
]
_CONFLICT = {"birth_date": "1980-01-02", "sex": "2", "cert_no": f"{OTHER_CITIZEN}42"}
_OTHER_DISABILITY = {"cert_no": f"{CITIZEN}42", "disability_categories": ["visual"], "disability_grade": 3}

CORPUS: list[Input] = [
    *_TEXTS,
    *(household(**{key: raw}) for key, raw in _HOUSEHOLD),
    *(household({key: raw}) for key, raw in _MEMBER),
    household({"disability_grade": {"one_of": [Decimal("1.5")]}}),
    household({"person_id_no": CITIZEN, **_CONFLICT}, {"person_id_no": CITIZEN}),
    household(_OTHER_DISABILITY),
]

_LATER = {"input.makes_no_sense", "input.does_not_apply"}
"""For what is found when the household is decided."""

_IMPOSSIBLE = {"input.unreadable"}
"""For a kind of error that pydantic is not known to report."""


def _found() -> Iterator[InputProblem]:
    for data in CORPUS:
        yield from problems(data)


def test_every_kind_has_a_sentence_and_every_sentence_is_used() -> None:
    kinds = {f"input.{problem.kind}" for problem in _found()}
    sentences = {
        key for key in every_text() if key.startswith("input.") and not key.startswith(("input.place.", "input.at"))
    }
    assert kinds == sentences - _LATER - _IMPOSSIBLE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_problem_can_be_said(lang: str) -> None:
    for problem in _found():
        text = render_problem(problem, lang)
        assert "{" not in text.replace("{…}", "").replace("{}", "")
        assert "\n" not in text


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_take_the_same_values() -> None:
    for key, (zh, en) in every_text().items():
        assert _names(zh) == _names(en), key
        assert zh and en


def test_a_text_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("input.nothing", "en")
    with pytest.raises(KeyError):
        say("input.whole", "zh")


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (
            household({"income_wage": "1,200"}),
            '第 1 位成员“工资性收入”（members[0].income_wage）：应是数字，给的是 "1,200"。'
            "请只写数字和小数点（至多 2 位小数），不写单位和千分位，例如 1200。",
            'member 1, wages (members[0].income_wage): a number is expected, not "1,200". '
            "Write digits and a point (at most 2 decimals), without a unit or separators: 1200.",
        ),
        (
            household(employees=-1),
            "“雇员人数”（employees）：应在 0 与 100,000 之间，给的是 -1。请核对单位和位数。",
            "employees (employees): a number between 0 and 100,000 is expected, not -1. Check the unit and the digits.",
        ),
        (
            household({"relation": "wive"}),
            '第 1 位成员“与户主关系”（members[0].relation）："wive" 不在可选的值之中。'
            '是不是 "wife"？'
            "可选：head（户主）、wife（妻）、only_son（独生子）。",
            'member 1, relation to the head (members[0].relation): "wive" is not one of '
            "the values. "
            'Did you mean "wife"? The values: head, wife, only_son.',
        ),
        (
            household({"person_id_no": "522301198001010010"}),
            '第 1 位成员“公民身份号码”（members[0].person_id_no）："522*************10" '
            "的校验位不符，"
            "至少有一位写错。请对照居民身份证核对。",
            "member 1, identity number (members[0].person_id_no): the check digit of "
            '"522*************10" does not fit: a digit is wrong. '
            "Check the number against the identity card.",
        ),
        (
            "{",
            "整份材料：第 1 行第 2 列读不下去，不是正确的 JSON。请检查这里和前一行：逗号、引号、括号是否缺少或多余。",
            "the whole input: line 1, column 2 cannot be read as JSON. Look there and on the line "
            "before for a comma, quote or bracket that is missing or too many.",
        ),
        (
            {"household_id": "h", "members": [{}]},
            '第 1 位成员（members[0].id）：缺少编号。请写一个编号，例如 "m1"。',
            'member 1 (members[0].id): the id is missing. Write one, such as "m1".',
        ),
    ],
    ids=count(),
)
def test_sentences(data: Input, zh: str, en: str) -> None:
    found = problems(data)
    assert render_problems(found, "zh") == zh
    assert render_problems(found, "en") == en


def test_a_label_is_chosen_by_language() -> None:
    problem = InputProblem("", "makes_no_sense", (("zh", "没有成员"), ("en", "no member")))
    assert render_problem(problem, "zh") == "整份材料：没有成员"
    assert render_problem(problem, "en") == "the whole input: no member"


def _said(data: Input) -> str:
    try:
        READER.read(data)
    except HouseholdError as error:
        texts = [render_problems(error.problems, lang) for lang in ("zh", "en")]
        return "\n".join([str(error), repr(error.problems), *texts])
    return ""


def _shows(text: str, number: str) -> bool:
    bare = "".join(character for character in text if character.isalnum())
    return number[3:16] in bare or number[6:14] in bare


_SPELLINGS = st.sampled_from(
    [
        "{0}",
        "{0}42",
        " {0}",
        "{0}{0}",
        "no {0}.",
        "m{0}",
        "x{1}-{2}-{3}",
        "{1} {2} {3}",
        "{0}0",
    ]
)


@given(citizens(), _SPELLINGS, FACTS)
def test_an_identity_number_is_never_shown(number: str, spelling: str, key: str) -> None:
    text = spelling.format(number, number[:6], number[6:14], number[14:])
    member = SAMPLE.facts[key].of_member
    wrong = {key: text}
    for data in (
        household(wrong) if member else household(**wrong),
        household({"cert_no": f"{text}42", text: 1}, {"id": text}, {"id": text}),
        {"household_id": "h", text: text, "members": [text]},
        household({"person_id_no": text}, {"person_id_no": text, "birth_date": "1850-01-01"}),
        household({"relation": {"one_of": [text]}, "disability_categories": [text]}, rent={text: 1}),
        household(rent=int(number[:17])),
        f'{{"household_id": {number[:17]}, "{text}": {number[:17]}, "rent": {number[:17]}e99}}',
        f'{{"household_id": "{text}", "household_id": "{text}"',
    ):
        assert not _shows(_said(data), number)


@given(WRONG_HOUSEHOLDS)
def test_any_problem_can_be_said(data: dict[str, object]) -> None:
    said = _said(data)
    assert said.isprintable() or "\n" in said


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\x1b[31mb", '"a\\u001b[31mb"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("a\nb", '"a\\nb"'),
        ("\ud800", '"\\ud800"'),
        ("x" * 50, '"' + "x" * 39 + '…"'),
        (10**50, "10^50"),
        (-(10**5000), "-10^5000"),
        (None, "null"),
        ({}, "{…}"),
        (b"x", "bytes"),
    ],
    ids=count(),
)
def test_what_was_given_is_harmless_to_print(raw: object, text: str) -> None:
    assert shown(raw) == text


def test_masks() -> None:
    assert masked(CITIZEN) == "522*************1X"
    assert masked("123456789012345") == "123**********45"
    assert masked("12345678901234") == "12345678901234"
    assert masked(masked(f"a{CITIZEN}b")) == masked(f"a{CITIZEN}b")
    assert shown_secret("12a4567") == '"12a**67"'
