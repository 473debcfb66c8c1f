"""The way of a file through the three verbs: ingest, process, link; each step queues the next."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from commitments import tracking
from documents import ingest, jobs, linking
from documents.models import Job, Source
from documents.refused import Refused
from documents.text.types import EngineError

log = logging.getLogger(__name__)

# A moment longer than a lease: then either somebody is seen at work, or the job is free.
ASK_AGAIN = jobs.LEASE + timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a job: the job that follows, or when to try this one again, or neither."""

    following: Job | None = None
    again_in: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """A stored file and its first job; `fresh` when there is something to do."""

    source: Source
    job: Job
    fresh: bool


def submit(*, data: bytes, name: str, generated: bool = False, version_of: str = "") -> Submitted:
    """Store a file and queue it, unless that was done before; a file that failed is queued again.

    The job has to be sent to the workers. Raises Refused for a file that is not taken.
    """
    if version_of:
        version_of = ingest.find_document(version_of).slug
    with transaction.atomic():
        source = ingest.store_source(data=data, name=name, generated=generated)
        _check_place(source, version_of)
        job = _first_job(source, {"version_of": version_of} if version_of else {})
    return Submitted(source, job, fresh=job.state != Job.State.DONE)


def _first_job(source: Source, options: dict[str, str]) -> Job:
    """Where a source's way goes on: at the step that is not done, else at its beginning."""
    of_versions = Job.objects.filter(version__source=source)
    unfinished = of_versions.exclude(state=Job.State.DONE).order_by("pk").last()
    if unfinished is not None:
        return jobs.enqueue(verb=unfinished.verb, version=unfinished.version)
    # Its document may have been deleted since.
    lost = not source.versions.exists()
    return jobs.enqueue(verb=Job.Verb.INGEST, source=source, options=options, again=lost)


def _check_place(source: Source, version_of: str) -> None:
    version = source.versions.select_related("document").first()
    if version_of and version is not None and version.document.slug != version_of:
        raise Refused(
            f"this file is already version {version.number} of {version.document.slug}: "
            f"it cannot become one of {version_of} too"
        )


def perform(*, job_id: int) -> Step:
    """Do one job if it is free, all of it or nothing.

    An error that trying again will not mend fails the job at once, another one after the last
    attempt; the reason is kept in the job's row.
    """
    job = jobs.claim(job_id=job_id)
    if job is None:
        return Step(again_in=ASK_AGAIN if jobs.is_claimed_now(job_id=job_id) else None)
    try:
        with tracking.by(job=job.pk, verb=job.verb), transaction.atomic():
            jobs.hold(job=job)
            following = _STEPS[job.verb](job)
            jobs.done(job=job)
    except jobs.TakenOver:
        return Step()
    except (EngineError, Refused) as error:
        return _failed(job, str(error), permanent=True)
    except Exception as error:
        log.exception("%s of job %s failed at attempt %s", job.verb, job.pk, job.attempts)
        reason = f"unexpected {type(error).__name__}: {error} (the log has the details)"
        return _failed(job, reason, permanent=False)
    return Step(following=following)


def perform_all(*, job_id: int) -> None:
    """Do a job and all that follow, here and now; failed attempts are repeated at once."""
    waiting: int | None = job_id
    while waiting is not None:
        step = perform(job_id=waiting)
        if step.following is not None:
            waiting = step.following.pk
        elif not Job.objects.filter(pk=waiting, state=Job.State.QUEUED).exists():
            waiting = None


def _failed(job: Job, reason: str, *, permanent: bool) -> Step:
    try:
        state = jobs.fail(job=job, reason=reason, permanent=permanent)
    except jobs.TakenOver:
        return Step()
    if state == Job.State.FAILED:
        log.warning("%s of job %s failed for good: %s", job.verb, job.pk, reason)
        return Step()
    return Step(again_in=timedelta(seconds=2**job.attempts))


def _ingest(job: Job) -> Job:
    version = ingest.ingest_source(source=job.source, version_of=job.options.get("version_of", ""))
    return jobs.enqueue(verb=Job.Verb.PROCESS, version=version)


def _process(job: Job) -> Job:
    ingest.process_document(version=job.version)
    return jobs.enqueue(verb=Job.Verb.LINK, version=job.version)


def _link(job: Job) -> None:
    linking.link_document(version=job.version)


_STEPS: dict[str, Callable[[Job], Job | None]] = {
    Job.Verb.INGEST: _ingest,
    Job.Verb.PROCESS: _process,
    Job.Verb.LINK: _link,
}
