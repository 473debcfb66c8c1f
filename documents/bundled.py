"""`papers/papers.toml`: what papers do not state of themselves, and which papers are bundled."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from documents.refused import Refused

PAPERS = Path(__file__).resolve().parent / "papers"
FACTS_FILE = "papers.toml"

# Facts of the head that may be supplied, and their types.
FACTS: dict[str, type] = {
    "symbol": str,
    "language": str,
    "original_language": str,
    "title": str,
    "document_date": date,
    "session_key": str,
    "review_cycle": int,
    "venue": str,
    "starts": date,
    "ends": date,
}
_KEYS: dict[str, type] = {"file": str, "version_of": str, **FACTS}


@dataclass(frozen=True, slots=True)
class Supplied:
    """What is known of one file beside its text. `facts` are named as in the engine's `Header`."""

    file: str
    version_of: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@cache
def supplied_facts(folder: Path = PAPERS) -> dict[str, Supplied]:
    """Read `papers.toml` of a folder: what it says, by SHA-256; once per folder.

    Raises Refused, with the place and what to do, when the file is malformed.
    """
    path = folder / FACTS_FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused(f"{path} is missing: restore it from git") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read: {error}") from error
    return {sha256: _supplied(path, sha256, table) for sha256, table in tables.items()}


def bundled_papers(folder: Path = PAPERS) -> list[Path]:
    """The files that `papers.toml` names and that lie beside it, in its order."""
    named = (folder / supplied.file for supplied in supplied_facts(folder).values())
    return [path for path in named if path.exists()]


def _supplied(path: Path, sha256: str, table: Any) -> Supplied:
    place = f"{path}, [{sha256[:12]}...]"
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise Refused(f"{place}: the name of a table must be a SHA-256, 64 small hex digits")
    if not isinstance(table, dict) or "file" not in table:
        raise Refused(f"{place}: `file` is missing: add the name of the file")
    for key, value in table.items():
        if key not in _KEYS:
            raise Refused(f"{place}: unknown key {key!r}; known are {', '.join(_KEYS)}")
        # A bool is an int and a datetime is a date: neither is meant.
        if type(value) is not _KEYS[key]:
            raise Refused(f"{place}: {key} must be of type {_KEYS[key].__name__}, not {value!r}")
    facts = {key: value for key, value in table.items() if key in FACTS}
    return Supplied(table["file"], table.get("version_of", ""), facts)
