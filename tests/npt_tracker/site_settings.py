"""Settings of the web server in `test_outages`: the tests', but with Redis as cache."""

from npt_tracker import settings
from tests.settings import *  # noqa: F403

CACHES = settings.CACHES
