"""Addresses without a language, the language switch, and what every page carries."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

BARE = "/commitments/action-plan-2010/5c/"


@pytest.mark.parametrize(
    ("accepted", "language", "reason"),
    [
        (None, "zh-hans", "Chinese by default"),
        ("zh-CN,zh;q=0.9", "zh-hans", "mainland Chinese"),
        ("zh-TW", "zh-hans", "the only Chinese there is"),
        ("en-GB,en;q=0.8", "en", "English"),
        ("fr,en;q=0.5", "en", "second choice"),
        ("fr", "zh-hans", "neither: the default"),
    ],
)
def test_bare_addresses_redirect(
    client: Client, world: SimpleNamespace, accepted: str | None, language: str, reason: str
) -> None:
    headers = {"accept-language": accepted} if accepted else {}
    answer = client.get(BARE, headers=headers)
    assert (answer.status_code, answer.url) == (302, f"/{language}{BARE}"), reason
    assert {"accept-language", "cookie"} <= {
        name.strip().lower() for name in answer["Vary"].split(",")
    }


@pytest.mark.parametrize(
    "page", ["", "commitments/", "documents/paper-one/", "parties/nam/", "search/?q=zzz"]
)
def test_each_page_leads_to_itself_in_the_other_language(
    client: Client, world: SimpleNamespace, page: str
) -> None:
    for language, other, label in (("zh-hans", "en", "English"), ("en", "zh-hans", "中文")):
        html = client.get(f"/{language}/{page}").content.decode()
        link = re.search(r'id="language"><a href="([^"]+)"[^>]*>([^<]+)</a>', html)
        assert link and link.groups() == (f"/{other}/{page}", label)
        assert f'hreflang="en" href="/en/{page}"' in html


def test_landmarks_and_nothing_inline(client: Client, world: SimpleNamespace) -> None:
    pages = ["", "commitments/", "commitments/action-plan-2010/", "commitments/action-plan-2010/5/"]
    pages += ["documents/", "documents/paper-one/", "documents/paper-one/p/9/"]
    pages += ["parties/", "parties/nam/", "search/?q=zzz", "nope/"]
    pages += ["check/", "briefing/", "briefing/?party=nam"]
    pages += [f"citations/{row.pk}/report/" for row in world.first.citations.all()[:1]]
    for page in pages:
        answer = client.get(f"/zh-hans/{page}")
        html = answer.content.decode()
        assert '<a class="skip" href="#main">' in html
        assert html.count("<main") == html.count("<h1") == html.count("<footer") == 1, page
        assert not re.search(r"<script(?! src=\"/static/)|<style|\sstyle=|\son[a-z]+=", html), page
        identifiers = re.findall(r'\sid="([^"]+)"', html)
        assert len(identifiers) == len(set(identifiers)), page
        assert "Content-Security-Policy" in answer.headers


def test_english_pages_speak_english(client: Client, world: SimpleNamespace) -> None:
    """Chinese stands only where `lang` says so."""
    html = client.get("/en/commitments/action-plan-2010/5c/").content.decode()
    assert "Citing paragraphs" in html and "Our summary, not official text" in html
    pages = [
        "",
        "commitments/",
        "commitments/action-plan-2010/",
        "commitments/action-plan-2010/5c/",
    ]
    pages += ["documents/", "documents/paper-two/", "documents/paper-two/p/u1/"]
    pages += ["parties/", "parties/CHN/", "search/?q=zzz", "check/", "briefing/"]
    pages += [f"citations/{row.pk}/report/" for row in world.first.citations.all()[:1]]
    for page in pages:
        html = client.get(f"/en/{page}").content.decode()
        # A title and a line to copy may quote the paper's own; they cannot say in which language.
        html = re.sub(r'<title>.*?</title>|<p class="copy">.*?</p>', "", html)
        bare = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
        assert not re.search(r"[\u4e00-\u9fff]", bare), page
