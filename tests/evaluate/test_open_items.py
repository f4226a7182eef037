"""What a place has still to answer: found where rules read it, no longer listed once a file has answered it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import elig
from elig.api import load_texts
from elig.evaluate.open_items import OpenItem, OpenList, open_at
from elig.explain import open_text, policy_text
from elig.program.model import Entitlement

VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
ON = date(2024, 6, 1)
CITE = "[{page: test, seen: 2024-06-01, mark: read, says: {zh: 据此, en: so}}]"
SHARED = f"""
policy: shared
title: {{zh: 共用, en: shared}}
uses: [vocabulary]
parameters:
  far: {{label: {{zh: 迁出线, en: far}}, type: yuan, range: [0, 2000], by: [origin]}}
  fixed: {{label: {{zh: 定额, en: fixed}}, type: yuan, range: [0, 2000]}}
entitlements:
  everywhere:
    label: {{zh: 处处, en: everywhere}}
    for: household
    basis: national
    when: rent < far
    grants: [{{id: plain, kind: cash, amount: fixed}}]
    cite: {CITE}
"""
POLICY = f"""
policy: here
title: {{zh: 本地, en: here}}
jurisdiction: "520100"
uses: [vocabulary, shared]
readings:
  how: {{asks: {{zh: 怎样算, en: how}}, options: {{wide: {{zh: 宽, en: wide}}, narrow: {{zh: 窄, en: narrow}}}}}}
gaps:
  terms: {{label: {{zh: 条件未写明, en: terms}}, reason: {{zh: 原文没有写, en: the text is silent}}}}
  aside: {{label: {{zh: 旁注, en: aside}}, reason: {{zh: 另有规定, en: ruled elsewhere}}}}
parameters:
  line: {{label: {{zh: 线, en: line}}, type: yuan, range: [0, 2000], by: [locality]}}
  rate: {{label: {{zh: 标准, en: rate}}, type: yuan, range: [0, 2000], at_least: 30, by: [locality, area]}}
  unread: {{label: {{zh: 没有人用, en: unread}}, type: yuan, range: [0, 2000], by: [locality]}}
  later: {{label: {{zh: 以后, en: later}}, type: yuan, range: [0, 2000], by: [locality]}}
definitions:
  poor: {{label: {{zh: 贫困, en: poor}}, is: rent < line}}
entitlements:
  aid:
    label: {{zh: 补助, en: aid}}
    for: household
    basis: promise
    when: poor
    touches: [aside]
    grants: [{{id: plain, kind: cash, amount: rate for zone}}]
    cite: {CITE}
  more:
    label: {{zh: 加补, en: more}}
    for: household
    basis: promise
    when: {{by_reading: how, wide: entitled to aid, narrow: f}}
    grants: [{{id: plain, kind: cash, amount: line}}]
    cite: {CITE}
  pilot:
    label: {{zh: 试点, en: pilot}}
    for: household
    basis: discretion
    gap: terms
    when: f or unknown because aside
    grants: []
    cite: {CITE}
  coming:
    label: {{zh: 以后的, en: coming}}
    for: household
    basis: promise
    when: rent < later
    in_force: {{from: 2025-01-01}}
    grants: []
    cite: {CITE}
"""
LOCAL = f"""
locality: "520103"
label: {{zh: 某县, en: a county}}
values:
  rate:
    2020-01-01: {{value: {{urban: 40}}, cite: {CITE}}}
  line:
    2023-01-01: {{value: 500, cite: {CITE}}}
settles:
  how:
    2024-01-01: {{option: wide, cite: {CITE}}}
"""


@pytest.fixture(scope="module")
def program() -> elig.Program:
    texts = {"vocabulary.yaml": VOCABULARY, "shared.yaml": SHARED, "here.yaml": POLICY}
    return load_texts({**texts, "localities/520103.yaml": LOCAL})


def _one(program: elig.Program, division: str, on: date = ON) -> OpenList:
    (found,) = open_at(program.checked, division, on)
    return found


def _ids(entitlements: tuple[Entitlement, ...]) -> list[str]:
    return [entitlement.id for entitlement in entitlements]


def _shown(items: tuple[OpenItem, ...]) -> list[tuple[object, ...]]:
    return [(item.id, item.keys, _ids(item.deciding), _ids(item.widening), _ids(item.touching)) for item in items]


def test_what_decides_comes_first_by_how_many_wait_for_it(program: elig.Program) -> None:
    found = _one(program, "520102")
    assert _shown(found.deciding) == [
        ("line", ((),), ["aid", "more"], [], []),
        ("far", ((),), ["everywhere"], [], []),
        ("how", (), ["more"], [], []),
    ]
    assert _shown(found.widening) == [("rate", (("urban",), ("rural",)), [], ["aid"], [])]


def test_gaps_that_keep_an_outcome_open_come_before_those_that_are_mentioned(program: elig.Program) -> None:
    found = _one(program, "520102")
    assert _shown(found.gaps) == [("aside", (), ["pilot"], [], ["aid"]), ("terms", (), ["pilot"], [], [])]


def test_a_figure_that_is_not_given_by_place_stands_apart(program: elig.Program) -> None:
    assert _shown(_one(program, "520102").elsewhere) == [("fixed", ((),), [], ["everywhere"], [])]


def test_what_a_file_has_answered_is_no_longer_open(program: elig.Program) -> None:
    found = _one(program, "520103")
    assert [item.id for item in found.deciding] == ["far"]
    assert _shown(found.widening) == [("rate", (("rural",),), [], ["aid"], [])]
    assert [item.id for item in found.answered] == ["line", "rate", "how"]
    assert [entry.division for item in found.answered for entry in item.entries] == ["520103", "520103"]


@pytest.mark.parametrize(
    ("on", "still"), [(date(2022, 12, 31), ["line", "far", "how"]), (date(2023, 1, 1), ["far", "how"])]
)
def test_the_day_counts(program: elig.Program, on: date, still: list[str]) -> None:
    assert [item.id for item in _one(program, "520103", on).deciding] == still


def test_what_is_not_yet_in_force_waits_for_nothing(program: elig.Program) -> None:
    listed = _one(program, "520102")
    assert "later" not in {item.id for item in (*listed.deciding, *listed.widening)}
    after = _one(program, "520102", date(2025, 1, 1))
    assert "later" in {item.id for item in after.deciding}


def test_a_wider_place_has_the_lists_of_the_regions_inside_it(program: elig.Program) -> None:
    own, common = open_at(program.checked, "520000", ON)
    assert [item.id for item in own.deciding] == ["line", "how"]
    assert [item.id for item in common.deciding] == ["far"]
    assert own.own and not common.own


def test_a_place_of_no_region_has_what_holds_everywhere(program: elig.Program) -> None:
    assert [item.id for item in _one(program, "110101").deciding] == ["far"]
    assert "只列各地共用的国家规定" in open_text(open_at(program.checked, "110101", ON), "110101", ON, "zh")


def test_an_open_figure_is_missing_from_a_decision_and_an_answered_one_is_not(program: elig.Program) -> None:
    for place, missing in (("520102", {"line"}), ("520103", set[str]())):
        household = {"household_id": "h", "place": place, "rent": "499.99", "members": []}
        decision = program.check(household, on=ON)
        assert {item.id for item in decision["aid"].missing} == missing
        opened = {item.id for item in _one(program, place).deciding if any(e.id == "aid" for e in item.deciding)}
        assert opened == missing


def test_a_policy_says_which_figures_go_by_the_place_left(program: elig.Program) -> None:
    assert "· 迁出线（按迁出地）：没有取得" in policy_text(program.rules("here"), "zh")
    assert "· far (by the place left): not known" in policy_text(program.rules("here"), "en")


def test_the_list_in_words(program: elig.Program) -> None:
    text = open_text(open_at(program.checked, "520103", ON), "520103", ON, "zh")
    assert text == (
        "520103还要答复的事项\n"
        "截至2024年6月1日。\n"
        "依据：本地；共用。\n"
        "要答复 2 项：先答决定能不能享受的 1 项，再答只影响数额的 1 项。\n\n"
        "【一、决定能不能享受】\n"
        "1. 迁出线（作为迁出地）\n"
        "   要给出：数值，单位是元\n"
        "   等它定能不能享受的：处处（everywhere）\n\n"
        "【二、只影响数额】\n"
        "2. 标准（农村）\n"
        "   要给出：数值，单位是元\n"
        "   规定：至少 30 元\n"
        "   只等它定数额的：补助（aid）\n\n"
        "【三、文件没有写明的：问家庭没有用，要由文件或主管部门说明】\n"
        "3. 旁注\n"
        "   另有规定\n"
        "   等它定能不能享受的：试点（pilot）\n"
        "   提到它的：补助（aid）\n"
        "4. 条件未写明\n"
        "   原文没有写\n"
        "   等它定能不能享受的：试点（pilot）\n\n"
        "【四、不由当地定的数额】\n"
        "5. 定额\n"
        "   要给出：数值，单位是元\n"
        "   只等它定数额的：处处（everywhere）\n\n"
        "【已有答复】\n"
        "· 线：500 元（某县，自2023年1月1日起）\n"
        "  出处：据此——网页 test，2024年6月1日查阅\n"
        "· 标准：城市：40 元（某县，自2020年1月1日起）\n"
        "  出处：据此——网页 test，2024年6月1日查阅\n"
        "· 怎样算——读作“宽”（某县，自2024年1月1日起）\n"
        "  出处：据此——网页 test，2024年6月1日查阅\n"
    )
    english = open_text(open_at(program.checked, "520102", ON), "520102", ON, "en")
    for line in ("What 520102 has still to answer", "readings to choose from: wide; narrow", "at least 30 yuan"):
        assert line in english
