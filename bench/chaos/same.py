"""What changes nothing: reprocessing by the same engine, a backup and its return."""

import os
import subprocess
import sys
import time

from django.db import connection

from bench.chaos.outcome import Outcome, told
from bench.chaos.papers import Clean
from bench.chaos.place import ROOT, Place

TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def reprocess(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Read every paper anew by the engine that read it: not one row is written."""
    clean.run(number)
    before, begun = _rows(), time.monotonic()
    done = place.command("reprocess")
    took = time.monotonic() - begun
    after = _rows()
    wrong = [f"ended with {done.returncode}: {done.stderr[-200:]}"] if done.returncode else []
    wrong += [f"{name} was written" for name in before if before[name] != after[name]]
    rows = sum(count for count, _places in before.values())
    figure = f"{number} papers, {rows} rows of {len(before)} tables where they were, {took:.1f} s"
    return told("reprocess with the same engine", figure, wrong)


def backup(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Into an empty Postgres of another folder, and compare the dumps byte for byte."""
    clean.run(number)
    target = place.folder / "backup.tar"
    begun = time.monotonic()
    made = place.command("backup", str(target))
    there = {"NPT_VAR": str(place.folder / "elsewhere")}
    outputs = []
    for words in (("restore", str(target)), ("canonical_dump",)):
        outputs.append(_elsewhere(there, *words))
    took = time.monotonic() - begun
    here = place.command("canonical_dump")
    wrong = [
        f"ended with {each.returncode}: {each.stderr[-300:]}"
        for each in (made, *outputs, here)
        if each.returncode
    ]
    if here.stdout != outputs[1].stdout or not here.stdout:
        wrong.append("the dumps differ")
    lines = here.stdout.count("\n")
    figure = f"{number} papers, {target.stat().st_size / 1024**2:.1f} MB, {lines} lines compared"
    return told("backup into an empty cluster", f"{figure}, {took:.1f} s", wrong)


def _rows() -> dict[str, tuple[int, int]]:
    """Of each table how many rows there are, and a sum over their places and writers."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (name,) in cursor.fetchall():
            cursor.execute(
                "SELECT count(*), coalesce(sum(hashtextextended(ctid::text || xmin::text, 0)), 0)"
                f' FROM "{name}"'
            )
            found[name] = cursor.fetchone()
    return found


def _elsewhere(there: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of manage.py on another folder, with servers of its own."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "REDIS_URL", "SOURCES_DIR")
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment | there,
        capture_output=True,
        text=True,
        check=False,
    )
