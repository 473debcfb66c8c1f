"""`/metrics`: there for who may read it, of all processes together, with few labels."""

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from documents import jobs
from documents.models import Job
from npt_tracker import metrics_folder
from npt_tracker.metrics import Evidence
from tests.factories import make_document, make_source

TOKEN = "token-of-the-monitor"
AS_MONITOR = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


@pytest.fixture
def measured(settings: Settings) -> Client:
    settings.METRICS_TOKEN = TOKEN
    inner = [*django_settings.MIDDLEWARE, "npt_tracker.metrics.After"]
    settings.MIDDLEWARE = ["npt_tracker.metrics.Before", *inner]
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_it_is_not_there_unless_asked_for(client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.django_db
def test_it_is_for_the_token_and_for_networks_that_are_named(
    client: Client, settings: Settings
) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer other").status_code == 404
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", **AS_MONITOR).status_code == 200
    settings.METRICS_TOKEN = ""
    settings.METRICS_ALLOWED = [ip_network("10.1.0.0/16"), ip_network("fd00::/8")]
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="fd00::7").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.2.2.3").status_code == 404
    # What a client writes of himself is no address.
    forged = client.get("/metrics", REMOTE_ADDR="10.2.2.3", HTTP_X_FORWARDED_FOR="10.1.2.3")
    assert forged.status_code == 404


@pytest.mark.django_db
def test_what_the_rows_say(measured: Client) -> None:
    version = make_document().current_version
    Job.objects.create(verb=Job.Verb.LINK, version=version, state=Job.State.FAILED)
    old = Job.objects.create(verb=Job.Verb.INGEST, source=make_source())
    with connection.cursor() as cursor:
        moved = "UPDATE documents_job SET created_at = now() - interval '90 s' WHERE id = %s"
        cursor.execute(moved, [old.pk])
    text = measured.get("/metrics", **AS_MONITOR).content.decode()
    assert 'npt_jobs{state="failed",verb="link_document"} 1.0' in text
    assert 'npt_jobs{state="queued",verb="ingest_source"} 1.0' in text
    age = re.search(r"^npt_queue_age_seconds (\S+)$", text, re.MULTILINE)
    assert age and 90 <= float(age[1]) < 100
    for line in (
        "npt_jobs_failed 1.0",
        "npt_papers_public 1.0",
        "npt_texts_ingested_total 1.0",
        "npt_database_up 1.0",
    ):
        assert line in text.splitlines()


def test_without_the_database_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Evidence) -> None:
        raise OperationalError("no answer")

    monkeypatch.setattr(Evidence, "_jobs", fail)
    (found,) = Evidence().collect()
    assert (found.name, found.samples[0].value) == ("npt_database_up", 0)


@pytest.mark.django_db
def test_labels_are_few_whatever_is_asked(measured: Client) -> None:
    make_document()

    def series() -> set[str]:
        text = measured.get("/metrics", **AS_MONITOR).content.decode()
        found = (line.rpartition(" ")[0] for line in text.splitlines() if line[0] != "#")
        return {name for name in found if name.startswith("django_http_")}

    def ask(number: int) -> None:
        measured.get(f"/zh-hans/no-page-{number}/")
        measured.get(f"/zh-hans/search/?q={number}")
        measured.get(f"/no/{number}")
        measured.generic(f"METHOD{number}", "/healthz")
        measured.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {number}")

    ask(0)
    series()
    before = series()
    for number in range(1, 6):
        ask(number)
    assert series() == before
    assert any('view="search"' in name for name in before)


def test_a_folder_that_is_named_needs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a container, where nothing can be made under `var/`.
    (tmp_path / "var").write_text("no folder")
    monkeypatch.setenv("NPT_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("METRICS_TOKEN", "x")
    monkeypatch.setenv(metrics_folder.FOLDER, str(tmp_path / "metrics"))
    metrics_folder.share_folder()
    assert (tmp_path / "metrics").is_dir()


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["requeue", "enqueue"])
def test_work_that_is_tried_again_waits_since_then(measured: Client, way: str) -> None:
    source = make_source()
    old = Job.objects.create(verb=Job.Verb.INGEST, source=source, state=Job.State.FAILED)
    Job.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=30))
    if way == "requeue":
        jobs.requeue(job_id=old.pk)
    else:
        jobs.enqueue(verb=old.verb, source=source)
    text = measured.get("/metrics", **AS_MONITOR).content.decode()
    found = re.search(r"^npt_queue_age_seconds (\S+)", text, re.M)
    assert found and float(found[1]) < 60
