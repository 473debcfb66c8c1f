"""Settings of the tests: those of the application, but for what tests must have otherwise."""

from npt_tracker.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Without a manifest: tests run without collectstatic.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Pages are tested without Redis; what needs Redis asks for the fixture `redis_server`.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# What is asked within one minute of a run of the tests has nothing to do with rates.
API_RATES = {"anonymous": "1000000/minute", "key": "2000000/minute"}
# For the tests of `npt_tracker.replica`; without its middleware it is idle.
DATABASES["replica"] = {**DATABASES["default"], "TEST": {"MIRROR": "default"}}  # noqa: F405
