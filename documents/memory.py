"""What was counted is kept in this process until anything it was counted from changes.

Triggers in the database note every write to register and evidence (migration `0007`), so nobody
who writes can forget it. What they noted, the stamp, is read first and what is kept is kept under
it: a change that comes in between makes what is kept newer than its stamp, never older.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextvars import ContextVar, Token
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

Found = TypeVar("Found")
Key = tuple[Hashable, ...]

# As many results are kept in each process. Most are small; the largest, all positions, takes 5 MB.
MOST_KEPT = 300
# While papers come in every moment is another state, and nobody asks for what was before: without
# this each process would grow until it held as many results as it may.
MOST_STATES = 4

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_states: OrderedDict[Hashable, None] = OrderedDict()
_lock = Lock()
STAMP = "SELECT md5(string_agg(number::text, ' ' ORDER BY number)) FROM documents_write"
# The stamp of a database in which nothing was written yet.
NOTHING = "-"
# The stamp that was read for the request that is being answered.
_known: ContextVar[str | None] = ContextVar("stamp", default=None)


class Memory:
    """What is kept of one state of the database; making one reads which state it is."""

    def __init__(self) -> None:
        shown = getattr(settings, "SHOW_GENERATED", False)
        self.state = (connection.settings_dict["NAME"], shown, _known.get() or stamp())

    def of(self, make: Callable[[], Found], *key: Hashable) -> Found:
        """What `make` gave for this key and state; nobody may change it afterwards."""
        return self.each(lambda _missing: [make()], [key])[0]

    def each(
        self, make: Callable[[list[Key]], Sequence[Found]], keys: Sequence[Key]
    ) -> list[Found]:
        """The same for several keys; `make` gives what is missing of them, in its order."""
        with _lock:
            found = {key: _kept[self.state, *key] for key in keys if (self.state, *key) in _kept}
            for key in found:
                _kept.move_to_end((self.state, *key))
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            made = dict(zip(missing, make(missing), strict=True))
            found |= made
            with _lock:
                _kept.update({(self.state, *key): value for key, value in made.items()})
                _leave_older(self.state)
                while len(_kept) > MOST_KEPT:
                    _kept.popitem(last=False)
        return [found[key] for key in keys]


def _leave_older(state: Hashable) -> None:
    """Note that something is kept of this state, and drop what is of those before the last few."""
    _states[state] = None
    _states.move_to_end(state)
    while len(_states) > MOST_STATES:
        gone, _nothing = _states.popitem(last=False)
        for key in [key for key in _kept if key[0] == gone]:
            del _kept[key]


def stamp() -> str:
    """The state of register and evidence: another one after every write."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return cursor.fetchone()[0] or NOTHING


def begin(known: str) -> Token[str | None]:
    """Answer from this stamp, which was read just now, until `end` is called."""
    return _known.set(known)


def end(token: Token[str | None]) -> None:
    """Read the stamp anew for what comes next."""
    _known.reset(token)


def forget() -> None:
    """Keep nothing, as a new process."""
    with _lock:
        _kept.clear()
        _states.clear()
