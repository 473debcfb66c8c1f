"""`python -m bench.chaos.soak`: readers click and papers come in, for as long as one likes.

In a throw-away site: the web server, a worker and beat as `manage.py serve` starts them. Nothing
may go wrong, and the processes may not grow. Memory is that of web server and worker with all their
processes, what they share counted once; of beginning and end the middle of some samples is taken.
"""

import argparse
import http.client
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from threading import Thread

import django

from bench.chaos import processes
from bench.chaos.outcome import Outcome, told
from bench.chaos.place import Place, make_folder
from npt_tracker.supervisor import Child

DRIFT = 0.10
SAMPLE_SECONDS = 5.0
SAMPLES = 6
# The parts of the time whose answers are compared.
PART = 0.1
SEED = 23


@dataclass
class Clicks:
    """What readers met: when an answer came, how long it took; what went wrong."""

    taken: list[tuple[float, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def percentiles(self, begin: float, end: float) -> str:
        """p50 and p95 of the answers between two moments, in milliseconds."""
        within = [took for when, took in self.taken if begin <= when < end]
        if len(within) < 2:
            return "none"
        cuts = quantiles(within, n=20)
        return f"{cuts[9]:.0f}/{cuts[18]:.0f} ms"


@dataclass
class Soak:
    """One run: who clicks, what comes in, what is measured."""

    place: Place
    options: argparse.Namespace
    clicks: Clicks = field(default_factory=Clicks)
    memory: list[tuple[float, float]] = field(default_factory=list)
    handed_in: int = 0

    def run(self) -> Outcome:
        """Fill the site, warm it up, let it run, and tell what came of it."""
        from bench.pages import page_families

        self.place.begin()
        worker = self.place.worker(concurrency=2)
        self.place.beat()
        papers = self._papers()
        for _paper in range(self.options.papers):
            self._hand_in(papers)
        wrong = self._unsettled()
        self._prepare()
        web, port = self.place.web()
        families = page_families()
        self._go_on(families, port, papers, [web, worker], self.options.warm_up)
        # What went wrong while it became warm counts, how long it took does not.
        self.clicks.taken.clear()
        self.memory.clear()
        begun = time.monotonic()
        self._go_on(families, port, papers, [web, worker], self.options.minutes * 60)
        ended = time.monotonic()
        return self._told(wrong + self._unsettled(), begun, ended)

    def _prepare(self) -> None:
        from django.core.management import call_command
        from django.db import connection

        call_command("collectstatic", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _papers(self) -> Iterator[tuple[str, bytes]]:
        from documents import corpus

        for each in corpus.generate(papers=1_000_000, seed=SEED):
            yield each.name, each.text.encode()

    def _hand_in(self, papers: Iterator[tuple[str, bytes]]) -> None:
        from documents import pipeline, tasks

        name, data = next(papers)
        tasks.send(pipeline.submit(data=data, name=name, generated=True).job)
        self.handed_in += 1

    def _go_on(
        self,
        families: dict,
        port: int,
        papers: Iterator[tuple[str, bytes]],
        watched: list[Child],
        seconds: float,
    ) -> None:
        """Let readers click and papers come in for so long."""
        end = time.monotonic() + seconds
        readers = [
            Thread(target=self._read, args=[number, families, port, end])
            for number in range(self.options.readers)
        ]
        for reader in readers:
            reader.start()
        sample = hand_in = time.monotonic()
        while (now := time.monotonic()) < end:
            if now >= hand_in:
                hand_in += self.options.every
                self._hand_in(papers)
            if now >= sample:
                sample += SAMPLE_SECONDS
                self.memory.append(tuple(_megabytes(each) for each in watched))
            time.sleep(0.1)
        for reader in readers:
            reader.join()

    def _read(self, number: int, families: dict, port: int, end: float) -> None:
        """One reader: a page, a while of thinking, the next one; on one connection."""
        chance = random.Random(f"{end}/{number}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(chance.random() * self.options.think)
        while time.monotonic() < end:
            page = families[chance.choice(list(families))](chance)
            begun = time.perf_counter()
            try:
                connection.request("GET", page)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.clicks.wrong.append(f"{page} was answered with {answer.status}")
            except (OSError, http.client.HTTPException) as error:
                self.clicks.wrong.append(f"{page}: {error!r}")
                connection.close()
            took = (time.perf_counter() - begun) * 1000
            self.clicks.taken.append((time.monotonic(), took))
            time.sleep(self.options.think)

    def _unsettled(self) -> list[str]:
        """What is wrong with what came in."""
        from bench.chaos.papers import settle
        from documents.models import Document

        settle(self.handed_in, 600)
        public = Document.objects.public().count()
        return [] if public == self.handed_in else [f"{public} of {self.handed_in} papers public"]

    def _told(self, wrong: list[str], begun: float, ended: float) -> Outcome:
        errors = self.clicks.wrong
        part = (ended - begun) * PART
        parts = []
        for place, name in enumerate(("web", "worker")):
            samples = [row[place] for row in self.memory]
            first, last = median(samples[:SAMPLES]), median(samples[-SAMPLES:])
            grown = last / first - 1
            parts.append(f"{name} {first:.0f} → {last:.0f} MB ({grown:+.1%})")
            if grown >= DRIFT:
                wrong.append(f"{name} grew by more than {DRIFT:.0%}")
        if errors:
            wrong.append(f"the first error: {errors[0]}")
        figure = (
            f"{self.options.readers} readers, {len(self.clicks.taken)} answers, "
            f"{len(errors)} errors; p50/p95 {self.clicks.percentiles(begun, begun + part)} at the "
            f"beginning, {self.clicks.percentiles(ended - part, ended)} at the end; "
            f"memory {', '.join(parts)}; {self.handed_in} papers, one every "
            f"{self.options.every:g} s"
        )
        return told(f"soak of {self.options.minutes:g} minutes", figure, wrong)


def _megabytes(child: Child) -> float:
    return processes.megabytes(processes.family(child.process.pid))


def main() -> int:
    """Run it, and print its line; 1 when something went wrong or grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between clicks (1)")
    parser.add_argument("--every", type=float, default=4.0, help="seconds between papers (4)")
    parser.add_argument("--papers", type=int, default=150, help="papers before it begins (150)")
    parser.add_argument("--warm-up", type=float, default=90.0, help="seconds not counted (90)")
    parser.add_argument("--keep", action="store_true", help="leave folder and logs there")
    options = parser.parse_args()
    folder = make_folder()
    django.setup()
    place = Place(folder)
    outcome = None
    try:
        outcome = Soak(place, options).run()
        sys.stdout.write(f"{outcome}\n")
    finally:
        keep = options.keep or outcome is None or not outcome.met
        place.close(keep=keep)
        if keep:
            sys.stdout.write(f"Logs are in {folder}\n")
    return 0 if outcome.met else 1


if __name__ == "__main__":
    sys.exit(main())
