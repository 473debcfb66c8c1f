"""The Celery application, the worker's sign of life, and the id of a request in its tasks."""

import contextlib
import os
import time
from contextvars import Token
from typing import Any

import redis
from celery import Celery
from celery.signals import before_task_publish, heartbeat_sent, task_postrun, task_prerun
from django.conf import settings

from npt_tracker import request_id
from npt_tracker.redis_address import quick_client

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npt_tracker.settings")

# The header of a task's message that holds the id of the request that led to it.
REQUEST = "npt_request_id"
_under: dict[str, Token[str]] = {}

app = Celery("npt_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@heartbeat_sent.connect
def note_sign_of_life(sender: Any, **kwargs: Any) -> None:
    """Leave the worker's sign of life for `/healthz`.

    It comes from the worker's own event loop, so that a hung worker is seen.
    """
    seconds = settings.WORKER_HEARTBEAT_SECONDS
    # A worker without Redis has more to say in its log than this could add.
    with contextlib.suppress(redis.RedisError), quick_client(settings.REDIS_CACHE_URL) as client:
        client.set(settings.WORKER_HEARTBEAT_KEY, int(time.time()), ex=seconds)


@before_task_publish.connect
def send_request_id(headers: dict[str, Any] | None = None, **_kwargs: Any) -> None:
    """Put the id into the message of a task that is sent."""
    if headers is not None and request_id.current() != "-":
        headers[REQUEST] = request_id.current()


@task_prerun.connect
def take_up_request_id(task_id: str, task: Any, **_kwargs: Any) -> None:
    """Go on under the id that came with a task; so do the tasks that it sends."""
    _under[task_id] = request_id.begin(getattr(task.request, REQUEST, ""))


@task_postrun.connect
def lay_down_request_id(task_id: str, **_kwargs: Any) -> None:
    """Forget the id when the task has ended."""
    if token := _under.pop(task_id, None):
        request_id.end(token)
