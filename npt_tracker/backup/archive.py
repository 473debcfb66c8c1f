"""The archive of a backup: a tar file with the database, the originals, and last what it is.

`database.dump` is pg_dump's custom format, `sources/<sha256>` the bytes of one original, and
`manifest.json` the last member: a file without it was not finished.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from documents.refused import Refused

FORMAT = 1
DATABASE = "database.dump"
SOURCES = "sources/"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add a member."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def add_file(archive: tarfile.TarFile, name: str, path: Path) -> None:
    """Add a file as a member."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = path.stat().st_size, 0o600
    with path.open("rb") as stream:
        archive.addfile(member, stream)


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, dict[str, Any]]]:
    """An archive and its manifest; raises Refused for what is no whole backup of ours."""
    try:
        archive = tarfile.open(path)  # noqa: SIM115 - closed below
    except (OSError, tarfile.TarError) as error:
        raise Refused(f"{path} cannot be read as a backup: {error}") from error
    with archive:
        try:
            stream = archive.extractfile(MANIFEST)
            manifest = json.loads(stream.read()) if stream else {}
        except (KeyError, ValueError, tarfile.TarError) as error:
            raise Refused(f"{path} is no whole backup: it was not finished, or cut off") from error
        if manifest.get("format") != FORMAT:
            raise Refused(
                f"{path} has the format {manifest.get('format')}, this release reads {FORMAT}: "
                "restore it with the release that made it, then upgrade"
            )
        yield archive, manifest


def extract(archive: tarfile.TarFile, name: str, path: Path, sha256: str) -> None:
    """Write a member to a file; raises Refused when it is missing or not what it was."""
    try:
        stream = archive.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        raise Refused(f"{name} is missing from the backup")
    digest = hashlib.sha256()
    with path.open("wb") as out:
        while data := stream.read(CHUNK):
            digest.update(data)
            out.write(data)
    if digest.hexdigest() != sha256:
        raise Refused(f"{name} in the backup is damaged: use another backup")


def originals(archive: tarfile.TarFile) -> Iterator[tuple[str, BinaryIO]]:
    """The originals by their SHA-256."""
    for member in archive:
        if member.isreg() and member.name.startswith(SOURCES):
            stream = archive.extractfile(member)
            if stream is not None:
                yield member.name.removeprefix(SOURCES), stream


def encoded(manifest: dict[str, Any]) -> bytes:
    """A manifest as it stands in the archive."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
