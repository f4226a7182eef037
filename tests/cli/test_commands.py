"""The other commands, help, and how the process ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import elig
from elig_cli.exits import Exit
from elig_cli.schema import NAMES
from tests.cli.test_check import COMPLETE, run

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"


@pytest.mark.parametrize("command", [(), ("check",), ("show",), ("lint",), ("test",), ("schema",)])
@pytest.mark.parametrize(("locale", "word"), [("zh_CN.UTF-8", "的"), ("en_US.UTF-8", " the ")])
def test_help_is_in_the_language_of_the_locale(command: tuple[str, ...], locale: str, word: str) -> None:
    result = run(*command, "--help", env={"LANG": locale})
    assert result.exit_code == Exit.OK
    assert word in result.stdout


def test_help_documents_the_exit_codes() -> None:
    for command in ((), ("check",)):
        text = run(*command, "--help", env={"LANG": "en_US.UTF-8"}).stdout
        assert "Exit codes: 0 decided" in " ".join(text.split())


def test_version() -> None:
    assert run("--version").stdout == f"elig {elig.__version__}\n"


def test_show_a_policy_and_an_entitlement() -> None:
    policy = run("show", "qianxinan")
    assert policy.exit_code == Exit.OK
    assert "参保资助（insurance_subsidy）" in policy.stdout
    one = run("show", "qianxinan", "insurance_subsidy")
    for line in ("条件：", "建档立卡户", "给予：", "既是贫困户又是低保的，参保每年至少补三十元"):
        assert line in one.stdout
    english = run("show", "qianxinan", "insurance_subsidy", "--lang", "en").stdout
    assert "When:" in english
    assert "registered poor household" in english


TRADITIONAL = {
    "one_job": "轉移就業",
    "three_15": "3個15萬",
    "rent_subsidy": "門面租金補貼",
    "public_post": "公益性崗位",
    "workshop": "扶貧車間",
    "land_dividend": "固定分紅",
    "forest_comp": "公益林補助",
    "homestead_income": "宅基地復墾收益",
    "transfer": "低保、醫保和養老保險",
    "micro_garden": "微田園",
    "asset_subsidy": "縣移民後續扶持發展有限公司",
    "party_fund": "黨內關懷基金",
    "school_medical": "就業、就學、就醫",
    "night_school": "四點半學校",
}
"""What the Huishui document calls its entitlements."""


@pytest.mark.parametrize("id", TRADITIONAL)
def test_a_name_in_traditional_characters_is_found(id: str) -> None:
    result = run("show", "--find", TRADITIONAL[id])
    assert result.exit_code == Exit.OK, result.output
    assert f"huishui {id}：" in result.stdout


def test_other_names_are_shown() -> None:
    assert "也称：門面租金補貼" in run("show", "huishui", "rent_subsidy").stdout
    assert "also called: 門面租金補貼" in run("show", "huishui", "rent_subsidy", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("sought", "hit"),
    [
        ("three_15", "huishui three_15"),
        ("门面租金补贴", "huishui rent_subsidy"),
        ("RENT  Shop", "huishui rent_subsidy"),
        ("ＲＥＮＴ", "huishui rent_subsidy"),
        ("bank loan", "huishui three_15"),
        ("三十元", "qianxinan insurance_subsidy"),
        ("national_dibao", "national national_dibao"),
        ("劳务公司", "ningshan labour_export"),
    ],
)
def test_an_entitlement_is_found_by_its_words(sought: str, hit: str) -> None:
    result = run("show", "--find", sought, "--lang", "en")
    lines = [line for line in result.stdout.splitlines() if line.startswith(f"{hit}: ")]
    assert len(lines) == 1, result.output


def test_a_search_can_be_narrowed_to_a_policy() -> None:
    assert "hezhou one_job" not in run("show", "huishui", "--find", "job").stdout
    assert run("show", "hezhou", "--find", "job").stdout.startswith("hezhou ")


@pytest.mark.parametrize("sought", ["养老金改革", "rent garden", " ", ""])
def test_a_search_without_a_hit_says_so(sought: str) -> None:
    result = run("show", "--find", sought)
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout == ""
    assert f"没有找到“{sought}”" in result.stderr


def test_a_search_is_for_no_single_entitlement() -> None:
    assert run("show", "huishui", "one_job", "--find", "job").exit_code == Exit.USAGE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_shipped_policy_can_be_shown(lang: str) -> None:
    for rules in elig.load().regions:
        assert run("show", rules.policy.id, "--lang", lang).exit_code == Exit.OK
        for entitlement in rules.entitlements:
            result = run("show", rules.policy.id, entitlement, "--lang", lang)
            assert result.exit_code == Exit.OK, result.output
            assert len(result.stdout.splitlines()) > 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nowhere"), "没有名为 nowhere 的政策"),
        (("show", "qianxinan", "urban_dibo"), "是不是 urban_dibao"),
        (("show",), "请写政策的名称"),
        (("schema", "nothing"), "nothing"),
        (("lint",), "FILES"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr


def test_lint_reports_all_errors_of_a_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("policy: bad\nnonsense: 1\nuses: [nowhere]\n", "utf-8")
    result = run("lint", str(bad))
    assert result.exit_code == Exit.FINDINGS
    assert "bad.yaml:2:1 E006" in result.stdout


def test_lint_of_the_shipped_policies_has_no_errors() -> None:
    result = run("lint", str(POLICIES))
    assert result.exit_code == Exit.OK, result.output


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(name: str) -> None:
    result = run("schema", name)
    assert result.exit_code == Exit.OK, result.output
    Draft202012Validator.check_schema(json.loads(result.stdout))


def test_schema_is_of_a_household_by_default() -> None:
    assert run("schema").stdout == run("schema", "household").stdout


def test_the_shipped_cases_agree() -> None:
    result = run("test")
    assert result.exit_code == Exit.OK, result.output


def test_sources_are_verified(tmp_path: Path) -> None:
    result = run("sources", "verify", str(tmp_path))
    assert result.exit_code == Exit.FINDINGS, "no document is there"
    assert "001_13f3acf0c46e49c4.txt" in result.stdout


def _start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(str(ROOT / part) for part in ("engine", "cli"))
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="no such signal here")
def test_a_closed_pipe_leaves_no_traceback() -> None:
    many = ("check", *([COMPLETE] * 60), "--format", "json", "--on", "2020-12-01")
    with _start("from elig_cli.main import main; main()", *many) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said


ENDED = {
    "the whole command": "import signal, elig_cli.main as m; m.end_quietly(); signal.raise_signal(signal.SIGINT)",
    "one household": (
        "import elig_cli.quick as q, elig_cli.main as m\n"
        "def stopped(words): raise KeyboardInterrupt\n"
        "q.answer = stopped; m.main()"
    ),
}


@pytest.mark.skipif(os.name != "posix", reason="signals differ")
@pytest.mark.parametrize("program", ENDED.values(), ids=ENDED)
def test_an_interrupt_leaves_no_traceback(program: str) -> None:
    with _start(program) as process:
        _, said = process.communicate(timeout=60)
    assert said == b""
    assert process.returncode == -signal.SIGINT
