"""The Chinese text of every example household, to be read through for sense; `ELIG_UPDATE_GOLDEN=1` records it anew.

Digests of files are left out: they change with every comment.
"""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import elig
from elig.explain import entitlement_text

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLDEN = Path(__file__).with_name("golden")

DAYS = {
    "qianxinan": date(2020, 12, 1),
    "liupanshui": date(2023, 12, 1),
    "huishui": date(2020, 12, 1),
    "ningshan": date(2020, 12, 1),
    "hezhou": date(2024, 1, 1),
}
NAMES = [f"{region}/{name}" for region in DAYS for name in ("complete", "missing-facts")]


@cache
def program() -> elig.Program:
    return elig.load()


def text(name: str) -> str:
    """What is read to a household, without the digests at its end."""
    region = name.partition("/")[0]
    decision = program().check((EXAMPLES / f"{name}.json").read_text("utf-8"), on=DAYS[region])
    lines = decision.explain("zh").splitlines()
    return "\n".join(line for line in lines if not line.startswith("引擎 ")).rstrip() + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_an_example_reads_as_it_was_read_through(name: str) -> None:
    path = GOLDEN / f"{name.replace('/', '-')}.zh.txt"
    found = text(name)
    if os.environ.get("ELIG_UPDATE_GOLDEN"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


def test_a_figure_that_is_not_known_is_said_to_change_nothing_where_a_condition_is_decided() -> None:
    assert "法定劳动年龄上限（男）：没有取得，不影响结果" in text("qianxinan/complete")
    assert "法定劳动年龄上限（女、男）" in text("qianxinan/missing-facts")


def test_a_note_on_background_stands_only_beside_what_rests_on_it() -> None:
    household = (EXAMPLES / "qianxinan/missing-facts.json").read_text("utf-8")
    decision = program().check(household, on=DAYS["qianxinan"])
    assert "背景知识" in decision.explain("zh", only=["kindergarten_place"])
    assert "背景知识" not in decision.explain("zh", only=["insurance_subsidy"])


def test_days_are_earlier_and_later_than_each_other() -> None:
    rules = next(found for found in program().regions if found.policy.id == "qianxinan")
    zh, en = (entitlement_text(rules, "kindergarten_place", lang) for lang in ("zh", "en"))
    assert "若审核当日不早于审核当日那一年的9月1日，则审核当日那一年的8月31日；否则审核当日前一年的8月31日" in zh
    assert "if today is on or after 1 September of the year of today" in en
    assert "31 August of the year before that of today" in en
