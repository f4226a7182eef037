"""Hostile files and households: each gets a clear error, none a traceback; the limits are asserted on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import elig
from elig.errors import Code, Diagnostic
from elig.explain import render_problem
from elig.facts.jsontext import MAX_BYTES as MAX_HOUSEHOLD_BYTES
from elig.source import Mapping, Source, read_yaml
from elig.source.yamltree import MAX_BYTES, MAX_DEPTH, MAX_NODES

PLACEHOLDER = re.compile(r"\{\w+\}")
HEAD = "policy: p\ntitle: {zh: 测试, en: test}\nuses: [vocabulary]\n"


def lint(tmp_path: Path, raw: bytes) -> tuple[Diagnostic, ...]:
    """The diagnostics of a file with these bytes."""
    path = tmp_path / "hostile.yaml"
    path.write_bytes(raw)
    return elig.lint([path])


def definition(expression: str) -> bytes:
    """A policy whose one definition is this expression."""
    quoted = expression.replace("'", "''")
    return f"{HEAD}definitions:\n  d: {{label: {{zh: 甲, en: a}}, is: '{quoted}'}}\n".encode()


def test_ten_megabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    found = lint(tmp_path, b"a: b\n" * 2_000_000)
    assert [item.code for item in found] == [Code.FILE_TOO_LARGE]
    assert f"{MAX_BYTES:,}" in found[0].message


@pytest.mark.parametrize(("size", "fine"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_the_limit_of_bytes(size: int, fine: bool) -> None:
    text = "a: " + "b" * (size - 3)
    assert isinstance(read_yaml(Source("t.yaml", text)), Mapping) is fine


@pytest.mark.parametrize(("nodes", "fine"), [(MAX_NODES, True), (MAX_NODES + 1, False)])
def test_the_limit_of_nodes(nodes: int, fine: bool) -> None:
    # the mapping, its key and the list are three nodes
    text = "a: [" + ",".join("x" for _ in range(nodes - 3)) + "]"
    assert isinstance(read_yaml(Source("t.yaml", text)), Mapping) is fine


@pytest.mark.parametrize(("depth", "fine"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False), (100_000, False)])
def test_the_limit_of_depth(depth: int, fine: bool) -> None:
    # the mapping is the first level, so that many lists and a text reach the given depth
    text = "a: " + "[" * (depth - 2) + "x" + "]" * (depth - 2)
    assert isinstance(read_yaml(Source("t.yaml", text)), Mapping) is fine


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    found = lint(tmp_path, "\n".join(lines).encode())
    assert [item.code for item in found] == [Code.YAML_FORBIDDEN]
    assert "anchor" in found[0].message


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", Code.SHAPE),
        (b"\xff\xfea\x00:\x00", Code.FILE_UNREADABLE),
        ("标题: 甲".encode("gb18030"), Code.FILE_UNREADABLE),
        (b"\xef\xbb\xbf" + HEAD.encode(), Code.YAML_SYNTAX),
        (b"policy: p\x00", Code.YAML_SYNTAX),
        ("policy: p‮evil".encode(), Code.YAML_SYNTAX),
        (b"a: !!python/object/apply:os.system [echo]", Code.YAML_FORBIDDEN),
        (b"a: 1\n---\nb: 2", Code.YAML_FORBIDDEN),
        (b"a: 1\na: 2", Code.DUPLICATE_KEY),
        (b"[1, 2]", Code.SHAPE),
        (b"just text", Code.SHAPE),
        (b"a: [", Code.YAML_SYNTAX),
        (b"? [a, b]\n: c", Code.SHAPE),
        (b"\xed\xa0\x80: lone surrogate", Code.FILE_UNREADABLE),
    ],
)
def test_what_is_no_policy_file(tmp_path: Path, raw: bytes, code: Code) -> None:
    found = lint(tmp_path, raw)
    assert found and found[0].code is code, [item.render() for item in found]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("(" * 20_000 + "true" + ")" * 20_000, Code.EXPRESSION_TOO_LARGE),
        ("not " * 65 + "true", Code.EXPRESSION_TOO_LARGE),
        ("true and " * 500 + "true", Code.EXPRESSION_TOO_LARGE),
        ("9" * 31 + " yuan > 0 yuan", Code.BAD_LITERAL),
        ("１ > 0", Code.BAD_LITERAL),
        ("年龄不低于16岁", Code.UNKNOWN_NAME),
        ("ﬁnance", Code.BAD_NAME),
        ("__import__('os')", Code.BAD_NAME),
        ("2020-13-40 < today", Code.BAD_LITERAL),
    ],
)
def test_hostile_expressions(tmp_path: Path, expression: str, code: Code) -> None:
    found = lint(tmp_path, definition(expression))
    assert code in {item.code for item in found}, [item.render()[:300] for item in found]


def test_a_number_too_large_for_128_bits_is_refused_at_load_time(tmp_path: Path) -> None:
    big = "9" * 30
    found = lint(tmp_path, definition(f"{big} yuan * {big} > 0 yuan"))
    assert [item.code for item in found] == [Code.OUT_OF_RANGE]


# ---------------------------------------------------------------------- households


@pytest.fixture(scope="module")
def program() -> Iterator[elig.Program]:
    yield elig.load()


def household(member: str) -> bytes:
    return f'{{"household_id": "x", "members": [{member}]}}'.encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b"{" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 100_000,
        b"x" * (MAX_HOUSEHOLD_BYTES + 1),
        b'{"household_id": "x", "household_id": "y"}',
        household('{"id": "m1", "income_wage": 1e400}'),
        household('{"id": "m1", "income_wage": 1E+9999999}'),
        household('{"id": "m1", "income_wage": NaN}'),
        household('{"id": "m1", "income_wage": Infinity}'),
        household('{"id": "m1", "income_wage": ' + "9" * 5_000 + "}"),
        household('{"id": "m1", "income_wage": 0.10000000000000000555}'),
        household('{"id": "m1", "birth_date": "2023-02-29"}'),
        household('{"id": "m1", "birth_date": 19800203}'),
        household('{"id": "m1"}, {"id": "m1"}'),
        household('{"id": "m1", "sex": {"one_of": []}}'),
        household('{"id": "m1", "income_wage": {"at_least": 5, "at_most": 1}}'),
        household('{"id": ["m1"]}'),
        household(", ".join(f'{{"id": "m{i}"}}' for i in range(5_000))),
        b'{"household_id": "\\ud800", "members": []}',
    ],
)
def test_hostile_households_are_refused_in_words(program: elig.Program, raw: bytes) -> None:
    with pytest.raises(elig.HouseholdError) as refused:
        program.check(raw, on=date(2020, 12, 1))
    for problem in refused.value.problems:
        for lang in ("zh", "en"):
            words = render_problem(problem, lang)
            assert words and not PLACEHOLDER.search(words), problem


def test_the_longest_list_of_members_is_decided_and_one_more_is_refused(program: elig.Program) -> None:
    most = program.vocabulary.subjects.max_parts
    members = [{"id": f"m{i}", "assistance_kind": "none"} for i in range(most + 1)]
    fine = {"household_id": "x", "members": members[:most]}
    assert len(program.read(fine).members) == most
    with pytest.raises(elig.HouseholdError):
        program.read({"household_id": "x", "members": members})
