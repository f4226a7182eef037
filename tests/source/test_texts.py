"""Odd characters, the limits of one expression on both sides, and names that stand for names without end."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from elig.api import load_texts
from elig.errors import Code, Collector, Diagnostic, PolicyError
from elig.program.files import decode
from elig.program.weight import MAX_LEVELS, MAX_PARTS
from elig.source import Mapping, Scalar, Source, Span, read_yaml

VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
HEAD = "policy: p\ntitle: {zh: p, en: p}\nuses: [vocabulary]\n"
CITE = "cite: [{page: test, seen: 2024-06-01, mark: read}]"


def refused(body: str) -> list[Diagnostic]:
    """The diagnostics of a policy, nothing where it loads; what is not bounded would not end in years."""
    try:
        load_texts({"vocabulary.yaml": VOCABULARY, "policy.yaml": HEAD + body})
        return []
    except PolicyError as error:
        return list(error.diagnostics)


def definitions(rules: dict[str, str]) -> str:
    """A block of definitions, each rule in quotes."""
    lines = [f"  {name}: {{label: {{zh: x, en: x}}, is: '{rule}'}}" for name, rule in rules.items()]
    return "\n".join(["definitions:", *lines, ""])


def entitlements(rules: dict[str, str]) -> str:
    """A block of entitlements of the household."""
    lines = [
        f"  {name}: {{label: {{zh: x, en: x}}, for: household, basis: promise, when: '{rule}', grants: [], {CITE}}}"
        for name, rule in rules.items()
    ]
    return "\n".join(["entitlements:", *lines, ""])


def codes(found: list[Diagnostic]) -> list[Code]:
    return [item.code for item in found]


# ---------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "number", [0x00, 0x07, 0x1B, 0x7F, 0x85, 0x61C, 0x200E, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069]
)
def test_what_cannot_be_seen_or_turns_the_writing_is_refused_where_it_stands(number: int) -> None:
    text = f"policy: p\ntitle: {{zh: p, en: 'a{chr(number)}b'}}\n"
    found = read_yaml(Source("p.yaml", text))
    assert isinstance(found, tuple)
    assert (found[0].code, found[0].span.text) == ("E003", chr(number))
    assert f"U+{number:04X}" in found[0].message


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e", r"\x7f", r"\u202e", r"\u2066", r"\ud800"])
def test_an_escape_brings_in_nothing_that_the_file_itself_may_not_hold(escape: str) -> None:
    found = read_yaml(Source("p.yaml", f'policy: "a{escape}b"\n'))
    assert isinstance(found, tuple)
    assert found[0].code == "E003"


@pytest.mark.parametrize("raw", [b"policy: \xed\xa0\x80", b"policy: \xff", b"\xfe\xffp", b"policy: \xc0\xaf"])
def test_bytes_that_are_no_text(raw: bytes) -> None:
    errors = Collector()
    assert decode("p.yaml", raw, errors) is None
    assert codes(list(errors.errors)) == [Code.FILE_UNREADABLE]


def test_a_lone_half_of_a_character_in_a_text_is_refused() -> None:
    found = refused("enumerations: {\ud800: {a: {label: {zh: a, en: a}}}}\n")
    assert codes(found) == [Code.YAML_SYNTAX]


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    source = Source("p.yaml", "policy: \x1b[31mred\u202e\u3000x")
    shown = Diagnostic(Code.YAML_SYNTAX, "message", Span(source, 8, 9)).render()
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "\u3000" in shown, "a full-width blank is a blank"
    assert shown.split("\n")[2] == "      | " + " " * 8 + "^"


def test_of_a_long_line_only_the_part_around_the_mistake_is_shown() -> None:
    source = Source("p.yaml", "a" * 100_000 + "!" + "b" * 100_000)
    shown = Diagnostic(Code.YAML_SYNTAX, "message", Span(source, 100_000, 100_001)).render().split("\n")
    assert all(len(line) < 250 for line in shown)
    assert shown[1][shown[2].index("^")] == "!"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (unicodedata.normalize("NFD", "café"), Code.BAD_NAME),
        ("ﬁnance", Code.BAD_NAME),
        ("Ⅳ", Code.BAD_NAME),
        ("租金２", Code.BAD_NAME),
        ("a\u200bb", Code.BAD_NAME),
        ("a b", Code.BAD_NAME),
        ("且", Code.BAD_NAME),
        ("other", Code.BAD_NAME),
        ("Ａ", Code.BAD_NAME),
    ],
)
def test_names_that_look_like_others_are_refused_where_they_are_declared(name: str, code: Code) -> None:
    found = refused(definitions({name: "f"}))
    assert codes(found) == [code]
    assert name in found[0].span.text if found[0].span is not None else False


def test_a_composed_name_is_a_name() -> None:
    assert refused(definitions({"café": "f", "租金标准": "café"})) == []


# ---------------------------------------------------------------------- one expression


@pytest.mark.parametrize(("size", "fine"), [(4_000, True), (4_001, False)])
def test_the_limit_of_characters_of_an_expression(size: int, fine: bool) -> None:
    found = refused(definitions({"d": "f or" + " " * (size - 5) + "g"}))
    assert codes(found) == ([] if fine else [Code.EXPRESSION_TOO_LARGE])


@pytest.mark.parametrize(("depth", "fine"), [(64, True), (65, False)])
def test_the_limit_of_brackets(depth: int, fine: bool) -> None:
    found = refused(definitions({"d": "(" * depth + "f" + ")" * depth}))
    assert codes(found) == ([] if fine else [Code.EXPRESSION_TOO_LARGE])


@pytest.mark.parametrize(("digits", "fine"), [(30, True), (31, False)])
def test_the_limit_of_digits(digits: int, fine: bool) -> None:
    found = refused(definitions({"d": "rent < " + "9" * digits + " yuan"}))
    assert codes(found) == ([] if fine else [Code.BAD_LITERAL])


@pytest.mark.parametrize(
    "value", ["1e400", "1" * 31, "0x10", "NaN", "1_000", "１０", "1.", ".5", "--1", "+1", "1 000", ""]
)
def test_figures_of_a_parameter_that_are_no_numbers(value: str) -> None:
    body = (
        "parameters:\n  x:\n    label: {zh: x, en: x}\n    type: yuan\n    range: [0, 5]\n"
        f"    values: {{2020-01-01: '{value}'}}\n    {CITE}\n"
    )
    found = refused(body)
    assert codes(found) in ([Code.BAD_LITERAL], [Code.SHAPE])


# ---------------------------------------------------------------------- names that stand for names


def chain(length: int, forwards: bool) -> str:
    rules = {f"d{i}": f"not d{i + 1}" for i in range(length)} | {f"d{length}": "f"}
    return definitions(rules if forwards else dict(reversed(rules.items())))


@pytest.mark.parametrize("forwards", [True, False])
@pytest.mark.parametrize("length", [300, 3_000])
def test_long_chains_of_definitions_are_refused(length: int, forwards: bool) -> None:
    assert set(codes(refused(chain(length, forwards)))) == {Code.EXPRESSION_TOO_LARGE}


@pytest.mark.parametrize("forwards", [True, False])
def test_a_chain_that_is_allowed_is_decided(forwards: bool) -> None:
    length = MAX_LEVELS // 2 - 3
    rules = {"e": "d0"}
    program = load_texts(
        {"vocabulary.yaml": VOCABULARY, "policy.yaml": HEAD + chain(length, forwards) + entitlements(rules)}
    )
    decision = program.check({"household_id": "h", "members": []}, on=date(2024, 6, 1), trace=True)
    assert [item.path for item in decision["e"].missing] == ["f"]
    assert decision.explain("en", full=True) and decision.to_json()


def test_a_few_deep_expressions_one_inside_another_are_refused() -> None:
    rules = {f"d{i}": "not " * 50 + f"d{i + 1}" for i in range(20)} | {"d20": "f"}
    assert set(codes(refused(definitions(rules)))) == {Code.EXPRESSION_TOO_LARGE}


@pytest.mark.parametrize("length", [20, 60])
def test_definitions_that_double_at_each_step_are_refused(length: int) -> None:
    rules = {f"d{length}": "f"} | {f"d{i}": f"d{i + 1} and d{i + 1}" for i in reversed(range(length))}
    found = refused(definitions(rules))
    assert codes(found) == [Code.EXPRESSION_TOO_LARGE]
    assert f"{MAX_PARTS:,}" in found[0].message


@pytest.mark.parametrize("length", [20, 60])
def test_entitlements_that_double_at_each_step_are_refused(length: int) -> None:
    rules = {f"e{i}": f"entitled to e{i + 1} and entitled to e{i + 1}" for i in range(length)} | {f"e{length}": "f"}
    assert set(codes(refused(entitlements(rules)))) == {Code.EXPRESSION_TOO_LARGE}


def test_long_chains_of_entitlements_are_refused() -> None:
    rules = {f"e{i}": f"entitled to e{i + 1}" for i in range(2_000)} | {"e2000": "f"}
    assert set(codes(refused(entitlements(rules)))) == {Code.EXPRESSION_TOO_LARGE}


def test_a_long_circle_of_entitlements_is_a_circle() -> None:
    rules = {f"e{i}": f"entitled to e{(i + 1) % 2_000}" for i in range(2_000)}
    found = refused(entitlements(rules))
    assert codes(found) == [Code.CYCLE]


def test_a_long_circle_of_definitions_is_refused() -> None:
    rules = {f"d{i}": f"not d{(i + 1) % 2_000}" for i in range(2_000)}
    assert set(codes(refused(definitions(rules)))) <= {Code.CYCLE, Code.EXPRESSION_TOO_LARGE}


def test_very_many_mistakes_are_all_found() -> None:
    found = refused(definitions({f"d{i}": "rent < 600" for i in range(2_000)}))
    assert codes(found) == [Code.UNIT_MISMATCH] * 2_000


@pytest.mark.parametrize(
    ("written", "characters", "covered"),
    [
        (r'"\"x\" y"', (0, 3), r"\"x\""),
        (r'"y \"x\""', (2, 5), r"\"x\""),
        (r"'x\'", (0, 2), "x\\"),
        (r"x\y", (0, 2), "x\\"),
    ],
)
def test_a_character_that_is_written_with_a_backslash_is_covered_whole(
    written: str, characters: tuple[int, int], covered: str
) -> None:
    root = read_yaml(Source("p.yaml", f"a: {written}\n"))
    assert isinstance(root, Mapping)
    found = root.get("a")
    assert isinstance(found, Scalar)
    assert found.span_of(*characters).text == covered
