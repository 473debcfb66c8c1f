"""The account that runs Postgres when we are root, since Postgres refuses root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """An account to run a server as."""

    name: str
    uid: int
    gid: int

    def run_as(self) -> dict[str, Any]:
        """Arguments for `subprocess` that run a command as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_write(self, folder: Path) -> bool:
        """Tell whether the account can enter and write to the folder (asked of the system)."""
        command = ["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(folder)]
        try:
            return subprocess.run(command, cwd="/", check=False, **self.run_as()).returncode == 0
        except (OSError, subprocess.SubprocessError):
            return False


def unprivileged(data: Path) -> Account | None:
    """The account to run Postgres as if we are root: the owner of the data if there is any."""
    if os.geteuid() != 0:
        return None
    # As root also below a folder that only its owner may enter.
    if data.exists() and (found := data.stat()).st_uid != 0:
        return Account(_name(found.st_uid), found.st_uid, found.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
