"""How time and memory grow on hostile text: at 1, 10 and 100 times the size.

`python -m bench.growth --json` prints one record for each kind at its full size, which
is what the tests read.
"""

import argparse
import json
import os
import resource
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from time import process_time

from rich.console import Console

from bench.hostile import KINDS, Hostile
from documents.lexicon import build_lexicon
from documents.text.engine import analyse
from documents.text.types import EngineError

_STEPS = (100, 10, 1)
# Processor seconds for one text: some, and some for every million characters.
_LIMIT, _LIMIT_PER_MILLION = 10, 25
_GIVE_UP = 3  # so many texts that do not end say enough
_SLOW = 20.0  # a text ten times as long may take this many times as long; 100 is quadratic
_NOISE = 0.1  # seconds below which a ratio says nothing
_UNIT = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """One text read: processor seconds, None when it took longer than the limit."""

    name: str
    characters: int
    seconds: float | None
    megabytes: int


def read(kind: Hostile, size: int) -> Reading:
    """Read one text in a process of its own, which is ended when it takes too long."""
    build_lexicon()
    text = kind.make(size)
    limit = _LIMIT + _LIMIT_PER_MILLION * len(text) // 1_000_000
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        os.write(send, json.dumps(_seconds(text)).encode())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        answer = pipe.read()
    _, _, used = os.wait4(child, 0)
    return Reading(
        kind.name, len(text), json.loads(answer) if answer else None, used.ru_maxrss // _UNIT
    )


def _seconds(text: str) -> float:
    """The time that the engine takes; a refusal with its reason is an answer too."""
    started = process_time()
    with suppress(EngineError):
        analyse(text.encode(), build_lexicon())
    return process_time() - started


def grows_too_fast(readings: list[Reading]) -> bool:
    """Whether a step of ten costs much more than ten times the time, or never ends."""
    if readings[-1].seconds is None:
        return True
    times = [max(each.seconds or 0.0, _NOISE) for each in readings]
    return any(after > _SLOW * before for before, after in zip(times, times[1:], strict=False))


def show(row: list[Reading], console: Console) -> None:
    """Time at each size and the memory of the longest, as soon as they are known."""
    times = ["–" if each.seconds is None else f"{each.seconds:.2f}s" for each in row]
    cells = "".join(f"{time:>9}" for time in (*times, *[""] * (len(_STEPS) - len(times))))
    verdict = "GROWS TOO FAST" if grows_too_fast(row) else ""
    last = row[-1]
    line = f"{last.characters:>10,}{cells}{last.megabytes:>6} MB  {last.name}  {verdict}"
    console.print(line, highlight=False, markup=False)


def grown(kind: Hostile) -> list[Reading]:
    """A text at its three sizes, until one takes too long."""
    found: list[Reading] = []
    for step in _STEPS:
        found.append(read(kind, kind.full // step))
        if found[-1].seconds is None:
            break
    return found


def record(kinds: list[Hostile]) -> None:
    """One JSON record a line for each text at its full size; gives up when several do not end."""
    late = 0
    for kind in kinds:
        reading = read(kind, kind.full)
        sys.stdout.write(json.dumps(asdict(reading), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        late += reading.seconds is None
        if late == _GIVE_UP:
            return


def main() -> None:
    """Print a table, or records; end with 1 when a text grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="records of the full size only")
    parser.add_argument("--only", default="", help="texts whose name holds this")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kinds = [kind for kind in KINDS if options.only in kind.name]
    if options.json:
        record(kinds)
        return
    console = Console(width=120)
    console.print("[bold]Hostile text at 1, 10 and 100 times the size[/bold]")
    console.print("characters       1x      10x     100x  memory")
    readings = []
    for kind in kinds:
        readings.append(grown(kind))
        show(readings[-1], console)
    console.print(
        f"–: longer than {_LIMIT} s, and {_LIMIT_PER_MILLION} s for a million characters."
    )
    sys.exit(1 if any(map(grows_too_fast, readings)) else 0)


if __name__ == "__main__":
    main()
