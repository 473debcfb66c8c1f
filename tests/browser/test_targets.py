"""What a finger must hit on a phone is at least 44 px high and wide; links in text excepted."""

import pytest

from tests.browser.conftest import Tabs
from tests.browser.looking import HEIGHT, PHONE
from tests.browser.pages import PAGES

LEAST = 44
# A checkbox is hit by its label. Links in running text, in tables and in lists of rows are inline.
TARGETS = ", ".join(
    [
        "button",
        "summary",
        "select",
        "textarea",
        "input:not([type=hidden], [type=checkbox])",
        "label:has([type=checkbox])",
        "nav:not(.crumbs) a",
        ".site-name a",
        ".language a",
        ".site-links a",
        ".cells a",
        ".chips a",
        ".picked a",
        ".files a",
        ".downloads a",
        ".sort",
        "a.report",
    ]
)
# What a press would hit: the box of the element, and what it lays over its surroundings.
TOO_SMALL = """([targets, least]) => [...document.querySelectorAll(targets)]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.closest("tbody, tfoot, .matrix"))
  .map((each) => {
    const { width, height } = each.getBoundingClientRect();
    const over = getComputedStyle(each, "::after");
    const laid = over.content !== "none" && over.position === "absolute";
    const [w, h] = [over.width, over.height].map((each) => laid ? parseFloat(each) : 0);
    return { each, width: Math.max(width, w || 0), height: Math.max(height, h || 0) };
  })
  .filter(({ width, height }) => width < least - 0.5 || height < least - 0.5)
  .map(({ each, width, height }) =>
    `${width.toFixed(1)} x ${height.toFixed(1)}: ${each.outerHTML.slice(0, 150)}`)"""


# One of each kind of form, list of links and folded part.
PLACES = (
    "home",
    "jump-nothing",
    "search-hits",
    "instrument",
    "action-5-narrowed",
    "document",
    "paragraph",
    "papers-choice",
    "citations",
    "positions",
    "matrix",
    "silence",
    "compare-choice",
    "briefing",
    "check",
)
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@pytest.mark.parametrize("name", PLACES)
def test_targets(tabs: Tabs, name: str) -> None:
    for page in tabs.pages.values():
        page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    tabs.open(PAGES[name])
    small = []
    for page in tabs.pages.values():
        assert page.locator(TARGETS).count() > 10
        page.evaluate(UNFOLD)
        small += page.evaluate(TOO_SMALL, [TARGETS, LEAST])
    assert not small
