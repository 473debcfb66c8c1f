"""Time of runs, and what each step of the engine takes of one."""

import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from types import ModuleType
from typing import Any


def fastest(actions: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Seconds of each action's fastest run. They take turns, so that all meet the same machine.

    Time is the process's own: what else runs on the machine is not counted.
    """
    found: dict[str, float] = {}
    for _ in range(repeats):
        for name, action in actions.items():
            spent = clocked(action)
            found[name] = min(spent, found.get(name, spent))
    return found


def computing() -> float:
    """Seconds that 5 million additions take just now: how fast the machine itself is.

    Machines that are shared are at times half as fast as at others, whatever their load says.
    """
    started = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number
    return time.perf_counter() - started


def clocked(action: Callable[[], object]) -> float:
    """Seconds of the process's own time that one run takes."""
    started = process_time()
    action()
    return process_time() - started


@contextmanager
def swapped(module: ModuleType, functions: dict[str, Any]) -> Iterator[None]:
    """Let names of a module be something else for a while."""
    kept = {name: getattr(module, name) for name in functions}
    for name, function in functions.items():
        setattr(module, name, function)
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(module, name, function)


class Stages:
    """Adds up the time spent in each module, without what other watched modules take inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []
        self._place = "", ""

    def watched(self, module: ModuleType, package: str) -> dict[str, Any]:
        """Timed twins of what a module takes from others of its package, alone or in a table."""
        self._place = module.__name__, package
        twins = {name: self._twin(value) for name, value in vars(module).items()}
        return {name: twin for name, twin in twins.items() if twin is not vars(module)[name]}

    def _twin(self, value: Any) -> Any:
        """A timed function for one of another module, a table of twins for a table of such."""
        if isinstance(value, tuple):
            twins = tuple(map(self._twin, value))
            return twins if any(a is not b for a, b in zip(twins, value, strict=True)) else value
        own, package = self._place
        where = getattr(value, "__module__", None) or ""
        foreign = inspect.isfunction(value) and where != own and where.startswith(package)
        return self._timed(value) if foreign else value

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        stage = function.__module__.partition("text.")[2]

        def timed(*args: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            started = process_time()
            result = function(*args, **options)
            if isinstance(result, Iterator):  # a family yields: its work is done when it is read
                result = list(result)
            spent = process_time() - started
            self.seconds[stage] += spent - self._inner.pop()
            if self._inner:
                self._inner[-1] += spent
            return result

        return timed
