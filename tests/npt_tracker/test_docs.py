"""The guide and Swagger UI: complete, under the CSP of every page, and their examples run."""

import csv
import html
import io
import json
import os
import re
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.test import Client

from commitments.api.problems import KINDS, TYPES
from commitments.models import Group
from documents import changes, tasks
from documents.dumps.making import make_dump
from documents.models import Submission
from npt_tracker.keys import create_key
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_editor,
    make_paragraph,
)
from tests.npt_tracker import in_chromium

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r'<pre tabindex="0" data-example="([^"]+)"><code>(.*?)</code></pre>', re.S)
GUIDE = "/en/guide/"


def in_browser(address: str, script: str) -> dict[str, list[str]]:
    """What the console said, what went wrong, and what was asked for."""
    if not in_chromium.find():
        pytest.skip("no Chromium on this machine")
    command = [sys.executable, "-m", "tests.npt_tracker.in_chromium", address]
    done = subprocess.run(
        command, input=script, capture_output=True, text=True, timeout=90, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def evidence(transactional_db):
    """A paper of the group that cites a part of action 5, and one of nobody that does too."""
    action = make_commitment("action-plan-2010:5", cite_en="Action 5")
    part = make_commitment("action-plan-2010:5c", parent=action)
    group = Group.objects.create(slug="nam", name_zh="不", name_en="NAM", kind="npt-group")
    paper = make_document(slug="paper")
    Submission.objects.create(document=paper, position=1, group=group)
    for number in (1, 2):
        paragraph = make_paragraph(document=paper, path=str(number), text="重申行动5(c)，“是”")
        make_citation(paragraph=paragraph, commitment=part, quote="行动5(c)")
    other = make_paragraph(document=make_document(slug="other"), path="1", text="重申行动5")
    make_citation(paragraph=other, commitment=action, quote="行动5")


@pytest.fixture
def elsewhere(tmp_path):
    """The address of another site, with one empty page."""
    (tmp_path / "index.html").write_text("<!doctype html><title>elsewhere</title>")
    handler = partial(QuietHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def examples(address: str) -> dict[str, str]:
    """The examples of the guide as they stand on the page, by name."""
    host = address.removeprefix("http://")
    page = Client().get(GUIDE, HTTP_HOST=host).content.decode()
    return {name: html.unescape(code).strip() for name, code in EXAMPLE.findall(page)}


def run(name: str, code: str, **environment: str) -> str:
    """What an example prints."""
    program = ["sh", "-c", code] if name.endswith(".sh") else [sys.executable, "-c", code]
    done = subprocess.run(
        program,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"} | environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.django_db
def test_the_guide_is_a_page_in_both_languages(client, language):
    page = client.get(f"/{language}/guide/").content.decode()
    assert page.count("<h1>") == 1
    assert len(EXAMPLE.findall(page)) >= 5
    for kind in KINDS:
        assert f'id="{kind}"' in page


@pytest.mark.django_db
def test_the_type_of_an_error_leads_to_its_row_of_the_guide(client):
    kind = client.get("/api/v1/states/?x=1").json()["type"]
    address, _mark, row = kind.partition("#")
    assert address == TYPES.removesuffix("#")
    page = client.get(address, follow=True)
    assert f'id="{row}"' in page.content.decode()


@pytest.mark.django_db
def test_the_docs_hold_no_inline_script_or_style(client):
    answer = client.get("/api/v1/docs/")
    page = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"] == client.get("/en/")["Content-Security-Policy"]
    assert not re.search(r"<style|<script>|style=|\son\w+=", page)
    script = client.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in script.content.decode()


def test_swagger_ui_works_under_the_csp_and_asks_nobody_else(live_server, evidence):
    script = """
        const until = async (find) => {
          for (let left = 150; left; left--) {
            const found = find();
            if (found) return found;
            await new Promise((done) => setTimeout(done, 100));
          }
          throw new Error("never there: " + find);
        };
        const one = (selector) => until(() => document.querySelector(selector));
        const list = '[id="operations-states-states_list"] ';
        (await one(list + ".opblock-summary-control")).click();
        (await one(list + ".try-out__btn")).click();
        (await one(list + ".execute")).click();
        const row = list + ".live-responses-table .response ";
        console.log((await one(row + ".response-col_status")).innerText);
    """
    told = in_browser(f"{live_server.url}/api/v1/docs/", script)
    assert told["wrong"] == []
    assert "200" in told["log"][-1]
    assert {url for url in told["asked"] if not url.startswith((live_server.url, "data:"))} == set()


def test_a_python_program_walks_every_page(live_server, evidence):
    rows = run("every-page.py", examples(live_server.url)["every-page.py"]).splitlines()
    assert len(rows) == 3
    assert "paper/p/1\taction-plan-2010:5c\t行动5(c)" in rows


def test_a_page_of_another_site_may_ask(live_server, evidence, elsewhere):
    told = in_browser(elsewhere, examples(live_server.url)["from-a-page.js"])
    assert told["wrong"] == []
    assert told["log"] == ["Action 5 3"]


def test_an_error_is_told_as_the_guide_says(live_server, evidence):
    printed = run("errors.py", examples(live_server.url)["errors.py"])
    assert printed.startswith("400 ")
    assert "'commitment'" in printed


def test_a_key_is_sent_as_the_guide_says(live_server, evidence):
    code = examples(live_server.url)["key.sh"]
    printed = run("key.sh", code, NPT_KEY=create_key(name="guide"))
    assert [row["slug"] for row in json.loads(printed)["results"]] == ["other", "paper"]
    with pytest.raises(AssertionError, match="401"):
        run("key.sh", code, NPT_KEY="wrong")


def test_a_paper_is_handed_in_as_the_guide_says(live_server, tmp_path, settings, monkeypatch):
    settings.SOURCES_DIR = tmp_path / "sources"
    monkeypatch.setattr(tasks, "send", lambda job: None)
    make_editor("upload")
    (tmp_path / "paper.txt").write_text("1. 本集团重申行动5(c)。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = examples(live_server.url)["upload.sh"]
    printed = run("upload.sh", code, NPT_KEY=create_key(name="guide", may_upload=True))
    assert printed.count('"state":"queued"') == 2
    with pytest.raises(AssertionError, match="403"):
        run("upload.sh", code, NPT_KEY=create_key(name="reader"))


def test_a_copy_is_kept_as_the_guide_says(live_server, evidence):
    changes.record_all()
    printed = run("mirror.py", examples(live_server.url)["mirror.py"])
    assert printed.startswith("5 rows; keep this address")
    address = printed.split()[-1]
    assert json.loads(Client().get(address).content)["results"] == []


def test_a_dump_is_checked_as_the_guide_says(live_server, evidence, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path
    make_dump(out=tmp_path)
    assert run("dump.py", examples(live_server.url)["dump.py"]) == "3 citations\n"


def test_one_request_gives_the_paragraphs_of_a_group_as_csv(live_server, evidence):
    printed = run("one-request.sh", examples(live_server.url)["one-request.sh"])
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == ["paper/p/1", "paper/p/2"]
    assert {row["text"] for row in rows} == {"重申行动5(c)，“是”"}
