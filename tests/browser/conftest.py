"""One site, one Chromium for all browser tests; without a Chromium they are left out."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.looking import HEIGHT
from tests.browser.pages import LANGUAGES, Place
from tests.browser.site import Site, serve
from tests.browser.watching import Watch

PACKAGE = "tests/browser/"
HOW = "on Debian: apt install chromium fonts-noto-cjk"
LEFT_OUT = pytest.StashKey[int]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; fail where they are required."""
    ours = [item for item in items if item.nodeid.startswith(PACKAGE)]
    if not ours or chromium.find():
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(
            f"REQUIRE_BROWSER=1, and no Chromium was found for {len(ours)} browser tests; {HOW}"
        )
    config.stash[LEFT_OUT] = len(ours)
    config.hook.pytest_deselected(items=ours)
    items[:] = [item for item in items if item not in ours]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out, and how to have it."""
    if number := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{number} browser tests left out: no Chromium found; {HOW}", yellow=True
        )


# Of the package, not the session: while Playwright runs, its event loop does too, and with that
# Django would refuse the database to every test that comes after these.
@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, redis_server: str) -> Iterator[Site]:
    """The site with the four bundled papers."""
    with serve(tmp_path_factory.mktemp("site"), redis_address=redis_server) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        running = chromium.launch(playwright.chromium)
        yield running
        running.close()


def new_context(browser: Browser, site: Site, **options: object) -> BrowserContext:
    """What a private window is: no cookies, nothing stored."""
    context = browser.new_context(base_url=site.address, **options)
    context.set_default_timeout(10_000)
    return context


@dataclass(frozen=True)
class Tabs:
    """One page in each language, and what was seen amiss on them."""

    pages: dict[str, Page]
    watches: list[Watch]

    def open(self, place: Place, *, may_answer: int = 200) -> None:
        """Go to an address in both languages; each answers and shows what it should."""
        for watch in self.watches:
            watch.expected = {place.status, may_answer}
        for language, page in self.pages.items():
            answer = page.goto(f"/{language}/{place.path}")
            assert answer.status == place.status
            assert page.locator(place.shows).count(), f"{page.url} has no {place.shows}"

    def amiss(self) -> list[str]:
        """What was seen amiss since the last call."""
        return [line for watch in self.watches for line in watch.amiss()]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own, watched: at the end nothing amiss was seen."""
    contexts, watches = [], []

    def open_page(path: str, *, width: int = 1280, **options: object) -> Page:
        size = {"width": width, "height": HEIGHT}
        context = new_context(browser, site, viewport=size, **options)
        contexts.append(context)
        watches.append(Watch(context, site.address))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    found = [line for watch in watches for line in watch.amiss()]
    for context in contexts:
        context.close()
    assert not found


@pytest.fixture(scope="package")
def both(browser: Browser, site: Site) -> Iterator[Tabs]:
    """A tab for each language, that go from page to page together."""
    contexts = {language: new_context(browser, site) for language in LANGUAGES}
    yield Tabs(
        {language: context.new_page() for language, context in contexts.items()},
        [Watch(context, site.address) for context in contexts.values()],
    )
    for context in contexts.values():
        context.close()


@pytest.fixture
def tabs(both: Tabs) -> Tabs:
    """These tabs, with nothing left over of another test."""
    both.amiss()
    return both
