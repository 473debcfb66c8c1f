"""`manage.py dump`: everything public as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.dumps.making import make_dump
from documents.dumps.shelf import manifest
from documents.refused import Refused


class Command(BaseCommand):
    """Write JSON Lines, CSV and SQLite with a manifest, to be served under /dumps/."""

    help = "Write everything public as JSON Lines, CSV and SQLite into a dated folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to, and how many to keep."""
        parser.add_argument(
            "--out", type=Path, help=f"folder of the dumps (default: {settings.DUMPS_DIR})"
        )
        parser.add_argument(
            "--keep", type=int, default=0, help="remove all but the newest so many (default: none)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a dump, and say where it is and what is in it."""
        if options["keep"] < 0:
            raise CommandError("--keep is 1 or more; 0 keeps all.")
        out = options["out"] or settings.DUMPS_DIR
        try:
            folder = make_dump(out=out, keep=options["keep"])
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Nothing was kept: {error}") from error
        rows = manifest(folder)["rows"]
        self.stdout.write(f"{folder}: " + ", ".join(f"{n} {name}" for name, n in rows.items()))
