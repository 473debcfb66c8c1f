"""The guard: what a reading process may do (nothing but read), its limits, and who lives on."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.readers import guard, read_file
from documents.readers.guard import Limits
from documents.text.types import EngineError
from tests.documents.readers.making import pdf_of

ROOT = Path(__file__).parents[3]
TEXT = "《条约》第六条。"
# What is tried from inside, each in a process that has given up what a reader gives up.
TRIES = """
import json, os, socket, sys
sys.path.insert(0, sys.argv[1])
from documents.readers import confinement
if sys.argv[2] == "ordinary" and os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(12345, 12345, 12345)
    os.setresuid(12345, 12345, 12345)
def tried(act):
    try:
        act()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
missing = confinement.leave_root_and_network()
told = {"uid": os.getuid(), "groups": os.getgroups(), "missing": missing}
told["rights"] = [line.split()[1] for line in open("/proc/self/status") if "CapEff" in line]
told["back to root"] = tried(lambda: os.setuid(0))
told["network"] = tried(lambda: socket.socket().connect(("127.0.0.1", 9)))
confinement.limit(memory=1 << 29, seconds=5)
told["memory"] = tried(lambda: bytes(1 << 30))
told["process"] = tried(os.fork)
told["filter"] = confinement.filter_calls()
told["read a file"] = tried(lambda: os.open("/etc/hostname", os.O_RDONLY))
told["write a file"] = tried(lambda: os.open("/tmp/x", os.O_WRONLY | os.O_CREAT))
told["socket"] = tried(socket.socket)
told["program"] = tried(lambda: os.execv("/bin/true", ["true"]))
told["kill"] = tried(lambda: os.kill(os.getppid(), 0))
told["compute"] = sum(range(1000))
os.write(1, json.dumps(told).encode())
os._exit(0)
"""


@pytest.mark.parametrize("who", ["as we are", "ordinary"])
def test_a_reader_can_do_nothing_but_read(who: str) -> None:
    words = [sys.executable, "-I", "-S", "-c", TRIES, str(ROOT), who]
    done = subprocess.run(words, capture_output=True, check=True, timeout=60)
    told = json.loads(done.stdout)
    assert told["uid"] != 0
    assert told["filter"] is True
    if os.geteuid() == 0:
        assert told["groups"] == []
    assert told["rights"] == ["0" * 16]
    assert told["back to root"] != "done"
    for act in ("read a file", "write a file", "socket", "program", "kill"):
        assert told[act] == "PermissionError", act
    # Refused is what a machine's own network answers where nothing listens; there is none here.
    if not told["missing"]:
        assert told["network"] == "OSError"
    assert told["process"] in ("BlockingIOError", "PermissionError")
    assert told["memory"] == "MemoryError"
    assert told["compute"] == 499500


PATH = f"import os, sys; sys.path[:] = {[str(ROOT), *sys.path]!r}; "


def test_readers_know_no_django_and_no_secrets() -> None:
    code = PATH + (
        "from documents.readers import warden; "
        "print([name for name in sys.modules if name.partition('.')[0] in ('django', 'psycopg')])"
    )
    words = [sys.executable, "-I", "-S", "-c", code]
    assert subprocess.run(words, capture_output=True, check=True).stdout == b"[]\n"
    read_file(data=TEXT.encode(), name="a.txt")
    seen = Path(f"/proc/{warden().pid}/environ").read_bytes()
    assert seen == b"LANG=C.UTF-8\x00"


def warden() -> "subprocess.Popen[bytes]":
    """The process that reads for us."""
    assert guard._running is not None
    return guard._running._process


@pytest.fixture(scope="module")
def slow() -> bytes:
    """A PDF that takes some seconds: the same page 400 times."""
    page = pdf_of("\n".join(f"{number} {'条约第六条的义务马上履行' * 3}" for number in range(38)))
    return page.replace(b"[3 0 R]/Count 1>", b"[" + b"3 0 R " * 400 + b"]/Count 400>")


def test_a_reader_that_takes_too_long_is_stopped(slow: bytes) -> None:
    for limits in (Limits(seconds=0.3), Limits(cpu=1)):
        began = time.monotonic()
        with pytest.raises(EngineError, match="takes longer than"):
            guard.read(data=slow, format_name="pdf", limits=limits)
        assert time.monotonic() - began < 10


def test_a_reader_that_grows_too_large_is_stopped() -> None:
    data = (TEXT * 400_000).encode()
    with pytest.raises(EngineError, match="more than 64 MB of memory"):
        guard.read(data=data, format_name="text", limits=Limits(memory=64 * 1024 * 1024))


def test_more_text_than_a_paper_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_OUTPUT", 1024 * 1024)
    with pytest.raises(EngineError, match="more than 1 MB of text: split it"):
        read_file(data=(TEXT * 200_000).encode(), name="a.txt")
    assert read_file(data=TEXT.encode(), name="a.txt").text == TEXT


def children() -> Iterator[int]:
    own = Path(f"/proc/{warden().pid}/task/{warden().pid}/children")
    yield from map(int, own.read_text().split())


def test_a_reader_that_dies_is_told_and_harms_nobody(slow: bytes) -> None:
    read_file(data=TEXT.encode(), name="a.txt")
    before = warden()
    said: list[str] = []

    def read() -> None:
        try:
            read_file(data=slow, name="a.pdf")
        except EngineError as error:
            said.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    end = time.monotonic() + 20
    while time.monotonic() < end and not (found := list(children())):
        time.sleep(0.01)
    os.kill(found[0], signal.SIGSEGV)
    thread.join(timeout=20)
    assert said and said[0].startswith("reading broke off: the file is damaged")
    assert read_file(data=TEXT.encode(), name="a.txt").text == TEXT
    assert warden() is before


def test_a_warden_that_was_killed_is_replaced() -> None:
    read_file(data=TEXT.encode(), name="a.txt")
    before = warden()
    before.kill()
    assert read_file(data=TEXT.encode(), name="a.txt").text == TEXT
    assert warden() is not before


def test_a_warden_that_another_thread_has_replaced_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_file(data=TEXT.encode(), name="a.txt")
    lost, really = guard._warden(), guard.Warden.read
    lost.stop()
    # Between the failing of this thread and its tidying up another one has begun anew.
    others: list[guard.Warden] = []

    def read(self: guard.Warden, *asked: object) -> tuple[bytes, int]:
        if self is lost:
            monkeypatch.setattr(guard, "_running", None)
            others.append(guard._warden())
            raise guard.NoWarden("lost")
        return really(self, *asked)

    monkeypatch.setattr(guard.Warden, "read", read)
    assert read_file(data=TEXT.encode(), name="a.txt").text == TEXT
    assert guard._running is others[0]
    monkeypatch.undo()
    guard._running = others[0]


def test_many_at_once_get_their_own_answers() -> None:
    answers: dict[int, str] = {}

    def read(number: int) -> None:
        answers[number] = read_file(data=f"第{number}段。".encode(), name="a.txt").text

    threads = [threading.Thread(target=read, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert answers == {number: f"第{number}段。" for number in range(20)}


def test_a_process_that_we_fork_has_a_warden_of_its_own() -> None:
    read_file(data=TEXT.encode(), name="a.txt")
    before = warden()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            text = read_file(data=TEXT.encode(), name="a.txt").text
            status = 0 if text == TEXT and warden() is not before else 2
            guard._discard()
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0
    assert read_file(data=TEXT.encode(), name="a.txt").text == TEXT
    assert warden() is before


def test_the_warden_ends_with_the_process_that_started_it() -> None:
    code = PATH + (
        "from documents.readers import guard, read_file; read_file(data=b'a', name='a.txt'); "
        "os.write(1, str(guard._running._process.pid).encode()); os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    end = time.monotonic() + 20
    while time.monotonic() < end and _lives(int(done.stdout)):
        time.sleep(0.05)
    assert not _lives(int(done.stdout))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
