"""The way of a file through the three verbs: ingest, process, link; each step queues the next."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from commitments import tracking
from documents import ingest, jobs, linking
from documents.models import Job, Source, Version
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
    """A stored file and its first job; `fresh` when there is something to do.

    `known` when the same bytes were handed in before.
    """

    source: Source
    job: Job
    fresh: bool
    known: bool = False


def submit(
    *,
    data: bytes,
    name: str,
    generated: bool = False,
    version_of: str = "",
    hold: bool = False,
) -> Submitted:
    """Store a file and queue it, unless that was done before; a file that failed is queued again.

    With `hold` its text waits for an editor before readers see it. Without, a text that waits is
    let go: who may put it straight before the readers may do that too. The job has to be sent to
    the workers. Raises Refused for a file that is not taken.
    """
    if version_of:
        version_of = ingest.find_document(version_of).slug
    options = {"version_of": version_of} if version_of else {}
    with transaction.atomic():
        source = ingest.store_source(data=data, name=name, generated=generated)
        known = source.jobs.exists()
        _check_place(source, version_of)
        if not hold:
            _let_go(source)
        job = _first_job(source, options | ({"hold": "yes"} if hold else {}))
    return Submitted(source, job, fresh=job.state != Job.State.DONE, known=known)


def _let_go(source: Source) -> None:
    """Take back that a file's text waits for an editor."""
    for job in source.jobs.select_for_update().filter(options__has_key="hold"):
        job.options.pop("hold")
        job.save(update_fields=["options"])
    for held in source.versions.filter(held=True):
        # Waits for a worker that is trying it out; one that comes later finds it let go.
        tried = Job.objects.select_for_update().filter(version=held, verb=Job.Verb.LINK).first()
        Version.objects.filter(pk=held.pk).update(held=False)
        if tried is not None:
            jobs.enqueue(verb=Job.Verb.LINK, version=held, again=True)


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
    # Since it was claimed somebody may have let it go.
    job.refresh_from_db(fields=["options"])
    version = ingest.ingest_source(
        source=job.source,
        version_of=job.options.get("version_of", ""),
        held="hold" in job.options,
    )
    return jobs.enqueue(verb=Job.Verb.PROCESS, version=version)


def _process(job: Job) -> Job:
    ingest.process_document(version=job.version)
    return jobs.enqueue(verb=Job.Verb.LINK, version=job.version)


def _link(job: Job) -> None:
    version = Version.objects.get(pk=job.version_id)
    if version.held:
        linking.preview(version=version)
    else:
        linking.link_document(version=version)


_STEPS: dict[str, Callable[[Job], Job | None]] = {
    Job.Verb.INGEST: _ingest,
    Job.Verb.PROCESS: _process,
    Job.Verb.LINK: _link,
}
