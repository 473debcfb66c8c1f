"""File formats: which there are, and the way of a file through a reader in a guarded process."""

from dataclasses import dataclass
from pathlib import PurePath

from documents.readers import guard, kinds
from documents.text.decode import Decoded
from documents.text.types import EngineError


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the warden's name for its reader, and what the bytes of such a file are."""

    reader: str
    kind: str


# A file without a suffix is read as text: papers are often saved so.
FORMATS = {
    "": Format("text", kinds.TEXT),
    ".txt": Format("text", kinds.TEXT),
    ".md": Format("markdown", kinds.TEXT),
    ".pdf": Format("pdf", kinds.PDF),
    ".docx": Format("docx", kinds.WORD),
    ".html": Format("html", kinds.HTML),
    ".htm": Format("html", kinds.HTML),
}
# Files of a kind that can be read under another name.
_SUFFIX_OF = {kinds.PDF: ".pdf", kinds.WORD: ".docx", kinds.HTML: ".html"}


def can_read(name: str) -> bool:
    """Tell whether a file of this name has a format that can be read."""
    return _suffix(name) in FORMATS


def read_file(*, data: bytes, name: str) -> Decoded:
    """Turn a file into text, in a process of its own; the name's suffix tells the format.

    Raises EngineError, with what to do, for a format that cannot be read, for bytes that are not
    what the name says, and for what the reader refuses; `guard.NoWarden` when nothing can be read
    at the moment.
    """
    suffix = _suffix(name)
    if suffix not in FORMATS:
        known = ", ".join(each for each in FORMATS if each)
        raise EngineError(f"{suffix} files cannot be read, only {known}: save it as one of these")
    wanted = FORMATS[suffix]
    _check_kind(data, suffix, wanted)
    return guard.read(data=data, format_name=wanted.reader)


def _check_kind(data: bytes, suffix: str, wanted: Format) -> None:
    """Raise EngineError where the bytes are something else than the name says."""
    if not data.strip():
        raise EngineError("the file is empty: nothing to read")
    kind = kinds.kind_of(data)
    # A part of a page is a page too; its reader tells plain text from it.
    if kind == wanted.kind or (wanted.kind == kinds.HTML and kind == kinds.TEXT):
        return
    called = f"though its name ends in {suffix}" if suffix else "though its name has no ending"
    if right := _SUFFIX_OF.get(kind):
        raise EngineError(f"this is {kind}, {called}: rename it to end in {right}")
    if kind == kinds.ZIP:
        raise EngineError(f"this is {kind}, {called}: unpack it, or rename it to end in .zip")
    if kind == kinds.TEXT:
        raise EngineError(f"this is plain text, {called}: rename it to end in .txt")
    raise EngineError(f"this is {kind}, {called}: give the paper as PDF, DOCX, HTML or UTF-8 text")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
