"""`elig diff`: its exit codes, its sides, and what it writes."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elig_cli.exits import Exit
from elig_cli.group import cli
from tests.compare.test_effect import household
from tests.compare.texts import policy, right

ON = ("--on", "2024-06-01", "--members", "2", "--lang", "en")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)], env={"LANG": "en_GB.UTF-8", "NO_COLOR": "1"})


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a policy, the same with another label, a stricter one, and a broken one."""
    old = right("registered_poor")
    texts = {
        "old": policy(old),
        "label": policy(right("registered_poor", label="帮扶")),
        "stricter": policy(right("registered_poor and on_dibao")),
        "broken": policy(right("registered_pour")),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_nothing_that_matters_ends_in_0(files: Path) -> None:
    result = run(files / "old.yaml", files / "label.yaml", *ON)
    assert result.exit_code == Exit.OK and "labels 1" in result.output


def test_a_difference_ends_in_1_and_is_shown_with_a_household(files: Path) -> None:
    result = run(files / "old.yaml", files / "stricter.yaml", *ON, "--witnesses", files / "shown")
    assert result.exit_code == Exit.FINDINGS
    assert "stricter" in result.output and "up to 2 members" in result.output
    (shown,) = (path for path in (files / "shown").iterdir() if path.name == "help-stricter.json")
    for name, due in (("old", True), ("stricter", False)):
        named = files / name / "one.yaml"  # `--policy FILE` goes by the name of the policy
        named.parent.mkdir()
        named.write_text((files / f"{name}.yaml").read_text("utf-8"), "utf-8")
        words = ["check", str(shown), "--policy", str(named), "--on", "2024-06-01", "--format", "json"]
        checked = CliRunner().invoke(cli, words)
        assert checked.exit_code == Exit.OK, checked.output
        answers = json.loads(checked.output)["entitlements"]
        assert any(a["id"] == "help" and a["outcome"] == "due" for a in answers) is due


@pytest.mark.parametrize("sides", [("old", "new/one.yaml"), ("old/one.yaml", "new"), ("old", "new")])
def test_a_policy_is_compared_with_its_namesake_in_a_folder(tmp_path: Path, sides: tuple[str, str]) -> None:
    for name, when in (("old", "registered_poor"), ("new", "registered_poor and on_dibao")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.yaml").write_text(policy(right(when)), "utf-8")
    result = run(*(tmp_path / found for found in sides), *ON)
    assert result.exit_code == Exit.FINDINGS and "stricter for" in result.output and "looser for" not in result.output


SHARED = (
    "policy: shared\ntitle: {zh: 共用, en: shared}\nuses: [vocabulary]\ndefinitions:\n"
    "  elder: {of: member, label: {zh: 老人, en: elder}, is: age >= %s years}\n"
)


@pytest.mark.parametrize("sides", [("old", "new/mine.yaml"), ("old/mine.yaml", "new"), ("old", "new")])
def test_what_a_policy_of_a_folder_shares_is_compared_with_it(tmp_path: Path, sides: tuple[str, str]) -> None:
    for name, years in (("old", 60), ("new", 65)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.yaml").write_text(policy(right("elder")).replace("national]", "shared]"), "utf-8")
        (tmp_path / name / "shared.yaml").write_text(SHARED % years, "utf-8")
    result = run(*(tmp_path / found for found in sides), "--text-only", "--lang", "en")
    assert result.exit_code == Exit.FINDINGS and "age is at least ⟦65 years⟧" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("old.yaml", "lost.yaml"),
        ("old.yaml", "--upload-pack=x:old.yaml"),
        ("old.yaml", "no-such-revision:old.yaml"),
        ("old.yaml", "label.yaml", "--only", "no_such_right"),
        ("old.yaml", "label.yaml", "--by", "registered_poor"),
        ("old.yaml", "label.yaml", "--text-only", "--only", "help"),
    ],
)
def test_wrong_usage_ends_in_2(files: Path, arguments: tuple[str, ...]) -> None:
    paths = [files / word if word.endswith(".yaml") and ":" not in word else word for word in arguments]
    result = run(*paths)
    assert result.exit_code == Exit.USAGE and "Traceback" not in result.output


def test_errors_of_a_policy_are_findings(files: Path) -> None:
    result = run(files / "old.yaml", files / "broken.yaml", *ON)
    assert result.exit_code == Exit.FINDINGS and "registered_pour" in result.output


def test_a_household_that_cannot_be_used_ends_in_3_where_nothing_differs(files: Path) -> None:
    (files / "people.jsonl").write_bytes(household("a", True) + b"\n{}{\n")
    result = run(files / "old.yaml", files / "label.yaml", *ON, "--population", files / "people.jsonl")
    assert result.exit_code == Exit.INPUT and "people.jsonl:2" in result.output


def test_whom_it_touches_is_written_as_json(files: Path) -> None:
    (files / "people.jsonl").write_bytes(household("a", True) + b"\n" + household("b", True, "rural_dibao") + b"\n")
    shown = files / "out.json"
    options = ("--population", files / "people.jsonl", "--format", "json", "--out", shown)
    result = run(files / "old.yaml", files / "stricter.yaml", *ON, *options)
    assert result.exit_code == Exit.FINDINGS and not result.output
    assert json.loads(shown.read_text("utf-8"))["effect"]["fates"]["loses"] == ["a"]


def test_two_tables_touch_the_same_people_as_one_file(files: Path) -> None:
    told = household("a", True), household("b", True, "rural_dibao"), household("c", False)
    (files / "people.jsonl").write_bytes(b"\n".join(told) + b"\n")
    households = [json.loads(one) for one in told]
    members = [{"household_id": one["household_id"], **member} for one in households for member in one.pop("members")]
    for name, rows in (("people", households), ("members", members)):
        with (files / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows({key: str(value).lower() for key, value in row.items()} for row in rows)
    sides = files / "old.yaml", files / "stricter.yaml"
    one = run(*sides, *ON, "--population", files / "people.jsonl")
    two = run(*sides, *ON, "--population", files / "people.csv", "--population-members", files / "members.csv")
    assert (one.exit_code, "lose 1" in one.output) == (Exit.FINDINGS, True)
    assert two.output == one.output


def test_a_table_of_households_without_their_members_is_refused(files: Path) -> None:
    (files / "people.csv").write_text("household_id,registered_poor\na,true\n", "utf-8")
    result = run(files / "old.yaml", files / "label.yaml", *ON, "--population", files / "people.csv")
    assert result.exit_code == Exit.USAGE and "name the file of members too" in result.output


def test_the_text_alone_is_compared_without_proofs(files: Path) -> None:
    result = run(files / "old.yaml", files / "stricter.yaml", "--text-only", "--lang", "zh")
    assert result.exit_code == Exit.FINDINGS and "二、" not in result.output and "低保对象" in result.output


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_file_of_a_revision_is_read_with_what_lies_beside_it(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = files / "rules" / "inner"
    folder.mkdir(parents=True)
    mine = policy(right("elder")).replace("national]", "shared]")
    (folder / "mine.yaml").write_text(mine, "utf-8")
    (folder / "shared.yaml").write_text(SHARED % 60, "utf-8")
    git(files, "init", "-q")
    git(files, "add", "rules")
    git(files, "commit", "-q", "-m", "first")
    (folder / "shared.yaml").write_text(SHARED % 65, "utf-8")
    monkeypatch.chdir(files)
    result = run("HEAD:rules/inner/mine.yaml", "rules/inner/mine.yaml", *ON)
    assert result.exit_code == Exit.FINDINGS and "elder" in result.output and "stricter" in result.output
    monkeypatch.chdir(folder)
    beside = run("HEAD:./mine.yaml", "HEAD:rules/inner/mine.yaml", *ON)
    assert beside.exit_code == Exit.OK and "Nothing was changed" in beside.output
