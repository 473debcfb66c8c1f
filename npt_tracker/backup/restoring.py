"""Restoring a backup into an empty database, and checking one by restoring it beside ours."""

import secrets
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from documents import canonical, memory, sources
from documents.models import Feed, Source
from documents.refused import Refused
from npt_tracker.backup import archive, fingerprints, programs

# A database in which one of these has a row is in use.
IN_USE = ("documents_source", "documents_document", "documents_decision", "auth_user")


def restore(*, path: Path, into_empty: bool = False) -> dict[str, Any]:
    """Put a backup's originals and rows in place, migrate them, begin a new history of changes.

    Only into a database without tables; `into_empty` also takes one that was only migrated and
    has neither papers nor accounts, and removes its tables. Gives the manifest. Raises Refused,
    with what to do; the database is empty again then.
    """
    with archive.opened(path) as (opened, manifest):
        _check_release(manifest)
        _check_server(manifest)
        _check_empty(into_empty)
        with tempfile.TemporaryDirectory(prefix="npt-restore-") as folder:
            dump = Path(folder) / archive.DATABASE
            archive.extract(opened, archive.DATABASE, dump, manifest["database"]["sha256"])
            _restore_originals(opened)
            if into_empty:
                _clear()
            _load(dump, manifest)
    differing = fingerprints.differing(manifest["tables"], fingerprints.fingerprints())
    if differing:
        _clear()
        raise Refused(f"what was restored differs from what was backed up: {', '.join(differing)}")
    call_command("migrate", interactive=False, verbosity=0)
    _begin_history()
    return manifest


def missing_originals() -> list[str]:
    """The hashes of originals that rows name and that are not there."""
    hashes = Source.objects.order_by("sha256").values_list("sha256", flat=True)
    return [each for each in hashes.iterator(1000) if not sources.source_path(each).exists()]


def check(*, path: Path) -> list[str]:
    """Restore a backup into a database of its own, compare it with what was backed up, drop it.

    Gives what differs: empty when all is equal. The originals are read and their hashes made.
    """
    with archive.opened(path) as (opened, manifest), _beside():
        wrong = _damaged_originals(opened, manifest)
        with tempfile.TemporaryDirectory(prefix="npt-check-") as folder:
            dump = Path(folder) / archive.DATABASE
            archive.extract(opened, archive.DATABASE, dump, manifest["database"]["sha256"])
            _load(dump, manifest)
        there = fingerprints.fingerprints()
        wrong += fingerprints.differing(manifest["tables"], there)
        # Of an earlier release only the tables can be compared: its rows have other columns.
        comparable = manifest["canonical"] and _migrations(manifest) == _known_migrations()
        if comparable and canonical.digest() != manifest["canonical"]:
            wrong.append("the canonical dump")
    return wrong


def _check_release(manifest: dict[str, Any]) -> None:
    newer = sorted(_migrations(manifest) - _known_migrations())
    if newer:
        raise Refused(
            f"this backup was made by a newer release ({manifest['release']}), which knows "
            f"{' '.join(newer[-1])}: install that release, then restore"
        )


def _migrations(manifest: dict[str, Any]) -> set[tuple[str, str]]:
    return {(app, name) for app, names in manifest["migrations"].items() for name in names}


def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def _check_server(manifest: dict[str, Any]) -> None:
    there, here = manifest["postgres"], programs.server_major()
    if here < there:
        raise Refused(
            f"this backup is of PostgreSQL {there}, and the server here is {here}: backups go to "
            f"the same or a newer major version. Start PostgreSQL {there} or newer (an empty one "
            "will do), set DATABASE_URL to it, and restore there"
        )


def _check_empty(into_empty: bool) -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if not tables:
            return
        used = [name for name in IN_USE if name in tables and _has_rows(cursor, name)]
    if used or not into_empty:
        holds = f"rows in {', '.join(used)}" if used else f"{len(tables)} tables"
        way = (
            "make an empty database and set DATABASE_URL to it, or, with the embedded one, "
            "`make stop` and move `var/` away"
        )
        if not used:
            way = f"it was only migrated, so add --into-empty to have them replaced; or {way}"
        raise Refused(f"the database is not empty, it has {holds}. Nothing was changed: {way}")


def _has_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(table)})")
    return cursor.fetchone()[0]


def _clear() -> None:
    """Remove everything from a database that holds nothing of value."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _load(dump: Path, manifest: dict[str, Any]) -> None:
    """Load a dump, whole or not at all."""
    words = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    database = connection.settings_dict["NAME"]
    major = max(manifest["dumped_with"], programs.server_major())
    programs.run("pg_restore", *words, f"--dbname={database}", str(dump), major=major)


def _restore_originals(opened: Any) -> None:
    for sha256, stream in archive.originals(opened):
        try:
            sources.put_back(sha256=sha256, data=stream.read())
        except OSError as error:
            raise Refused(f"SOURCES_DIR cannot be written to: {error}") from error


def _damaged_originals(opened: Any, manifest: dict[str, Any]) -> list[str]:
    wrong, count = [], 0
    for sha256, stream in archive.originals(opened):
        count += 1
        if not sources.is_what_it_was(sha256=sha256, data=stream.read()):
            wrong.append(f"the original {sha256[:12]}")
    if count != manifest["sources"]["count"]:
        wrong.append(f"originals ({count} of {manifest['sources']['count']})")
    return wrong


def _begin_history() -> None:
    """Let nobody go on with a place in the history that ended with the backup."""
    Feed.objects.update(epoch=uuid.uuid4(), changed_at=timezone.now())
    with connection.cursor() as cursor:
        # Numbers of transactions of another server, which would never count as ended here.
        cursor.execute("TRUNCATE documents_write")
        cursor.execute("ANALYZE")
    memory.forget()


@contextmanager
def _beside() -> Iterator[None]:
    """Work in an empty database on our server instead of in ours; it is dropped at the end."""
    ours, name = connection.settings_dict["NAME"], f"npt_check_{secrets.token_hex(6)}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise Refused(
                "the check needs a database of its own, and this account may make none: "
                "ALTER ROLE ... CREATEDB, or restore the backup on another machine"
            )
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        _turn_to(name)
        yield
    finally:
        _turn_to(ours)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def _turn_to(name: str) -> None:
    """Have this process ask another database of the server."""
    connection.close()
    connection.settings_dict["NAME"] = name
