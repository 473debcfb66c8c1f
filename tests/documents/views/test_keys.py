"""The one script: what it needs stands on every page, and every page works without it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

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


def test_the_script_is_small_and_asks_nobody() -> None:
    assert len(SCRIPT) < 8_000
    assert not re.search(r"https?:|fetch\(|XMLHttp|innerHTML|eval\(", SCRIPT)
