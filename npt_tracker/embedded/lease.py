"""Who still uses the embedded servers: the last one out turns off the light."""

import fcntl
import os
from collections.abc import Callable

from npt_tracker.embedded.places import run_dir


class Lease:
    """A share in the embedded servers, held as a shared file lock.

    A killed process loses its lock by itself, so nothing has to be cleaned up at the next start.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self._file: int | None = None

    def take(self) -> None:
        """Take a share; waits while the last user is stopping the servers."""
        if self._file is None:
            self._file = _open()
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def release(self) -> bool:
        """Give the share back, stop the servers if nobody else holds one, and tell whether."""
        if self._file is None:
            return False
        handle, self._file = self._file, None
        try:
            # The change from shared to exclusive is not atomic, but of several that leave at once
            # the last to ask always gets it.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            self._stop()
            return True
        finally:
            os.close(handle)

    def stop_if_unused(self) -> bool:
        """Stop the servers if nobody holds a share, without taking one; tell whether."""
        self._file = _open()
        return self.release()


def _open() -> int:
    path = run_dir() / "users.lock"
    # Not inheritable (Python's default): a child process must not keep the share alive.
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
