"""Every error code: what is underlined, what is said, and that each code has a case and an entry in the documents."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import elig
from elig.cases import Case
from elig.cases.run import run_case
from elig.cases.texts import diagnose
from elig.errors import Code, Diagnostic
from tests.conformance.corpus import ERRORS, Named, cases, files

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
OF_BYTES = {Code.FILE_UNREADABLE}
"""What no text can show; the tests below do."""

OF_TEXTS = [code for code in Code if code not in OF_BYTES]


@cache
def found_in_corpus() -> tuple[tuple[Case, tuple[Diagnostic, ...]], ...]:
    """Every case with its diagnostics."""
    return tuple((case, diagnose(case)) for file in files(ERRORS) for case in file.cases)


@pytest.mark.parametrize("named", cases(ERRORS))
def test_case(named: Named) -> None:
    def no_program() -> elig.Program:
        raise AssertionError("these cases are of texts")

    found = run_case(no_program, named.case, None)
    assert not found, "\n".join([named.case.span.place, *found])


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        ("policy: p\n".encode("utf-16"), 0),
        ("policy: 甲\n".encode("gb18030"), 8),
        ("title: é\n".encode("latin-1"), 7),
        (b"policy: p\xed\xa0\x80\n", 9),
    ],
)
def test_bytes_that_are_no_utf_8(tmp_path: Path, raw: bytes, byte: int) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(raw)
    (found,) = elig.lint([path])
    assert (found.code, found.span) == (Code.FILE_UNREADABLE, None)
    assert f"byte {byte}" in found.message and "UTF-8" in found.help


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (found,) = elig.lint([tmp_path / "lost.yaml"])
    assert found.code is Code.FILE_UNREADABLE


def test_every_code_has_a_case() -> None:
    shown = {found.code for _, diagnostics in found_in_corpus() for found in diagnostics}
    assert set(Code) - shown - OF_BYTES == set()


def test_every_expected_diagnostic_names_its_code_and_what_is_underlined() -> None:
    for file in files(ERRORS):
        for case in file.cases:
            wanted = case.error if isinstance(case.error, list) else [case.error]
            for expected in wanted:
                assert isinstance(expected, dict) and {"code", "under"} <= expected.keys(), case.name


def test_every_diagnostic_can_be_shown() -> None:
    for _, diagnostics in found_in_corpus():
        for found in diagnostics:
            head = found.render().split("\n")[0]
            assert found.code.value in head
            assert re.search(r"^E\d+ |^[\w/.-]+:\d+:\d+ E\d+ ", head), head


@pytest.mark.parametrize("code", OF_TEXTS, ids=[code.value for code in OF_TEXTS])
def test_the_page_of_codes_gives_an_example_that_is_a_case(code: Code) -> None:
    (row,) = re.findall(rf"^\| {code.value} \|.*$", PAGE.read_text("utf-8"), re.MULTILINE)
    wrong, chinese, write, example = re.split(r"(?<!\\) \| ", row.removesuffix(" |"))[1:]
    assert wrong and write and re.search(r"[一-鿿]", chinese)
    (shown,) = re.findall(r"`([^`]+)`", example)
    texts = [
        text
        for case, diagnostics in found_in_corpus()
        if code in {found.code for found in diagnostics}
        for text in case.texts.files.values()
    ]
    assert any(shown.replace(r"\|", "|") in text for text in texts), shown
