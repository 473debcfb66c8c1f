"""The wiring; importing it makes the Celery application known to `shared_task`."""

from npt_tracker.celery import app as celery_app

__all__ = ["celery_app"]
