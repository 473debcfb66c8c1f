"""`python -m bench.scale`: what one paper costs, in time, rows and bytes; for docs/scale.md.

In a place of its own (`NPT_VAR`), emptied before. One process takes generated papers in, as one
process of a worker does, and the same rows are written by COPY alone beside it. Bytes are what the
tables and their indexes grew by on the disk.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django
from rich.console import Console

from npt_tracker import embedded

COPIED = ("documents_paragraph", "documents_citation", "documents_suggestion")
SIZES = """
    SELECT relname, pg_table_size(oid), pg_indexes_size(oid), greatest(reltuples, 0)::bigint
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def main() -> int:
    """Measure, and print what a paper costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200)
    options = parser.parse_args()
    console = Console(width=100, highlight=False)
    lease = embedded.hold(tell=Console(stderr=True).print)
    try:
        django.setup()
        _run(options.papers, console.print)
    finally:
        lease.release()
    return 0


def _run(number: int, tell: Callable[[str], None]) -> None:
    from django.core.management import call_command

    from documents import corpus, pipeline

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_catalogue", stdout=io.StringIO())
    call_command("make_corpus", remove=True, stdout=io.StringIO())
    papers = [(each.name, each.text.encode()) for each in corpus.generate(papers=number, seed=1)]
    text = sum(len(data) for _name, data in papers)
    before = _sizes()
    begun, own = time.perf_counter(), time.process_time()
    for name, data in papers:
        submitted = pipeline.submit(data=data, name=name, generated=True)
        pipeline.perform_all(job_id=submitted.job.pk)
    took, own = time.perf_counter() - begun, time.process_time() - own
    after = _sizes()
    copied = copy_seconds()
    tell(f"{number} generated papers, {text / number:.0f} bytes each")
    tell(
        f"ingest: {took / number * 1000:.1f} ms a paper, {number / took:.1f} papers/s, one process"
    )
    tell(
        f"  of it in Python {own / number * 1000:.1f} ms, the rest waits for Postgres and the disk"
    )
    tell(f"  the same rows by COPY alone: {copied / number * 1000:.1f} ms a paper")
    _tell_sizes(before, after, number, tell)
    _tell_commands(number, tell)


def _sizes() -> dict[str, tuple[int, int, int]]:
    from django.db import connection

    with connection.cursor() as cursor:
        # Dead rows gone, the numbers of rows exact.
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(SIZES)
        return {name: tuple(rest) for name, *rest in cursor.fetchall()}


def _tell_sizes(
    before: dict[str, tuple[int, int, int]],
    after: dict[str, tuple[int, int, int]],
    number: int,
    tell: Callable[[str], None],
) -> None:
    grown = {
        name: tuple(
            (new - old) / number for new, old in zip(after[name], before[name], strict=True)
        )
        for name in after
    }
    total = [sum(each[place] for each in grown.values()) for place in range(3)]
    tell(f"on the disk: {(total[0] + total[1]) / 1024:.0f} kB a paper, {total[2]:.0f} rows")
    for name, (table, index, rows) in sorted(grown.items(), key=lambda each: -sum(each[1][:2])):
        if table + index >= 100:
            tell(
                f"  {name:24} {rows:7.1f} rows  {table / 1024:7.1f} kB  "
                f"indexes {index / 1024:7.1f} kB"
            )


def copy_seconds() -> float:
    """How long it takes to write the largest tables' rows and indexes by COPY."""
    from django.db import connection

    took = 0.0
    with connection.cursor() as cursor:
        for table in COPIED:
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
                "FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            (columns,) = cursor.fetchone()
            with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                rows = b"".join(copy)
            cursor.execute(f"CREATE TABLE copied (LIKE {table} INCLUDING ALL)")
            begun = time.perf_counter()
            with cursor.copy(f"COPY copied ({columns}) FROM STDIN") as copy:
                copy.write(rows)
            took += time.perf_counter() - begun
            cursor.execute("DROP TABLE copied")
    return took


def _tell_commands(number: int, tell: Callable[[str], None]) -> None:
    from django.core.management import call_command

    nowhere = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        backup = Path(folder) / "backup.tar"
        commands = {
            "reprocess, nothing changes": ("reprocess",),
            "relink, nothing changes": ("relink",),
            "canonical_dump --digest": ("canonical_dump", "--digest"),
            "backup": ("backup", str(backup)),
            "backup --check": ("backup", str(backup), "--check"),
        }
        for name, words in commands.items():
            begun = time.perf_counter()
            call_command(*words, stdout=nowhere, stderr=nowhere)
            tell(f"{name}: {(time.perf_counter() - begun) / number * 1000:.1f} ms a paper")
        tell(f"a backup: {backup.stat().st_size / number / 1024:.1f} kB a paper")


if __name__ == "__main__":
    sys.exit(main())
