"""A throw-away site: a folder with its own Postgres and Redis, workers, beat and web servers.

Each scenario begins with a new database, made from one that holds the register alone, an empty
Redis and an empty folder of originals. What is started here is ended here, and only that.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection

from npt_tracker import embedded
from npt_tracker.embedded import postgres
from npt_tracker.embedded import redis as embedded_redis
from npt_tracker.embedded.places import postgres_sockets
from npt_tracker.management.commands.serve import answers, children, free_port
from npt_tracker.supervisor import Child, last_lines

ROOT = Path(__file__).parents[2]
SETTINGS = "bench.chaos.settings"
READY_SECONDS = 60


def make_folder() -> Path:
    """A folder of our own that everybody can enter: root's Postgres runs as somebody else."""
    folder = Path(tempfile.mkdtemp(prefix="npt-chaos-", dir="/tmp"))
    folder.chmod(0o755)
    os.environ |= {"NPT_VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": SETTINGS}
    for name in ("DATABASE_URL", "REDIS_URL", "SOURCES_DIR"):
        os.environ.pop(name, None)
    return folder


class Place:
    """The site in its folder; `begin` empties it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[Child] = []
        self._lease = embedded.hold()
        self._number = 0
        call_command("migrate", verbosity=0, interactive=False)
        with Path(os.devnull).open("w") as nowhere:
            call_command("load_catalogue", stdout=nowhere)
        self._template = connection.settings_dict["NAME"]
        connection.close()

    def begin(self) -> None:
        """A new database with the register, an empty Redis, an empty folder of originals."""
        self.end()
        self._number += 1
        name = f"chaos_{self._number}"
        server = {"host": str(postgres_sockets()), "user": "postgres", "dbname": "postgres"}
        with psycopg.connect(**server, autocommit=True) as link:
            link.execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        connection.settings_dict["NAME"] = name
        settings.SOURCES_DIR = self.folder / f"sources-{self._number}"
        address = f"postgresql://postgres@/{postgres_sockets()}/{name}"
        os.environ |= {"DATABASE_URL": address, "SOURCES_DIR": str(settings.SOURCES_DIR)}
        with redis.Redis.from_url(settings.REDIS_CACHE_URL) as client:
            client.flushall()

    def worker(self, *, concurrency: int, **more: str) -> Child:
        """Start a worker; `more` goes into its environment."""
        name = f"worker-{len(self.running)}"
        words = ["worker", "--loglevel", "INFO", "--concurrency", str(concurrency)]
        words += ["--without-gossip", "--without-mingle", "-n", f"{name}@%h"]
        celery = [sys.executable, "-m", "celery", "-A", "npt_tracker"]
        return self._start(name, celery + words, more)

    def beat(self) -> Child:
        """Start beat, which sends the sweep once a minute."""
        return self._start("beat", children("127.0.0.1", 0)[2].command, {})

    def web(self, *, workers: int = 2, **more: str) -> tuple[Child, int]:
        """Start a web server as `manage.py serve` does, and wait for it; its port."""
        port = free_port("127.0.0.1", 8116)
        words = children("127.0.0.1", port)[0].command
        words[words.index("--workers") + 1] = str(workers)
        child = self._start(f"web-{port}", words, more)
        if not wait(lambda: answers(f"http://127.0.0.1:{port}"), READY_SECONDS):
            sys.exit(f"The web server does not answer:\n{last_lines(child.log)}")
        return child, port

    def command(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of manage.py in a process of its own."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    def _start(self, name: str, words: list[str], more: dict[str, str]) -> Child:
        child = Child(name, words, self.folder / f"{self._number}-{name}.log")
        self.running.append(child)
        self.restart(child, **more)
        return child

    def restart(self, child: Child, **more: str) -> None:
        """Start a child, anew too, as the supervisor does."""
        with in_environment({"DJANGO_SETTINGS_MODULE": SETTINGS, **more}):
            child.start(mark=str(self.folder))

    def kill(self, child: Child) -> None:
        """End a child and what came of it, as a power cut does."""
        child.signal(signal.SIGKILL, group=True)
        if child.process is not None:
            child.process.wait()

    def stop(self, child: Child) -> None:
        """End a child in good order, within some seconds."""
        child.signal(signal.SIGTERM)
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(15)
        self.kill(child)
        self.running.remove(child)

    def end(self) -> None:
        """End all that runs, but for the servers."""
        for child in list(self.running):
            self.stop(child)
        connection.close()

    def close(self, *, keep: bool) -> None:
        """End everything, and remove the folder unless it is to be looked into."""
        self.end()
        os.environ.pop("DATABASE_URL", None)
        self._lease.release()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def start_servers() -> None:
    """Start Postgres and Redis where they do not run, as the supervisor does."""
    postgres.start()
    embedded_redis.start()


@contextmanager
def in_environment(more: dict[str, str]) -> Iterator[None]:
    """Have these names in the environment for a while."""
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def wait(condition: Callable[[], object], seconds: float, pause: float = 0.05) -> bool:
    """Wait until it holds; tell whether it did in time. A database that is away holds nothing."""
    end = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return True
        except Error:
            connection.close()
        if time.monotonic() > end:
            return False
        time.sleep(pause)
