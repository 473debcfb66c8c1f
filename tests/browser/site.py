"""The site as it is run: own processes, real settings, own database, the bundled papers."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import environ
import psycopg
from psycopg import sql

from npt_tracker import embedded
from npt_tracker.embedded import postgres

DATABASE = "test_npt_browser"
ROOT = Path(__file__).parents[2]
SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the database behind it."""

    address: str
    database: dict[str, Any]
    environment: dict[str, str]

    def work(self, *words: str) -> None:
        """Do what a worker would, then what `tests.browser.work` is told; there is no worker."""
        command = [sys.executable, "-m", "tests.browser.work", *words]
        subprocess.run(command, check=True, cwd=ROOT, env=self.environment)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers. Not by the ORM: it refuses where Playwright's loop runs."""
        with psycopg.connect(**self.database) as connection:
            return connection.execute(query).fetchall()


@contextlib.contextmanager
def serve(folder: Path, *, redis_address: str) -> Iterator[Site]:
    """Run the site on a database of its own; both are gone afterwards."""
    if "postgres" in embedded.wanted():
        postgres.start(durable=False)
    address = os.environ.get("DATABASE_URL") or embedded.database_url()
    database, server = _parameters(address, DATABASE), _parameters(address, "postgres")
    environment = os.environ | {
        "DATABASE_URL": _with_name(address, DATABASE),
        "REDIS_URL": redis_address,
        "DJANGO_SETTINGS_MODULE": "npt_tracker.settings",
        "SECRET_KEY": "of the browser tests",
        "STATIC_ROOT": str(folder / "static"),
        "SOURCES_DIR": str(folder / "sources"),
        "LOG_LEVEL": "WARNING",
    }
    with _made(server), (folder / "log").open("w+") as log:
        options = {"cwd": ROOT, "env": environment, "stdout": log, "stderr": log}
        words = [sys.executable, "-m", "tests.browser.prepare"]
        if subprocess.run(words, check=False, **options).returncode:
            raise RuntimeError(f"The site could not be prepared:\n{_end_of(folder / 'log')}")
        port = _free_port()
        words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        words += ["--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"]
        words += ["--log-level", "warning", "npt_tracker.wsgi:application"]
        process = subprocess.Popen(words, **options)
        try:
            _wait(f"http://127.0.0.1:{port}/zh-hans/", process, folder / "log")
            yield Site(f"http://127.0.0.1:{port}", database, environment)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def _made(server: dict[str, Any]) -> Iterator[None]:
    """An empty database, dropped at the end."""
    name = sql.Identifier(DATABASE)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
    with psycopg.connect(**server, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    try:
        yield
    finally:
        with psycopg.connect(**server, autocommit=True) as connection:
            connection.execute(drop)


def _parameters(address: str, name: str) -> dict[str, Any]:
    """What psycopg needs, read as the settings read it."""
    found = environ.Env.db_url_config(address)
    given = {
        "host": found.get("HOST"),
        "port": found.get("PORT"),
        "user": found.get("USER"),
        "password": found.get("PASSWORD"),
    }
    return {key: value for key, value in given.items() if value} | {"dbname": name}


def _with_name(address: str, name: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{name}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The site does not answer at {address}:\n{_end_of(log)}")


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])
