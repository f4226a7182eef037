"""JSON text is read strictly, without losing a digit, and never ends in a traceback."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.errors import HouseholdError
from elig.facts.jsontext import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, read_json


def kinds(text: str | bytes) -> list[tuple[str, str]]:
    try:
        return [(problem.path, problem.kind) for problem in read_json(text).problems]
    except HouseholdError as error:
        return [(problem.path, problem.kind) for problem in error.problems]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_numbers_keep_every_digit(number: Decimal) -> None:
    text = f"{number:f}"
    if sum(c.isdigit() for c in text) > MAX_DIGITS:
        assert kinds(text) == [("", "number_too_long")]
    else:
        data = read_json(text).data
        assert isinstance(data, int | Decimal)
        assert f"{Decimal(data):f}" == text.replace("-0", "0" if text == "-0" else "-0")


def test_a_number_past_the_precision_of_a_float_is_exact() -> None:
    assert read_json("123456789012345678.91").data == Decimal("123456789012345678.91")
    assert read_json("0.10000000000000000555").data == Decimal("0.10000000000000000555")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1E400", "number_too_long"),
        ("1e-400", "number_too_long"),
        ("1E+9999999", "number_too_long"),
        ("1E" + "9" * 5000, "number_too_long"),
        ("1" * 5000, "number_too_long"),
        ("-" + "1" * 31, "number_too_long"),
        ("0." + "1" * 30, "number_too_long"),
        ("NaN", "not_finite"),
        ("Infinity", "not_finite"),
        ("-Infinity", "not_finite"),
    ],
    ids=count(),
)
def test_numbers_that_are_refused(text: str, kind: str) -> None:
    assert kinds(f'{{"a": {{"b": [0, {text}]}}}}') == [("a.b[1]", kind)]


def test_numbers_at_the_limit() -> None:
    assert read_json("1" * MAX_DIGITS).data == int("1" * MAX_DIGITS)
    assert read_json("1E0030").data == Decimal("1E30")


def test_a_repeated_key_is_named_where_it_stands() -> None:
    text = read_json('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')
    assert [(p.path, p.kind) for p in text.problems] == [
        ("b.c", "duplicate_key"),
        ("a", "duplicate_key"),
    ]
    assert text.data == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("{}".encode("utf-16"), "not_utf8"),
        ('{"a": "成员"}'.encode("gb18030"), "not_utf8"),
        (b"\xff\xfe\xfd", "not_utf8"),
        (b'{"a": "\xed\xa0\x80"}', "not_utf8"),
        ("{}".encode("utf-8-sig"), "byte_order_mark"),
        ("\ufeff{}", "byte_order_mark"),
        (b"{}" + b" " * MAX_BYTES, "too_large"),
        ("成" * (MAX_BYTES // 3 + 1), "too_large"),
        ("{}" + " " * MAX_BYTES, "too_large"),
        (b"", "not_json"),
        ("{", "not_json"),
        ("{'a': 1}", "not_json"),
        ('{"a": 1,}', "not_json"),
        ('{"a": 01}', "not_json"),
        ('{"a": "\n"}', "not_json"),
        ("{} {}", "not_json"),
        ("\x00", "not_json"),
        ('"abc', "not_json"),
        ('"abc\\', "not_json"),
        ("]" * 50 + "[" * 50, "not_json"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too_deep"),
        ("[" * 300_000, "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
    ],
    ids=count(),
)
def test_texts_that_are_refused(data: str | bytes, kind: str) -> None:
    assert kinds(data) == [("", kind)]


def test_brackets_in_text_are_no_levels() -> None:
    assert read_json('["' + "[" * 1000 + '\\"[[", []]').problems == ()
    assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH).problems == ()


def test_the_place_in_a_broken_text_is_given() -> None:
    with pytest.raises(HouseholdError) as caught:
        read_json('{\n  "a": 1\n  "b": 2\n}')
    assert dict(caught.value.problems[0].values) == {"line": "3", "column": "3"}


def test_a_broken_text_is_not_carried_along() -> None:
    with pytest.raises(HouseholdError) as caught:
        read_json('{"person_id_no": "52230119800101001X"')
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * 450_000,
        "\\" * 900_000,
        '"' * 900_001,
        '{"a":' + "9" * 900_000 + "}",
        '{"a":1E' + "9" * 900_000 + "}",
        "[" + "1," * 400_000 + "1]",
        "{" + ",".join(f'"k{i}":NaN' for i in range(60_000)) + "}",
    ],
    ids=count(),
)
def test_a_large_hostile_text_is_read_or_refused(text: str) -> None:
    assert len(kinds(text)) <= len(text) // 10


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    kinds(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    kinds(data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(_JSON)
def test_good_json_is_read_as_json_reads_it(data: object) -> None:
    assert read_json(json.dumps(data)).data == data


def test_a_float_is_never_made() -> None:
    text = read_json('{"a": 1.5, "b": 1e2, "c": [0.1]}')
    assert isinstance(text.data, dict)
    assert not any(isinstance(value, float) for value in text.data.values())
    assert not math.isnan(float(str(text.data["a"])))
