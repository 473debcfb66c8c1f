"""The one script: what it needs stands on every page, and every page works without it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from tests.reviewers import make_reviewer

SCRIPT = (Path(settings.BASE_DIR) / "static" / "desk.js").read_text(encoding="utf-8")
PAGES = ("", "commitments/action-plan-2010/5/", "documents/paper-one/", "check/", "nope/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_what_the_script_needs(
    client: Client, world: SimpleNamespace, language: str, page: str
) -> None:
    html = client.get(f"/{language}/{page}").content.decode()
    script = re.search(r'<script src="/static/desk.js" defer ([^>]+)></script>', html)
    assert script is not None
    for name in re.findall(r"words\.(\w+)", SCRIPT):
        assert re.search(rf'data-{name}="[^"]+"', script[1]), name
    for identity in re.findall(r'getElementById\("([\w-]+)"\)', SCRIPT):
        assert f'id="{identity}"' in html, identity
    # Closed and hidden until the script opens them.
    assert '<dialog id="keys" aria-labelledby="keys-title">' in html
    assert re.search(r'<button [^>]*id="keys-open"[^>]* hidden>', html)


def test_each_key_is_explained(client: Client, world: SimpleNamespace) -> None:
    keys = re.search(r"const keys = \{(.*?)\n  \};", SCRIPT, re.DOTALL)
    assert keys is not None
    named = re.findall(r'^    "?([^":\s]+)"?:', keys[1], re.MULTILINE)
    shown = re.findall(r"<kbd>(.)</kbd>", client.get("/zh-hans/").content.decode())
    assert named == shown == ["/", "j", "k", "c", "?"]


def test_the_keys_of_the_review_are_explained_in_their_place(
    client: Client, world: SimpleNamespace
) -> None:
    client.force_login(make_reviewer())
    row = world.first.citations.earliest("start")
    html = client.get(f"/zh-hans/review/citations/{row.pk}/").content.decode()
    dialog = html[html.index("<dialog") :]
    assert re.findall(r"<kbd>(.+?)</kbd>", dialog) == ["/", *"aresnjku", "Esc", "?"]


@pytest.mark.parametrize("script", ["desk.js", "review.js"])
def test_the_script_is_small_and_asks_nobody(script: str) -> None:
    text = (Path(settings.BASE_DIR) / "static" / script).read_text(encoding="utf-8")
    assert len(text) < 8_000
    assert not re.search(r"https?:|fetch\(|XMLHttp|innerHTML|eval\(", text)
