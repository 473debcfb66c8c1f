"""File formats: which there are, and for each one the reader that turns bytes into text."""

from collections.abc import Callable
from pathlib import PurePath

from documents.readers import text
from documents.text.decode import Decoded
from documents.text.types import EngineError

# A file without a suffix is read as text: papers are often saved so.
READERS: dict[str, Callable[[bytes], Decoded]] = {
    "": text.read,
    ".md": text.read,
    ".txt": text.read,
}


def can_read(name: str) -> bool:
    """Tell whether a file of this name has a format that can be read."""
    return PurePath(name).suffix.lower() in READERS


def read_file(*, data: bytes, name: str) -> Decoded:
    """Turn a file into text; the format is told by the name's suffix.

    Raises EngineError, with what to do, for a format that cannot be read, and for bytes that are
    empty, binary or undecodable.
    """
    if not can_read(name):
        known = ", ".join(suffix for suffix in READERS if suffix)
        suffix = PurePath(name).suffix
        raise EngineError(f"{suffix} files cannot be read, only {known}: save it as UTF-8 text")
    return READERS[PurePath(name).suffix.lower()](data)
