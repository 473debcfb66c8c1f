"""Which pages tell of more than the public data."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def live(view: View) -> View:
    """Mark a view whose answer also depends on what the changes feed does not know."""
    view.live = True  # type: ignore[attr-defined]
    return view
