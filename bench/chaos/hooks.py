"""What the bench does inside a worker's processes; nothing, unless the environment asks for it."""

import os
import signal
from pathlib import Path

from celery.signals import worker_process_init

# The file in which each death is noted.
POISON = "CHAOS_POISON"
TWICE = "CHAOS_TWICE"
POISONED = "poison"


def connect() -> None:
    """Have each process of a worker's pool look at the environment when it begins."""
    worker_process_init.connect(_begin, weak=False)


def _begin(**_kwargs: object) -> None:
    if os.environ.get(POISON):
        _kill_at_poison(Path(os.environ[POISON]))
    if os.environ.get(TWICE):
        _send_twice()


def _kill_at_poison(tally: Path) -> None:
    """Let the text of a file that is called poison kill its process, as if it took all memory."""
    from documents import ingest

    process = ingest.process_document

    def deadly(*, version):
        if version.source.name.startswith(POISONED):
            with tally.open("a") as stream:
                stream.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return process(version=version)

    ingest.process_document = deadly


def _send_twice() -> None:
    """Send every message twice, at once."""
    from documents import tasks

    send = tasks.send

    def twice(job, *, after=None):
        send(job, after=after)
        send(job, after=after)

    tasks.send = twice
