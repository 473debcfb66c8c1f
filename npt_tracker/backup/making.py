"""Making a backup: one moment of the database and all originals of it, while the site runs."""

import os
import shutil
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from documents import canonical, sources
from documents.lexicon import build_lexicon
from documents.models import Source
from documents.refused import Refused
from documents.text.engine import engine_version
from npt_tracker import schema
from npt_tracker.backup import archive, fingerprints, programs


@dataclass(frozen=True, slots=True)
class Made:
    """A backup; `missing` are the originals that were not there, or were not what was stored."""

    path: Path
    manifest: dict[str, Any]
    missing: list[str]


NAME = "npt-{:%Y%m%dT%H%M%SZ}.tar"
NAMED = "npt-[0-9]*T[0-9]*Z.tar"


def remove_older(*, folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest so many of the dated backups in a folder; gives those removed."""
    old = sorted(folder.glob(NAMED), reverse=True)[keep:]
    for path in old:
        path.unlink()
    return old


def make_backup(*, target: Path) -> Made:
    """Write a backup to a file, or to a dated one in a folder; it appears when it is whole.

    Raises Refused when it cannot be made, and makes nothing then.
    """
    now = datetime.now(UTC)
    if target.is_dir():
        target = target / NAME.format(now)
    elif not target.suffix:
        raise Refused(
            f"there is no folder {target}: make it first, or name a file that ends in .tar"
        )
    if target.exists():
        raise Refused(f"{target} is there already: name another file, or a folder")
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent}: make it first")
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=target.parent))
    try:
        manifest = _write(folder, now)
        # It holds the accounts: nobody else's business.
        (folder / "whole").chmod(0o600)
        (folder / "whole").rename(target)
        _settle(target.parent)
    except OSError as error:
        raise Refused(f"the backup cannot be written to {target.parent}: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Made(target, manifest, manifest["sources"]["missing"])


def _write(folder: Path, now: datetime) -> dict[str, Any]:
    dump = folder / archive.DATABASE
    # Database, sums and list of originals are of the same moment, whatever is written meanwhile.
    # An original is stored before its row, and under its hash: so it is there, and never changes.
    # One that an editor discards just now is told as missing; nothing that readers see needs it.
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        major = programs.server_major()
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        dumped_with = programs.run("pg_dump", *words, f"--file={dump}", major=major)
        manifest = {
            **{"format": archive.FORMAT, "made_at": now.isoformat(timespec="seconds")},
            **{"release": release(), "engine": engine_version(build_lexicon())},
            **{"postgres": major, "dumped_with": dumped_with, "migrations": schema.applied()},
            "tables": fingerprints.fingerprints(),
            # Of a database that is behind the code the models cannot read everything.
            "canonical": canonical.digest() if schema.is_migrated() else None,
            "database": {"bytes": dump.stat().st_size, "sha256": archive.fingerprint(dump)},
        }
        with tarfile.open(folder / "whole", "w") as out:
            archive.add_file(out, archive.DATABASE, dump)
            dump.unlink()
            manifest["sources"] = _add_originals(out)
            archive.add_bytes(out, archive.MANIFEST, archive.encoded(manifest))
    _settle(folder / "whole")
    return manifest


def _add_originals(out: tarfile.TarFile) -> dict[str, Any]:
    count, size, missing = 0, 0, []
    rows = Source.objects.order_by("sha256").only("sha256", "name")
    for source in rows.iterator(1000):
        try:
            data = sources.read_source(source=source)
        except Refused:
            missing.append(source.sha256)
            continue
        archive.add_bytes(out, archive.SOURCES + source.sha256, data)
        count, size = count + 1, size + len(data)
    return {"count": count, "bytes": size, "missing": missing}


def release() -> str:
    """The release of the application."""
    path = Path(settings.BASE_DIR) / "pyproject.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["project"]["version"]


def _settle(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
