"""A delegate in the conference room: a phone, one hand, from the first page to the evidence."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import PHONE
from tests.browser.site import Site

VISIT = Callable[..., Page]
TELEPHONE = {"width": PHONE, "has_touch": True, "is_mobile": True, "locale": "zh-CN"}
ACTION_5C = "/zh-hans/commitments/action-plan-2010/5c/"
LIMIT = 100_000
REFUSES = """Object.defineProperty(navigator, "clipboard", {
  value: { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) },
});"""
# So it is where the site is reached without TLS.
LACKS = 'Object.defineProperty(navigator, "clipboard", { value: undefined });'


def test_from_the_first_page_to_the_evidence(visit: VISIT) -> None:
    page = visit("/", **TELEPHONE)
    expect(page).to_have_url("/zh-hans/")
    cell = page.locator(".cells a[href$='/action-plan-2010/5/']")
    number = cell.locator("small").inner_text()
    cell.tap()
    expect(page.locator("h1")).to_contain_text("行动5")
    expect(page.locator(".big-count strong").first).to_have_text(f"{number}段")
    assert page.locator(".party .card").count() == int(number)
    page.locator("#jump").fill("5c")
    page.locator("#jump").press("Enter")
    expect(page).to_have_url(ACTION_5C)
    evidence = page.locator("mark", has_text=re.compile(r"^行动 ?5\(c\)$"))
    expect(evidence).to_be_visible()


def test_the_first_page_is_light(visit: VISIT) -> None:
    page = visit("about:blank", **TELEPHONE)
    answers = []
    page.on("requestfinished", lambda request: answers.append(request))
    page.goto("/zh-hans/", wait_until="networkidle")
    sizes = {request.url: request.sizes()["responseBodySize"] for request in answers}
    assert len(sizes) >= 3
    assert 0 < sum(sizes.values()) < LIMIT, sizes


def test_what_is_copied_is_what_is_shown(visit: VISIT) -> None:
    page = visit(ACTION_5C, **TELEPHONE, permissions=["clipboard-read", "clipboard-write"])
    row = unfolded(page)
    row.locator(".copy-button").tap()
    expect(page.locator(".told")).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == row.locator(".copy").inner_text()


@pytest.mark.parametrize("clipboard", [REFUSES, LACKS], ids=["refused", "missing"])
def test_without_the_clipboard_the_words_are_selected(visit: VISIT, clipboard: str) -> None:
    page = visit("about:blank", **TELEPHONE)
    page.add_init_script(clipboard)
    page.goto(ACTION_5C)
    row = unfolded(page)
    row.locator(".copy-button").tap()
    expect(page.locator(".told")).to_contain_text("已选中")
    selected = page.evaluate("getSelection().toString().trim()")
    assert selected == row.locator(".copy").inner_text()


def test_the_official_text_is_one_tap_away(visit: VISIT) -> None:
    page = visit(ACTION_5C, **TELEPHONE)
    link = page.locator(".promise a[rel=external]")
    expect(link).to_have_text("NPT/CONF.2010/50 (Vol. I)")
    assert "NPT/CONF.2010/50" in link.get_attribute("href")
    assert link.get_attribute("href").startswith("https://")


def test_a_report_lands_in_the_queue(visit: VISIT, site: Site) -> None:
    note = "这里说的是另一项行动"
    page = visit(ACTION_5C, **TELEPHONE)
    unfolded(page)
    link = page.locator(".card").first.locator("a.report", has_text="行动5(c)").first
    citation = link.get_attribute("href").split("/")[-3]
    link.tap()
    expect(page.locator("h1")).to_have_text("报告错误链接")
    page.locator("textarea").fill(note)
    page.locator("form.stacked button").tap()
    expect(page.locator("h1")).to_contain_text("报告已收到")
    stored = site.rows("SELECT citation_id::text, note, state FROM documents_report")
    assert (citation, note, "open") in stored


def unfolded(page: Page) -> Locator:
    """The first card's first line to copy, its fold opened."""
    card = page.locator(".card").first
    card.locator(".quoting > summary").tap()
    row = card.locator(".copy-row").first
    expect(row.locator(".copy-button")).to_be_visible()
    return row
