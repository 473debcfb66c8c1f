"""`python -m bench.api`: requests a second of the API, beside Datasette and a bare Django view.

All in one run, over loopback, one server after another, each with two processes where it can have
them: fifty citations a page, under a filter too, one citation, and an answer that nothing has
changed. Datasette serves the same rows from SQLite, indexed; the bare view runs the very SQL of our
page and writes its columns as JSON. The throttles are at work, with a rate that no run reaches.

It needs wrk (Debian: apt install wrk), Datasette (named by DATASETTE) and generated papers; `make
bench-site` gives the last two.
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
# The throttles count, and stop nobody here.
os.environ["API_RATE"] = "100000000/minute"

import django
from rich.console import Console

from bench import bare
from npt_tracker import embedded

HOST, PORT = "127.0.0.1", 8300
FEWEST = 50_000
ROWS = 50
FILTER = "action-plan-2010:5"
# What is asked for: times Datasette's rate, share of the bare view's, times the full answer's.
OVER_DATASETTE, OF_BARE, OVER_FULL = 2.0, 0.6, 5.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests a second, and milliseconds of the slowest in a hundred."""

    each_second: float
    p99: float


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10, help="of each measurement (10)")
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    say = Console(highlight=False, markup=False, width=120).print
    if shutil.which("wrk") is None:
        say("wrk is missing. On Debian: apt install wrk")
        return 1
    lease = embedded.hold(tell=Console(stderr=True).print)
    try:
        django.setup()
        return _run(options, say)
    finally:
        lease.release()


def _run(options: argparse.Namespace, say: Any) -> int:
    from documents.models import Citation

    held = Citation.objects.public().count()
    if held < FEWEST:
        say(f"{held} citations are stored, {FEWEST} are needed: see python -m bench.pages")
        return 1
    first = str(Citation.objects.counted().order_by("pk").values_list("pk", flat=True)[0])
    listed = f"/api/v1/citations/?page_size={ROWS}"
    filtered = f"{listed}&commitment={FILTER}"
    found: dict[str, Rate] = {}
    with _ours() as site:
        found["list"] = _measure(options, site + listed)
        found["filtered"] = _measure(options, site + filtered)
        found["detail"] = _measure(options, f"{site}/api/v1/citations/{first}/")
        found["304"] = _measure(options, site + filtered, etag=_etag(site + filtered))
    with _bare() as site:
        found["bare filtered"] = _measure(options, site + "/")
    with tempfile.TemporaryDirectory() as folder, _datasette(Path(folder)) as site:
        table = f"{site}/citations/citations.json?_shape=objects&_size={ROWS}&_nocount=1"
        found["datasette list"] = _measure(options, table)
        found["datasette filtered"] = _measure(
            options, f"{table}&_where=commitment='{FILTER}'+or+parent='{FILTER}'"
        )
    return _show(say, held, found)


def _show(say: Any, held: int, found: dict[str, Rate]) -> int:
    say(f"{held} citations, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
    for name, rate in found.items():
        say(f"{name:<20} {rate.each_second:>8.0f} requests/s   p99 {rate.p99:>7.1f} ms")
    ours, theirs = found["filtered"], found["datasette filtered"]
    targets = [
        ("filtered / datasette", ours.each_second / theirs.each_second, OVER_DATASETTE),
        ("datasette p99 / ours", theirs.p99 / ours.p99, 1.0),
        ("filtered / bare view", ours.each_second / found["bare filtered"].each_second, OF_BARE),
        ("304 / filtered", found["304"].each_second / ours.each_second, OVER_FULL),
    ]
    missed = 0
    for name, ratio, target in targets:
        missed += ratio < target
        say(f"{name:<20} {ratio:>8.2f} target {target}  {'missed' if ratio < target else 'met'}")
    return 1 if missed else 0


def _measure(options: argparse.Namespace, address: str, etag: str = "") -> Rate:
    """What wrk says of an address, after a short warm-up."""
    command = ["wrk", "-t1", f"-c{options.connections}", "--latency"]
    if etag:
        command += ["-H", f"If-None-Match: {etag}"]
    subprocess.run([*command, "-d2s", address], check=True, capture_output=True)
    done = subprocess.run(
        [*command, f"-d{options.seconds}s", address], check=True, capture_output=True, text=True
    )
    if "Non-2xx" in done.stdout:
        sys.exit(f"{address}:\n{done.stdout}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    return Rate(float(rate[1]), float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]])


def _etag(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.headers["ETag"]


@contextmanager
def _started(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """Run a server until it answers, and stop it at the end; its address."""
    address = f"http://{HOST}:{port}"
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            end = time.monotonic() + 60
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > end:
                    log.seek(0)
                    sys.exit(f"{command[0]} does not answer:\n{log.read()[-2000:]}")
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address + "/", timeout=5).close()
    except OSError as error:
        return hasattr(error, "code")
    return True


def _granian(application: str, port: int) -> list[str]:
    """As `manage.py serve` starts it."""
    from npt_tracker.management.commands.serve import children

    command = children(HOST, port)[0].command
    return [*command[:-1], application]


@contextmanager
def _ours() -> Iterator[str]:
    with _started(_granian("npt_tracker.wsgi:application", PORT), PORT) as address:
        yield address


@contextmanager
def _bare() -> Iterator[str]:
    statement = json.dumps(_statement())
    environment = {bare.STATEMENT: statement, "DJANGO_SETTINGS_MODULE": "bench.bare_settings"}
    with _started(_granian("bench.bare:application", PORT + 1), PORT + 1, **environment) as site:
        yield site


def _statement() -> tuple[str, list[str]]:
    """The SQL of our filtered page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    address = f"/api/v1/citations/?page_size={ROWS}&commitment={FILTER}"
    with CaptureQueriesContext(connection) as queries:
        assert Client(headers={"host": "localhost"}).get(address).status_code == 200
    longest = max((each["sql"] for each in queries), key=len)
    return longest.replace("%", "%%"), []


@contextmanager
def _datasette(folder: Path) -> Iterator[str]:
    file = folder / "citations.db"
    _export(file)
    port = PORT + 2
    command = [os.environ.get("DATASETTE", "datasette"), "serve", "--immutable", str(file)]
    command += ["--host", HOST, "--port", str(port), "--setting", "suggest_facets", "off"]
    with _started(command, port) as address:
        yield address


def _export(file: Path) -> None:
    """The same rows, flat, with the indexes that the filter and the order want."""
    from django.test import Client

    lines = Client(headers={"host": "localhost"}).get("/api/v1/citations/?format=jsonl")
    rows = (json.loads(line) for line in b"".join(lines.streaming_content).splitlines())
    database = sqlite3.connect(file)
    first = next(rows)
    names = [*first, "parent"]
    columns = ", ".join(f'"{name}"' for name in names)
    database.execute(f"CREATE TABLE citations ({columns}, PRIMARY KEY (id))")
    marks = ", ".join("?" for _ in names)
    for row in [first, *rows]:
        target = row["commitment"] or ""
        values = [json.dumps(v) if isinstance(v, list | dict) else v for v in row.values()]
        database.execute(
            f"INSERT INTO citations VALUES ({marks})", [*values, target.rstrip("abcdefgh")]
        )
    for name in ("commitment", "parent", "document", "instrument"):
        database.execute(f"CREATE INDEX by_{name} ON citations ({name})")
    database.commit()
    database.close()


if __name__ == "__main__":
    sys.exit(main())
