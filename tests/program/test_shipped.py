"""What holds of the shipped policies as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

import elig
from elig.errors import Code
from elig.evaluate.dated import at
from elig.evaluate.plan import plan_of
from elig.program.files import bundled
from elig.program.order import expressions
from elig.program.verify import citations_of
from elig.program.walk import descend

ON = (date(2020, 12, 1), date(2023, 12, 1))
BOUNDED = {"national_dibao", "national_tekun", "single_person_route"}
"""Entitlements whose missing lists may name too much: a head count and a sum read the same facts of members (dibao,
and the route of a dibao-edge family), the facts on capacity to work have more than 64 cases together (tekun), and the
route reads the same facts of the member who applies and of the whole family."""

SOURCES = Path(__file__).parents[2].parent / "shared" / "sources"


@pytest.fixture(scope="module")
def program() -> Iterator[elig.Program]:
    yield elig.load()


def test_the_five_regions_stand_and_nothing_is_advised(program: elig.Program) -> None:
    regions = {rules.policy.id for rules in program.regions}
    assert regions == {"qianxinan", "liupanshui", "huishui", "ningshan", "hezhou"}
    assert elig.lint([bundled()]) == ()


@pytest.mark.parametrize("on", ON)
def test_every_shipped_entitlement_is_exact_or_listed(program: elig.Program, on: date) -> None:
    for rules in program.regions:
        dated = at(rules, on)
        bounded = {name for name, found in dated.entitlements.items() if not plan_of(found, dated).exact}
        assert bounded <= BOUNDED, rules.policy.id
        assert all(plan_of(dated.entitlements[name], dated).bounded for name in bounded)


def test_every_rule_knows_its_place_in_its_file(program: elig.Program) -> None:
    for rules in program.regions:
        for entitlement in rules.entitlements.values():
            for top in expressions(entitlement):
                for node in descend(top):
                    span = node.span
                    if span is not None:
                        assert span.text.strip(), entitlement.id
                        assert span.source.name.startswith("policies/")


def test_everything_has_words_in_both_languages_and_a_citation(program: elig.Program) -> None:
    for rules in program.regions:
        for entitlement in rules.entitlements.values():
            assert entitlement.label.zh and entitlement.label.en
            assert entitlement.citations, entitlement.id
            assert all(citation.says is not None for citation in entitlement.citations), entitlement.id
        for table in (rules.definitions, rules.parameters, rules.groups, rules.gaps):
            assert all(found.label.zh and found.label.en for found in table.values())
        for parameter in rules.parameters.values():
            assert all(entry.citations for entry in parameter.entries if entry.value is not None), parameter.id


def test_no_local_standard_is_invented(program: elig.Program) -> None:
    for rules in program.regions:
        for name in ("dibao_standard", "tekun_standard", "working_age_end", "dibao_method"):
            assert rules.parameters[name].entries == ()


# ---------------------------------------------------------------------- citations


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents stand beside the repository only where they may")
def test_every_citation_resolves_in_the_documents(program: elig.Program) -> None:
    assert elig.verify_sources(program, SOURCES) == ()


def _made_up(tmp_path: Path, start: int, end: int, starts: str, quarantine: str = "") -> tuple[elig.Program, Path]:
    """A policy that cites a made-up document, and the folder of the document."""
    documents = tmp_path / "documents"
    documents.mkdir()
    text = "甲乙丙丁戊己庚辛壬癸"
    (documents / "made-up.txt").write_text(text, encoding="utf-8")
    policies = tmp_path / "policies"
    policies.mkdir()
    shutil.copy(bundled() / "vocabulary.yaml", policies)
    digest = sha256(text[2:5].encode()).hexdigest()[:16]
    whole = sha256(text.encode()).hexdigest()
    kept_out = f", quarantine: {quarantine}" if quarantine else ""
    (policies / "made.yaml").write_text(
        "policy: made\ntitle: {zh: 甲, en: a}\njurisdiction: '522300'\nuses: [vocabulary]\n"
        f"sources: {{s: {{document: made-up.txt, sha256: {whole}{kept_out}}}}}\n"
        "entitlements:\n  e:\n    label: {zh: 甲, en: a}\n    for: household\n    basis: promise\n    grants: []\n"
        f"    cite: [{{at: s@{start}..{end}, starts: {starts}, digest: {digest}}}]\n",
        encoding="utf-8",
    )
    return elig.load(policies), documents


def test_a_citation_that_holds(tmp_path: Path) -> None:
    program, documents = _made_up(tmp_path, 2, 5, "丙丁")
    assert elig.verify_sources(program, documents) == ()
    assert len(list(citations_of(program.regions[0]))) == 1


@pytest.mark.parametrize(
    ("start", "end", "starts", "why"),
    [
        (3, 6, "丙丁", "does not start"),
        (2, 6, "丙丁", "digest"),
        (2, 40, "丙丁", "outside"),
        (2, 5, "乙", "does not start"),
    ],
)
def test_a_citation_moved_by_one_character_is_caught(
    tmp_path: Path, start: int, end: int, starts: str, why: str
) -> None:
    program, documents = _made_up(tmp_path, start, end, starts)
    found = elig.verify_sources(program, documents)
    assert any(why in finding.why for finding in found), [finding.render() for finding in found]


@pytest.mark.parametrize(("start", "end"), [(4, 7), (5, 6), (2, 6), (6, 9)])
def test_a_citation_of_quarantined_text_is_refused(tmp_path: Path, start: int, end: int) -> None:
    with pytest.raises(elig.PolicyError) as caught:
        _made_up(tmp_path, start, end, "丙丁", quarantine="[5..7]")
    assert [found.code for found in caught.value.diagnostics] == [Code.QUARANTINED]


def test_a_citation_beside_quarantined_text_holds(tmp_path: Path) -> None:
    program, documents = _made_up(tmp_path, 2, 5, "丙丁", quarantine="[0..2, 5..7]")
    assert elig.verify_sources(program, documents) == ()


def test_a_quarantine_outside_its_document_is_caught(tmp_path: Path) -> None:
    program, documents = _made_up(tmp_path, 2, 5, "丙丁", quarantine="[5..11]")
    (found,) = elig.verify_sources(program, documents)
    assert "ends outside the document, which has 10 characters" in found.why


def test_what_one_file_quarantines_no_other_cites(tmp_path: Path) -> None:
    _, documents = _made_up(tmp_path, 2, 5, "丙丁")
    policies = tmp_path / "policies"
    made = (policies / "made.yaml").read_text("utf-8")
    other = made.replace("policy: made", "policy: other").replace("'522300'", "'522700'").replace("@2..5", "@7..9")
    other = other.replace("}}\n", ", quarantine: [3..4]}}\n", 1)
    (policies / "other.yaml").write_text(other, "utf-8")
    found = elig.verify_sources(elig.load(policies), documents)
    (touched,) = [finding for finding in found if "quarantined" in finding.why]
    assert (touched.subject, touched.place.split(":")[0]) == ("s@2..5", "policies/made.yaml")


def test_a_changed_document_is_caught(tmp_path: Path) -> None:
    program, documents = _made_up(tmp_path, 2, 5, "丙丁")
    (documents / "made-up.txt").write_text("甲乙丙丁戊己庚辛壬", encoding="utf-8")
    assert any("SHA-256" in finding.why for finding in elig.verify_sources(program, documents))
    (documents / "made-up.txt").unlink()
    assert any("no document" in finding.why for finding in elig.verify_sources(program, documents))
