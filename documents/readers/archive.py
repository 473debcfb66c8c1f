"""Zip files: a bundle of papers, each member one of its own. Nothing is ever written to a disk.

Sizes that a zip states of itself are asked first and then not believed: no more is unpacked than
they say, and never more than the limits.
"""

import io
import unicodedata
import zipfile
import zlib
from pathlib import PurePath, PurePosixPath

from documents.refused import Refused

SUFFIX = ".zip"
MOST_MEMBERS = 500
# As many bytes as one paper may have, and as all papers of one zip may have together.
MAX_MEMBER = 20 * 1024 * 1024
MAX_TOTAL = 200 * 1024 * 1024
# Text packs some four times, HTML seldom twenty times; bombs a thousand times. Small members,
# which may pack better, do no harm.
MAX_RATIO = 100
SMALL = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What systems leave in zips and folders, beside the files that a person put there.
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")
_ENCRYPTED, _UTF8 = 0x1, 0x800


def is_archive(name: str) -> bool:
    """Tell whether a file of this name is a bundle of papers rather than a paper."""
    return PurePath(name).suffix.lower() == SUFFIX


def members(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Unpack a zip: each member's path in it with its bytes, in order of the paths.

    All files are given, also of formats that cannot be read, so that nothing is passed over in
    silence; only what systems leave behind (`__MACOSX`, `.DS_Store`) is not. Raises Refused, with
    what to do, for a zip that is none, is damaged, protected, nested, too large, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            chosen = _chosen(bundle, name)
            return [(path, _unpacked(bundle, info, name)) for path, info in chosen]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Refused(f"{name} is no zip file, or a damaged one: pack it anew") from error
    except (NotImplementedError, RuntimeError) as error:
        raise Refused(f"{name} is packed in a way that cannot be read: pack it anew") from error


def is_litter(path: str) -> bool:
    """Tell whether a path is something that a system left behind."""
    parts = PurePosixPath(path).parts
    return any(part in _LITTER or part.startswith(".") for part in parts)


def _chosen(bundle: zipfile.ZipFile, name: str) -> list[tuple[str, zipfile.ZipInfo]]:
    """The members to be unpacked, by their paths; nothing has been unpacked yet."""
    found: dict[str, zipfile.ZipInfo] = {}
    listed = bundle.infolist()
    if len(listed) > 4 * MOST_MEMBERS:
        raise _too_many(name, len(listed))
    for info in listed:
        path = _path(info, name)
        if info.is_dir() or is_litter(path):
            continue
        _check(info, path, name)
        if path in found:
            raise Refused(f"{name} holds {path} twice: pack it anew")
        found[path] = info
    if not found:
        raise Refused(f"{name} holds no file: there is nothing to read")
    if len(found) > MOST_MEMBERS:
        raise _too_many(name, len(found))
    total = sum(info.file_size for info in found.values())
    if total > MAX_TOTAL:
        raise Refused(
            f"{name} unpacks to {total / 1024**2:.0f} MB; at most {MAX_TOTAL // 1024**2} MB are "
            "taken: split it"
        )
    return sorted(found.items())


def _too_many(name: str, number: int) -> Refused:
    return Refused(f"{name} holds {number} files; at most {MOST_MEMBERS} are taken: split it")


def _path(info: zipfile.ZipInfo, name: str) -> str:
    """A member's path inside the zip, in its own script. Raises Refused where it leads outside."""
    path = _spelt(info).replace("\\", "/")
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or path[1:2] == ":" or not path.strip("/ "):
        raise Refused(f"{name} holds a path that leads outside of it ({path!r}): pack it anew")
    # Blanks of any width are no control characters.
    if any(unicodedata.category(each)[0] == "C" or each in "\u2028\u2029" for each in path):
        raise Refused(f"{name} holds a name with control characters ({path!r}): pack it anew")
    return str(PurePosixPath(path))


def _spelt(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: not marked as UTF-8, it is UTF-8 or GB 18030 all the same."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:  # read from a field of its own that some programs add
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _check(info: zipfile.ZipInfo, path: str, name: str) -> None:
    """Raise Refused for a member that is not unpacked, whatever is in it."""
    if is_archive(path):
        raise Refused(f"{name} holds another zip ({path}): unpack it, and give its files")
    if info.flag_bits & _ENCRYPTED:
        raise Refused(f"{name} is protected by a password ({path}): pack it without one")
    if info.compress_type not in _METHODS:
        raise Refused(f"{name} is packed in an unusual way ({path}): pack it as plain zip")
    if info.file_size > MAX_MEMBER:
        raise Refused(
            f"{path} in {name} is {info.file_size / 1024**2:.1f} MB; at most "
            f"{MAX_MEMBER // 1024**2} MB are taken: leave it out"
        )
    if info.file_size > max(SMALL, info.compress_size * MAX_RATIO):
        raise Refused(f"{path} in {name} unpacks to an absurd size: it is no paper, leave it out")


def _unpacked(bundle: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """A member's bytes, at most as many as it says it has."""
    with bundle.open(info) as stream:
        data = stream.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise Refused(f"{name} is damaged: {info.filename} is not as long as it says; pack it anew")
    # Whatever it is called: Word files are zips too, and are told apart by what is in them.
    if data.startswith(b"PK\x03\x04") and not _is_document(data):
        raise Refused(f"{name} holds another zip ({_spelt(info)}): unpack it, and give its files")
    return data


def _is_document(data: bytes) -> bool:
    """Tell a zip that is a document of an office program from a bundle of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            names = set(inner.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # too broken to be a bomb; its reader says what is wrong with it
    return "[Content_Types].xml" in names or "mimetype" in names
