"""Keys: / j k c ? and how to turn them off."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

VISIT = Callable[..., Page]
ACTION_5 = "/commitments/action-plan-2010/5/"
CURRENT = "[...document.querySelectorAll('.card')].indexOf(document.activeElement)"


def test_from_paragraph_to_paragraph(visit: VISIT) -> None:
    page = visit(f"/zh-hans{ACTION_5}")
    seen = []
    for key in "jjk":
        page.keyboard.press(key)
        seen.append(page.evaluate(CURRENT))
    assert seen == [0, 1, 0]
    expect(page.locator(".card").first).to_be_in_viewport()


def test_at_the_end_one_stays_at_the_last_that_is_seen(visit: VISIT) -> None:
    page = visit(f"/zh-hans{ACTION_5}")
    seen = page.locator(".card:visible").count()
    assert 1 < seen < page.locator(".card").count()
    for _card in range(seen + 2):
        page.keyboard.press("j")
    assert page.evaluate(CURRENT) == seen - 1
    # With nothing chosen and everything above: the last one too.
    page.locator("#keys-open").click()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate(CURRENT) == seen - 1


def test_copying_the_reference_of_the_paragraph_one_is_at(visit: VISIT) -> None:
    for language, lang in (("zh-hans", "zh-Hans"), ("en", "en")):
        allowed = ["clipboard-read", "clipboard-write"]
        page = visit(f"/{language}{ACTION_5}", permissions=allowed)
        for key in "jjc":
            page.keyboard.press(key)
        expect(page.locator(".told")).not_to_be_empty()
        line = page.locator(".card").nth(1).locator(f".copy [lang='{lang}']").first
        assert page.evaluate("navigator.clipboard.readText()") == line.text_content().strip()


def test_a_slash_goes_to_the_box_and_letters_are_letters_there(visit: VISIT) -> None:
    page = visit(f"/zh-hans{ACTION_5}")
    page.keyboard.press("/")
    expect(page.locator("#jump")).to_be_focused()
    page.keyboard.type("j/k")
    expect(page.locator("#jump")).to_have_value("j/k")
    assert page.evaluate(CURRENT) == -1


def test_help_and_off(visit: VISIT) -> None:
    page = visit(f"/zh-hans{ACTION_5}")
    page.keyboard.press("?")
    dialog = page.locator("dialog")
    expect(dialog).to_be_visible()
    page.locator("#keys-on").uncheck()
    dialog.locator("button").click()
    expect(dialog).not_to_be_visible()
    for _again in range(2):  # at once, and after the page is loaded anew
        page.locator("h1").click()
        page.keyboard.press("j")
        page.keyboard.press("?")
        assert page.evaluate(CURRENT) == -1
        expect(dialog).not_to_be_visible()
        page.reload()
    page.locator("#keys-open").click()
    page.locator("#keys-on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(CURRENT) >= 0
