"""Every page in both languages, on a phone and on a desk, light and dark."""

import pytest

from tests.browser.conftest import Tabs
from tests.browser.looking import look_over
from tests.browser.pages import LANGUAGES, PAGES, Place


@pytest.mark.parametrize("name", PAGES)
def test_a_page(tabs: Tabs, name: str) -> None:
    see(tabs, PAGES[name])


def test_a_draft_that_was_checked(tabs: Tabs) -> None:
    tabs.open(Place("check/", "textarea"))
    for page in tabs.pages.values():
        page.locator("textarea").fill("1. 我们重申行动5(c)。\n\n2. 我们回顾行动65和步骤14。\n")
        page.locator("form.stacked button").click()
        assert page.locator(".misses li").count() == 2
    assert not [*look_over(tabs.pages), *tabs.amiss()]


def test_a_draft_without_text(tabs: Tabs) -> None:
    tabs.open(Place("check/", "textarea"), may_answer=400)
    for page in tabs.pages.values():
        page.locator("textarea").evaluate("each => { each.required = false; }")
        page.locator("form.stacked button").click()
        assert page.locator("[role=alert]").count() == 1
    assert not [*look_over(tabs.pages), *tabs.amiss()]


def test_a_report_and_its_thanks(tabs: Tabs) -> None:
    tabs.open(Place("commitments/action-plan-2010/5c/", "a.report"))
    for page in tabs.pages.values():
        page.goto(page.locator("a.report").first.get_attribute("href"))
        assert page.locator("textarea").count() == 1
    assert not [*look_over(tabs.pages), *tabs.amiss()]
    for language in LANGUAGES:
        page = tabs.pages[language]
        page.goto(f"{page.url}thanks/")
    assert not [*look_over(tabs.pages), *tabs.amiss()]


def see(tabs: Tabs, place: Place) -> None:
    """Open a page in both languages: it is what it should be, and nothing is wrong with it."""
    tabs.open(place)
    for language, page in tabs.pages.items():
        assert page.locator("h1").count() == 1
        lang = page.locator("html").get_attribute("lang")
        assert lang.lower() == language
    assert not [*look_over(tabs.pages), *tabs.amiss()]
