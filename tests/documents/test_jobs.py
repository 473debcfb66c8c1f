"""Jobs: claims, leases, attempts and the sweep, with real locks of a real Postgres."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from documents import jobs, pipeline
from documents.models import Document, Job, Version
from documents.text.types import EngineError
from tests import factories
from tests.documents.papers import HEAD, paper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sources_dir")]

State = Job.State
PAST = timedelta(minutes=5)


@pytest.fixture
def job() -> Job:
    """A queued job."""
    return jobs.enqueue(verb=Job.Verb.INGEST, source=factories.make_source())


def steps(monkeypatch: pytest.MonkeyPatch, work: Callable[[Job], Job | None]) -> None:
    """Let every verb do this."""
    monkeypatch.setattr(pipeline, "_STEPS", dict.fromkeys(Job.Verb, work))


def let_lapse(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - PAST)


@contextmanager
def held_elsewhere(job: Job) -> Iterator[None]:
    """Hold the job's row as a worker does that is at work, over another connection."""
    ready, leave = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Job.objects.select_for_update().get(pk=job.pk)
                ready.set()
                leave.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert ready.wait(10)
    try:
        yield
    finally:
        leave.set()
        thread.join()


def test_a_job_is_claimed_once(job: Job) -> None:
    claimed = jobs.claim(job_id=job.pk)
    assert claimed is not None
    assert (claimed.state, claimed.attempts) == (State.RUNNING, 1)
    assert jobs.claim(job_id=job.pk) is None
    assert jobs.is_claimed_now(job_id=job.pk)


def test_of_many_claims_at_once_one_succeeds(job: Job) -> None:
    claims: list[Job | None] = []
    barrier = threading.Barrier(6)

    def claim() -> None:
        try:
            barrier.wait(10)
            claims.append(jobs.claim(job_id=job.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([claim for claim in claims if claim]) == 1
    job.refresh_from_db()
    assert job.attempts == 1


def test_a_job_whose_lease_ran_out_is_claimed_by_the_next(job: Job) -> None:
    first = jobs.claim(job_id=job.pk)
    let_lapse(job)
    second = jobs.claim(job_id=job.pk)
    assert first is not None
    assert second is not None
    assert second.attempts == 2
    with pytest.raises(jobs.TakenOver):
        jobs.done(job=first)
    with transaction.atomic(), pytest.raises(jobs.TakenOver):
        jobs.hold(job=first)
    jobs.done(job=second)
    job.refresh_from_db()
    assert job.state == State.DONE


def test_a_job_that_somebody_works_at_is_left_to_him_however_long_it_takes(job: Job) -> None:
    jobs.claim(job_id=job.pk)
    let_lapse(job)
    with held_elsewhere(job):
        assert jobs.claim(job_id=job.pk) is None
        assert jobs.sweep() == []
    assert [each.pk for each in jobs.sweep()] == [job.pk]


def test_the_sweep_queues_again_what_a_dead_worker_held(job: Job) -> None:
    jobs.claim(job_id=job.pk)
    assert jobs.sweep() == [], "its lease is good"
    let_lapse(job)
    assert jobs.sweep() == [job]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.QUEUED, 1)


def test_the_sweep_sends_old_queued_jobs_again_but_not_at_every_turn(job: Job) -> None:
    assert jobs.sweep() == []
    Job.objects.filter(pk=job.pk).update(changed_at=timezone.now() - PAST)
    assert jobs.sweep() == [job]
    assert jobs.sweep() == []
    assert jobs.sweep(stale=timedelta()) == [job], "at a worker's start all are sent"


def test_a_job_that_was_lost_three_times_fails_with_its_reason(job: Job) -> None:
    for _attempt in range(jobs.MAX_ATTEMPTS):
        assert jobs.claim(job_id=job.pk)
        let_lapse(job)
    assert jobs.sweep() == []
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "lost 3 times" in job.reason


def test_an_unexpected_error_is_tried_three_times(
    job: Job, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_job: Job) -> None:
        Document.objects.create(slug="half")
        raise ZeroDivisionError("by nought")

    steps(monkeypatch, broken)
    waits = [pipeline.perform(job_id=job.pk).again_in for _ in range(jobs.MAX_ATTEMPTS)]
    assert waits == [timedelta(seconds=2), timedelta(seconds=4), None]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert job.reason.startswith("unexpected ZeroDivisionError: by nought")
    assert "Traceback" not in job.reason
    assert not Document.objects.exists(), "nothing half is left"
    assert len([record for record in caplog.records if record.exc_info]) == 3


def test_an_error_of_the_file_fails_at_once(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_job: Job) -> None:
        raise EngineError("the file is empty")

    steps(monkeypatch, refuse)
    assert pipeline.perform(job_id=job.pk) == pipeline.Step()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.reason) == (State.FAILED, 1, "the file is empty")


def test_a_failed_job_is_queued_again_on_demand(job: Job) -> None:
    claimed = jobs.claim(job_id=job.pk)
    assert claimed is not None
    jobs.fail(job=claimed, reason="no", permanent=True)
    again = jobs.enqueue(verb=job.verb, source=job.source)
    assert (again.pk, again.state, again.attempts, again.reason) == (job.pk, State.QUEUED, 0, "")


def test_work_that_was_taken_over_writes_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(held: Job) -> None:
        Document.objects.create(slug="late")
        # As if the row had not been held and another worker had finished meanwhile.
        Job.objects.filter(pk=held.pk).update(attempts=7)

    steps(monkeypatch, slow)
    assert pipeline.perform(job_id=job.pk) == pipeline.Step()
    assert not Document.objects.exists()


def test_a_job_under_a_lease_is_asked_for_again(job: Job) -> None:
    jobs.claim(job_id=job.pk)
    assert pipeline.perform(job_id=job.pk).again_in == pipeline.ASK_AGAIN
    let_lapse(job)
    with held_elsewhere(job):
        assert pipeline.perform(job_id=job.pk) == pipeline.Step(), "somebody is at work: enough"


def test_each_step_queues_the_next_in_its_own_transaction(register: None) -> None:
    submitted = pipeline.submit(data=paper(), name="a.txt")
    verbs = []
    following: Job | None = submitted.job
    while following is not None:
        verbs.append(following.verb)
        following = pipeline.perform(job_id=following.pk).following
    assert verbs == [Job.Verb.INGEST, Job.Verb.PROCESS, Job.Verb.LINK]
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert Document.objects.public().count() == 1


def test_a_job_done_twice_at_once_is_done_once(register: None) -> None:
    submitted = pipeline.submit(data=paper(), name="a.txt")
    threads = [
        threading.Thread(target=_perform_and_close, args=(submitted.job.pk,)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pipeline.perform_all(job_id=Job.objects.latest("pk").pk)
    assert Version.objects.count() == 1
    assert Document.objects.public().count() == 1


def test_one_symbol_in_two_files_at_once_is_one_document(register: None) -> None:
    head = HEAD.replace("1 April 2025", "NPT/CONF.2026/WP.1\n\n1 April 2025")
    submitted = [
        pipeline.submit(
            data=paper(f"第{number}份文本的第一段话。", head=head), name=f"{number}.txt"
        )
        for number in range(4)
    ]
    threads = [
        threading.Thread(target=_perform_all_and_close, args=(each.job.pk,)) for each in submitted
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Job.objects.values_list("state", "reason")) == {(State.DONE, "")}
    document = Document.objects.public().get()
    numbers = document.versions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]
    assert document.current_version.number == 4


def _perform_and_close(pk: int) -> None:
    try:
        pipeline.perform(job_id=pk)
    finally:
        connection.close()


def _perform_all_and_close(pk: int) -> None:
    try:
        pipeline.perform_all(job_id=pk)
    finally:
        connection.close()
