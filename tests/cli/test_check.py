"""`elig check`: answers, exit codes, several inputs, languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from elig.explain import decision_schema
from elig_cli.exits import Exit
from elig_cli.group import cli

EXAMPLES = Path(__file__).parents[2] / "examples"
COMPLETE = str(EXAMPLES / "qianxinan" / "complete.json")
MISSING = str(EXAMPLES / "qianxinan" / "missing-facts.json")
ILLUSTRATION = str(EXAMPLES / "illustration.yaml")
DAY = ("--on", "2020-12-01")


def run(*arguments: str, env: dict[str, str] | None = None, stdin: str | None = None) -> Result:
    locale = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8", "NO_COLOR": ""}
    return CliRunner().invoke(cli, arguments, input=stdin, env={**locale, **(env or {})})


@pytest.fixture
def broken(tmp_path: Path) -> str:
    path = tmp_path / "broken.json"
    path.write_text('{"household_id": "x", "members": [{"id": "a", "sex": "m"}]}', "utf-8")
    return str(path)


def test_a_household_is_decided_in_chinese() -> None:
    result = run("check", COMPLETE, *DAY)
    assert result.exit_code == Exit.OK
    assert result.stdout.startswith("家庭 QXN-EXAMPLE-1 的审核结果\n")
    for section in ("【应享】", "至少 30 元/年", "【不享受】"):
        assert section in result.stdout
    assert "Traceback" not in result.output


def test_the_language_follows_the_locale_and_lang_wins() -> None:
    english = run("check", COMPLETE, *DAY, env={"LANG": "en_GB.UTF-8"})
    assert english.stdout.startswith("Decision for household QXN-EXAMPLE-1\n")
    assert run("check", COMPLETE, *DAY, env={"LC_ALL": "en_US.UTF-8"}).stdout == english.stdout
    assert run("check", COMPLETE, *DAY, "--lang", "en").stdout == english.stdout
    assert "【应享】" in run("check", COMPLETE, *DAY, env={"LANG": "C"}).stdout


def test_what_is_open_names_what_to_ask_for() -> None:
    result = run("check", MISSING, *DAY)
    assert result.exit_code == Exit.OK
    lines = result.stdout.splitlines()
    assert "【待定】" in lines
    assert lines[lines.index("【待定】") + 1] == "先问这几项："
    assert "低保证、特困供养证" in result.stdout


def test_strict_makes_an_open_answer_a_finding() -> None:
    assert run("check", MISSING, *DAY, "--strict").exit_code == Exit.FINDINGS
    only = ("--only", "national_startup_loan")
    assert run("check", COMPLETE, *DAY, "--strict", *only).exit_code == Exit.OK


def test_local_figures_lie_above_the_shipped_ones() -> None:
    only = ("--only", "insurance_subsidy")
    text = run("check", COMPLETE, *DAY, "--local", ILLUSTRATION, *only).stdout
    assert "50 元/年" in text
    assert "至少 30 元" not in text


def test_stdin() -> None:
    text = Path(COMPLETE).read_text("utf-8")
    result = run("check", "-", *DAY, stdin=text)
    assert result.exit_code == Exit.OK
    assert result.stdout == run("check", COMPLETE, *DAY).stdout


def test_json_is_one_valid_line_each_and_an_invalid_one_does_not_stop_the_others(
    broken: str,
) -> None:
    result = run("check", COMPLETE, broken, "no-such-file.json", MISSING, *DAY, "--format", "json")
    assert result.exit_code == Exit.INPUT
    first, second, third, fourth = (json.loads(line) for line in result.stdout.splitlines())
    validator = Draft202012Validator(decision_schema())
    assert validator.is_valid(first)
    assert validator.is_valid(fourth)
    assert second["household"] == broken
    assert second["error"][0]["path"] == "members[0].sex"
    assert "性别" in second["error"][0]["message"]
    assert third["household"] == "no-such-file.json"


def test_only_narrows_the_json_too() -> None:
    result = run("check", COMPLETE, *DAY, "--format", "json", "--only", "urban_dibao")
    assert {item["id"] for item in json.loads(result.stdout)["entitlements"]} == {"urban_dibao"}


def test_an_invalid_household_is_explained_and_exits_with_3(broken: str) -> None:
    result = run("check", broken, COMPLETE, *DAY)
    assert result.exit_code == Exit.INPUT
    assert "性别" in result.stderr
    assert "【应享】" in result.stdout, "the other one is decided"
    assert f"==> {COMPLETE} <==" in result.stdout


def test_a_household_that_makes_no_sense_is_invalid(tmp_path: Path) -> None:
    path = tmp_path / "nobody.json"
    household = {"household_id": "x", "dest_admin_code": "522301", "members": []}
    path.write_text(json.dumps(household), "utf-8")
    result = run("check", str(path), *DAY)
    assert result.exit_code == Exit.INPUT
    assert "没有一名成员计入家庭" in result.stderr


def test_a_place_without_a_policy_is_decided_by_the_national_rules(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.json"
    household = {
        "household_id": "x",
        "dest_admin_code": "110101",
        "members": [{"id": "m1", "relation": "head"}],
    }
    path.write_text(json.dumps(household), "utf-8")
    result = run("check", str(path), *DAY)
    assert result.exit_code == Exit.OK
    assert "没有这个安置地的政策，只按国家规定审核。" in result.stdout
    assert "最低生活保障" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check",), "HOUSEHOLD"),
        (("check", COMPLETE, "--on", "2020-13-01"), "不是日期"),
        (("check", COMPLETE, "--policy", "qianxian"), "是不是 qianxinan"),
        (("check", COMPLETE, "--policy", "no-such.yaml"), "没有文件"),
        (("check", COMPLETE, "--only", "urban_dibo"), "是不是 urban_dibao"),
        (("check", COMPLETE, "--local", "no-such.yaml"), "no-such.yaml"),
        (("check", COMPLETE, "--format", "xml"), "xml"),
        (("check", "-", "-"), "只能写一次"),
        (("chek", COMPLETE), "chek"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr
    assert result.stdout == ""


def test_policy_names_the_region_whatever_the_division() -> None:
    result = run("check", COMPLETE, *DAY, "--policy", "hezhou")
    assert result.exit_code == Exit.OK
    assert "依据：贺州市" in result.stdout


def test_a_policy_file_of_ones_own(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "policies" / "ningshan.yaml"
    own = tmp_path / "mine.yaml"
    text = shipped.read_text("utf-8").replace("policy: ningshan", "policy: mine")
    own.write_text(text, "utf-8")
    result = run("check", COMPLETE, *DAY, "--policy", str(own))
    assert result.exit_code == Exit.OK, result.output
    assert "one_stable_job" not in result.stdout
    assert "每户至少一人稳定就业" in result.stdout


def test_errors_of_policy_files_are_findings(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("policy: mine\nuses: [nowhere]\n", "utf-8")
    result = run("check", COMPLETE, "--policy", str(own))
    assert result.exit_code == Exit.FINDINGS
    assert "mine.yaml" in result.stderr
    assert "Traceback" not in result.output


def test_explain_shows_rules_with_their_places() -> None:
    result = run("check", COMPLETE, *DAY, "--explain", "--only", "insurance_subsidy")
    assert "policies/qianxinan.yaml:" in result.stdout
    assert "on_dibao" in result.stdout
    assert "answer-2020@2411..2449" in result.stdout


def test_no_escapes_where_the_output_is_no_terminal() -> None:
    assert "\x1b" not in run("check", COMPLETE, *DAY).output
