"""The same pages with JavaScript turned off: everything can still be asked, read and sent."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PHONE
from tests.browser.site import Site


@pytest.fixture
def plain(visit: Callable[..., Page]) -> Callable[[str], Page]:
    """Open a page on a phone without JavaScript."""
    return lambda path: visit(path, width=PHONE, java_script_enabled=False)


def test_filters_sorting_and_chips(plain: Callable[[str], Page]) -> None:
    page = plain("/zh-hans/positions/")
    everything = page.locator(".big-count strong").inner_text()
    page.locator(".filters > a").click()
    page.locator("input[name=party][value=CHN]").check()
    page.locator(".filters .buttons button").click()
    expect(page).to_have_url(re.compile(r"/zh-hans/positions/\?.*\bparty=CHN"))
    assert page.locator(".big-count strong").inner_text() != everything
    page.locator("th a.sort").first.click()
    assert page.locator("th[aria-sort]").count() == 1
    page.locator(".picked a:not(.clear)").click()
    expect(page.locator(".big-count strong")).to_have_text(everything)


def test_jump_and_search(plain: Callable[[str], Page]) -> None:
    page = plain("/zh-hans/")
    page.locator("#jump").fill("行动5(c)")
    page.locator(".jump button").click()
    expect(page).to_have_url("/zh-hans/commitments/action-plan-2010/5c/")
    page.goto("/zh-hans/search/")
    page.locator("#search").fill("核裁军")
    page.locator(".jump button").click()
    expect(page.locator(".hits mark").first).to_have_text("核裁军")


def test_a_reference_is_there_to_copy_by_hand(plain: Callable[[str], Page]) -> None:
    page = plain("/zh-hans/commitments/action-plan-2010/5c/")
    page.locator(".card .quoting > summary").first.click()
    expect(page.locator(".card .copy").first).to_be_visible()
    # What only a script could do is not offered.
    expect(page.locator(".copy-button, #keys-open:visible, dialog:visible")).to_have_count(0)


def test_a_report(plain: Callable[[str], Page], site: Site) -> None:
    page = plain("/zh-hans/commitments/action-plan-2010/5c/")
    page.locator(".card .quoting > summary").first.click()
    page.locator(".card a.report").first.click()
    page.locator("textarea").fill("没有脚本的报告")
    page.locator("form.stacked button").click()
    expect(page.locator("h1")).to_contain_text("报告已收到")
    assert ("没有脚本的报告",) in site.rows("SELECT note FROM documents_report")


def test_a_draft(plain: Callable[[str], Page]) -> None:
    page = plain("/en/check/")
    page.locator("textarea").fill("我们回顾行动65。")
    page.locator("form.stacked button").click()
    expect(page.locator(".misses q")).to_have_text("行动65")


def test_silence_comparison_and_two_papers(plain: Callable[[str], Page]) -> None:
    page = plain("/zh-hans/silence/")
    page.locator("#s-party").select_option("nam")
    page.locator(".ask button").click()
    expect(page.locator("section .stack").first).to_be_visible()
    page.goto("/zh-hans/compare/")
    for code in ("nam", "CHN"):
        page.locator(f"input[name=party][value={code}]").check()
    page.locator(".filters .buttons button").click()
    expect(page.locator(".compare .count").first).to_be_visible()
    page.goto("/zh-hans/documents/compare/")
    page.locator("#pick-a").select_option(index=0)
    page.locator("#pick-b").select_option(index=1)
    page.locator(".pick button").click()
    expect(page.locator(".pair").first).to_be_attached()
