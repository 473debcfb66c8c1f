"""History: the database itself keeps what a row was before each change, and whose change it was.

Triggers write it, so nobody who writes can forget it, whatever way the change takes. An event of an
update or a deletion holds the row as it was before; what it became is the next event of the row, or
the row itself. So nothing has to be kept of rows that never changed. Events cannot be changed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])

INSERT, UPDATE, DELETE = "insert", "update", "delete"


def tracked(
    *,
    inserts: bool = True,
    without: Sequence[str] = (),
    when: Sequence[str] = (),
    indexes: Sequence[models.Index] = (),
) -> Callable[[Model], Model]:
    """Keep the history of a model's rows in `<Model>Event`, which has a row's columns.

    `without` are columns that are not kept, `when` those whose change is one, all that are kept by
    default. Without `inserts` a row's making is no event. Who changed it is in `pgh_context`.
    """
    trackers = [
        pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(*when)),
        pghistory.DeleteEvent(),
    ]
    if inserts:
        trackers.append(pghistory.InsertEvent())
    return pghistory.track(
        *trackers,
        exclude=list(without),
        obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
        context_id_field=None,
        append_only=True,
        meta={"indexes": list(indexes), "ordering": ["pgh_id"]},
    )


@contextmanager
def by(**whose: Any) -> Iterator[None]:
    """What is changed inside is told with these marks: `user`, `command`, `job`, `act` ...

    Inside of another such part the marks are added to those of the whole, until that ends.
    """
    with pghistory.context(**whose):
        yield


def mark(**whose: Any) -> None:
    """Add marks to the part that is under way; nothing happens outside of one."""
    pghistory.context(**whose)


def untold() -> AbstractContextManager[None]:
    """What is changed inside is told to nobody: for rows that are no evidence, generated papers."""
    return pgtrigger.ignore()
