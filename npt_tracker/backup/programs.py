"""pg_dump and pg_restore: finding those that fit the server, and running them on our database."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from documents.refused import Refused
from npt_tracker.embedded import binaries

ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def server_major() -> int:
    """The major version of the server."""
    connection.ensure_connection()
    return connection.pg_version // 10000


def run(name: str, *words: str, major: int) -> int:
    """Run one of the programs, of this major version at least, on our server; gives its version.

    Raises Refused with what the program said.
    """
    version, program = _find(name, major)
    done = subprocess.run(
        [program, *words],
        # In the environment, not on the command line: that everybody on the machine can read.
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip() or done.stdout.strip()
        raise Refused(f"{name} failed: {said}{_hint(version)}")
    return version


def _hint(version: int) -> str:
    """What to try when a program is newer than the server: it may say what that does not know."""
    here = server_major()
    if version == here:
        return ""
    return (
        f"\n(The program is of PostgreSQL {version}, the server of {here}: install "
        f"postgresql-client-{here}, then back up anew.)"
    )


def _environment() -> dict[str, str]:
    parameters = connection.get_connection_params()
    own = {
        variable: str(parameters[name])
        for name, variable in ENVIRONMENT.items()
        if parameters.get(name)
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | own | {"LC_ALL": "C", "PGAPPNAME": "npt_tracker backup"}


def _find(name: str, major: int) -> tuple[int, str]:
    """The program of the wanted major version, else of the next newer one."""
    found = sorted(
        (version, place, str(path))
        for place, path in enumerate(_candidates(name))
        if (version := _major(path)) >= major
    )
    if not found:
        raise Refused(
            f"{name} of PostgreSQL {major} or newer is needed, and none was found. On Debian and "
            f"Ubuntu, with PostgreSQL's own packages: apt install postgresql-client-{major}"
        )
    version, _place, path = found[0]
    return version, path


def _candidates(name: str) -> Iterator[Path]:
    for folder in binaries.folders():
        if (folder / name).exists():
            yield folder / name
    if on_path := shutil.which(name):
        yield Path(on_path)


def _major(path: Path) -> int:
    """What `--version` says; 0 for a program that does not run."""
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.search(r"\) (\d+)", done.stdout)
    return int(version[1]) if version and done.returncode == 0 else 0
