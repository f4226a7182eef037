"""`elig population`."""

from __future__ import annotations

from pathlib import Path

import pytest

from elig_cli.exits import Exit
from tests.cli.test_check import run


def test_households_are_made_that_check_accepts(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    made = run(
        *("population", "--region", "ningshan", "--households", "3", "--unknown", "5%", "--on", "2020-06-01"),
        *("--out", str(out)),
    )
    assert made.exit_code == Exit.OK, made.output
    lines = out.read_text("utf-8").splitlines()
    assert len(lines) == 3
    (tmp_path / "one.json").write_text(lines[0], encoding="utf-8")
    assert run("check", str(tmp_path / "one.json"), "--on", "2020-06-01").exit_code == Exit.OK


def test_two_files(tmp_path: Path) -> None:
    names = ("--out", str(tmp_path / "h.csv"), "--members", str(tmp_path / "m.csv"))
    assert run("population", "--households", "10", *names).exit_code == Exit.OK
    assert len((tmp_path / "h.csv").read_text("utf-8").splitlines()) == 11
    assert (tmp_path / "m.csv").read_text("utf-8").startswith("household_id,id,birth_date")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--region", "atlantis"), "atlantis"),
        (("--unknown", "many"), "many"),
        (("--unknown", "120%"), "120%"),
        (("--households", "0"), "0"),
    ],
)
def test_wrong_usage_is_said(tmp_path: Path, arguments: tuple[str, ...], word: str) -> None:
    result = run("population", "--out", str(tmp_path / "out.jsonl"), *arguments)
    assert result.exit_code == Exit.USAGE
    assert word in result.output
    assert not (tmp_path / "out.jsonl").exists()
