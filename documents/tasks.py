"""What Celery sees: three verbs, one job id each, and the sweep. The rows are the truth."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import redis
from celery import Task, current_app, current_task, shared_task
from celery.signals import worker_ready
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connections
from django.db import OperationalError as DatabaseAway
from kombu.exceptions import OperationalError

from documents import jobs, pipeline
from documents.models import Job

log = logging.getLogger(__name__)

# What sending raises when Redis does not answer.
BROKER_ERRORS = (OperationalError, redis.RedisError)
DATABASE_ERRORS = (DatabaseAway, InterfaceError)
PAUSE_SECONDS = 5.0
# With `task_retry_on_worker_lost`: a message that kills its process is not delivered for ever.
_LOST = {"max_retries": 2, "default_retry_delay": 1}


@shared_task(**_LOST)
def ingest_source(job_id: int) -> None:
    """Make the document and the version that a source is."""
    _perform(job_id)


@shared_task(**_LOST)
def process_document(job_id: int) -> None:
    """Write a version's paragraphs."""
    _perform(job_id)


@shared_task(**_LOST)
def link_document(job_id: int) -> None:
    """Link a version and make it current."""
    _perform(job_id)


@shared_task
def sweep(all_queued: bool = False) -> None:
    """Send again what was lost; `all_queued` does not wait until a queued job is old."""
    for job in jobs.sweep(stale=timedelta() if all_queued else jobs.STALE):
        send(job)


TASKS: dict[str, Task] = {
    Job.Verb.INGEST: ingest_source,
    Job.Verb.PROCESS: process_document,
    Job.Verb.LINK: link_document,
}


def send(job: Job, *, after: timedelta | None = None) -> None:
    """Tell the workers of a job when the transaction is committed; raises one of BROKER_ERRORS."""
    countdown = after.total_seconds() if after else None
    TASKS[job.verb].apply_async_on_commit(args=(job.pk,), countdown=countdown)


def send_all(sent: Iterable[Job]) -> bool:
    """Send jobs; False when Redis does not answer: the rows are there, and the sweep sends them."""
    try:
        for job in sent:
            send(job)
    except BROKER_ERRORS as error:
        log.warning("jobs could not be sent, the sweep will do it: %s", error)
        return False
    return True


def queue_answers() -> bool:
    """Tell whether Redis answers, within a second."""
    try:
        cache.get("queue")
    except (redis.RedisError, OSError):
        return False
    return True


def workers_answer(*, seconds: float = 1.0) -> bool:
    """Tell whether any worker answers within `seconds`."""
    try:
        return bool(current_app.control.ping(timeout=seconds))
    except BROKER_ERRORS:
        return False


@worker_ready.connect
def take_over(**_kwargs: Any) -> None:
    """At a worker's start send what a killed one left: at once, and once its leases ran out."""
    try:
        sweep(all_queued=True)
        sweep.apply_async(countdown=pipeline.ASK_AGAIN.total_seconds())
    except (DatabaseError, *BROKER_ERRORS):
        log.warning("the sweep at the start failed; the next one by beat will do it", exc_info=True)
    finally:
        # The worker's main process must not share a connection with the processes it makes.
        connections.close_all()


def _come_back(job_id: int, error: Exception) -> None:
    """Send the message of a job again that the database was away for.

    Not before a pause, during which this process takes nothing else: the whole queue would be read
    in a moment, for nothing.
    """
    log.warning("the database does not answer, job %s is sent again: %s", job_id, error)
    time.sleep(PAUSE_SECONDS)
    try:
        current_task.apply_async(args=(job_id,))
    except BROKER_ERRORS:
        log.warning("nor does Redis: the sweep will send it")


def _perform(job_id: int) -> None:
    try:
        step = pipeline.perform(job_id=job_id)
    except DATABASE_ERRORS as error:
        _come_back(job_id, error)
        return
    try:
        if step.following is not None:
            send(step.following)
        if step.again_in is not None:
            send(Job.objects.get(pk=job_id), after=step.again_in)
    except BROKER_ERRORS as error:
        log.warning("the next job could not be sent, the sweep will do it: %s", error)
