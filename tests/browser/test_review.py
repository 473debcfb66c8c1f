"""The reviewers' desk by keys and by selecting words; the new pages as every page is looked at."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import new_context
from tests.browser.looking import HEIGHT, PHONE, look_over
from tests.browser.pages import LANGUAGES, NAM
from tests.browser.prepare import REVIEWER
from tests.browser.site import Site
from tests.browser.test_targets import LEAST, TARGETS, TOO_SMALL, UNFOLD
from tests.browser.watching import Watch

CITED = (
    "SELECT c.id::text FROM documents_citation c"
    " JOIN documents_paragraph p ON p.id = c.paragraph_id"
    " WHERE c.commitment_id IS NOT NULL ORDER BY p.version_id, p.position, c.start, c.id LIMIT 3"
)
DESK = "/zh-hans/review/citations/"


def report(site: Site) -> list[str]:
    """Three citations that readers reported, and no other."""
    site.rows("DELETE FROM documents_report RETURNING id")
    found = [row[0] for row in site.rows(CITED)]
    for citation in found:
        site.rows(
            "INSERT INTO documents_report (citation_id, note, state, created_at)"
            f" VALUES ('{citation}', 'wrong', 'open', now()) RETURNING id"
        )
    return found


def forget(site: Site) -> None:
    site.rows("DELETE FROM documents_report WHERE note = 'wrong' RETURNING id")


def signed_in(browser: Browser, site: Site, **options: object) -> BrowserContext:
    context = new_context(browser, site, **options)
    context.add_cookies([{"name": "sessionid", "value": REVIEWER, "url": site.address}])
    return context


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a page as a reviewer, watched."""
    reported, contexts, watches = report(site), [], []

    def open_page(**options: object) -> Page:
        context = signed_in(browser, site, viewport={"width": 1280, "height": HEIGHT}, **options)
        contexts.append(context)
        watches.append(Watch(context, site.address))
        page = context.new_page()
        page.goto("/zh-hans/review/?queue=reported")
        assert page.locator(".review-rows > li").count() == len(reported)
        page.locator(".review-rows a.where").first.click()
        page.wait_for_url("**/citations/**")
        return page

    yield open_page
    for context in contexts:
        context.close()
    forget(site)
    assert not [line for watch in watches for line in watch.amiss()]


def state_of(site: Site, identity: str) -> str:
    return site.rows(f"SELECT review_state FROM documents_citation WHERE id = '{identity}'")[0][0]


def here(page: Page) -> str:
    return page.url.partition("/citations/")[2].partition("/")[0]


def test_through_the_queue_by_keys(desk: Callable[..., Page], site: Site) -> None:
    page = desk()
    first = here(page)
    page.keyboard.press("j")
    page.wait_for_url(lambda address: first not in address)
    second = here(page)
    page.keyboard.press("k")
    page.wait_for_url(lambda address: first in address)
    # A decision leads on; the step before is undone from there.
    page.keyboard.press("r")
    page.wait_for_url(f"**/{second}/?*last={first}")
    assert state_of(site, first) == "rejected"
    page.keyboard.press("u")
    page.wait_for_url(f"**/{first}/")
    assert state_of(site, first) == "unreviewed"
    # The target is typed; Enter corrects, and letters are letters there.
    page.keyboard.press("e")
    expect(page.locator("#target")).to_be_focused()
    page.keyboard.type("行动7ar")
    page.keyboard.press("Escape")
    expect(page.locator("#target")).not_to_be_focused()
    assert state_of(site, first) == "unreviewed"
    page.keyboard.press("e")
    page.locator("#target").fill("行动60")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/citations/" in address and first not in address)
    expect(page.locator("dl.facts").first).to_contain_text("行动60")
    page.keyboard.press("u")
    page.wait_for_url(f"**/{first}/")
    assert state_of(site, first) == "unreviewed"
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()


def test_words_are_chosen_by_keys_and_by_mouse(desk: Callable[..., Page]) -> None:
    page = desk()
    page.keyboard.press("s")
    expect(page.locator("#span-text")).to_be_focused()
    # As if the paragraph began with a character of two units.
    page.evaluate(
        "document.getElementById('span-text').value = '𠮷' + '甲乙丙丁';"
        "document.getElementById('span-text').setSelectionRange(2, 2)"
    )
    for _character in range(2):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#start")).to_have_value("1")
    expect(page.locator("#end")).to_have_value("3")
    expect(page.locator(".chosen")).to_contain_text("甲乙")
    # It has a caret, but takes no text.
    page.keyboard.type("戊")
    page.keyboard.press("Backspace")
    expect(page.locator("#span-text")).to_have_value("𠮷甲乙丙丁")
    page.evaluate("document.activeElement.blur()")
    text = page.locator("#passage").text_content()
    page.evaluate(
        """() => {
          const { firstChild, parentNode } = document.querySelector("#passage mark");
          getSelection().setBaseAndExtent(firstChild, 0, parentNode, parentNode.childNodes.length);
        }"""
    )
    start = text.index(page.locator("#passage mark").text_content())
    expect(page.locator("#end")).to_have_value(str(len(text)))
    assert abs(int(page.locator("#start").input_value()) - start) == 0


def test_keys_are_explained_and_can_be_turned_off(desk: Callable[..., Page], site: Site) -> None:
    page = desk()
    first = here(page)
    page.keyboard.press("?")
    dialog = page.locator("dialog")
    for key in ("a", "r", "e", "s", "n", "j", "k", "u"):
        expect(dialog.locator("kbd", has_text=key).first).to_be_visible()
    page.keyboard.press("a")
    page.locator("#keys-on").uncheck()
    dialog.locator("button").click()
    page.locator("h1").click()
    for key in "rj":
        page.keyboard.press(key)
    assert here(page) == first and state_of(site, first) == "unreviewed"
    page.locator("#keys-open").click()
    page.locator("#keys-on").check()


def test_without_scripts(desk: Callable[..., Page], site: Site) -> None:
    page = desk(java_script_enabled=False)
    first = here(page)
    page.locator("form.review details > summary").click()
    expect(page.locator("#span-text")).not_to_be_visible()
    words = page.locator("#passage mark").text_content()
    before = page.locator("#passage").text_content().partition(words)[0]
    page.locator("#words").fill(before[-1] + words)
    page.locator("button", has_text="按所填的改正").click()
    page.wait_for_url(lambda address: "last=" in address)
    page.locator(".done button").click()
    assert here(page) == first and state_of(site, first) == "unreviewed"


def test_the_pages_are_as_every_page(browser: Browser, site: Site) -> None:
    reported = report(site)
    contexts = {language: signed_in(browser, site) for language in LANGUAGES}
    watches = [Watch(context, site.address) for context in contexts.values()]
    pages = {language: context.new_page() for language, context in contexts.items()}
    amiss, small = [], []
    for path in (
        "",
        f"citations/{reported[0]}/?queue=reported",
        f"documents/{NAM}/p/5/add/",
        "samples/",
    ):
        for language, page in pages.items():
            answer = page.goto(f"/{language}/review/{path}")
            assert answer.status == 200 and page.locator("h1").count() == 1
            page.evaluate(UNFOLD)
            page.set_viewport_size({"width": PHONE, "height": HEIGHT})
            small += page.evaluate(TOO_SMALL, [TARGETS, LEAST])
        amiss += [f"{path}: {line}" for line in look_over(pages)]
    amiss += [line for watch in watches for line in watch.amiss()]
    for context in contexts.values():
        context.close()
    forget(site)
    assert not [*amiss, *small]
