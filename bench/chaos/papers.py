"""The papers that are taken in, and whether they all arrived, once and unharmed."""

import time
from functools import cache

from django.conf import settings
from django.db.models import Count

from bench.chaos.place import Place, wait
from documents import canonical, corpus, pipeline, tasks
from documents.models import Document, Job, Run, Source, Version

SEED = 11


@cache
def papers(number: int) -> tuple[tuple[str, bytes], ...]:
    """Names and bytes of so many generated papers; always the same ones."""
    made = corpus.generate(papers=number, seed=SEED)
    return tuple((each.name, each.text.encode()) for each in made)


class Clean:
    """Canonical dumps of runs that nobody disturbed: one process, one paper after another."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._held: dict[int, list[str]] = {}

    def dump(self, number: int) -> list[str]:
        """The dump of so many papers; it takes the database, so ask before a scenario begins."""
        if number not in self._held:
            self.run(number)
            self._held[number] = list(canonical.lines())
        return self._held[number]

    def run(self, number: int) -> None:
        """Have a site with so many papers and nothing else."""
        self._place.begin()
        for name, data in papers(number):
            submitted = pipeline.submit(data=data, name=name, generated=True)
            pipeline.perform_all(job_id=submitted.job.pk)


def hand_in(number: int, *, times: int = 1) -> float:
    """Store papers and queue them, each message so many times; the moment when it was done."""
    for name, data in papers(number):
        submitted = pipeline.submit(data=data, name=name, generated=True)
        for _time in range(times):
            tasks.send(submitted.job)
    return time.monotonic()


def finished() -> int:
    """Jobs that are done."""
    return Job.objects.filter(state=Job.State.DONE).count()


def settle(number: int, seconds: float) -> bool:
    """Wait until every paper has gone all its way; tell whether it did in time."""

    def settled() -> bool:
        left = Job.objects.exclude(state__in=(Job.State.DONE, Job.State.FAILED))
        return not left.exists() and Job.objects.count() >= 3 * number

    return wait(settled, seconds, pause=0.2)


def faults(number: int, clean: list[str]) -> list[str]:
    """What is wrong with so many papers, beside a clean run's dump; empty when nothing is."""
    found = []
    for model in (Source, Document, Version, Run):
        if (count := model.objects.count()) != number:
            found.append(f"{count} rows of {model.__name__}")
    if (public := Document.objects.public().count()) != number:
        found.append(f"{public} papers public")
    states = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    if states != {Job.State.DONE: 3 * number}:
        found.append(f"jobs {states}")
    files = [path for path in settings.SOURCES_DIR.rglob("*") if path.is_file()]
    if len(files) != number:
        found.append(f"{len(files)} files")
    if list(canonical.lines()) != clean:
        found.append("the canonical dump differs")
    return found
