"""`manage.py restore`: a backup into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.refused import Refused
from npt_tracker.backup.restoring import missing_originals, restore


class Command(BaseCommand):
    """Restores, compares with what was backed up, and migrates to this release."""

    help = (
        "Put a backup into an empty database and its originals into SOURCES_DIR. Web and worker "
        "must not run. A database with papers or accounts is refused."
    )
    # Before there are tables there is nothing to check.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument(
            "--into-empty",
            action="store_true",
            help="also into a database that was migrated but has no papers and no accounts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what is there now."""
        try:
            manifest = restore(path=options["path"], into_empty=options["into_empty"])
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored: the backup of {manifest['made_at']}, {len(manifest['tables'])} tables, "
            f"{manifest['sources']['count']} originals, and migrated. "
            "Now run: manage.py load_catalogue"
        )
        if missing := missing_originals():
            self.stderr.write(
                f"{len(missing)} originals were missing already when the backup was made; the "
                f"first is {missing[0]}. Ingest these files again."
            )
