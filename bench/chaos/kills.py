"""kill -9 while papers are read: afterwards all is as if nothing had happened."""

import random
import time
from collections.abc import Callable

from bench.chaos import processes
from bench.chaos.outcome import Outcome, told
from bench.chaos.papers import Clean, faults, finished, hand_in, settle
from bench.chaos.place import Place, start_servers, wait
from npt_tracker.embedded.places import var_dir
from npt_tracker.supervisor import Child

# Beat sends what was lost once a minute, and only what nothing has happened to for a minute.
PATIENCE = 300
AWAY_SECONDS = 2.0


def pool_child(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """One process of a worker's pool, five times."""
    chance = random.Random(f"{seed}/pool child")

    def strike(workers: list[Child]) -> None:
        processes.kill([chance.choice(_pool(workers[0]))])

    return _disturbed("kill -9 of a pool child", place, clean, number, chance, 5, strike, [2])


def whole_worker(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """One of two workers with its pool, at ten random points."""
    chance = random.Random(f"{seed}/worker")

    def strike(workers: list[Child]) -> None:
        worker = chance.choice(workers)
        place.kill(worker)
        place.restart(worker)

    return _disturbed("kill -9 of a whole worker", place, clean, number, chance, 10, strike, [1, 1])


def redis(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Redis, three times, each time away for a while."""
    chance = random.Random(f"{seed}/redis")

    def strike(workers: list[Child]) -> None:
        assert processes.kill(processes.working_in(var_dir() / "redis"))
        time.sleep(AWAY_SECONDS)
        start_servers()

    return _disturbed("kill -9 of Redis", place, clean, number, chance, 3, strike, [2])


def postgres(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Postgres with all its processes, three times, each time away for a while."""
    chance = random.Random(f"{seed}/postgres")

    def strike(workers: list[Child]) -> None:
        assert processes.kill(processes.working_in(var_dir() / "postgres" / "data"))
        time.sleep(AWAY_SECONDS)
        start_servers()

    return _disturbed("kill -9 of Postgres", place, clean, number, chance, 3, strike, [2])


def _pool(worker: Child) -> list[int]:
    """The processes of a worker's pool, when they are there."""
    assert worker.process is not None
    pid = worker.process.pid
    wait(lambda: processes.children(pid), 20)
    return processes.children(pid)


def _disturbed(
    name: str,
    place: Place,
    clean: Clean,
    number: int,
    chance: random.Random,
    kills: int,
    strike: Callable[[list[Child]], None],
    concurrencies: list[int],
) -> Outcome:
    """Take papers in, strike at random points of the way, and look what has come of them."""
    undisturbed = clean.dump(number)
    place.begin()
    hand_in(number)
    place.beat()
    workers = [place.worker(concurrency=each) for each in concurrencies]
    begun = time.monotonic()
    points = sorted(chance.sample(range(1, int(3 * number * 0.9)), kills))
    struck = 0
    for point in points:
        if not wait(lambda point=point: finished() >= point, PATIENCE, pause=0.01):
            break
        struck += 1
        strike(workers)
    last = time.monotonic()
    wrong = [] if struck == kills else [f"only {struck} of {kills} kills"]
    if not settle(number, PATIENCE):
        wrong.append(f"not settled within {PATIENCE} s")
    now = time.monotonic()
    wrong += faults(number, undisturbed)
    figure = (
        f"{struck} kills, {number} papers in {now - begun:.1f} s, "
        f"{now - last:.1f} s after the last; {len(undisturbed)} lines compared"
    )
    return told(name, figure, wrong)
