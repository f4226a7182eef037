"""`elig show --open`: the list of a place, by code and by name, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import elig
from elig_cli.exits import Exit
from tests.cli.test_check import run

LOCAL = """
locality: "522301"
label: {zh: 演示, en: illustration}
values:
  dibao_standard:
    2020-01-01: {value: {urban: 600, rural: 400}, cite: [{page: illustration, seen: 2026-11-21, mark: background}]}
settles:
  conversion:
    2020-01-01: {option: any_route, cite: [{page: illustration, seen: 2026-11-21, mark: background}]}
"""


def _section(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def test_the_list_of_a_county_in_the_order_of_work() -> None:
    result = run("show", "--open", "522301", "--on", "2020-12-01", "--lang", "zh")
    assert result.exit_code == Exit.OK, result.output
    text = result.stdout
    assert text.startswith("兴义市（522301）还要答复的事项\n截至2020年12月1日。\n")
    deciding = _section(text, "【一、决定能不能享受】", "【二、只影响数额】")
    widening = _section(text, "【二、只影响数额】", "【三、文件没有写明的")
    assert "当地最低生活保障标准（城市、农村）" in deciding
    assert "最低生活保障（national_dibao）" in deciding
    assert "可选的读法：三个条件同时具备；具备其中一个条件" in deciding
    assert "参加医疗保险的资助标准" in widening and "规定：至少 30 元/人·年" in widening
    assert "参保资助（insurance_subsidy）" in widening and "参保资助" not in deciding
    gaps = _section(text, "【三、文件没有写明的", "【已有答复】")
    assert "农转城条件未作规定" in gaps and "提到它的：纳入安置地城市低保（urban_dibao）" in gaps


def test_a_name_a_code_and_a_retired_code_give_one_list() -> None:
    texts = {
        run("show", "--open", place, "--on", "2023-12-01").stdout for place in ("520281", "盘州市", "520222", "盘县")
    }
    assert len(texts) == 1


def test_english() -> None:
    text = run("show", "--open", "hezhou", "--on", "2023-12-01", "--lang", "en").stdout
    assert text.startswith("What Hezhou (451100) has still to answer\nAs of 1 December 2023.\n")
    assert "care fee of tekun (full self-care, partial self-care, no self-care)" in text
    answered = text.split("Answered already", 1)[1]
    assert "(Guangxi, from 1 July 2021)" in answered and "liujiang.gov.cn" in answered


def test_what_a_local_file_answers_is_no_longer_open(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(LOCAL, "utf-8")
    plain = run("show", "--open", "522301", "--on", "2020-12-01").stdout
    text = run("show", "--open", "522301", "--on", "2020-12-01", "--local", str(path)).stdout
    still, answered = text.split("【已有答复】")
    for label in ("当地最低生活保障标准", "三个“符合”须同时具备，还是具备其一"):
        assert label in plain.split("【已有答复】")[0]
        assert label not in still and label in answered
    assert "（演示，自2020年1月1日起）" in answered


def test_a_province_has_the_lists_of_its_regions_and_the_national_one() -> None:
    text = run("show", "--open", "贵州省", "--on", "2023-12-01", "--lang", "zh").stdout
    titles = [line for line in text.splitlines() if line.startswith("依据：")]
    assert titles == [
        "依据：惠水县易地扶贫搬迁后续扶持。",
        "依据：六盘水市易地扶贫搬迁后续扶持。",
        "依据：黔西南州易地扶贫搬迁后续扶持。",
        "依据：国家规定（各地共用）。",
    ]


def test_a_place_without_a_policy() -> None:
    text = run("show", "--open", "110101", "--on", "2023-12-01", "--lang", "zh").stdout
    assert "只列各地共用的国家规定" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "--open", "钟山"), "钟山区（520201）、钟山县（451122）"),
        (("show", "--open", "盘洲市"), "盘州市（520281）"),
        (("show", "--open", "某地"), "也可以写六位区划代码"),
        (("show", "--open", "522301", "--find", "低保"), "--open 之外只写一份文件"),
        (("show", "qianxinan", "urban_dibao", "--open", "522301"), "--open 之外只写一份文件"),
        (("show", "qianxinan", "--on", "2020-12-01"), "--on 只和 --open 一起用"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr


def test_everything_that_is_missing_from_a_decision_for_want_of_the_place_is_listed() -> None:
    program = elig.load()
    household = {
        "household_id": "h",
        "dest_admin_code": "522301",
        "relocation_status": "moved_in",
        "members": [{"id": "m"}],
    }
    decision = program.check(household, on=date(2023, 12, 1))
    text = run("show", "--open", "522301", "--on", "2023-12-01", "--lang", "zh").stdout.split("【已有答复】")[0]
    rules = program.rules("qianxinan")
    for result in decision.outcomes.results:
        for item in (*result.missing, *result.amount_missing):
            if item.id in rules.parameters:
                assert rules.parameters[item.id].label.zh in text, item.path
            if item.id in rules.readings:
                assert rules.readings[item.id].asks.zh in text, item.path
