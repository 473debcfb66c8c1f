"""A file that kills its process each time, and messages that come twice."""

import time
from pathlib import Path

from bench.chaos import hooks
from bench.chaos.outcome import Outcome, told
from bench.chaos.papers import Clean, faults, hand_in, papers, settle
from bench.chaos.place import Place
from documents import canonical, jobs, pipeline, tasks
from documents.models import Document, Job

PATIENCE = 240


def poison(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """One file among others whose work ends with the death of its process."""
    undisturbed = clean.dump(number)
    place.begin()
    tally = place.folder / "deaths"
    data = papers(number + 1)[-1][1]
    bad = pipeline.submit(data=data, name=f"{hooks.POISONED}.txt", generated=True)
    tasks.send(bad.job)
    hand_in(number)
    place.beat()
    begun = time.monotonic()
    place.worker(concurrency=2, **{hooks.POISON: str(tally)})
    wrong = [] if settle(number, PATIENCE) else [f"not settled within {PATIENCE} s"]
    took = time.monotonic() - begun
    deaths = len(tally.read_text()) if tally.exists() else 0
    failed = list(Job.objects.filter(state=Job.State.FAILED))
    if not 1 <= deaths <= jobs.MAX_ATTEMPTS:
        wrong.append(f"{deaths} deaths")
    if [job.version.source_id for job in failed if job.version] != [bad.source.pk]:
        wrong.append(f"{len(failed)} jobs failed")
    public = Document.objects.public().count()
    if public != number:
        wrong.append(f"{public} papers public")
    if _without(bad.source.sha256) != undisturbed:
        wrong.append("the others' canonical dump differs")
    reason = failed[0].reason if failed else "nothing"
    figure = f"{deaths} attempts in {took:.1f} s, then set aside: “{reason}”"
    return told("poison file", f"{figure}; {public} of {number} others public", wrong)


def _without(sha256: str) -> list[str]:
    """The canonical dump without the lines that name a file or its paper."""
    return [line for line in canonical.lines() if sha256[:12] not in line]


def twice(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Every message is sent twice at once, and four processes wait for it."""
    undisturbed = clean.dump(number)
    place.begin()
    begun = hand_in(number, times=2)
    place.worker(concurrency=4, **{hooks.TWICE: "yes"})
    wrong = [] if settle(number, PATIENCE) else [f"not settled within {PATIENCE} s"]
    took = time.monotonic() - begun
    more = Job.objects.filter(attempts__gt=1).count()
    if more:
        wrong.append(f"{more} jobs were begun more than once")
    wrong += faults(number, undisturbed)
    text = _log(place.folder)
    begun_tasks = text.count("] received")
    figure = f"{begun_tasks} messages for {3 * number} jobs of {number} papers, in {took:.1f} s"
    return told("every job delivered twice", figure, wrong)


def _log(folder: Path) -> str:
    """What the last worker wrote."""
    latest = max(folder.glob("*-worker-*.log"), key=lambda path: path.stat().st_mtime)
    return latest.read_text(errors="replace")
