"""Every rule, file, household and Python line that the documents show is read, checked or run."""

from __future__ import annotations

import doctest
import textwrap
from itertools import zip_longest
from pathlib import Path
from typing import get_args

import pytest

import elig
from elig.errors import Collector
from elig.lang import Language, ast, nodes, parse
from elig.source import Scalar
from tests.docs.pages import ROOT, Block, blocks
from tests.docs.rules import HEAD, checked, load, printed, shipped


@pytest.mark.parametrize("block", blocks("elig"), ids=str)
def test_both_spellings_of_a_rule_are_one_rule_as_it_is_printed(block: Block) -> None:
    pairs = [pair.splitlines() for pair in block.text.strip().split("\n\n")]
    found = checked([line for pair in pairs for line in pair])
    for (english, chinese), first, second in zip_longest(pairs, found[::2], found[1::2]):
        assert first.syntax == second.syntax, (english, chinese)
        assert printed(first, Language.EN) == english
        assert printed(first, Language.ZH) == chinese.replace("岁", "年")  # one unit, two words


def test_every_form_of_the_language_has_an_example() -> None:
    lines = [line for block in blocks("elig") for line in block.text.splitlines() if line]
    trees = [node.syntax for node in checked(lines) if node.syntax is not None]
    shown = {type(part).__name__ for tree in trees for part in nodes(tree)}
    operands = {kind.__name__ for kind in get_args(ast.Expr)} - {"Word"}  # a word right of `is` is no operand
    assert sorted(operands - shown) == []


@pytest.mark.parametrize("block", blocks("refused"), ids=str)
def test_what_is_refused_is_refused_with_the_code_shown(block: Block) -> None:
    for line in block.text.splitlines():
        text, code = (part.strip() for part in line.split("→"))
        errors = Collector()
        assert parse(Scalar.of(text), shipped().vocabulary.units, errors) is None, text
        assert [found.code.value for found in errors.diagnostics] == [code], text


@pytest.mark.parametrize("block", [block for block in blocks("yaml") if block.origin], ids=str)
def test_an_excerpt_stands_in_its_file(block: Block) -> None:
    file = (ROOT / block.origin).read_text("utf-8")
    indented = (textwrap.indent(block.text, " " * depth) for depth in range(0, 9, 2))
    assert any(text in file for text in indented)


@pytest.mark.parametrize("block", [block for block in blocks("yaml") if not block.origin], ids=str)
def test_a_file_or_a_part_of_one_is_right(block: Block, tmp_path: Path) -> None:
    match block.text.partition(":")[0]:
        case "locality":
            elig.load().with_local({"docs.yaml": block.text})
        case "cases" | "region" | "about":
            path = tmp_path / "docs.yaml"
            path.write_text(block.text, "utf-8")
            report = elig.run_cases(elig.load(), [path])
            assert report.passed, report.render("en")
        case "policy":
            load(block.text)
        case _:
            load(HEAD + block.text)


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_a_household_can_be_read(block: Block) -> None:
    assert elig.load().read(block.text).members


@pytest.mark.parametrize("page", sorted({block.page for block in blocks("python")}), ids=lambda page: page.name)
def test_python_runs_as_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = "\n".join(block.text for block in blocks("python") if block.page == page)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, None, None)
    assert test.examples
    failures: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=failures.append)
    assert not failures, "".join(failures)
