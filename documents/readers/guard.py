"""Reading a stranger's file in another process, which may break, hang or grow and harms nobody.

One warden (`documents.readers.warden`) is started by the first file that a process reads, and ends
with it. It has no root, no network and none of our memory, environment or open files; the child
that it makes for each file cannot open a file either, and is stopped at its limits.
"""

import atexit
import contextlib
import json
import logging
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from documents.text.decode import Decoded
from documents.text.types import EngineError

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
# As much text as a file may have bytes; no paper comes near.
MAX_OUTPUT = 20 * 1024 * 1024
# How long the warden itself may take beyond the time of its child.
GRACE = 10.0
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_STATUS = struct.Struct("<i")
_OVERDUE = -1
_START = (
    "import sys; sys.path[:] = {path!r}; "
    "from documents.readers import warden; warden.main({handle})"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds by the clock, seconds of the processor, bytes of memory."""

    seconds: float = 45.0
    cpu: int = 30
    memory: int = 1024 * 1024 * 1024


class NoWarden(RuntimeError):
    """The process that reads files cannot be started or was lost: not the file's fault."""


class Warden:
    """A running warden, as seen by the process that started it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = [str(ROOT), *(str(Path(each).absolute()) for each in sys.path if each)]
        code = _START.format(path=path, handle=theirs.fileno())
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd="/",
                env={"LANG": "C.UTF-8"},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        finally:
            theirs.close()
        self._control = ours
        ours.settimeout(30)
        try:
            greeting = ours.recv(1024)
        except OSError as error:
            self.stop()
            raise NoWarden(f"the reading process does not start: {error}") from error
        if not greeting:
            self.stop()
            raise NoWarden("the reading process does not start; standard error has its reason")
        if missing := json.loads(greeting)["missing"]:
            log.warning("files are read without: %s (not given by this system)", "; ".join(missing))

    def read(self, data: bytes, format_name: str, limits: Limits) -> tuple[bytes, int]:
        """What the child said and how it ended, as `os.waitpid` tells it or `_OVERDUE`."""
        ours, theirs = socket.socketpair()
        source = os.memfd_create("paper")
        with ours:
            try:
                with open(source, "wb", closefd=False) as stream:  # noqa: PTH123 - a descriptor
                    stream.write(data)
                request = json.dumps({"format": format_name, **asdict(limits)}).encode()
                socket.send_fds(self._control, [request], [source, theirs.fileno()])
            finally:
                theirs.close()
                os.close(source)
            ours.settimeout(limits.seconds + GRACE)
            said = _all_of(ours)
        if len(said) < _STATUS.size:
            raise NoWarden("the reading process was lost")
        return said[: -_STATUS.size], _STATUS.unpack(said[-_STATUS.size :])[0]

    def stop(self) -> None:
        """End it; what it still reads is lost."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """In a child of ours: it is not ours, let go of it."""
        self._control.close()
        self._process.returncode = 0  # so that nothing waits for it, or warns of it


def _all_of(answer: socket.socket) -> bytes:
    parts, length = [], 0
    while part := answer.recv(1 << 20):
        parts.append(part)
        length += len(part)
        if length > MAX_OUTPUT + _STATUS.size:
            raise EngineError(
                f"the file holds more than {MAX_OUTPUT // 1024**2} MB of text: split it"
            )
    return b"".join(parts)


_lock = threading.Lock()
_running: Warden | None = None


def read(*, data: bytes, format_name: str, limits: Limits = Limits()) -> Decoded:  # noqa: B008
    """Read a file in a child process; `format_name` is one of the warden's.

    Raises EngineError, with what to do, when the file cannot be read or its reader broke, hung or
    grew too large; NoWarden when there is no process to read it (trying again may help).
    """
    warden = _warden()
    try:
        said, status = warden.read(data, format_name, limits)
    except (NoWarden, OSError):
        # Once more, with a new one: the old one may have been killed long ago.
        _discard(warden)
        warden = _warden()
        try:
            said, status = warden.read(data, format_name, limits)
        except OSError as error:
            _discard(warden)
            raise NoWarden(f"the reading process does not answer: {error}") from error
    return _understood(said, status, limits)


def _understood(said: bytes, status: int, limits: Limits) -> Decoded:
    """The child's answer as a text; raises EngineError for any other."""
    if status == _OVERDUE or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise EngineError(
            f"reading takes longer than {limits.cpu} seconds: the file is damaged or made to be "
            "slow; save it anew, or save its text alone"
        )
    answer = _parsed(said) if status == 0 else {}
    if refused := answer.get("refused"):
        raise EngineError(str(refused))
    if answer.get("memory"):
        raise EngineError(
            f"reading takes more than {limits.memory // 1024**2} MB of memory: the file is damaged "
            "or made to be large; split it, or save its text alone"
        )
    text, codes = answer.get("text"), answer.get("warnings")
    # A child that was taken over may say anything; what the database cannot hold is no text.
    if not isinstance(text, str) or not isinstance(codes, list) or _NO_TEXT.search(text):
        log.warning("a reader broke: status %s, %s", status, answer.get("broke", "no text"))
        raise EngineError(
            "reading broke off: the file is damaged, or not what its name says; open it, save it "
            "anew, or save its text alone"
        )
    warnings = tuple(str(code)[:100] for code in codes[:100])
    return Decoded(text, str(answer.get("fidelity", ""))[:20], warnings)


def _parsed(said: bytes) -> dict[str, object]:
    try:
        answer = json.loads(said)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _warden() -> Warden:
    global _running
    with _lock:
        if _running is None:
            _running = Warden()
        return _running


def _discard(lost: Warden | None = None) -> None:
    """Stop the warden that runs; where one is `lost`, no other that has taken its place."""
    global _running
    with _lock:
        if _running is not None and lost in (None, _running):
            _running.stop()
            _running = None


def _after_fork() -> None:
    global _running, _lock
    _lock = threading.Lock()
    if _running is not None:
        _running.forget()
        _running = None


atexit.register(_discard)
os.register_at_fork(after_in_child=_after_fork)
