"""Settings of the measured site: the application's own, with generated papers shown."""

from npt_tracker.settings import *  # noqa: F403

SHOW_GENERATED = True
