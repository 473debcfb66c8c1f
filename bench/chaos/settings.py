"""Settings of the site that is disturbed: with what the bench does in its workers."""

from bench.chaos import hooks
from bench.settings import *  # noqa: F403

hooks.connect()
