"""Bytes to text: what encoding it is, and what had to be done to it."""

import re
from dataclasses import dataclass

from documents.text.types import EngineError

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CJK = re.compile(r"[\u3400-\u9fff]")
# What GB 18030 makes of bytes that it gives no character: text in Big5 is full of them.
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "zip or Office",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"{\\rtf": "RTF",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source as text: no byte-order mark, lines ended by LF.

    `fidelity`: exact (the file is this text), converted (from another encoding, or without
    escapes), extracted (out of the marks of Word or HTML), printed (put together from places on
    pages), doubtful (some characters cannot be read).
    """

    text: str
    fidelity: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a plain-text source: UTF-8, UTF-16 with its mark, or GB 18030.

    Raises EngineError, with what to do, for an empty, binary or undecodable source.
    """
    if not data.strip():
        raise EngineError("the file is empty: nothing to read")
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise EngineError(f"this is a {name} file, not plain text: save it as UTF-8 text first")
    text, encoding = _as_text(data)
    if _CONTROLS.search(text):
        raise EngineError(
            "the file is binary (it holds control characters): save it as UTF-8 text first"
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EngineError("the file is empty: nothing to read")
    warnings = ("replacement-characters",) if "\ufffd" in text else ()
    return Decoded(text, "exact" if encoding == "utf-8" else "converted", warnings)


def _as_text(data: bytes) -> tuple[str, str]:
    """The text and its encoding; UTF-8 first, since it refuses what is not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise EngineError("the file claims UTF-16 and is not: save it as UTF-8") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise EngineError(
            "the file is neither UTF-8, UTF-16 nor GB 18030 text: save it as UTF-8"
        ) from error
    chinese = len(_CJK.findall(text))
    if chinese * 4 < len(text) or len(_PRIVATE.findall(text)) * 50 > chinese:
        raise EngineError("the file is not readable as Chinese text: save it as UTF-8 text")
    return text, "gb18030"
