"""Progress on long runs: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

# Fewer steps are over before anybody could read of them.
LONG = 8
LINE_SECONDS = 5.0


class Ticker:
    """Tells on the error stream how far a run of `total` steps has come; silent on a short one."""

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total = label, total
        self._count = 0
        self._told = time.monotonic()
        self._bar: Progress | None = None
        if total >= LONG and sys.stderr.isatty():
            self._bar = Progress(
                TextColumn(label),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(label, total=total)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, steps: int = 1) -> None:
        """Note that `steps` more are done."""
        self._count += steps
        if self._bar is not None:
            self._bar.update(self._task, completed=self._count)
        elif self._total >= LONG and time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            sys.stderr.write(f"{self._label}: {self._count} of {self._total}\n")
            sys.stderr.flush()
