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


@pytest.mark.skipif(os.name != "posix", reason="signals differ")
def test_an_interrupt_leaves_no_traceback() -> None:
    program = "import signal, elig_cli.main as m; m.end_quietly(); signal.raise_signal(signal.SIGINT)"
    with _start(program) as process:
        _, said = process.communicate(timeout=60)
    assert said == b""
    assert process.returncode == -signal.SIGINT
