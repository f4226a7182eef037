"""`elig batch`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elig_cli.exits import Exit
from tests.cli.test_check import COMPLETE, run

ON = ("--on", "2020-12-01", "--engine", "python")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    household = json.dumps(json.loads(Path(COMPLETE).read_text("utf-8")), ensure_ascii=False)
    path = tmp_path / "in.jsonl"
    path.write_text(f"{household}\n", encoding="utf-8")
    return path


def test_a_file_is_decided(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("batch", str(source), "--out", str(out), *ON, "--lang", "en")
    assert result.exit_code == Exit.OK, result.output
    assert "read 1 households: decided 1, rejected 0" in result.stderr
    assert out.read_text("utf-8").startswith("row,household_id,region,on_date,entitlement,subject,outcome")
    assert (tmp_path / "out.csv.manifest.json").exists()


def test_a_rejected_household_is_a_finding(source: Path, tmp_path: Path) -> None:
    with source.open("a", encoding="utf-8") as file:
        file.write('{"household_id": "x", "registered_poor": "yes"}\n')
    result = run("batch", str(source), "--out", str(tmp_path / "out.jsonl"), *ON)
    assert result.exit_code == Exit.FINDINGS
    assert "拒收 1 户" in result.stderr
    (line,) = (tmp_path / "out.jsonl.rejected.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["row"] == 2


@pytest.mark.parametrize(("ending", "word"), [("html", "<svg"), ("json", '"batch-report/1"'), ("txt", "批量审核汇总")])
def test_a_summary_is_written(source: Path, tmp_path: Path, ending: str, word: str) -> None:
    report = tmp_path / f"summary.{ending}"
    result = run("batch", str(source), "--out", str(tmp_path / "out.jsonl"), *ON, "--report", str(report))
    assert result.exit_code == Exit.OK, result.output
    assert word in report.read_text("utf-8")


def test_a_summary_is_printed(source: Path, tmp_path: Path) -> None:
    result = run("batch", str(source), "--out", str(tmp_path / "out.jsonl"), *ON, "--report", "-", "--lang", "en")
    assert "Summary of a batch" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--out", "answers.xls"), ".parquet"),
        (("--out", "answers.csv", "--report", "summary.doc"), ".html"),
        (("--out", "answers.csv", "--memory", "plenty"), "1GB"),
    ],
)
def test_wrong_usage_is_said(source: Path, arguments: tuple[str, ...], word: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(source.parent)
        result = run("batch", str(source), "--on", "2020-12-01", *arguments)
    assert result.exit_code == Exit.USAGE
    assert word in result.output
    assert [path.name for path in source.parent.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize(("locale", "word"), [("zh_CN.UTF-8", "批量审核"), ("en_US.UTF-8", "Decide all households")])
def test_help(locale: str, word: str) -> None:
    assert word in run("batch", "--help", env={"LANG": locale}).stdout
