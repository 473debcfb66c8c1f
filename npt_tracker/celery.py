"""The Celery application, and the worker's sign of life."""

import contextlib
import os
import time
from typing import Any

import redis
from celery import Celery
from celery.signals import heartbeat_sent
from django.conf import settings

from npt_tracker.redis_address import quick_client

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npt_tracker.settings")

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
