"""What changed in the text: matched by meaning, the smallest part marked, harmless changes told apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from elig.compare.clauses import NEW, OLD
from elig.compare.marked import Segment
from elig.compare.model import CitationChange, FieldChange, Harmless, Part, RuleChange, Status, ValueChange
from elig.compare.structure import structure
from elig_cli.sides import read_sides
from tests.compare.texts import by_name, compared, parameter, policy, right
from tests.docs.pages import ROOT

HELP = Part.ENTITLEMENT, "help"


def rule(old: str, new: str) -> RuleChange:
    """The change of the one condition of the one entitlement."""
    changes = by_name(compared(policy(right(old)), policy(right(new))))[HELP].changes
    (found,) = (change for change in changes if isinstance(change, RuleChange))
    return found


def marked(old: str, new: str) -> tuple[list[str], list[str]]:
    """What is marked of the old rule text and of the new."""
    found = rule(old, new)
    sides: dict[str, list[str]] = {OLD: [], NEW: []}
    for line in found.lines:
        if line.sign in sides:
            sides[line.sign].extend(part.text for part in line.rule.en if part.marked)
    return sides[OLD], sides[NEW]


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("age >= 16 years", "age >= 18 years", ["16 years"], ["18 years"]),
        ("age >= 16 years", "age > 16 years", ["age >= 16 years"], ["age > 16 years"]),
        ("registered_poor and on_dibao", "registered_poor or on_dibao", ["registered_poor", "on_dibao"],
         ["registered_poor or on_dibao"]),
        ("registered_poor and on_dibao", "registered_poor and on_tekun", ["on_dibao"], ["on_tekun"]),
        ("registered_poor and on_dibao and age < 9 years", "on_dibao and registered_poor", ["age < 9 years"], []),
        ("assistance_kind in {rural_dibao, urban_dibao}", "assistance_kind in {rural_dibao, rural_tekun}",
         ["urban_dibao"], ["rural_tekun"]),
        ("assistance_kind is rural_dibao", "assistance_kind is urban_dibao", ["rural_dibao"], ["urban_dibao"]),
        ("any family where (age < 9 years and on_dibao)", "any family where (age < 9 years and not on_dibao)",
         ["on_dibao"], ["not on_dibao"]),
    ],
)  # fmt: skip
def test_the_smallest_part_that_differs_is_marked(old: str, new: str, gone: list[str], come: list[str]) -> None:
    found = marked(old, new)
    assert found == (gone, come)


def test_a_rule_is_shown_in_both_languages_and_in_words() -> None:
    old, new = rule("age >= 16 years", "age >= 18 years").lines
    assert old.rule.zh == (Segment("年龄 不低于 "), Segment("16 年", True))
    assert new.rule.en == (Segment("age >= "), Segment("18 years", True))
    assert new.words.zh == (Segment("年龄不低于"), Segment("18 岁", True))
    assert old.words.en == (Segment("age is at least "), Segment("16 years", True))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("registered_poor and on_dibao", "on_dibao and registered_poor", Harmless.ORDER),
        ("registered_poor and on_dibao", "[registered_poor, on_dibao]", Harmless.SPELLING),
        ("registered_poor and on_dibao", "建档立卡 且 在享低保", Harmless.SPELLING),
        ("registered_poor and on_dibao", '"registered_poor    and   on_dibao"', Harmless.LAYOUT),
        ("registered_poor and on_dibao", "registered_poor or on_dibao", None),
        ("age >= 16 years", "not age < 16 years", None),
    ],
)
def test_a_rule_that_is_only_written_otherwise_is_harmless(old: str, new: str, kind: Harmless | None) -> None:
    assert rule(old, new).harmless is kind


def test_the_same_policy_has_no_differences() -> None:
    text = policy(right("registered_poor"))
    found = compared(text, text)
    assert not found.items and not found.harmless
    assert all(pair.identical for region in found.regions for pair in region.pairs)


def test_comments_and_order_and_layout_are_told_apart() -> None:
    one, other = right("registered_poor"), right("on_dibao", id="more", label="另项")
    assert compared(policy(one, other), policy(other, one)).harmless == {Harmless.ORDER: 1}
    assert compared(policy(one), "# first\n# second\n" + policy(one)).harmless == {Harmless.COMMENT: 2}
    assert compared(policy(one), policy(one) + "\n\n").harmless == {Harmless.LAYOUT: 1}


def test_what_is_called_otherwise_is_matched_by_what_it_says() -> None:
    body = "{of: member, label: {zh: 老人, en: elder}, is: age >= 60 years and registered_poor}\n"
    old = policy(right("elder and on_dibao"), before="definitions:\n  elder: " + body)
    new = policy(right("aged and on_dibao"), before="definitions:\n  aged: " + body)
    found = compared(old, new)
    item = by_name(found)[Part.DEFINITION, "aged"]
    assert item.status is Status.RENAMED and item.old is not None and item.old.id == "elder"
    assert HELP not in by_name(found)
    assert found.harmless == {Harmless.RENAMED: 1}


def test_an_entitlement_that_only_reads_something_changed_says_what() -> None:
    def text(years: int) -> str:
        body = f"{{of: member, label: {{zh: 老人, en: elder}}, is: age >= {years} years}}\n"
        return policy(right("elder"), before="definitions:\n  elder: " + body)

    item = by_name(compared(text(60), text(65)))[HELP]
    assert not item.changes and item.through == ((Part.DEFINITION, "elder"),)


def test_a_figure_is_shown_as_old_and_new_from_a_day_with_both_sources() -> None:
    grants = "[{id: g, kind: cash, amount: rate, every: month}]"
    one = right("registered_poor", whom="household", grants=grants)
    old = policy(one, before=parameter("{2020-01-01: 100, 2022-01-01: 120}"))
    new = policy(one, before=parameter("{2020-01-01: 100, 2022-01-01: 125, 2023-07-01: 130}", "新文"))
    found = by_name(compared(old, new))
    changes = [change for change in found[Part.PARAMETER, "rate"].changes if isinstance(change, ValueChange)]
    assert [(c.since, c.exact_old, c.exact_new) for c in changes] == [
        (date(2022, 1, 1), "120.00", "125.00"),
        (date(2023, 7, 1), "120.00", "130.00"),
    ]
    assert changes[0].old is not None and changes[0].old.zh == "120 元/月"
    assert [c.says and c.says.zh for c in changes[0].new_citations] == ["新文"]
    assert found[HELP].through == ((Part.PARAMETER, "rate"),)


def test_sources_and_other_fields_are_no_wording() -> None:
    old = policy(right("registered_poor"))
    cited = by_name(compared(old, old.replace('"illustration"', '"another page"')))[HELP]
    assert [type(change) for change in cited.changes] == [CitationChange] and not cited.harmless
    basis = by_name(compared(old, old.replace("basis: promise", "basis: national")))[HELP]
    (change,) = basis.changes
    assert isinstance(change, FieldChange) and change.field == "basis" and not basis.harmless


def test_entitlements_that_come_and_go() -> None:
    one = right("registered_poor")
    other = right("age < 3 years and not on_dibao", id="milk", label="奶粉")
    found = compared(policy(one), policy(other))
    assert {(item.name.id, item.status) for item in found.items if item.part is Part.ENTITLEMENT} == {
        ("help", Status.REMOVED),
        ("milk", Status.ADDED),
    }


def test_the_shipped_policies_do_not_differ_from_themselves() -> None:
    old, new = read_sides(str(ROOT / "policies"), str(Path(ROOT / "policies")), "en")
    found = structure(old, new)
    assert not found.items and not found.texts
    assert sum(len(region.pairs) for region in found.regions) > 60
    assert all(pair.identical for region in found.regions for pair in region.pairs)
