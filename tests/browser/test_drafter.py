"""Somebody who drafts: what is pasted is checked, and stays nowhere."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.site import Site

DRAFT = "1. 我们重申行动5(c)，并回顾行动65。\n\n2. 一个不得外传的句子：步骤14。\n"
SECRET = "不得外传"
KEPT = """() => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, history.state, location.href, document.cookie,
])"""


def test_a_draft_is_checked_and_kept_nowhere(visit: Callable[..., Page], site: Site) -> None:
    page = visit("/zh-hans/check/")
    page.locator("textarea").fill(DRAFT)
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        page.locator("form.stacked button").click()
    assert "no-store" in posted.value.headers["cache-control"]
    flagged = page.locator(".misses li q")
    expect(flagged).to_have_text(["行动65", "步骤14"])
    expect(page.locator(".card mark", has_text="行动5(c)")).to_be_visible()
    assert page.url == f"{site.address}/zh-hans/check/"
    page.locator(".site-nav a").first.click()
    expect(page.locator("h1")).to_have_text("承诺")
    assert SECRET not in page.evaluate(KEPT)
    assert SECRET not in page.content()
