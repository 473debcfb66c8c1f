"""How long hostile files took is told at the end: each has to be refused in time."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

TAKEN = pytest.StashKey[dict[str, float]]()


@pytest.fixture
def timed(request: pytest.FixtureRequest) -> Callable[..., AbstractContextManager[None]]:
    """Note how long a block takes, under a name; it may not take longer than `most` seconds."""

    @contextmanager
    def note(name: str, *, most: float) -> Iterator[None]:
        began = time.perf_counter()
        yield
        taken = time.perf_counter() - began
        request.config.stash.setdefault(TAKEN, {})[name] = taken
        assert taken < most, f"{name} took {taken:.1f} s"

    return note


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """One line with the seconds of each hostile file."""
    if taken := config.stash.get(TAKEN, {}):
        told = ", ".join(f"{name} {seconds:.2f}" for name, seconds in taken.items())
        terminalreporter.write_line(f"hostile files, seconds until the answer: {told}")
