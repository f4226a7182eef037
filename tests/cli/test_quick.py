"""The plain form of `elig check`: the same answer as the whole command, and none of its weight."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from elig_cli import quick
from elig_cli.cache import VARIABLE
from tests.cli.test_check import COMPLETE, EXAMPLES, run

HEAVY = (
    "attrs", "click", "dataclasses", "difflib", "hashlib", "importlib.metadata", "importlib.resources", "inspect",
    "jsonschema", "lark", "pathlib", "pydantic", "referencing", "rich", "typing", "unicodedata", "urllib", "yaml",
)  # fmt: skip
OF_OTHERS = (
    "elig.codes", "elig.program.claim", "elig.program.depends", "elig.program.load", "elig.explain.texts_batch",
    "elig.explain.texts_claim", "elig.explain.texts_diff", "elig.explain.texts_effect", "elig.explain.texts_input",
    "elig.explain.texts_open", "elig.explain.texts_prove", "elig.explain.texts_show",
)  # fmt: skip
"""What only errors, loading and other commands need."""
ON = ("--on", "2020-12-01")


@pytest.fixture(autouse=True)
def _stream_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_can_print", lambda: True)
    for name in ("LC_ALL", "LC_MESSAGES", quick._COMPLETION):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/*.json")), ids=lambda file: f"{file.parent.name}-{file.stem}")
@pytest.mark.parametrize("more", [(), ("--lang", "en"), ("--lang=zh",)], ids=["locale", "en", "zh"])
def test_the_answer_is_that_of_the_whole_command(file: Path, more: tuple[str, ...]) -> None:
    arguments = ["check", str(file), *ON, *more]
    assert f"{quick.answer(arguments)}\n" == run(*arguments).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["check"],
        ["check", "--help"],
        ["check", "-"],
        ["check", "--", COMPLETE],
        ["check", COMPLETE, COMPLETE],
        ["check", COMPLETE, "--explain"],
        ["check", COMPLETE, "--strict"],
        ["check", COMPLETE, "--only", "urban_dibao"],
        ["check", COMPLETE, "--format", "json"],
        ["check", COMPLETE, "--policy", "qianxinan"],
        ["check", COMPLETE, "--on"],
        ["check", COMPLETE, "--on="],
        ["check", COMPLETE, "--on", "1 December 2020"],
        ["check", COMPLETE, "--lang", "fr"],
        ["check", COMPLETE, "--lang="],
        ["check", COMPLETE, "--la", "zh"],
        ["check", "no-such-file.json", *ON],
        ["check", str(EXAMPLES / "illustration.yaml"), *ON],
        ["check", "", *ON],
        ["show", "qianxinan"],
    ],
    ids=" ".join,
)
def test_everything_else_is_left_to_the_whole_command(arguments: list[str]) -> None:
    assert quick.answer(arguments) is None


def test_where_a_shell_asks_how_a_word_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(quick._COMPLETION, "bash_complete")
    assert quick.answer(["check", COMPLETE, *ON]) is None


def process(arguments: list[str], cache: Path, more: str = "") -> subprocess.CompletedProcess[str]:
    program = f"import sys; sys.argv = ['elig', *{arguments!r}]\nfrom elig_cli.main import main\n{more}main()"
    env = {**os.environ, VARIABLE: str(cache / "elig"), "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", env=env, check=False, timeout=120
    )


def test_a_fresh_process_imports_nothing_heavy(tmp_path: Path) -> None:
    tell = "import os\nos._exit = lambda code: (print(*sys.modules, file=sys.stderr), sys.exit(code))\n"
    arguments = ["check", COMPLETE, *ON, "--lang", "zh"]
    first = process(arguments, tmp_path)
    second = process(arguments, tmp_path, tell)
    assert second.stdout == first.stdout == run(*arguments).stdout
    loaded = set(second.stderr.split())
    assert "elig.api" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint(OF_OTHERS)


def test_what_goes_wrong_is_told_as_before(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"household_id": "x", "members": [{"id": "a", "sex": "m"}]}', "utf-8")
    for arguments in (["check", str(broken), *ON], ["check", "no-such-file.json"], ["check", COMPLETE, "--on", "x"]):
        found, expected = process(arguments, tmp_path), run(*arguments)
        assert (found.returncode, found.stdout) == (expected.exit_code, expected.stdout)
        assert found.stderr == expected.stderr.replace("cli check", "elig check")
