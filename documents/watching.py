"""A watched folder: what lies there is taken in; the folder itself is the memory.

A file that is read goes to `done/`, one that cannot be read to `failed/`, its reason beside it.
What is under way stays where it is, so that a restart simply finds it again: the same bytes are
never taken in twice.
"""

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


def _papers(path: Path) -> list[tuple[str, bytes]]:
    """The names and bytes of what a file holds: itself, or the members of a zip."""
    if archive.is_archive(path.name):
        inside = archive.members(path.read_bytes(), path.name)
        found = [(clean_name(name), data) for name, data in inside if can_read(name)]
        if not found:
            raise Refused(f"{path.name} holds no file that can be read")
        return found
    if not can_read(path.name):
        raise Refused(f"{path.suffix or 'such'} files are not read here")
    return [(path.name, path.read_bytes())]


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
            submitted = [
                pipeline.submit(data=data, name=name, hold=self.hold)
                for name, data in _papers(path)
            ]
        except FileNotFoundError:
            return
        except (OSError, Refused) as error:
            self._move(path, FAILED, str(error))
            return
        self._taken[path] = [each.source.pk for each in submitted]
        for each in submitted:
            if each.fresh:
                self.send(each.job)

    def _settle(self) -> None:
        ended = outcomes({pk for ids in self._taken.values() for pk in ids})
        for path, ids in list(self._taken.items()):
            if all(ended[pk].finished for pk in ids):
                del self._taken[path]
                reason = "\n".join(ended[pk].reason for pk in ids if ended[pk].reason)
                self._move(path, FAILED if reason else DONE, reason)

    def _move(self, path: Path, where: str, reason: str = "") -> None:
        home = self.folder / where
        home.mkdir(exist_ok=True)
        target, number = home / path.name, 1
        while target.exists():
            number += 1
            target = home / f"{path.stem}-{number}{path.suffix}"
        try:
            path.rename(target)
        except FileNotFoundError:
            return
        self._seen.pop(path, None)
        if reason:
            self.failed += 1
            Path(f"{target}.reason.txt").write_text(f"{reason}\n", encoding="utf-8")
        self.tell(f"{path.name}: {reason or 'read'}")
