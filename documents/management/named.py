"""The files that a command's arguments name: files, folders with all in them, zips with theirs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.readers import archive, can_read
from documents.refused import Refused
from documents.sources import check_size


@dataclass(frozen=True, slots=True)
class Named:
    """A file to be read. `read` gives its bytes; it raises OSError or Refused where it cannot."""

    name: str
    path: str
    read: Callable[[], bytes]


def named(paths: Iterable[Path]) -> Iterator[Named]:
    """Each file once named, in order; of a folder those of a readable format, by their paths.

    A zip that cannot be unpacked is given as one file whose reading says why.
    """
    for path in paths:
        if path.is_dir():
            for inside in sorted(each for each in path.rglob("*") if _is_wanted(each, path)):
                yield from _one(inside)
        else:
            yield from _one(path)


def _is_wanted(path: Path, folder: Path) -> bool:
    if not path.suffix or archive.is_litter(str(path.relative_to(folder))):
        return False
    return path.is_file() and (can_read(path.name) or archive.is_archive(path.name))


def _one(path: Path) -> Iterator[Named]:
    if not archive.is_archive(path.name):
        yield Named(path.name, str(path), _reader(path))
        return
    try:
        inside = archive.members(_reader(path)(), path.name)
    except (OSError, Refused) as error:
        yield Named(path.name, str(path), _failing(error))
        return
    for name, data in inside:
        yield Named(name, f"{path}/{name}", _giving(data))


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        # Asked first: a disk image named by mistake is not read into memory.
        check_size(path.stat().st_size)
        return path.read_bytes()

    return read


def _giving(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _failing(error: Exception) -> Callable[[], bytes]:
    def read() -> bytes:
        raise error

    return read
