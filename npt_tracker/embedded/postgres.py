"""The embedded Postgres: a cluster of our own, reached by a Unix socket only."""

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from npt_tracker.embedded import binaries
from npt_tracker.embedded.account import Account, unprivileged
from npt_tracker.embedded.places import (
    EmbeddedError,
    check_writable,
    locked,
    log_dir,
    make_private,
    postgres_home,
    postgres_sockets,
    var_dir,
)

DATABASE = "npt_tracker"
PORT = 5432
START_SECONDS = 60
PROTOCOL_3 = 196608
STARTING_UP = b"57P03"


@dataclass(frozen=True)
class Cluster:
    """Where the database files are, and with what they are run."""

    home: Path
    account: Account | None
    programs: binaries.Binaries

    @property
    def data(self) -> Path:
        return self.home / "data"

    def sockets(self) -> Path:
        """The socket folder as the server names it; clients may come by the link `var/postgres`."""
        folder = postgres_sockets()
        return self.home / "run" if folder.is_relative_to(var_dir()) else folder

    def run(self, program: str, *words: str, **options: Any) -> "subprocess.CompletedProcess[str]":
        """Run one of the programs as the account, its output as text in `stdout`."""
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | options
        return subprocess.run(
            [str(self.programs.folder / program), *words],
            cwd=self.home,
            # In the environment, not on the command line: pg_ctl hands its words to a shell.
            env=environment | {"PGDATA": str(self.data)},
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
            **options,
            **(self.account.run_as() if self.account else {}),
        )


def ready() -> bool:
    """Tell whether the server takes connections (what pg_isready asks, without a program)."""
    words = b"user\0postgres\0database\0postgres\0application_name\0ready\0\0"
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(postgres_sockets() / f".s.PGSQL.{PORT}"))
            connection.sendall(struct.pack("!ii", len(words) + 8, PROTOCOL_3) + words)
            answer = connection.recv(512)
            connection.sendall(b"X\0\0\0\4")
    except OSError:
        return False
    return bool(answer) and not (answer.startswith(b"E") and STARTING_UP in answer)


def start(*, durable: bool = True, tell: Callable[[str], None] = lambda message: None) -> None:
    """Start the server unless it runs; the first time makes the cluster. Safe for two at once."""
    if ready():
        return
    check_writable()
    with locked("postgres"):
        if ready():
            return
        cluster = _cluster()
        make_private(cluster.sockets(), cluster.account)
        if not (cluster.data / "PG_VERSION").exists():
            _tell_of_outside_place(cluster, tell)
            _make(cluster)
        if not _settled(cluster):
            _launch(cluster, durable)
        _create_database(cluster)


def _tell_of_outside_place(cluster: Cluster, tell: Callable[[str], None]) -> None:
    if cluster.account and not cluster.home.is_relative_to(var_dir()):
        tell(
            f"Postgres runs as the account {cluster.account.name}, which cannot reach {var_dir()}: "
            f"the database files are in {cluster.home}."
        )


def _cluster() -> Cluster:
    account = unprivileged(var_dir() / "postgres" / "data")
    if account is None and os.geteuid() == 0:
        raise EmbeddedError(
            "Postgres cannot run as root, and there is no account `postgres` or `nobody` for it.\n"
            "Run as an ordinary user, or set DATABASE_URL to a server of yours."
        )
    home = postgres_home(account)
    version = home / "data" / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else None
    return Cluster(home, account, binaries.find(major=major, account=account, home=home))


def _make(cluster: Cluster) -> None:
    draft = cluster.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    # In locale C nothing Chinese is a letter; the builtin C.UTF-8 knows letters and needs no ICU.
    locale = ["--locale=C.UTF-8"]
    if cluster.programs.major >= 17:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    words = ["-D", str(draft), "-U", "postgres", "-E", "UTF8", "--auth=trust", "--no-instructions"]
    done = cluster.run("initdb", *words, *locale)
    if done.returncode:
        raise EmbeddedError(
            f"Postgres could not make its database files in {draft}:\n{done.stdout}"
        )
    # Renamed when whole, so that an interrupted first start leaves nothing half made.
    draft.rename(cluster.data)


def _launch(cluster: Cluster, durable: bool) -> None:
    options = {
        "listen_addresses": "''",
        "port": str(PORT),
        "unix_socket_directories": f"'{cluster.sockets()}'",
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "jit": "off",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        # Tests write thousands of rows and take them back: what is dead must not pile up.
        options |= {"autovacuum_naptime": "1s", "autovacuum_vacuum_cost_delay": "0"}
    words = " ".join(f"-c {name}={value}" for name, value in options.items())
    log = log_dir() / "postgres.log"
    with log.open("a") as output:
        done = cluster.run(
            *("pg_ctl", "-s", "-w", "-t", str(START_SECONDS), "-o", words, "start"),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    if done.returncode:
        last_words = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise EmbeddedError(f"Postgres did not start. The end of {log}:\n{last_words}")


def _create_database(cluster: Cluster) -> None:
    words = [
        "-X",
        "-A",
        "-t",
        "-h",
        str(cluster.sockets()),
        "-p",
        str(PORT),
        "-U",
        "postgres",
        "-d",
        "postgres",
    ]
    asked = cluster.run(
        "psql", *words, "-c", f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
    )
    if asked.stdout.strip() == "1":
        return
    made = cluster.run("psql", *words, "-c", f"CREATE DATABASE {DATABASE}")
    if made.returncode:
        raise EmbeddedError(f"Postgres could not make the database {DATABASE}:\n{made.stdout}")


def _settled(cluster: Cluster) -> bool:
    """Wait for what still runs on these files; True if it turned out to be a server that is ready.

    A killed postmaster can leave a pid file that seems alive: nobody reaped it, or its number was
    given to another process. Postgres would refuse to start. What really uses the files has them as
    its working folder, so that is asked; the pid file goes only when nobody does.
    """
    end = time.monotonic() + START_SECONDS
    note = cluster.data / "postmaster.pid"
    while users := _processes_in(cluster.data):
        if ready():
            return True
        if time.monotonic() > end:
            raise EmbeddedError(
                f"Processes {', '.join(map(str, users))} use {cluster.data} but do not answer.\n"
                "End them, or wait until they have ended, then try again."
            )
        if _first_number(note) not in users:
            # Orphans of a dead postmaster: they would go by themselves, but only after their query.
            for pid in users:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
    if Path("/proc/self/cwd").exists():
        for stale in (note, *cluster.sockets().glob(".s.PGSQL.*.lock")):
            stale.unlink(missing_ok=True)
    return False


def _first_number(note: Path) -> int | None:
    try:
        return int(note.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _processes_in(folder: Path) -> list[int]:
    """Living processes (no zombies) whose working folder this is; empty where there is no /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        # Gone meanwhile, a zombie, or another account's.
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
    return found


def stop() -> None:
    """Stop the server, open connections or not."""
    if not ready():
        return
    with locked("postgres"):
        _cluster().run("pg_ctl", "-s", "-m", "fast", "-w", "-t", "30", "stop")
