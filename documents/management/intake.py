"""Taking in many files for a command: queue them or work them off here, then say how it went."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.management.base import CommandError

from commitments.models import Commitment
from documents import pipeline, tasks
from documents.management.ticker import Ticker
from documents.progress import outcomes
from documents.refused import Refused

POLL_SECONDS = 0.3
# After so long without any progress the user is told that nobody works.
TELL_SECONDS = 8.0
# Exit status when the work is queued and was waited for, but no worker takes it.
NOBODY_WORKS = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be taken in. `read` gives its bytes, and may raise OSError."""

    name: str
    read: Callable[[], bytes]
    generated: bool = False
    version_of: str = ""


@dataclass(slots=True)
class Intake:
    """One run; `tell` prints a line for the user, `warn` one on the error stream."""

    tell: Callable[[str], None]
    warn: Callable[[str], None]
    sync: bool = False
    hold: bool = False
    wait: bool = True
    patience: float = 60.0
    new: int = 0
    unchanged: int = 0
    failed: int = 0
    _pending: dict[int, str] = field(default_factory=dict)
    _broker: bool = True

    def run(self, papers: Iterable[Paper]) -> None:
        """Take in the papers, print a line for each bad one and a summary.

        Raises CommandError when one failed, or when it was waited for and nobody does the work.
        """
        if not Commitment.objects.exists():
            raise CommandError("The register is empty. Run `manage.py load_catalogue` first.")
        papers = list(papers)
        with Ticker("Ingest" if self.sync else "Store", len(papers)) as ticker:
            for paper in papers:
                self._take(paper)
                ticker.advance()
        if self.wait and not self.sync:
            self._wait()
        self._summarise()

    def _take(self, paper: Paper) -> None:
        try:
            submitted = pipeline.submit(
                data=paper.read(),
                name=paper.name,
                generated=paper.generated,
                version_of=paper.version_of,
                hold=self.hold,
            )
        except OSError as error:
            self.fail(paper.name, f"cannot be read: {error.strerror}")
            return
        except Refused as error:
            self.fail(paper.name, str(error))
            return
        if not submitted.fresh:
            self.unchanged += 1
            return
        self._pending[submitted.source.pk] = paper.name
        if self.sync:
            pipeline.perform_all(job_id=submitted.job.pk)
            self._settle()
        else:
            self._send(submitted)

    def _send(self, submitted: pipeline.Submitted) -> None:
        # Once is enough to know that Redis is down: each try takes most of a second.
        if not self._broker:
            return
        try:
            tasks.send(submitted.job)
        except tasks.BROKER_ERRORS:
            self._broker = False
            self.warn("Redis does not answer. The papers are stored; a worker's start queues them.")

    def _settle(self) -> int:
        """Count the papers whose way has ended; gives how many there were."""
        ended = {
            source: outcome
            for source, outcome in outcomes(list(self._pending)).items()
            if outcome.finished
        }
        for source, outcome in ended.items():
            name = self._pending.pop(source)
            if outcome.reason:
                self.fail(name, outcome.reason)
            else:
                self.new += 1
        return len(ended)

    def _wait(self) -> None:
        since = time.monotonic()
        told = False
        with Ticker("Ingest", len(self._pending)) as ticker:
            while self._pending:
                if ended := self._settle():
                    ticker.advance(ended)
                    since, told = time.monotonic(), False
                still = time.monotonic() - since
                if still >= TELL_SECONDS and not told:
                    told = True
                    if tasks.workers_answer():
                        since = time.monotonic() - TELL_SECONDS
                    else:
                        self.warn("No worker answers. Start one: `manage.py serve`.")
                if still >= self.patience and not tasks.workers_answer():
                    return
                if self._pending:
                    time.sleep(POLL_SECONDS)

    def fail(self, name: str, reason: str) -> None:
        """Count a paper that is not taken, and tell why."""
        self.failed += 1
        self.warn(f"{name}: {reason}")

    def _summarise(self) -> None:
        counts = f"{self.new} new, {self.unchanged} unchanged, {self.failed} failed"
        if self._pending:
            counts += f", {len(self._pending)} queued"
        self.tell(f"Papers: {counts}.")
        if self.failed:
            raise CommandError(f"{self.failed} failed, for the reasons above.")
        if self._pending and self.wait:
            raise CommandError(
                "No worker has taken the queued papers. They stay queued: start a worker "
                "(`manage.py serve`), or work them off here with --sync.",
                returncode=NOBODY_WORKS,
            )
