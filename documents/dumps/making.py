"""Making a dump: files of one moment of the data, in a folder that appears when it is whole."""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from documents.dumps import evidence, register
from documents.dumps.files import SQLITE, write_table
from documents.dumps.package import write_package
from documents.dumps.shelf import dumps, free_name
from documents.lexicon import build_lexicon
from documents.models import Citation
from documents.refused import Refused
from documents.text.engine import engine_version

TABLES = (*register.TABLES, *evidence.TABLES)
PARTIAL = ".partial-"


def make_dump(*, out: Path, keep: int = 0) -> Path:
    """Write everything public to a new folder under `out`, and give it.

    `keep` > 0 removes all but the newest so many. Raises `Refused` while another dump is made.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        for left in out.glob(f"{PARTIAL}*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=out))
        try:
            # As other folders: a web server under another account reads it.
            folder.chmod(0o755)
            now = timezone.now()
            target = out / free_name(out, now.date())
            _write(folder, target.name, now)
            folder.rename(target)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if keep:
            for old in dumps(out)[keep:]:
                shutil.rmtree(old)
    return target


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder for this process; the kernel lets go when it dies."""
    with (out / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"Another dump is being made in {out}: wait for it.") from None
        yield


def _write(folder: Path, name: str, now: datetime) -> None:
    counts: dict[str, int] = {}
    # Every file shows the same moment.
    with transaction.atomic(durable=True), closing(sqlite3.connect(folder / SQLITE)) as database:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in TABLES:
            counts[table.name] = write_table(table, folder, database)
        about = _about(name, now)
        database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        said = [(key, str(value)) for key, value in about.items()]
        database.executemany("INSERT INTO about VALUES (?, ?)", said)
        database.commit()
        database.execute("VACUUM")
    write_package(folder, TABLES, counts, about)
    _settle(folder)


def _about(name: str, now: datetime) -> dict[str, Any]:
    engines = Citation.objects.shown().order_by("engine").values_list("engine", flat=True)
    return {
        "date": name,
        "made_at": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "engine": engine_version(build_lexicon()),
        "engines": list(engines.distinct()),
        "licence": settings.DATA_LICENCE,
    }


def _settle(folder: Path) -> None:
    """Have the files on the disk before the folder gets its name."""
    for path in [*folder.iterdir(), folder]:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
