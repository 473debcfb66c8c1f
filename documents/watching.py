"""A watched folder: what lies there is taken in; the folder itself is the memory.

A file that is read goes to `done/`, one that cannot be read to `failed/`, its reason beside it.
What is under way stays where it is, so that a restart simply finds it again: the same bytes are
never taken in twice.
"""

import itertools
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from documents import pipeline
from documents.models import Job
from documents.progress import outcomes
from documents.readers import archive, can_read
from documents.receiving import clean_name
from documents.refused import Refused
from documents.sources import check_size

DONE, FAILED = "done", "failed"
Look = tuple[int, int, int]


# What the file system takes, less what the names of reasons have more.
_LONGEST_NAME = 255 - len(".reason.txt")


def _papers(path: Path) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The names and bytes of a file, or of the members of a zip; and which of these are not read.

    Raises Refused where nothing is.
    """
    shown = _shown(path)
    if archive.is_archive(path.name):
        inside = archive.members(path.read_bytes(), shown)
        found = [(clean_name(name), data) for name, data in inside if can_read(name)]
        if not found:
            raise Refused(f"{shown} holds no file that can be read")
        return found, [name for name, _data in inside if not can_read(name)]
    if not can_read(path.name):
        raise Refused(f"{Path(shown).suffix or 'such'} files are not read here")
    return [(shown, path.read_bytes())], []


def _shown(path: Path) -> str:
    """A file's name as text: one that is not UTF-8 was written by a system that uses GB 18030."""
    raw = os.fsencode(path.name)
    try:
        return clean_name(raw.decode())
    except UnicodeDecodeError:
        return clean_name(raw.decode("gb18030", "replace"))


@dataclass(slots=True)
class Watch:
    """One folder; `send` is given each job, `tell` a line for each file that has come to an end."""

    folder: Path
    send: Callable[[Job], None]
    tell: Callable[[str], None]
    hold: bool = False
    failed: int = 0
    _seen: dict[Path, Look] = field(default_factory=dict)
    _taken: dict[Path, list[int]] = field(default_factory=dict)
    _unread: dict[Path, list[str]] = field(default_factory=dict)

    def look(self) -> int:
        """Look once: take what has come to rest, move what has ended; gives how many are left.

        A file is taken when size and time are those of the look before: nobody writes it any more.
        """
        found = self._files()
        self._taken = {path: ids for path, ids in self._taken.items() if path in found}
        for path, look in sorted(found.items()):
            if path not in self._taken and self._seen.get(path) == look:
                self._take(path)
        self._seen = found
        self._settle()
        return len(self._files())

    def _files(self) -> dict[Path, Look]:
        """The plain files of the folder, but for hidden ones, with size, time and number."""
        found = {}
        with os.scandir(self.folder) as entries:
            for entry in entries:
                try:
                    state = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if stat.S_ISREG(state.st_mode) and not entry.name.startswith("."):
                    look = (state.st_size, state.st_mtime_ns, state.st_ino)
                    found[self.folder / entry.name] = look
        return found

    def _take(self, path: Path) -> None:
        try:
            check_size(path.stat().st_size)
            papers, unread = _papers(path)
            submitted = [
                pipeline.submit(data=data, name=name, hold=self.hold) for name, data in papers
            ]
        except FileNotFoundError:
            return
        except (OSError, Refused) as error:
            self._move(path, FAILED, str(error))
            return
        self._taken[path] = [each.source.pk for each in submitted]
        self._unread[path] = [f"{name} is in no format that is read here" for name in unread]
        for each in submitted:
            if each.fresh:
                self.send(each.job)

    def _settle(self) -> None:
        ended = outcomes({pk for ids in self._taken.values() for pk in ids})
        for path, ids in list(self._taken.items()):
            if all(ended[pk].finished for pk in ids):
                del self._taken[path]
                reasons = [ended[pk].reason for pk in ids if ended[pk].reason]
                reason = "\n".join([*self._unread.pop(path), *reasons])
                self._move(path, FAILED if reason else DONE, reason)

    def _move(self, path: Path, where: str, reason: str = "") -> None:
        home = self.folder / where
        home.mkdir(exist_ok=True)
        target = _free_place(home, path)
        try:
            path.rename(target)
        except FileNotFoundError:
            return
        self._seen.pop(path, None)
        if reason:
            self.failed += 1
            Path(f"{target}.reason.txt").write_text(f"{reason}\n", encoding="utf-8")
        self.tell(f"{_shown(path)}: {reason or 'read'}")


def _free_place(home: Path, path: Path) -> Path:
    """A name in a folder that no file has, as close to the file's own as there is room for."""
    stem, suffix = (path.stem, path.suffix) if len(path.suffix) < 20 else (path.name, "")
    for number in itertools.count(1):
        end = f"-{number}{suffix}" if number > 1 else suffix
        while len(os.fsencode(stem + end)) > _LONGEST_NAME:
            stem = stem[:-1]
        if not (target := home / f"{stem}{end}").exists():
            return target
    raise AssertionError("numbers do not end")
