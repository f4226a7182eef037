"""Pages: both languages, nothing of a text as markup, bars on one scale."""

import sys
from fractions import Fraction

import pytest
from jinja2 import ChoiceLoader, DictLoader

from elig.errors import EligError
from elig.pages import page as pages
from elig.pages.bars import Bar, Part, bars
from elig.program.citation import Words

HOSTILE = Words("<script>甲</script>", '"><b>x</b>')


def test_a_text_is_never_markup() -> None:
    environment = pages._environment().overlay(loader=DictLoader({"t": "{{ a.zh }}{{ bars(rows, a) }}"}))
    rows = [Bar(HOSTILE, (Part(1, "gain"),), HOSTILE)]
    made = environment.get_template("t").render(a=HOSTILE, rows=rows)
    assert "<script>" not in made and "<b>" not in made


def test_the_base_holds_both_languages_and_no_address() -> None:
    made = pages._environment().get_template("base.html").render(lang="zh")
    assert '<html lang="zh" data-shown="zh">' in made
    assert "default-src 'none'" in made and "http:" not in made and "https:" not in made


def test_a_sentence_stands_in_both_languages() -> None:
    template = '{% from "words.html" import both, say %}{{ say("figure.at_most", value=three) }}'
    own = DictLoader({"t": template})
    loader = ChoiceLoader([own, pages._environment().loader or own])
    made = pages._environment().overlay(loader=loader).get_template("t").render(three=Words("三次", "three"))
    assert '<span lang="zh">至多三次</span>' in made
    assert '<span lang="en">at most three</span>' in made


def test_bars_share_a_scale() -> None:
    words = Words("户", "households")
    made = bars(
        [Bar(words, (Part(4, "gain"), Part(4, "loss")), words), Bar(words, (Part(Fraction(2), "due"),), words)], words
    )
    assert made.count('width="190.0"') == 2
    assert made.count('width="95.0"') == 1


def test_a_long_label_has_room_and_the_colours_are_named_once() -> None:
    words, long = Words("户", "households"), Words("户", "x" * 60)
    made = bars([Bar(words, (Part(1, "due"), Part(1, "open")), words), Bar(long, (Part(1, "due"),), words)], words)
    assert 'x="488.0"' in made
    assert made.count("<circle") == 2
    assert made.count(">undetermined<") == 1


def test_bars_of_nothing_are_empty() -> None:
    words = Words("户", "households")
    assert 'width="0.0"' in bars([Bar(words, (Part(0, "gain"),), words)], words)
    assert "<rect" not in bars([], words)


def test_without_jinja2_the_line_that_installs_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    pages._environment.cache_clear()
    with pytest.raises(EligError, match=r"pip install 'elig\[batch\]'"):
        pages.page("batch.html", "en")
