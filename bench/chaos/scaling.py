"""One, two and four processes of a worker: the same result, and what a second one gains."""

import subprocess
import sys
import time

from bench.chaos.outcome import Outcome, told
from bench.chaos.papers import Clean, faults, hand_in, settle
from bench.chaos.place import Place
from documents.models import Job

CONCURRENCIES = (1, 2, 4)
LEAST = 0.85
PATIENCE = 600
# Until then the processes of the pool begin: jobs, of a hundred, that are not timed.
WARM_UP = 15
# Some seconds of computing, and nothing else.
BUSY = "n = 0\nfor i in range(40_000_000): n += i & 7"


def gain(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Papers a second with one, two and four, beside processes that only compute."""
    from bench.scale import copy_seconds

    undisturbed = clean.dump(number)
    rates: dict[int, float] = {}
    busy = {1: 0.0, 2: 0.0}
    wrong = []
    for concurrency in CONCURRENCIES:
        # Before and after each, so that both meet the same machine.
        for processes in busy:
            busy[processes] += _busy_seconds(processes)
        place.begin()
        hand_in(number)
        place.worker(concurrency=concurrency)
        if not settle(number, PATIENCE):
            wrong.append(f"not settled within {PATIENCE} s with {concurrency}")
        wrong += [f"with {concurrency}: {each}" for each in faults(number, undisturbed)]
        rates[concurrency] = _rate()
        place.end()
    possible = 2 * busy[1] / busy[2]
    gained = rates[2] / rates[1]
    if gained < LEAST * possible:
        wrong.append(f"less than {LEAST} of it")
    copied = number / copy_seconds()
    each = ", ".join(f"{n}: {rate / n:.2f}" for n, rate in rates.items())
    figure = (
        f"{len(undisturbed)} lines compared; papers/second/worker {each}; "
        f"COPY of the same rows {copied:.0f} papers/s; "
        f"two gain {gained:.2f}, two that only compute {possible:.2f}: {gained / possible:.2f}"
    )
    return told("1, 2 and 4 workers", figure, wrong)


def _rate() -> float:
    """Papers a second, by the database's clock, from when the pool was warm to the end."""
    ends = sorted(Job.objects.filter(state=Job.State.DONE).values_list("changed_at", flat=True))
    if len(ends) < 2:
        return 0.0
    first = len(ends) * WARM_UP // 100
    return (len(ends) - 1 - first) / 3 / (ends[-1] - ends[first]).total_seconds()


def _busy_seconds(number: int) -> float:
    """How long so many processes take that compute the same, each for itself, at once."""
    begun = time.monotonic()
    words = [sys.executable, "-c", BUSY]
    running = [subprocess.Popen(words) for _each in range(number)]
    for each in running:
        each.wait()
    return time.monotonic() - begun
