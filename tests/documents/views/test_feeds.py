"""Feeds: valid Atom, ids that stay, only what is public, and text that stays text."""

from datetime import timedelta
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from documents.models import Citation, Document
from tests.factories import make_citation, make_document, make_paragraph

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/feeds/commitments/action-plan-2010/5/",
    "/feeds/parties/nam/",
    "/feeds/search/?q=集团",
]
EVIL = "<script>alert(1)</script>&\"'行动5(c)\x0b]]>"


def entries(client: Client, path: str, **headers: str) -> list[ElementTree.Element]:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def said(entry: ElementTree.Element, name: str) -> str:
    return entry.find(f"{ATOM}{name}").text


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_atom(client: Client, world: SimpleNamespace, path: str) -> None:
    feed = ElementTree.fromstring(client.get(path).content)
    assert feed.tag == f"{ATOM}feed"
    for one in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert said(one, name)
        assert one.find(f"{ATOM}link").attrib["href"].startswith("http://testserver/")
    own = feed.find(f"{ATOM}link[@rel='self']").attrib["href"]
    assert client.get(own.removeprefix("http://testserver")).status_code == 200
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    assert len(feed.findall(f"{ATOM}entry")) == 1


def test_ids_are_tags_that_stay(client: Client, world: SimpleNamespace) -> None:
    ids = {said(entries(client, path)[0], "id") for path in FEEDS}
    assert ids == {"tag:testserver,2026:documents/paper-one/p/9"}
    feeds = {client.get(path).content.split(b"<id>")[1].split(b"<")[0] for path in FEEDS}
    assert len(feeds) == 3
    in_english = entries(client, FEEDS[0] + "?lang=en")[0]
    assert said(in_english, "id") in ids


def test_ids_have_the_name_that_is_set(client: Client, world: SimpleNamespace, settings) -> None:
    settings.FEED_AUTHORITY = "npt.example.org"
    assert said(entries(client, FEEDS[0])[0], "id").startswith("tag:npt.example.org,2026:")


def test_links_have_no_language_and_lead_to_the_paragraph(
    client: Client, world: SimpleNamespace
) -> None:
    link = entries(client, FEEDS[0])[0].find(f"{ATOM}link").attrib["href"]
    assert link == "http://testserver/documents/paper-one/p/9/"
    assert client.get(link.removeprefix("http://testserver"), follow=True).status_code == 200


def test_the_language_is_chosen(client: Client, world: SimpleNamespace) -> None:
    path = FEEDS[1]

    def title(path: str, **headers: str) -> str:
        return said(ElementTree.fromstring(client.get(path, headers=headers).content), "title")

    assert title(path) == "新段落：不结盟集团"
    assert title(path, **{"accept-language": "en"}) == "New paragraphs: NAM"
    assert title(path + "?lang=en") == "New paragraphs: NAM"
    assert title(path + "?lang=zh-hans", **{"accept-language": "en"}) == "新段落：不结盟集团"
    assert "Accept-Language" in client.get(path)["Vary"]
    assert client.get(path + "?lang=fr").status_code == 400


def test_nothing_hidden_is_in_a_feed(client: Client, world: SimpleNamespace) -> None:
    for path in (*FEEDS, "/feeds/search/?q=不得外传", "/feeds/search/?q=段落"):
        assert "不得外传" not in client.get(path).content.decode().replace(
            "q=不得外传", ""
        ).replace("新段落：不得外传", "")
    assert entries(client, "/feeds/search/?q=不得外传") == []
    Document.objects.filter(slug="paper-one").update(withdrawn_at=timezone.now())
    assert [entries(client, path) for path in FEEDS] == [[], [], []]


def test_a_rejected_link_leaves_the_feed(client: Client, world: SimpleNamespace) -> None:
    Citation.objects.filter(paragraph=world.first).update(review_state="rejected")
    assert entries(client, FEEDS[0]) == entries(client, FEEDS[1]) == []


def test_sub_items_count_and_other_items_do_not(client: Client, world: SimpleNamespace) -> None:
    assert len(entries(client, "/feeds/commitments/action-plan-2010/5c/")) == 1
    assert entries(client, "/feeds/commitments/action-plan-2010/3/") == []


def test_the_latest_stand_first_however_old_the_paper(
    client: Client, world: SimpleNamespace
) -> None:
    now = timezone.now()
    for number, (published, found) in enumerate([(9, 1), (2, 8), (5, 5)]):
        paper = make_document(slug=f"p{number}", published_at=now - timedelta(days=published))
        paragraph = make_paragraph(document=paper, path="1", text="行动5(c)")
        link = make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)")
        Citation.objects.filter(pk=link.pk).update(created_at=now - timedelta(days=found))
    Citation.objects.filter(paragraph=world.first).update(created_at=now - timedelta(days=20))
    Document.objects.filter(slug="paper-one").update(published_at=now - timedelta(days=20))
    found = [said(entry, "id").split("/")[1] for entry in entries(client, FEEDS[0])]
    assert found == ["p0", "p1", "p2", "paper-one"]
    # When both were there: a link found later is new, and so is a paper published later.
    dates = [said(entry, "updated")[:10] for entry in entries(client, FEEDS[0])]
    assert dates == [(now - timedelta(days=days)).date().isoformat() for days in (1, 2, 5, 20)]


def test_text_stays_text(client: Client, world: SimpleNamespace) -> None:
    paper = make_document(slug="evil", title=EVIL, symbol="NPT/<b>")
    paragraph = make_paragraph(document=paper, path="1", text=EVIL)
    make_citation(paragraph=paragraph, commitment=world.action5c, quote="行动5(c)")
    entry = next(
        each for each in entries(client, FEEDS[0]) if said(each, "id").endswith("evil/p/1")
    )
    assert "<b>" in said(entry, "title")
    assert entry.find(f"{ATOM}title").attrib.get("type", "text") == "text"
    # A reader takes the summary for HTML: there the words must still be words.
    summary = entry.find(f"{ATOM}summary")
    assert summary.attrib["type"] == "html"
    assert "<script>" not in summary.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;" in summary.text
    assert "\ufffd" in summary.text


@pytest.mark.parametrize("text", ["<script>", '"><svg onload=1>', "]]>", "%0B集团", "&amp;"])
def test_the_words_of_a_search_stay_words(
    client: Client, world: SimpleNamespace, text: str
) -> None:
    answer = client.get("/feeds/search/", {"q": text})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        ElementTree.fromstring(answer.content)
        assert b"<script>" not in answer.content and b"<svg" not in answer.content


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/commitments/action-plan-2010/99/", 404),
        ("/feeds/commitments/nothing/1/", 404),
        ("/feeds/parties/NOBODY/", 404),
        ("/feeds/search/", 400),
        ("/feeds/search/?q=，", 400),
        ("/feeds/search/?q=核&party=NOBODY", 400),
        ("/feeds/search/?q=核&cycle=x", 400),
        ("/feeds/search/?q=核&what=1", 400),
        ("/feeds/parties/nam/?q=1", 400),
    ],
)
def test_what_there_is_no_feed_of(
    client: Client, world: SimpleNamespace, path: str, status: int
) -> None:
    assert client.get(path).status_code == status


def test_a_search_is_narrowed(client: Client, world: SimpleNamespace) -> None:
    assert len(entries(client, "/feeds/search/?q=集团&party=nam&cycle=2026")) == 1
    assert entries(client, "/feeds/search/?q=集团&party=CHN") == []


def test_an_unchanged_feed_is_not_sent_again(client: Client, world: SimpleNamespace) -> None:
    etag = client.get(FEEDS[0])["ETag"]
    assert client.get(FEEDS[0], headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_asks_few_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries, path: str
) -> None:
    with django_assert_max_num_queries(8):
        client.get(path + ("&" if "?" in path else "?") + "lang=en")


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("commitments/action-plan-2010/5/", FEEDS[0] + "?lang=en"),
        ("parties/nam/", FEEDS[1] + "?lang=en"),
        (
            "search/?q=集团&party=nam",
            "/feeds/search/?q=%E9%9B%86%E5%9B%A2&amp;party=nam&amp;lang=en",
        ),
    ],
)
def test_pages_name_their_feed(
    client: Client, world: SimpleNamespace, page: str, feed: str
) -> None:
    html = client.get(f"/en/{page}").content.decode()
    assert html.count("application/atom+xml") == 1
    assert f'href="{feed}"' in html
    assert client.get(feed.replace("&amp;", "&")).status_code == 200
