"""The dumps there are, the newest first, and their files."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from documents.dumps.package import MANIFEST, TYPES, fingerprint, made_at

# The second of a day is `2026-05-01-2`.
NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([1-9]\d{0,3}))?")


@dataclass(frozen=True, slots=True)
class Served:
    """A file of a dump."""

    path: Path
    size: int
    sha256: str
    media_type: str
    made_at: datetime


def dumps(out: Path) -> list[Path]:
    """The folders of whole dumps, the newest first."""
    if not out.is_dir():
        return []
    found = [each for each in out.iterdir() if NAME.fullmatch(each.name)]
    return sorted((each for each in found if (each / MANIFEST).is_file()), key=_age, reverse=True)


def _age(folder: Path) -> tuple[str, int]:
    day, number = NAME.fullmatch(folder.name).groups()
    return day, int(number or 1)


def free_name(out: Path, day: date) -> str:
    """The name of the next dump of a day."""
    taken = {each.name for each in out.iterdir()}
    number = 1
    name = day.isoformat()
    while name in taken:
        number += 1
        name = f"{day.isoformat()}-{number}"
    return name


def manifest(folder: Path) -> dict[str, Any]:
    """What a dump says of itself."""
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def served(out: Path, name: str, file: str) -> Served | None:
    """A file that the dump of this name lists, or its manifest; None where there is none."""
    folder = out / name
    if not NAME.fullmatch(name) or not (folder / MANIFEST).is_file():
        return None
    about = manifest(folder)
    path = folder / MANIFEST
    if file == MANIFEST:
        size, sha256 = path.stat().st_size, fingerprint(path)
        return Served(path, size, sha256, TYPES[".json"], made_at(about))
    for each in about["files"]:
        if each["name"] == file:
            return Served(
                folder / file, each["bytes"], each["sha256"], each["media_type"], made_at(about)
            )
    return None
