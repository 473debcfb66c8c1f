"""The supervisor: restarts, clean stops, and what a killed one leaves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from npt_tracker.management.commands import serve
from npt_tracker.supervisor import Child, Supervisor, end_left_over, marked, stop_signals

REPOSITORY = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def make_child(folder: Path, code: str, name: str = "The child") -> Child:
    """A child that runs a line of Python."""
    return Child(name, [sys.executable, "-c", code], folder / "child.log")


def make_supervisor(folder: Path, *children: Child) -> tuple[Supervisor, list[str]]:
    """A supervisor and the list of what it tells."""
    told: list[str] = []
    supervisor = Supervisor(
        list(children), mark=str(folder), tell=told.append, keep_servers=lambda: None
    )
    return supervisor, told


def run_for(supervisor: Supervisor, condition, seconds: float = 10) -> None:
    """Let it watch until the condition holds; fail if it does not come."""
    end = time.monotonic() + seconds
    supervisor.watch(until=lambda: condition() or time.monotonic() > end)
    assert condition()


def test_a_child_that_dies_is_started_again_with_a_message(tmp_path: Path) -> None:
    child = make_child(tmp_path, "import time; print('began', flush=True); time.sleep(60)")
    supervisor, told = make_supervisor(tmp_path, child)
    supervisor.start()
    try:
        run_for(supervisor, lambda: "began" in child.log.read_text())
        assert child.process is not None
        first = child.process.pid
        os.kill(first, signal.SIGKILL)
        run_for(supervisor, lambda: child.log.read_text().count("began") == 2)
        assert child.process.pid != first
        assert told[0] == "The child ended by SIGKILL; it is started again in 1 s."
    finally:
        supervisor.stop()
    assert marked(str(tmp_path)) == []


def test_pauses_grow_while_a_child_keeps_failing(tmp_path: Path) -> None:
    child = make_child(tmp_path, "raise SystemExit('no such thing')")
    supervisor, told = make_supervisor(tmp_path, child)
    supervisor.start()
    run_for(supervisor, lambda: len(told) >= 3)
    supervisor.stop()
    assert "status 1" in told[0]
    assert "no such thing" in told[1]
    assert "again in 2 s" in told[2]
    assert child.pause == 4.0


def test_stop_kills_what_does_not_listen(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(
        "npt_tracker.supervisor.INSISTING", ((0.0, signal.SIGTERM), (0.5, signal.SIGKILL))
    )
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    child = make_child(tmp_path, f"{deaf}; print('deaf', flush=True); time.sleep(60)")
    supervisor, _ = make_supervisor(tmp_path, child)
    supervisor.start()
    run_for(supervisor, lambda: "deaf" in child.log.read_text())
    begun = time.monotonic()
    supervisor.stop()
    assert 0.4 < time.monotonic() - begun < 5
    assert marked(str(tmp_path)) == []


def test_children_of_a_killed_supervisor_stop_or_are_ended(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    code = f"""
import sys, time
from pathlib import Path
from npt_tracker.supervisor import Child, Supervisor
folder = Path({str(tmp_path)!r})
children = [Child("a", [sys.executable, "-c", "import time; time.sleep(60)"], folder / "a.log"),
            Child("b", [sys.executable, "-c", {deaf!r}], folder / "b.log")]
Supervisor(children, mark=str(folder), tell=print, keep_servers=lambda: None).start()
time.sleep(0.7)
print("up", flush=True)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "up\n"
        assert len(marked(str(tmp_path))) == 2
        other.kill()
    end = time.monotonic() + 5
    while len(marked(str(tmp_path))) > 1 and time.monotonic() < end:
        time.sleep(0.05)
    # The kernel's signal ended one; the deaf one is left for the next start.
    assert end_left_over(str(tmp_path), seconds=0.3) == 1
    time.sleep(0.2)
    assert marked(str(tmp_path)) == []


def test_second_one_on_the_same_folder_is_refused_with_the_address(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("NPT_VAR", str(tmp_path))
    with serve.only_one() as note:
        note.write_text('{"pid": 1, "address": "http://localhost:8765"}')
        assert serve.locked_by_other(note)
        with pytest.raises(serve.CommandError, match="localhost:8765") as caught, serve.only_one():
            pass
        assert "make stop" in str(caught.value)
    assert not serve.locked_by_other(note)


def test_a_taken_port_is_passed_over() -> None:
    with serve.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port("127.0.0.1", port) > port


def test_signals_become_a_request_to_stop() -> None:
    with pytest.raises(serve.StopRequested, match="SIGTERM"), stop_signals():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
