"""A pytest plugin: the suite's own Postgres and Redis, started only when a test needs them.

Loaded by `-p tests.services`, before pytest-django reads the settings (so run `python -m pytest`).
`NPT_TEST_DATABASE_URL` and `NPT_TEST_REDIS_URL` name servers to use instead.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PREFIX = "npt-test-"
OLD_SECONDS = 60
FOLDER = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))  # a short path, for the sockets

os.environ["NPT_VAR"] = str(FOLDER / "var")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
for name in ("DATABASE_URL", "REDIS_URL"):
    os.environ.pop(name, None)
    if given := os.environ.get(f"NPT_TEST_{name}"):
        os.environ[name] = given

from npt_tracker import embedded  # noqa: E402 - it must see the environment above
from npt_tracker.embedded import postgres, redis  # noqa: E402

_lease = embedded.Lease(stop=embedded.stop)


def pytest_configure(config: pytest.Config) -> None:
    """Remove what killed sessions left, and take hold of our own folder."""
    # As root, Postgres runs under another account, which must be able to enter.
    FOLDER.chmod(0o755)
    for old in FOLDER.parent.glob(f"{PREFIX}*/var/run"):
        found = old.stat()
        # A young one may belong to a session that is just beginning.
        if found.st_uid == os.geteuid() and time.time() - found.st_mtime > OLD_SECONDS:
            with pytest.MonkeyPatch.context() as patch, contextlib.suppress(OSError):
                patch.setenv("NPT_VAR", str(old.parent))
                if embedded.stop_if_unused():
                    shutil.rmtree(old.parent.parent, ignore_errors=True)
    _lease.take()
    # WhiteNoise warns of a missing folder, and warnings are errors here.
    (FOLDER / "var" / "static").mkdir()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin in the site's own language, whatever page the test before asked for last."""
    if translation := sys.modules.get("django.utils.translation"):
        translation.deactivate()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers and remove their files, also when the session ended before a test."""
    _lease.release()
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> None:
    """Start Postgres just before pytest-django makes the test database."""
    if fixturedef.argname == "django_db_setup" and "postgres" in embedded.wanted():
        postgres.start(durable=False)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """A running Redis; its address."""
    if "redis" in embedded.wanted():
        redis.start(durable=False)
    yield os.environ.get("REDIS_URL") or embedded.redis_url()
