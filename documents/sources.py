"""Source files: the bytes as they came, stored once under their SHA-256."""

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from documents.models import Source
from documents.refused import Refused

# The longest paper of the series is under one megabyte; a larger file is something else.
MAX_BYTES = 20 * 1024 * 1024
NAME_LENGTH = 255
# The disk is full, the account's share of it is, or a file may not grow so large here.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def store_source(*, data: bytes, name: str, generated: bool = False) -> Source:
    """Store the bytes of one file, unless they are stored already, and give their row.

    The name is kept from the first time. Raises Refused for a file that is too large, and when the
    disk has no room for it.
    """
    check_size(len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        _hold(sha256)
        _keep(sha256, data)
        source, _created = Source.objects.get_or_create(
            sha256=sha256,
            defaults={"name": name[-NAME_LENGTH:], "size": len(data), "generated": generated},
        )
    return source


def _keep(sha256: str, data: bytes) -> None:
    try:
        _write(source_path(sha256), data)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise Refused(
            "there is no room left where originals are kept (SOURCES_DIR), so the file was not "
            "taken: make room, or tell who runs this site, then hand it in again"
        ) from error


def forget_source(*, source: Source) -> None:
    """Delete a source that no text is made of; its file goes when the transaction is committed."""
    sha256 = source.sha256
    source.delete()
    transaction.on_commit(lambda: _remove_if_unused(sha256))


def _remove_if_unused(sha256: str) -> None:
    # The same bytes may be handed in again at this very moment.
    with transaction.atomic():
        _hold(sha256)
        if not Source.objects.filter(sha256=sha256).exists():
            remove_files(hashes=[sha256])


def _hold(sha256: str) -> None:
    """Let nobody else store or remove these bytes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [sha256])


def check_size(size: int) -> None:
    """Raise Refused when a file of `size` bytes is too large to be taken."""
    if size > MAX_BYTES:
        raise Refused(
            f"the file is {size / 1024**2:.1f} MB; at most {MAX_BYTES // 1024**2} MB are taken: "
            "split it, or save the text alone"
        )


def read_source(*, source: Source) -> bytes:
    """Give the stored bytes.

    Raises Refused when the file is missing or is not what was stored.
    """
    path = source_path(source.sha256)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(
            f"the stored file {path.name[:12]} is missing from SOURCES_DIR: ingest the file again"
        ) from None
    if not is_what_it_was(sha256=source.sha256, data=data):
        raise Refused(
            f"the stored file {path.name[:12]} in SOURCES_DIR is damaged: ingest the file again"
        )
    return data


def is_what_it_was(*, sha256: str, data: bytes) -> bool:
    """Tell whether these are the bytes with this hash."""
    return hashlib.sha256(data).hexdigest() == sha256


def put_back(*, sha256: str, data: bytes) -> None:
    """Store bytes whose row there is already, or will be: out of a backup.

    Raises Refused for bytes that are not those with this hash.
    """
    if not is_what_it_was(sha256=sha256, data=data):
        raise Refused(f"the original {sha256[:12]} is damaged in the backup: use another backup")
    _write(source_path(sha256), data)


def remove_files(*, hashes: list[str]) -> None:
    """Delete stored files, those that exist, and the folders that become empty."""
    for sha256 in hashes:
        path = source_path(sha256)
        path.unlink(missing_ok=True)
        for folder in (path.parent, path.parent.parent):
            # Another file is still in it, or came just now.
            with contextlib.suppress(OSError):
                folder.rmdir()


def source_path(sha256: str) -> Path:
    """Where the bytes with this hash are stored: `ab/cd/<sha256>` under SOURCES_DIR."""
    return Path(settings.SOURCES_DIR) / sha256[:2] / sha256[2:4] / sha256


def _write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all, so that after a crash its name never lies."""
    # Compared, not only looked for: so a damaged file is mended by ingesting it again.
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Only then is the new name itself on the disk.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
