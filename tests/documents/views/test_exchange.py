"""Parts of pages that are exchanged: what may be fetched, what is left out, one answer for all."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.documents.views.pages import html_of

# Pages with a part that filters, sorting or paging exchange.
EXCHANGED = [
    "citations/?party=nam",
    "citations/?party=nam&kind=range",
    "positions/",
    "matrix/?open=action-plan-2010:5",
    "matrix/?party=JPN",
    "compare/?party=nam&party=CHN",
    "compare/",
    "silence/?party=nam",
    "search/?q=行动&party=nam",
    "search/?q=行动 无此词",
    "commitments/action-plan-2010/5/?party=nam",
    "commitments/action-plan-2010/5/?party=nam&kind=range",
    "commitments/action-plan-2010/",
    "documents/",
    "parties/nam/",
    "coverage/",
    "coverage/misses/?reason=no-such-item",
    "coverage/misses/",
]
# Pages that are always whole; a pasted draft above all stays out of any script's reach.
WHOLE = ["", "check/", "documents/paper-one/", "documents/paper-one/p/9/", "commitments/"]
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """Ids, the addresses inside what is boosted, and attributes of htmx."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.boosted: list[str] = []
        self.hx: set[str] = set()
        self._open: list[tuple[str, bool, bool]] = []
        self.outside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.hx |= {name for name in named if name.startswith("hx-")}
        _tag, boosted, inside = self._open[-1] if self._open else ("", False, False)
        boosted = boosted or named.get("hx-boost") == "true"
        inside = inside or named.get("id") == "results"
        if "id" in named:
            self.ids.append(named["id"] or "")
        address = (
            named.get("href") if tag == "a" else named.get("action") if tag == "form" else None
        )
        if boosted and address is not None:
            self.boosted.append(address)
            if not inside:
                self.outside.append(address)
        if tag not in VOID:
            self._open.append((tag, boosted, inside))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


@pytest.mark.parametrize("page", EXCHANGED)
def test_only_addresses_of_the_same_page_are_fetched(
    client: Client, world: SimpleNamespace, page: str
) -> None:
    address = f"/zh-hans/{page}"
    html = html_of(client, address)
    found = Page(html)
    assert found.ids.count("results") == 1
    assert len(found.ids) == len(set(found.ids))
    assert {urlsplit(urljoin(address, each)).path for each in found.boosted} <= {
        urlsplit(address).path
    }
    assert found.outside in ([], ["/zh-hans/search/"])
    assert 'hx-target="#results" hx-select="#results"' in html


def test_filters_chips_sorting_and_openings_are_fetched(
    client: Client, world: SimpleNamespace
) -> None:
    def boosted(page: str) -> list[str]:
        return Page(html_of(client, f"/zh-hans/{page}")).boosted

    found = boosted("citations/?party=nam")
    assert {"/zh-hans/citations/", "?party=nam&sort=party"} <= set(found)
    assert "?open=action-plan-2010%3A5" in boosted("matrix/")
    assert "?party=nam" not in boosted("commitments/action-plan-2010/3/")
    assert "?party=nam#citing" in boosted("commitments/action-plan-2010/5/")
    assert "?q=%E8%A1%8C%E5%8A%A8&party=nam" in boosted("search/?q=行动")
    assert all("format=" not in each for each in found), "files are no pages"


@pytest.mark.parametrize("page", EXCHANGED)
@pytest.mark.parametrize("asked", ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
def test_one_address_has_one_answer(
    client: Client, world: SimpleNamespace, page: str, asked: str
) -> None:
    whole = client.get(f"/zh-hans/{page}")
    again = client.get(f"/zh-hans/{page}", headers={asked: "true"})
    assert again.content == whole.content
    assert again.headers.get("Vary") == whole.headers.get("Vary")


def test_htmx_keeps_nothing_and_runs_nothing(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, "/zh-hans/citations/")
    config = json.loads(re.search(r"<meta name=\"htmx-config\" content='(.+?)'>", html)[1])
    assert config["historyCacheSize"] == 0 and config["refreshOnHistoryMiss"] is True
    assert config["selfRequestsOnly"] is True
    for name in ("includeIndicatorStyles", "allowEval", "allowScriptTags"):
        assert config[name] is False
    scripts = re.findall(r'<script src="/static/([^"]+)"', html)
    assert scripts == ["desk.js", "django_htmx/htmx-2.min.js", "results.js"]
    assert all(finders.find(name) for name in scripts)


@pytest.mark.parametrize("page", WHOLE)
def test_other_pages_load_no_htmx(client: Client, world: SimpleNamespace, page: str) -> None:
    html = html_of(client, f"/zh-hans/{page}")
    assert "htmx" not in html and "results.js" not in html
    assert not Page(html).hx


def test_the_number_is_marked_for_screen_readers(client: Client, world: SimpleNamespace) -> None:
    for page in ("citations/", "positions/", "matrix/", "silence/?party=nam", "search/?q=行动"):
        html = html_of(client, f"/zh-hans/{page}")
        assert re.search(r'<p class="big-count"[^>]* data-count tabindex="-1">', html), page
    html = html_of(client, "/zh-hans/commitments/action-plan-2010/5/?party=nam")
    assert '<p data-count tabindex="-1"><strong>1段中有1段符合' in html


def test_the_link_to_the_other_language_can_follow(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, "/zh-hans/citations/?party=nam")
    assert re.search(r'<p class="language" id="language"><a href="/en/citations/\?party=nam"', html)


def test_our_script_knows_what_templates_mark() -> None:
    script = (Path(settings.BASE_DIR) / "static" / "results.js").read_text(encoding="utf-8")
    for name in ("[data-count]", "data-focus", 'id="results"', ".matrix-frame", ".paging > span"):
        assert name in script
