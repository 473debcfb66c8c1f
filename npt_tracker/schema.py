"""Which migrations the database has, and whether they are all that this release needs."""

from collections import defaultdict

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def applied() -> dict[str, list[str]]:
    """The migrations that the database has, by app."""
    found = defaultdict(list)
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found[app].append(name)
    return dict(found)


def is_migrated() -> bool:
    """Whether the database has all migrations of this release; it may have newer ones."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
