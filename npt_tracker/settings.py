"""Settings: everything that differs between machines comes from the environment.

Without `DATABASE_URL` and `REDIS_URL` the embedded servers under `var/` are used (`embedded/`).
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from npt_tracker import embedded
from npt_tracker.redis_address import broker_address, cache_address
from npt_tracker.settings_accounts import *  # noqa: F403
from npt_tracker.settings_api import *  # noqa: F403
from npt_tracker.settings_operation import *  # noqa: F403
from npt_tracker.settings_operation import (
    INNER_MIDDLEWARE,
    OUTER_MIDDLEWARE,
    REPLICA_DATABASE_URL,
    REPLICA_MIDDLEWARE,
)

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded.var_dir()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or embedded.development_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

# HTTPS=1 where a proxy in front of us speaks TLS and sets X-Forwarded-Proto itself.
HTTPS = env.bool("HTTPS", default=False)
# How many proxies of ours a request comes through; each adds an address to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=3600 if HTTPS else 0)
# Both bind other sites under our name, the second one for years: whoever owns the name decides, so
# `check --deploy` does not insist.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Health checks and measurements come from beside us, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "knox",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "commitments",
    "documents",
    "npt_tracker",
]

MIDDLEWARE = [
    "npt_tracker.request_id.RequestId",
    *OUTER_MIDDLEWARE,
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "npt_tracker.compression.Compression",
    "corsheaders.middleware.CorsMiddleware",
    "npt_tracker.throttling.RateHeaders",
    *REPLICA_MIDDLEWARE,
    "npt_tracker.query_limit.QueryLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "npt_tracker.history.HistoryOfRequest",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    # Innermost: what it answers 304 to costs no more than it has to.
    "npt_tracker.freshness.FreshnessMiddleware",
    *INNER_MIDDLEWARE,
]

ROOT_URLCONF = "npt_tracker.urls"
WSGI_APPLICATION = "npt_tracker.wsgi.application"
ASGI_APPLICATION = "npt_tracker.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "npt_tracker.standing.standing",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url_config(env.str("DATABASE_URL", default="") or embedded.database_url()),
}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Counts of distinct paragraphs sort and hash a hundred thousand short rows: with the 4 MB that are
# the default they do it on the disk. Compiling a query, or starting two processes for it, takes
# longer than any of ours does.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options", "-c work_mem=32MB -c jit=off -c max_parallel_workers_per_gather=0"
)
if REPLICA_DATABASE_URL:
    DATABASES["replica"] = {
        **DATABASES["default"],
        **env.db_url_config(REPLICA_DATABASE_URL),
        "TEST": {"MIRROR": "default"},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="") or embedded.redis_url()
REDIS_CACHE_URL = cache_address(REDIS_URL)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_CACHE_URL,
        "KEY_PREFIX": "npt_tracker",
        # Once more at once, for a connection that was closed meanwhile; then do without.
        "OPTIONS": {
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
            "retry": Retry(NoBackoff(), 1),
        },
    },
}

# Work is acknowledged when it is done, and the state of a job lives in our own rows: what a killed
# worker held comes back by the sweep, not by the broker's (long) visibility timeout.
CELERY_BROKER_URL = broker_address(REDIS_URL)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# With the task's max_retries: a task that kills its process each time fails at last.
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_TASK_TIME_LIMIT = 360
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.2, "interval_max": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5.0
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # More than twice the hard limit: were it shorter than a task, that would run twice at once.
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "health_check_interval": 25,
}
# Otherwise Celery closes the database connection after every task: less than half as fast.
CELERY_DB_REUSE_MAX = 100_000
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "documents.tasks.sweep", "schedule": 60.0, "options": {"expires": 55}},
}

# The worker's sign of life, which `/healthz` looks for; Celery gives one every two seconds.
WORKER_HEARTBEAT_KEY = "npt_tracker:worker"
WORKER_HEARTBEAT_SECONDS = 15

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "npt_tracker.static_files.Finder",
]
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "npt_tracker.static_files.Storage"},
}
# Originals of ingested papers, content-addressed by SHA-256.
SOURCES_DIR = Path(env.str("SOURCES_DIR", default=str(VAR_DIR / "sources")))
# What one request may hand in: files, bytes of all together, and seconds until all are there.
UPLOAD_FILES = env.int("UPLOAD_FILES", default=50)
UPLOAD_BYTES = env.int("UPLOAD_MEGABYTES", default=100) * 1024**2
UPLOAD_SECONDS = env.float("UPLOAD_SECONDS", default=300.0)
# The few pages and the address of the API that take files say so (`documents.receiving`).
FILE_UPLOAD_HANDLERS = ["documents.receiving.NoFiles"]
# Above ours, which says what to do.
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_FILES + 1
# What `manage.py fetch` asks for a paper; without an address it asks nobody.
FETCH_URL = env.str("FETCH_URL", default="")
FETCH_HOSTS = env.list("FETCH_HOSTS", default=[])
FETCH_SECONDS = env.float("FETCH_SECONDS", default=60.0)
# For tests alone: a stand-in on this machine, without TLS.
FETCH_FROM_LOOPBACK = False
# What `manage.py dump` writes, served under /dumps/.
DUMPS_DIR = Path(env.str("DUMPS_DIR", default=str(VAR_DIR / "dumps")))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
