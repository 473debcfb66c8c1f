"""The embedded servers: places, secret, lease, and a real start, kill and recovery."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from npt_tracker import embedded
from npt_tracker.embedded import binaries, places, postgres, redis

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def own_var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh `var/` on a short path that every account can enter; its servers are stopped."""
    with tempfile.TemporaryDirectory(prefix="npt-own-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setenv("NPT_VAR", f"{folder}/var")
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.delenv("REDIS_URL", raising=False)
        yield Path(folder) / "var"
        embedded.stop()


def run_python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_only_what_the_environment_lacks_is_wanted(own_var: Path, monkeypatch) -> None:
    assert embedded.wanted() == ["postgres", "redis"]
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/x")
    assert embedded.wanted() == ["redis"]
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert embedded.wanted() == []


def test_nothing_is_touched_when_both_addresses_are_given(own_var: Path, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/x")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    embedded.hold().release()
    assert not own_var.exists()


def test_secret_is_made_once_and_private_also_when_many_ask_at_once(own_var: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: embedded.development_secret(), range(32)))
    assert len(answers) == 1
    assert len(answers.pop()) >= 50
    assert stat.S_IMODE((own_var / "secret").stat().st_mode) == 0o600
    assert [path.name for path in own_var.iterdir()] == ["secret"]


@pytest.mark.parametrize(
    ("folder", "short"),
    [
        pytest.param("/srv/npt/var", False, id="plain and short: in var itself"),
        pytest.param(f"/srv/{'long-' * 20}/var", True, id="over the kernel's 107 bytes"),
        pytest.param("/srv/核查/var", True, id="not plain: three parsers read the address"),
        pytest.param("/srv/my clone/var", True, id="a space"),
    ],
)
def test_socket_folders(folder: str, short: bool, monkeypatch) -> None:
    monkeypatch.setenv("NPT_VAR", folder)
    assert postgres_in_var() is not short
    assert len(os.fsencode(places.redis_socket())) < 100
    assert len(os.fsencode(places.postgres_sockets() / ".s.PGSQL.5432.lock")) < 104
    assert places.postgres_sockets() != places.redis_socket().parent


def postgres_in_var() -> bool:
    """Tell whether Postgres' sockets are below `var/`."""
    return places.postgres_sockets().is_relative_to(places.var_dir())


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "real"
    target.mkdir()
    (tmp_path / "trap").symlink_to(target)
    with pytest.raises(embedded.EmbeddedError, match="Remove it"):
        places.make_private(tmp_path / "trap")


def test_cluster_of_another_major_version_is_not_touched(own_var: Path) -> None:
    with pytest.raises(embedded.EmbeddedError) as caught:
        binaries.find(major=9, account=None, home=own_var / "postgres")
    message = str(caught.value)
    assert "made by PostgreSQL 9" in message
    assert "left untouched" in message
    assert "pg_dump" in message


def test_embedded_needs_no_django_settings() -> None:
    code = (
        "import sys; from npt_tracker import embedded; embedded.database_url();"
        "from django.conf import settings; print(settings.configured)"
    )
    assert run_python(code).strip() == "False"


def test_last_one_out_stops_the_servers(own_var: Path, monkeypatch) -> None:
    stopped = []
    first = embedded.Lease(stop=lambda: stopped.append("first"))
    second = embedded.Lease(stop=lambda: stopped.append("second"))
    first.take()
    second.take()
    assert first.release() is False
    assert second.release() is True
    assert stopped == ["second"]


def test_a_killed_process_holds_no_share(own_var: Path) -> None:
    code = (
        "import time; from npt_tracker.embedded import Lease\n"
        "lease = Lease(stop=lambda: None); lease.take(); print('taken', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        ours = embedded.Lease(stop=lambda: None)
        ours.take()
        assert ours.release() is False
        other.kill()
        other.wait()
    ours.take()
    assert ours.release() is True


def test_servers_start_once_recover_from_a_kill_and_stop(own_var: Path) -> None:
    code = "from npt_tracker import embedded; embedded.start(); print('ok')"
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(run_python, [code] * 3)) == ["ok\n"] * 3
    with connect() as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('行动5')")
        # In locale C this would be false: nothing Chinese would count as a letter.
        assert connection.execute("SELECT '核' ~ '[[:alpha:]]'").fetchone() == (True,)
    note = places.var_dir() / "postgres" / "data" / "postmaster.pid"
    os.kill(int(note.read_text().split()[0]), signal.SIGKILL)
    wait_until(lambda: not postgres.ready())
    assert embedded.ready() == ["redis"]
    embedded.start()
    with connect() as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("行动5",)
    embedded.stop()
    assert embedded.ready() == []


def test_a_pid_file_that_names_another_process_does_not_block_the_start(own_var: Path) -> None:
    postgres.start(durable=False)
    note = places.var_dir() / "postgres" / "data" / "postmaster.pid"
    text = note.read_text()
    postgres.stop()
    # The number of a killed postmaster, given to another process meanwhile: ours.
    note.write_text(text.replace(text.split()[0], str(os.getpid()), 1))
    note.chmod(0o644)
    postgres.start(durable=False)
    assert postgres.ready()


def test_redis_keeps_what_it_was_given(own_var: Path) -> None:
    redis.start()
    assert redis._ask(b"SET word 5c") == b"+OK\r\n"
    redis.stop()
    assert not redis.ready()
    redis.start()
    assert b"5c" in redis._ask(b"GET word")


def connect() -> psycopg.Connection:
    """A connection to the embedded database."""
    return psycopg.connect(
        host=str(places.postgres_sockets()), user="postgres", dbname="npt_tracker", autocommit=True
    )


def wait_until(condition, seconds: float = 10) -> None:
    """Wait for a condition; fail if it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
