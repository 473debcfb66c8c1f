"""Jobs: who does what, so that nothing is lost and nothing is done twice.

A job is claimed in a transaction of its own, which counts the attempt. The work itself is one
transaction that holds the job's row from its start to its end: while somebody is at work the row is
locked, and when the worker dies Postgres lets it go. The lease need only bridge the moment between
the two, so it is short, and a dead worker's job is free again within seconds.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from documents.models import Job, Source, Version
from documents.refused import Refused

LEASE = timedelta(seconds=5)
# A queued job this old is sent again: its message may be lost. Twice sent does no harm.
STALE = timedelta(seconds=60)
MAX_ATTEMPTS = 3
BATCH = 1000

State = Job.State


class TakenOver(Exception):
    """The job is no longer this claim's: another worker has it, or it is done."""


def enqueue(
    *,
    verb: str,
    source: Source | None = None,
    version: Version | None = None,
    options: dict[str, str] | None = None,
    again: bool = False,
) -> Job:
    """Give the job for a verb and its subject, made if there is none; a failed one is queued again.

    With `again` so is one that is done. It still has to be sent, after the transaction.
    """
    job, created = Job.objects.get_or_create(
        verb=verb, source=source, version=version, defaults={"options": options or {}}
    )
    settled = {State.FAILED, State.DONE} if again else {State.FAILED}
    if not created and job.state in settled:
        changed = {"state": State.QUEUED, "attempts": 0, "reason": "", "options": options or {}}
        again_at = {"created_at": Now(), "changed_at": Now()}
        Job.objects.filter(pk=job.pk, state__in=settled).update(**changed, **again_at)
        job.refresh_from_db()
    return job


def requeue(*, job_id: int) -> Job:
    """Queue a failed job again, with its options; it has to be sent after the transaction.

    Raises Refused when there is no such job, or it has not failed.
    """
    changed = {"state": State.QUEUED, "attempts": 0, "reason": "", "lease_until": None}
    failed = Job.objects.filter(pk=job_id, state=State.FAILED)
    if not failed.update(**changed, created_at=Now(), changed_at=Now()):
        raise Refused(
            "this work has not failed, or it is tried again already: look at the page anew"
        )
    return Job.objects.get(pk=job_id)


def claim(*, job_id: int) -> Job | None:
    """Take a job that is queued, or that runs under a lease that ran out and is held by nobody.

    None when there is nothing to take. A job whose last attempt was lost fails instead.
    """
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(Q(state=State.QUEUED) | _lapsed(), pk=job_id)
            .first()
        )
        if job is None or _give_up(job):
            return None
        Job.objects.filter(pk=job_id).update(
            state=State.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=Now() + LEASE,
            changed_at=Now(),
        )
    return Job.objects.select_related("source", "version__source").get(pk=job_id)


def hold(*, job: Job) -> None:
    """Lock the job's row until the transaction ends: as long as it lasts nobody takes the job over.

    Raises TakenOver when the claim is no longer good.
    """
    held = Job.objects.select_for_update(skip_locked=True).filter(**_mine(job))
    if held.values_list("pk", flat=True).first() is None:
        raise TakenOver


def done(*, job: Job) -> None:
    """Note success, in the transaction that did the work."""
    _settle(job, State.DONE, "")


def fail(*, job: Job, reason: str, permanent: bool = False) -> str:
    """Note a failure and give the job's new state: queued while attempts are left, else failed."""
    final = permanent or job.attempts >= MAX_ATTEMPTS
    state = State.FAILED if final else State.QUEUED
    _settle(job, state, reason)
    return state


def is_claimed_now(*, job_id: int) -> bool:
    """Tell whether a job runs under a lease that has not run out yet."""
    return Job.objects.filter(pk=job_id, state=State.RUNNING, lease_until__gte=Now()).exists()


def sweep(*, stale: timedelta = STALE) -> list[Job]:
    """Queue again what dead workers held, and give every job that has to be sent again.

    That is also each queued job that nothing has happened to for `stale`. Jobs that living workers
    hold are left alone; those lost too often fail.
    """
    with transaction.atomic():
        unheld = Job.objects.select_for_update(skip_locked=True)
        lapsed = [job for job in unheld.filter(_lapsed())[:BATCH] if not _give_up(job)]
        waiting = list(
            unheld.filter(state=State.QUEUED, changed_at__lte=Now() - stale).order_by("pk")[:BATCH]
        )
        again = lapsed + waiting
        # Touched, so that the next sweep does not send them once more.
        Job.objects.filter(pk__in=[job.pk for job in again]).update(
            state=State.QUEUED, lease_until=None, changed_at=Now()
        )
    return again


def _lapsed() -> Q:
    # By the database's clock: those of several machines differ.
    return Q(state=State.RUNNING) & (Q(lease_until=None) | Q(lease_until__lt=Now()))


def _mine(job: Job) -> dict[str, object]:
    return {"pk": job.pk, "state": State.RUNNING, "attempts": job.attempts}


def _settle(job: Job, state: str, reason: str) -> None:
    changed = Job.objects.filter(**_mine(job)).update(
        state=state, reason=reason, lease_until=None, changed_at=Now()
    )
    if not changed:
        raise TakenOver


def _give_up(job: Job) -> bool:
    """Fail a locked job that was lost with its worker too often; tell whether it was."""
    if job.state != State.RUNNING or job.attempts < MAX_ATTEMPTS:
        return False
    Job.objects.filter(pk=job.pk).update(
        state=State.FAILED,
        reason=f"the worker was lost {job.attempts} times at this work: look into its log",
        lease_until=None,
        changed_at=Now(),
    )
    return True
