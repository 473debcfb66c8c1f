"""An analyst at a desk: filters, the rows behind a number, files, and the way back.

Written so that it holds whether a click loads a page or only a part of one.
"""

import contextlib
import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError, expect

VISIT = Callable[..., Page]
POSITIONS = "/zh-hans/positions/"
# What a reader sees of the state; whole pages nested in parts would show as two headings.
STATE = """() => ({
  address: location.pathname + location.search,
  headings: [...document.querySelectorAll("h1")].map((each) => each.textContent),
  heads: document.querySelectorAll("header, main, footer").length,
  ids: [...document.querySelectorAll("[id]")].map((each) => each.id)
    .filter((id, place, all) => all.indexOf(id) !== place),
  chips: [...document.querySelectorAll(".picked li")].map((each) => each.innerText),
  count: document.querySelector(".big-count")?.innerText,
  rows: [...document.querySelectorAll(".stack tbody tr")].map((each) => each.innerText),
  sorted: [...document.querySelectorAll("[aria-sort]")].map((each) => each.innerText),
})"""
SAME = f"(state) => JSON.stringify(({STATE})()) === state"
SETTLED = """() => document.readyState === "complete"
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")"""


def test_a_filter_and_its_chip(visit: VISIT) -> None:
    page = visit(POSITIONS)
    all_rows = page.evaluate(STATE)
    choose(page, "party", "nam")
    expect(page.locator(".picked li")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\bparty=nam\b"))
    assert set(hrefs(page, "tbody th a")) == {"/zh-hans/parties/nam/"}
    page.locator(".picked a:not(.clear)").click()
    expect(page.locator(".picked")).to_have_count(0)
    assert page.evaluate(STATE) == all_rows


def test_the_citations_behind_a_number(visit: VISIT) -> None:
    page = visit(f"{POSITIONS}?party=nam")
    number = page.locator(".stack .number a").first
    paragraphs = number.evaluate("each => each.firstChild.data")
    assert int(paragraphs) > 1
    number.click()
    expect(page.locator("h1")).to_have_text("援引")
    expect(page.locator(".big-count span")).to_contain_text(f"{paragraphs}段")
    cited = set(hrefs(page, "tbody th a"))
    assert len(cited) == int(paragraphs)


def test_the_citations_behind_a_cell(visit: VISIT) -> None:
    page = visit("/zh-hans/matrix/?instrument=action-plan-2010")
    cell = page.locator(".matrix tbody tr:has(a[href$='/parties/nam/']) td a").first
    number = cell.inner_text()
    cell.click()
    expect(page.locator("h1")).to_have_text("援引")
    expect(page.locator(".big-count span")).to_contain_text(f"{number}段")
    assert len(set(hrefs(page, "tbody th a"))) == int(number)


def test_sub_items_open_and_close(visit: VISIT) -> None:
    page = visit("/zh-hans/matrix/?instrument=action-plan-2010")
    closed = page.locator(".matrix .items th").count()
    assert page.locator(".matrix .items .part").count() == 0
    page.locator(".matrix .toggle").first.click()
    expect(page.locator(".matrix .items .part").first).to_be_visible()
    page.locator(".matrix .toggle", has_text="收起").first.click()
    expect(page.locator(".matrix .items th")).to_have_count(closed)


def test_a_file_holds_the_rows_of_the_screen(visit: VISIT, tmp_path: Path) -> None:
    page = visit(f"{POSITIONS}?party=nam&instrument=action-plan-2010&sort=commitment")
    with page.expect_download() as download:
        page.locator(".downloads a", has_text="CSV").click()
    path = tmp_path / "positions.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        stored = [
            (row["party"], row["commitment"], row["cycle"], row["paragraphs"], row["papers"])
            for row in csv.DictReader(lines)
        ]
    shown = [
        (party.split("/")[-2], ":".join(item.split("/")[-3:-1]), *numbers)
        for party, item, *numbers in page.locator(".stack tbody tr").evaluate_all(
            """rows => rows.map((row) => {
              const [party, item] = [...row.querySelectorAll("a")].map((each) => each.pathname);
              const cells = [...row.querySelectorAll("td")].slice(1, 4);
              return [party, item, ...cells.map((each) => /\\d+/.exec(each.innerText)[0])];
            })"""
        )
    ]
    assert stored == shown
    assert len(shown) > 5


def test_sorting(visit: VISIT) -> None:
    page = visit(POSITIONS)
    heading = page.locator("th[role=columnheader]", has_text="段数").first
    for way in ("ascending", "descending"):
        if heading.get_attribute("aria-sort") != way:
            heading.locator("a").click()
            expect(heading).to_have_attribute("aria-sort", way)
        cells = page.locator(".stack td[data-label='段数']").all_inner_texts()
        numbers = [int("".join(filter(str.isdigit, text))) for text in cells]
        assert numbers == sorted(numbers, reverse=way == "descending")
        assert numbers[0] != numbers[-1]


def test_back_and_forward(visit: VISIT) -> None:
    """The address and what is shown go back and forth together."""
    page = visit(POSITIONS)
    states = [settled(page)]
    choose(page, "party", "nam")
    expect(page.locator(".picked li")).to_have_count(2)
    states.append(settled(page))
    page.locator("th a.sort", has_text="承诺").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("承诺")
    states.append(settled(page))
    page.locator(".stack .number a").first.click()
    expect(page.locator("h1")).to_have_text("援引")
    states.append(settled(page))
    assert len({state["address"] for state in states}) == 4
    for state in reversed(states[:-1]):
        page.go_back()
        assert arrived(page, state) == state
    for state in states[1:]:
        page.go_forward()
        assert arrived(page, state) == state
    # And the page that came back still works.
    page.go_back()
    assert arrived(page, states[2]) == states[2]
    page.locator(".picked a:not(.clear)").click()
    expect(page.locator(".picked")).to_have_count(0)


def choose(page: Page, facet: str, code: str) -> None:
    """Open the filters, mark a choice and apply it."""
    closed = page.locator(".filters > a")
    if closed.count():
        closed.click()
    filters = page.locator("details.filters")
    filters.locator(f"input[name={facet}][value={code}]").check()
    filters.locator(".buttons button").click()


def settled(page: Page) -> dict[str, Any]:
    """The state, after all that a click begins; one of each part of a page."""
    page.wait_for_function(SETTLED)
    state = page.evaluate(STATE)
    assert (len(state["headings"]), state["heads"], state["ids"]) == (1, 3, [])
    return state


def arrived(page: Page, state: dict[str, Any]) -> dict[str, Any]:
    """The state after a step in the history; waits for the address it should have."""
    expect(page).to_have_url(state["address"])
    with contextlib.suppress(TimeoutError):  # what differs is told by the comparison
        page.wait_for_function(SAME, arg=as_json(state), timeout=5_000)
    return settled(page)


def as_json(state: dict[str, Any]) -> str:
    """As JSON.stringify writes it."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def hrefs(page: Page, selector: str) -> list[str]:
    return page.locator(f".stack {selector}").evaluate_all(
        "links => links.map((each) => each.pathname)"
    )
