"""A real Celery worker, killed in the middle of its work and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Count
from pytest_django import Settings

from commitments import catalogue
from commitments.register import load_register
from documents import corpus, pipeline, tasks
from documents.models import Citation, Document, Job, Paragraph, Run, Version
from npt_tracker import request_id

PAPERS = int(os.environ.get("NPT_TEST_WORKER_PAPERS", "40"))
# What the project promises after a crash.
RECOVERY_SECONDS = 60
START_SECONDS = 60

pytestmark = pytest.mark.django_db(transaction=True)


class Worker:
    """A worker process and its pool, in a process group of their own."""

    def __init__(self, folder: Path, sources: Path) -> None:
        self._log = folder / "worker.log"
        self._environment = os.environ | {
            "DATABASE_URL": _database_url(),
            "SOURCES_DIR": str(sources),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["-A", "npt_tracker", "worker", "--concurrency", "2", "--loglevel", "WARNING"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", *words],
                cwd=django_settings.BASE_DIR,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End the worker and its pool as a power cut does."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log(self) -> str:
        return self._log.read_text(errors="replace")


def _database_url() -> str:
    values = connection.settings_dict
    account = quote(values["USER"] or "")
    if values["PASSWORD"]:
        account += f":{quote(values['PASSWORD'])}"
    host = values["HOST"] or ""
    # A folder of sockets has four slashes in all, a host has its port.
    place = f"/{host}" if host.startswith("/") else f"{host}:{values['PORT'] or 5432}"
    return f"postgresql://{account}@{place}/{values['NAME']}"


@pytest.fixture
def worker(redis_server: str, tmp_path: Path, settings: Settings) -> Iterator[Worker]:
    """A worker that is not started yet; killed at the end, and its messages thrown away."""
    catalogue.load(load_register())
    settings.SHOW_GENERATED = True
    settings.SOURCES_DIR = tmp_path / "sources"
    tasks.current_app.control.purge()
    worker = Worker(tmp_path, settings.SOURCES_DIR)
    yield worker
    worker.kill()
    tasks.current_app.control.purge()


def wait_for(what: str, condition: object, seconds: float, worker: Worker) -> None:
    """Wait until `condition()` holds, looking all the while for half documents."""
    end = time.monotonic() + seconds
    while not condition():
        assert_all_public_are_whole()
        if time.monotonic() > end:
            states = list(Job.objects.values_list("verb", "state").annotate(Count("pk")))
            pytest.fail(f"waited {seconds} s for {what}; jobs {states}; log:\n{worker.log()}")
        time.sleep(0.05)


def assert_all_public_are_whole() -> None:
    """Every document that readers see has all its paragraphs, and the citations its run noted."""
    names = dict(
        Document.objects.public().values_list("current_version", "current_version__source__name")
    )
    paragraphs = dict(
        Paragraph.objects.filter(version__in=names, kind="paragraph")
        .values_list("version")
        .annotate(Count("pk"))
    )
    citations = dict(
        Citation.objects.filter(paragraph__version__in=names)
        .values_list("paragraph__version")
        .annotate(Count("pk"))
    )
    runs = dict(Run.objects.filter(version__in=names).values_list("version", "citations"))
    assert runs.keys() == names.keys(), "seen before it was linked"
    for version, name in names.items():
        assert paragraphs.get(version) == EXPECTED[name], f"{name} is half processed"
        assert citations.get(version, 0) == runs[version], f"{name} is half linked"


EXPECTED = {made.name: made.paragraphs for made in corpus.generate(papers=PAPERS, seed=11)}


def public() -> int:
    return Document.objects.public().count()


def test_a_killed_worker_loses_and_doubles_nothing(worker: Worker) -> None:
    for made in corpus.generate(papers=PAPERS, seed=11):
        submitted = pipeline.submit(data=made.text.encode(), name=made.name, generated=True)
        tasks.send(submitted.job)
    worker.start()
    wait_for("the middle", lambda: public() >= PAPERS // 4, START_SECONDS, worker)
    worker.kill()
    at_kill = public()
    assert at_kill < PAPERS, "killed too late to prove anything"
    assert_all_public_are_whole()

    worker.start()
    wait_for("all papers", lambda: public() == PAPERS, RECOVERY_SECONDS, worker)
    assert_all_public_are_whole()
    wait_for(
        "the last job",
        lambda: not Job.objects.exclude(state=Job.State.DONE).exists(),
        RECOVERY_SECONDS,
        worker,
    )
    assert Job.objects.count() == 3 * PAPERS
    assert Document.objects.count() == Version.objects.count() == Run.objects.count() == PAPERS


def test_a_worker_that_starts_takes_over_what_a_dead_one_held(worker: Worker) -> None:
    (made,) = corpus.generate(papers=1, seed=11)
    # Claimed, its worker gone, and no message anywhere.
    submitted = pipeline.submit(data=made.text.encode(), name=made.name, generated=True)
    assert pipeline.jobs.claim(job_id=submitted.job.pk)
    worker.start()
    wait_for("the paper", lambda: public() == 1, RECOVERY_SECONDS, worker)
    submitted.job.refresh_from_db()
    assert submitted.job.attempts == 2


def test_the_workers_log_names_the_request_that_a_job_comes_from(worker: Worker) -> None:
    # At its start a worker sends all that waits, for no request; it answers when that is over.
    worker.start()
    wait_for("an answer", tasks.workers_answer, RECOVERY_SECONDS, worker)
    submitted = pipeline.submit(data=b"\0\1\2", name="no-paper.txt")
    token = request_id.begin("id-of-a-request")
    try:
        tasks.send(submitted.job)
    finally:
        request_id.end(token)

    def failed() -> bool:
        return Job.objects.filter(pk=submitted.job.pk, state=Job.State.FAILED).exists()

    wait_for("the failure", failed, RECOVERY_SECONDS, worker)
    wait_for("the line", lambda: "failed for good" in worker.log(), RECOVERY_SECONDS, worker)
    (line,) = [each for each in worker.log().splitlines() if "failed for good" in each]
    assert "[id-of-a-request]" in line
