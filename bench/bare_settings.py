"""Settings of the bare view: the same database, and no middleware at all."""

from bench.settings import *  # noqa: F403

ROOT_URLCONF = "bench.bare"
WSGI_APPLICATION = "bench.bare.application"
MIDDLEWARE = []
