"""Signing in and out, and the history that is told to readers and to who is signed in."""

from tests.browser.conftest import Tabs
from tests.browser.looking import look_over
from tests.browser.pages import NAM, Place
from tests.factories import PASSWORD

DOOR = Place("account/sign-in/", "form.stacked")
PARAGRAPH = Place(f"documents/{NAM}/p/5/", "details.history")


def test_the_history_of_a_link_is_opened(tabs: Tabs) -> None:
    tabs.open(PARAGRAPH)
    for language, page in tabs.pages.items():
        page.locator("details.history summary").click()
        assert page.locator("details.history li").count() == 2
        whose = {"zh-hans": "一位复核人：认可", "en": "A reviewer: confirmed"}[language]
        assert whose in page.locator("details.history li p").first.inner_text()
    assert not [*look_over(tabs.pages), *tabs.amiss()]


def test_from_signing_in_to_signing_out(tabs: Tabs) -> None:
    tabs.open(DOOR, may_answer=400)
    try:
        for page in tabs.pages.values():
            for password in ("wrong", PASSWORD):
                page.locator("[name=name]").fill("li")
                page.locator("[name=password]").fill(password)
                page.locator("form.stacked button").click()
            assert page.locator(".account .badge").count() == 1
        assert not [*look_over(tabs.pages), *tabs.amiss()]
        tabs.open(PARAGRAPH)
        for page in tabs.pages.values():
            page.locator("details.history summary").click()
            whose = page.locator("details.history li p").first.inner_text()
            assert "li：认可" in whose or "li: confirmed" in whose
        tabs.open(Place("account/password/", "form.stacked"))
        assert not [*look_over(tabs.pages), *tabs.amiss()]
        for page in tabs.pages.values():
            page.locator(".account form button").click()
            assert page.locator(".account").count() == 0
            # The button for going back shows nothing of who was signed in.
            page.go_back()
            assert page.locator(".account").count() == 0
    finally:
        for page in tabs.pages.values():
            page.context.clear_cookies()
