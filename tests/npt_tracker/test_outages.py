"""The real web server, while Postgres and Redis are stopped and started again beside it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from npt_tracker import embedded
from npt_tracker.embedded import postgres, redis
from tests.documents.test_worker import _database_url
from tests.factories import make_citation

TOKEN = "token-of-the-monitor"
START_SECONDS = 30
NOTICE = {"zh-hans": "后台队列暂时没有应答", "en": "The queue does not answer now"}

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        len(embedded.wanted()) < 2, reason="servers of somebody else are not stopped"
    ),
]


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str

    def json(self) -> dict:
        return json.loads(self.text)


class Site:
    """Two processes of the web server over the tests' database."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "web.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        words = "granian --interface wsgi --workers 2 --blocking-threads 1 --no-ws"
        more = ["--log-level", "critical", "--port", str(port), "npt_tracker.wsgi:application"]
        environment = {
            "DATABASE_URL": _database_url(),
            "METRICS_TOKEN": TOKEN,
            "PROMETHEUS_MULTIPROC_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.npt_tracker.site_settings",
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *words.split(), *more],
                env=os.environ | environment,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + START_SECONDS
        while self.get("/readyz").status != 200:
            assert time.monotonic() < end, "the web server did not start"
            time.sleep(0.1)

    def get(self, path: str, **headers: str) -> Answer:
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=15) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode())
        except OSError:
            return Answer(0, Message(), "")

    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("metrics")


@pytest.fixture(scope="module")
def _site(django_db_setup: None, redis_server: str, folder: Path) -> Iterator[Site]:
    site = Site(folder)
    yield site
    site.stop()


@pytest.fixture
def site(_site: Site, transactional_db: None) -> Site:
    return _site


@pytest.fixture
def editor() -> dict[str, str]:
    """The headers of who is signed in."""
    client = Client()
    client.force_login(User.objects.create_user("editor", is_staff=True))
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}


def test_without_postgres_pages_say_so_and_come_back(site: Site, editor: dict[str, str]) -> None:
    make_citation()
    connection.close()
    pages = {"/zh-hans/documents/": "数据库没有应答", "/en/parties/": "does not answer"}
    # Both processes have connections now that will be cut.
    for _time in range(4):
        for page in pages:
            assert site.get(page, **editor).status == 200
    postgres.stop()
    try:
        for page, words in pages.items():
            for headers in ({}, editor):
                answer = site.get(page, **headers)
                assert answer.status == 503, page
                assert words in answer.text
                assert answer.headers["X-Request-ID"] in answer.text
                assert answer.headers["Retry-After"] == "30"
                assert answer.headers["Cache-Control"] == "no-store"
        problem = site.get("/api/v1/documents/")
        assert problem.status == 503
        assert problem.json()["type"].endswith("#unavailable")
        ready = site.get("/readyz")
        assert ready.status == 503
        assert not ready.json()["database"]["ok"]
        monitor = site.get("/metrics", Authorization=f"Bearer {TOKEN}")
        assert "npt_database_up 0.0" in monitor.text
    finally:
        postgres.start(durable=False)
    for _time in range(4):
        for page in pages:
            assert site.get(page, **editor).status == 200, "it comes back by itself"
    parts = {"web": {"ok": True}, "database": {"ok": True}}
    assert site.get("/readyz").json() == {"ok": True, **parts}


def test_without_redis_pages_read_and_who_is_signed_in_is_told(
    site: Site, editor: dict[str, str]
) -> None:
    make_citation()
    for language, words in NOTICE.items():
        assert words not in site.get(f"/{language}/", **editor).text
    assert site.get("/api/v1/documents/").headers["X-RateLimit-Limit"]
    redis.stop()
    try:
        # What was seen of Redis holds for some seconds.
        end = time.monotonic() + 20
        while NOTICE["en"] not in site.get("/en/", **editor).text:
            assert time.monotonic() < end, "nobody was told"
            time.sleep(0.3)
        answer = site.get("/zh-hans/")
        assert answer.status == 200
        assert NOTICE["zh-hans"] not in answer.text
        programs = site.get("/api/v1/documents/")
        assert programs.status == 200
        assert "X-RateLimit-Limit" not in programs.headers
        assert "rates are not held" in site.log()
        assert site.get("/readyz").status == 200
        health = site.get("/healthz")
        assert health.status == 503
        assert not health.json()["redis"]["ok"]
        assert health.json()["database"]["ok"]
    finally:
        redis.start(durable=False)


def test_each_process_tells_of_all(site: Site, folder: Path) -> None:
    for _time in range(20):
        site.get("/readyz")
    counts = []
    for _time in range(6):
        text = site.get("/metrics", Authorization=f"Bearer {TOKEN}").text
        name = r'responses_total_by_status_view_method_total\{.*status="200",view="readyz"\} (\S+)'
        (count,) = re.findall(name, text)
        counts.append(float(count))
    # Whichever of the two was asked.
    assert min(counts) == max(counts) >= 20
    assert len(list(folder.glob("counter_*"))) == 2
