"""The page of a comparison in a real browser: one file, both languages, charts, and nothing asked of a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from elig.compare.page import report_page
from tests.compare.test_report import NEW, OLD, report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """The page, and all that it asked for or complained of beside itself."""
    from playwright.sync_api import sync_playwright

    path = tmp_path / "diff.html"
    path.write_text(report_page(report(OLD, NEW), "zh"), "utf-8")
    noticed: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        page: Any = browser.new_page()
        page.on("request", lambda request: noticed.append(request.url))
        page.on("pageerror", lambda error: noticed.append(str(error)))
        page.on("console", lambda message: noticed.append(message.text))
        page.goto(path.as_uri())
        noticed.remove(path.as_uri())
        yield page, noticed
        browser.close()


def test_the_page_shows_three_parts_and_asks_for_nothing(opened: tuple[Page, list[str]]) -> None:
    page, noticed = opened
    for part in ("#structure", "#meaning", "#effect"):
        assert page.locator(part).is_visible()
    assert page.locator("#conclusion").get_attribute("data-conclusion") == "different"
    assert not noticed


def test_the_language_is_switched_and_rules_stay_side_by_side(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    heading = page.locator("#structure h2 [lang=zh]"), page.locator("#structure h2 [lang=en]")
    rule = page.locator("table.sides").first
    assert heading[0].is_visible() and not heading[1].is_visible()
    assert rule.locator("td[lang=zh]").first.is_visible() and rule.locator("td[lang=en]").first.is_visible()
    page.locator("#other").click()
    assert not heading[0].is_visible() and heading[1].is_visible()
    assert rule.locator("td[lang=zh]").first.is_visible() and rule.locator("td[lang=en]").first.is_visible()


def test_what_differs_is_marked_and_seen(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    marked = page.locator("table.sides ins")
    assert marked.count() >= 2 and "on_dibao" in "".join(marked.all_inner_texts())
    box = marked.first.bounding_box()
    assert box is not None and box["width"] > 20 and box["height"] > 8


def test_the_charts_draw_winners_and_losers(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for kind in ("gain", "loss"):
        boxes = [bar.bounding_box() for bar in page.locator(f"#effect rect.{kind}").all()]
        widths = [box["width"] for box in boxes if box is not None]
        assert widths and max(widths) > 20


def test_the_households_behind_a_figure_open(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    details = page.locator("#effect details:has(.ids)").first
    names = details.locator(".ids")
    assert not names.is_visible()
    details.locator("summary").click()
    assert names.is_visible() and names.inner_text() in ("a", "b")
