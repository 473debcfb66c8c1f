"""Settings of operation: the log, measurements, a database to read from."""

from ipaddress import ip_network

import environ

env = environ.Env()

# Lines for people, or one JSON object each for machines.
LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=False)

# `/metrics` is there for who has the token or asks from one of these networks; else it is not.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_ALLOWED = [
    ip_network(each.strip(), strict=False) for each in env.list("METRICS_ALLOWED", default=[])
]
METRICS = bool(METRICS_TOKEN or METRICS_ALLOWED)

# Pages are read from there, if it is set; see `npt_tracker.replica`.
REPLICA_DATABASE_URL = env.str("REPLICA_DATABASE_URL", default="")
# A replica is behind by less: so long whoever wrote reads from the primary.
REPLICA_LAG_SECONDS = env.int("REPLICA_LAG_SECONDS", default=30)

# What is not asked for costs nothing.
OUTER_MIDDLEWARE = [
    *(["npt_tracker.metrics.Before"] if METRICS else []),
    *(["npt_tracker.logs.RequestLines"] if LOG_REQUESTS else []),
]
INNER_MIDDLEWARE = ["npt_tracker.metrics.After"] if METRICS else []
REPLICA_MIDDLEWARE = ["npt_tracker.replica.ReadFromReplica"] if REPLICA_DATABASE_URL else []

# To standard error, always: the supervisor, the container or the terminal decides where it goes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "npt_tracker.logs.AddContext"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s"},
        "json": {"()": "npt_tracker.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if LOG_FORMAT == "json" else "line",
            "filters": ["context"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own default has handlers for DEBUG and e-mail only.
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # The web server's own words, of the processes that have us loaded.
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
