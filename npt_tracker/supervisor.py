"""One foreground process over several children: start them, restart what dies, stop all cleanly.

Children run in process groups of their own, so that Ctrl-C in the terminal reaches only the
supervisor. They carry a mark in their environment: should the supervisor be killed, the kernel
tells them to stop (Linux), and the next start ends whatever bears the mark.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MARK = "NPT_SUPERVISED"
PR_SET_PDEATHSIG = 1
TICK_SECONDS = 0.2
SERVER_CHECK_SECONDS = 2.0
LONGEST_PAUSE = 30.0
# A child that ran this long was well: its next pause is a short one again.
WELL_SECONDS = 60.0
LOG_BYTES = 5_000_000
# What is done with a child that does not stop: seconds after the first request, and the signal.
# Celery takes SIGTERM for "finish what you do" and SIGQUIT for "hand it back and go".
INSISTING = ((0.0, signal.SIGTERM), (10.0, signal.SIGQUIT), (18.0, signal.SIGKILL))


@dataclass
class Child:
    """A program to keep running."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0
    due: float = 0.0
    restarts: int = field(default=0)

    def start(self, *, mark: str) -> None:
        """Start the program; its output goes to its log."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {MARK: mark, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
                preexec_fn=_die_with_parent(),
            )
        self.started = time.monotonic()

    def signal(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send a signal to the program, or to all of its process group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                (os.killpg if group else os.kill)(self.process.pid, number)


def _die_with_parent() -> Callable[[], None] | None:
    """What a child does between fork and exec: ask the kernel to be stopped when we die."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # The parent may have died before we asked.
        if os.getppid() != parent:
            os._exit(1)

    return ask


def marked(mark: str) -> list[int]:
    """Processes with our mark in their environment (Linux; elsewhere none are seen)."""
    entry = f"{MARK}={mark}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        # Gone meanwhile, or another account's.
        with contextlib.suppress(OSError):
            if entry in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found


def end_left_over(mark: str, *, seconds: float = 4.0) -> int:
    """End children of a supervisor that was killed; the number there were.

    They have had their signal and may be finishing a task: after `seconds` they are killed. What
    they were doing comes back by the sweep.
    """
    first = marked(mark)
    end = time.monotonic() + seconds
    for pid in first:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    while (left := marked(mark)) and time.monotonic() < end:
        time.sleep(0.1)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(first)


def trim_log(log: Path) -> None:
    """Put a log that has grown large aside as `.1`, replacing the one before."""
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))


def last_lines(log: Path, number: int = 8) -> str:
    """The end of a log, indented."""
    lines = log.read_text(errors="replace").splitlines()[-number:] if log.exists() else []
    return "\n".join(f"    {line}" for line in lines)


class StopRequested(Exception):  # noqa: N818 - not an error
    """Ctrl-C, SIGTERM or SIGHUP came."""


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Turn the signals that ask us to stop into `StopRequested`."""

    def request(number: int, frame: object) -> None:
        raise StopRequested(signal.Signals(number).name)

    numbers = [signal.SIGINT, signal.SIGTERM]
    # Started with nohup, the end of the terminal is not meant to be the end of us.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, request) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Supervisor:
    """Keeps children and the servers under them running until it is asked to stop."""

    def __init__(
        self,
        children: list[Child],
        *,
        mark: str,
        tell: Callable[[str], None],
        keep_servers: Callable[[], None],
    ) -> None:
        self.children = children
        self._mark = mark
        self._tell = tell
        self._keep_servers = keep_servers
        self._servers_checked = time.monotonic()

    def start(self) -> None:
        """Start all children."""
        for child in self.children:
            trim_log(child.log)
            child.start(mark=self._mark)

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Restart what dies, until the condition holds (asked at every tick)."""
        while not until():
            self.tick()
            time.sleep(TICK_SECONDS)

    def tick(self) -> None:
        """Look once at the servers and every child."""
        now = time.monotonic()
        if now - self._servers_checked > SERVER_CHECK_SECONDS:
            self._servers_checked = now
            self._keep_servers()
        for child in self.children:
            if child.process is None:
                if now >= child.due:
                    child.start(mark=self._mark)
            elif (status := child.process.poll()) is not None:
                self._plan_restart(child, status, now)

    def _plan_restart(self, child: Child, status: int, now: float) -> None:
        # What it started may have outlived it; a new worker beside an old one's pool helps nobody.
        child.signal(signal.SIGKILL, group=True)
        if now - child.started > WELL_SECONDS:
            child.pause, child.restarts = 1.0, 0
        child.process, child.due = None, now + child.pause
        child.restarts += 1
        how = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
        self._tell(f"{child.name} ended {how}; it is started again in {child.pause:.0f} s.")
        if child.restarts in (1, 3, 10):
            self._tell(f"  The end of {child.log}:\n{last_lines(child.log)}")
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Stop all children: ask, insist, kill. A second Ctrl-C kills at once."""
        steps = list(INSISTING)
        begun = time.monotonic()
        while running := [child for child in self.children if _runs(child)]:
            try:
                while steps and time.monotonic() - begun >= steps[0][0]:
                    _, number = steps.pop(0)
                    for child in running:
                        child.signal(number, group=number == signal.SIGKILL)
                time.sleep(0.05)
            except StopRequested:
                steps = [(0.0, signal.SIGKILL)]
        for child in self.children:
            child.signal(signal.SIGKILL, group=True)


def _runs(child: Child) -> bool:
    return child.process is not None and child.process.poll() is None
