"""Processes as the kernel tells of them: who belongs to whom, and how much memory they hold."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def children(pid: int) -> list[int]:
    """The children of a process."""
    found = []
    with suppress(OSError):
        for each in (PROC / str(pid) / "task").iterdir():
            found += [int(word) for word in (each / "children").read_text().split()]
    return found


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    return [pid, *(each for child in children(pid) for each in family(child))]


def working_in(folder: Path) -> list[int]:
    """The processes whose working folder this is."""
    found = []
    for entry in PROC.glob("[0-9]*"):
        with suppress(OSError):
            if (entry / "cwd").readlink() == folder.resolve():
                found.append(int(entry.name))
    return found


def kill(pids: Iterable[int]) -> int:
    """kill -9; gives how many there were to kill."""
    killed = 0
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed


def megabytes(pids: Iterable[int]) -> float:
    """Memory of processes together; what several share is counted once."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024
