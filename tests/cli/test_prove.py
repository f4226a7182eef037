"""`elig prove`: what it prints, in both languages and as JSON, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import elig.api
from elig_cli.group import cli
from tests.prove.findings import CITE, HEAD, ON, VOCABULARY, right

CLAIM = f"""claims:
  kept:
    label: {{zh: 越穷越有, en: the poor first}}
    claim: poorer never loses low
    {CITE}
"""


def _policy(folder: Path, *rights: str, claims: str = "") -> str:
    (folder / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    path = folder / "small.yaml"
    path.write_text(HEAD + "entitlements:\n" + "".join(rights) + claims, "utf-8")
    return str(path)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["prove", *arguments, "--on", ON.isoformat(), "--members", "2"])


LOW = right("low", "(sum of wage over members) < 600 yuan")


def test_a_claim_of_the_file_is_proved(tmp_path: Path) -> None:
    found = _run(_policy(tmp_path, LOW, claims=CLAIM), "--only", "claims", "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "proved: with a lower income and all else the same, low never comes out worse" in found.output
    assert "all households of up to 2 members" in found.output and "z3 " in found.output


def test_a_claim_that_is_asked_is_refuted_with_households(tmp_path: Path) -> None:
    path = _policy(tmp_path, LOW)
    found = _run(path, "--claim", "richer never loses low", "--format", "json")
    assert found.exit_code == 1
    (claim,) = json.loads(found.output)["claims"]
    assert claim["holds"] == "refuted" and claim["claim"] == "richer never loses low"
    example = claim["example"]
    program = elig.api.load(path)
    outcomes = [program.check(household, on=ON)["low"].outcome.value for household in example["households"]]
    assert outcomes == [listed[0]["outcome"] for listed in example["decided"]] == ["due", "not_due"]


def test_a_figure_that_an_example_supposes_is_laid_over_as_a_locality(tmp_path: Path) -> None:
    figure = "parameters:\n  line: {label: {zh: x, en: x}, type: yuan, range: [1, 9999], by: [locality]}\n"
    path = _policy(tmp_path, right("low", "rent < line"), claims=figure)
    found = _run(path, "--claim", "higher rent never loses low", "--format", "json")
    (claim,) = json.loads(found.output)["claims"]
    local = tmp_path / "local.yaml"
    local.write_text(claim["example"]["local"], "utf-8")
    program = elig.api.load(path, local=[local])
    outcomes = [program.check(one, on=ON)["low"].outcome.value for one in claim["example"]["households"]]
    assert outcomes == ["due", "not_due"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "可有可无"), ("en", "cannot matter")])
def test_findings_are_said_in_words(tmp_path: Path, lang: str, said: str) -> None:
    found = _run(_policy(tmp_path, right("a", "f and (f or g)")), "--lang", lang)
    assert found.exit_code == 1 and said in found.output and "a/when/(2)" in found.output


def test_nothing_to_be_found(tmp_path: Path) -> None:
    found = _run(_policy(tmp_path, right("a", "f and g")), "--lang", "en")
    assert found.exit_code == 0 and "Nothing was found." in found.output


def test_what_the_limit_does_not_allow_is_not_proved(tmp_path: Path) -> None:
    rights = right("low", "(sum of wage over members) / count members < 333.33 yuan per person")
    found = _run(_policy(tmp_path, rights), "--claim", "more members never loses low", "--rlimit", "1", "--lang", "en")
    assert found.exit_code == 4
    assert "not proved: " in found.output and " proved: " not in found.output.replace("not proved: ", "")


def test_a_phrase_that_is_none(tmp_path: Path) -> None:
    found = _run(_policy(tmp_path, LOW), "--claim", "the poor keep it")
    assert found.exit_code == 1 and "E046" in found.output


def test_what_only_does_not_know(tmp_path: Path) -> None:
    found = _run(_policy(tmp_path, LOW), "--only", "clif", "--lang", "en")
    assert found.exit_code == 2 and "Did you mean cliff?" in found.output


def test_only_one_entitlement(tmp_path: Path) -> None:
    rights = right("a", "f and (f or g)"), right("b", "h and (h or g)")
    found = _run(_policy(tmp_path, *rights), "--only", "b", "--format", "json")
    assert [one["entitlements"] for one in json.loads(found.output)["findings"]] == [["b"]]
