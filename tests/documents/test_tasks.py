"""What is sent to the workers, and what is told when nobody takes it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError
from django.db import OperationalError as DatabaseAway

from documents import jobs, pipeline, tasks
from documents.models import Job
from tests import factories
from tests.documents.papers import paper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sources_dir")]

State = Job.State


@pytest.fixture
def job() -> Job:
    """A queued job."""
    return jobs.enqueue(verb=Job.Verb.INGEST, source=factories.make_source())


def steps(monkeypatch: pytest.MonkeyPatch, work: Callable[[Job], Job | None]) -> None:
    """Let every verb do this."""
    monkeypatch.setattr(pipeline, "_STEPS", dict.fromkeys(Job.Verb, work))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float | None]]:
    """What was sent to the workers: job and delay."""
    messages: list[tuple[int, float | None]] = []

    class Recorder:
        def apply_async_on_commit(self, args: tuple[int], countdown: float | None) -> None:
            messages.append((*args, countdown))

    monkeypatch.setattr(tasks, "TASKS", dict.fromkeys(Job.Verb, Recorder()))
    return messages


def test_the_sweep_task_sends_what_the_sweep_found(job: Job, sent: list[Any]) -> None:
    tasks.sweep(all_queued=True)
    assert sent == [(job.pk, None)]


def test_a_task_sends_what_follows(
    job: Job, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    following = jobs.enqueue(verb=Job.Verb.PROCESS, version=factories.make_version())
    steps(monkeypatch, lambda _job: following)
    tasks.ingest_source(job.pk)
    assert sent == [(following.pk, None)]


def test_a_task_survives_that_redis_is_down(
    job: Job, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(_job: Job) -> None:
        raise tasks.OperationalError("down")

    following = jobs.enqueue(verb=Job.Verb.PROCESS, version=factories.make_version())
    steps(monkeypatch, lambda _job: following)
    monkeypatch.setattr(tasks, "send", down)
    tasks.ingest_source(job.pk)
    job.refresh_from_db()
    assert job.state == State.DONE
    assert "the sweep will do it" in caplog.text


@pytest.mark.parametrize("error", [DatabaseAway, InterfaceError])
def test_a_message_comes_back_when_the_database_was_away(
    job: Job, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*, job_id: int) -> None:
        raise error("away")

    told: list[Any] = []
    monkeypatch.setattr(pipeline, "perform", away)
    monkeypatch.setattr(tasks.time, "sleep", told.append)
    monkeypatch.setattr(tasks.ingest_source, "apply_async", lambda args: told.append(args))
    tasks.ingest_source(job.pk)
    # First the pause: else the whole queue would be read in a moment, for nothing.
    assert told == [tasks.PAUSE_SECONDS, (job.pk,)]


def test_a_task_that_failed_is_sent_again_later(
    job: Job, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_job: Job) -> None:
        raise OSError("disk")

    steps(monkeypatch, broken)
    tasks.ingest_source(job.pk)
    assert sent == [(job.pk, 2.0)]


def test_queued_papers_stay_queued_when_no_worker_answers(
    register: None,
    sent: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tasks, "workers_answer", lambda: False)
    (tmp_path / "a.txt").write_bytes(paper())
    with pytest.raises(CommandError, match="No worker has taken the queued papers") as raised:
        call_command("ingest", tmp_path, patience=0.2)
    assert raised.value.returncode == 3
    assert "0 new, 0 unchanged, 0 failed, 1 queued" in capsys.readouterr().out
    call_command("ingest", tmp_path, "--no-wait")
    assert "1 queued" in capsys.readouterr().out
    assert len(sent) == 2
    call_command("ingest", tmp_path, "--sync")
    assert "1 new" in capsys.readouterr().out


def test_papers_are_stored_when_redis_is_down(
    register: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def down(_job: Job) -> None:
        raise tasks.OperationalError("down")

    monkeypatch.setattr(tasks, "send", down)
    (tmp_path / "a.txt").write_bytes(paper())
    call_command("ingest", tmp_path, "--no-wait")
    assert "Redis does not answer" in capsys.readouterr().err
    assert Job.objects.get().state == State.QUEUED


def test_an_empty_register_is_told(tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_bytes(paper())
    with pytest.raises(CommandError, match="Run `manage.py load_catalogue` first"):
        call_command("ingest", tmp_path, "--sync")
