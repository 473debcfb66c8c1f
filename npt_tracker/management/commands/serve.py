"""`manage.py serve`: the whole application in one foreground process."""

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError
from kombu.exceptions import OperationalError as BrokerError

from npt_tracker import embedded, metrics_folder
from npt_tracker.supervisor import (
    Child,
    StopRequested,
    Supervisor,
    end_left_over,
    last_lines,
    stop_signals,
)

FIRST_PORT = 8000
PORTS_TRIED = 50
WEB_SECONDS = 60
LOOPBACK = ("127.0.0.1", "localhost", "::1")
STOP_SECONDS = 30
SERVERS_SECONDS = 5
TO_TRY = "/commitments/action-plan-2010/5c/"


class Command(BaseCommand):
    """Serve the pages, with worker and beat, until Ctrl-C."""

    help = "Run web server, worker and beat in one process, with register and bundled papers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare host, port and --stop."""
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
        )
        parser.add_argument(
            "--port",
            type=int,
            default=FIRST_PORT,
            help=f"port to listen on (default: {FIRST_PORT})",
        )
        parser.add_argument(
            "--stop", action="store_true", help="stop the one that runs on this var/ folder"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve, or stop the one that serves."""
        if options["stop"]:
            self._stop_other()
            return
        with only_one() as note, stop_signals():
            try:
                self._serve(note, options["host"], options["port"])
            except StopRequested:
                self._say("\nStopped.")

    def _say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()

    def _serve(self, note: Path, host: str, wanted_port: int) -> None:
        mark = str(settings.VAR_DIR)
        if ended := end_left_over(mark):
            self._say(f"The last run was killed; {ended} processes it left were ended.")
        self._prepare()
        port = free_port(host, wanted_port)
        address = f"http://{'localhost' if host in LOOPBACK else host}:{port}"
        if port != wanted_port:
            self._say(
                f"Port {wanted_port} is taken: using {port}. Choose one with make run PORT=9000"
            )
        if host not in LOOPBACK:
            self._say(
                "Listening beyond this machine, without TLS: set ALLOWED_HOSTS, mind who may come."
            )
        note.write_text(json.dumps({"pid": os.getpid(), "address": address}))
        supervisor = Supervisor(
            children(host, port), mark=mark, tell=self._say, keep_servers=self._keep_servers
        )
        metrics_folder.begin_anew()
        try:
            supervisor.start()
            self._wait_for_web(supervisor, address)
            self._welcome(address)
            self._queue_bundled_papers()
            supervisor.watch()
        except StopRequested:
            self._say(
                "\nStopping: the worker finishes what it is doing (Ctrl-C again: at once) ..."
            )
            raise
        finally:
            supervisor.stop()

    def _prepare(self) -> None:
        """Bring database, register and static files up to date."""
        steps = (
            ("Database", "migrate", {"interactive": False}),
            ("Register", "load_catalogue", {}),
            ("Static files", "collectstatic", {"interactive": False}),
        )
        for title, command, options in steps:
            begun = time.monotonic()
            try:
                with Path(os.devnull).open("w") as nowhere:
                    call_command(command, verbosity=0, stdout=nowhere, **options)
            except OperationalError as error:
                raise CommandError(
                    f"The database does not answer: {error}\n"
                    "Check DATABASE_URL, or unset it to use the embedded one."
                ) from error
            self._say(f"{title} up to date ({time.monotonic() - begun:.1f} s).")

    def _wait_for_web(self, supervisor: Supervisor, address: str) -> None:
        end = time.monotonic() + WEB_SECONDS
        supervisor.watch(until=lambda: answers(address) or time.monotonic() > end)
        if not answers(address):
            log = supervisor.children[0].log
            raise CommandError(
                f"The web server does not answer. The end of {log}:\n{last_lines(log, 20)}"
            )

    def _queue_bundled_papers(self) -> None:
        try:
            call_command("ingest", "--bundled", stdout=self.stdout, stderr=self.stderr)
        except (CommandError, BrokerError) as error:
            # The site stays up: what is there can be read, and the message tells what is missing.
            self._say(f"The bundled papers could not be queued: {error}")

    def _welcome(self, address: str) -> None:
        self._say(
            f"\n{address}/ is up. Try:\n"
            f"  {address}{TO_TRY}   who cites action 5(c), and in which words\n"
            f"  {address}/api/v1/   the same as data\n"
            f"  {address}/healthz   is every part well?\n"
            "An account for /admin/: make admin. Ctrl-C stops everything.\n"
            f"Logs are in {embedded.var_dir() / 'log'}.\n"
        )

    def _keep_servers(self) -> None:
        """Start an embedded server again that died under us."""
        missing = sorted(set(embedded.wanted()) - set(embedded.ready()))
        if not missing:
            return
        self._say(f"{' and '.join(missing)} ended unexpectedly; starting again ...")
        try:
            embedded.start(tell=self._say)
        except embedded.EmbeddedError as error:
            self._say(f"{error}\nTrying again.")

    def _stop_other(self) -> None:
        path = note_path()
        if running := locked_by_other(path) and read_note(path):
            os.kill(running["pid"], signal.SIGTERM)
            end = time.monotonic() + STOP_SECONDS
            while locked_by_other(path) and time.monotonic() < end:
                time.sleep(0.1)
        # What a killed one left behind goes too, unless the one that serves is just starting.
        if locked_by_other(path):
            self._say("It is just starting or stopping: try again in a moment.")
            return
        end_left_over(str(settings.VAR_DIR))
        # It gives up its share in the servers after its lock, and may be stopping them just now.
        end = time.monotonic() + SERVERS_SECONDS
        while not (stopped := embedded.stop_if_unused()) and time.monotonic() < end:
            time.sleep(0.2)
        self._say("Stopped." if stopped else "Stopped; another command still uses the servers.")


def note_path() -> Path:
    """The lock file of the one that serves; it tells its process and address."""
    return embedded.var_dir() / "run" / "serve.json"


def read_note(path: Path) -> dict[str, Any] | None:
    """What the one that serves wrote, or None."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None


def locked_by_other(path: Path) -> bool:
    """Tell whether somebody serves on this `var/` now."""
    with contextlib.suppress(OSError), path.open("r+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextlib.contextmanager
def only_one() -> Iterator[Path]:
    """Hold the lock of the one that serves; raises `CommandError` naming the one that does."""
    path = note_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            address = (read_note(path) or {}).get("address", "it is just starting")
            raise CommandError(
                f"It already runs on {embedded.var_dir()}: {address}\n"
                "Use that one, or stop it with: make stop"
            ) from None
        handle.truncate(0)
        yield path


def free_port(host: str, first: int) -> int:
    """The first port from `first` on that can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server does: a port whose last user has just left counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, port))
                return port
    raise CommandError(
        f"No free port from {first} on at {host}. Choose another with: make run PORT=9000"
    )


def answers(address: str) -> bool:
    """Tell whether the web server answers, well or not."""
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def children(host: str, port: int) -> list[Child]:
    """Web server, worker and beat."""
    logs = settings.VAR_DIR / "log"
    logs.mkdir(parents=True, exist_ok=True)
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "npt_tracker"]
    web = [*python, "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    # Few threads per process and kept connections: measured as the fastest with the shortest tail.
    web += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers"]
    web += ["--workers-kill-timeout", "8", "--log-level", "warning", "npt_tracker.wsgi:application"]
    worker = [*celery, "worker", "--loglevel", "INFO", "--pool", "prefork", "--concurrency", "2"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [
        *celery,
        "beat",
        "--loglevel",
        "INFO",
        "--pidfile=",
        "--schedule",
        str(settings.VAR_DIR / "run" / "beat"),
    ]
    return [
        Child("The web server", web, logs / "web.log"),
        Child("The worker", worker, logs / "worker.log"),
        Child("Beat", beat, logs / "beat.log"),
    ]
