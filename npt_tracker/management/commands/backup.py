"""`manage.py backup`: database and originals in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.refused import Refused
from npt_tracker.backup.making import make_backup, remove_older
from npt_tracker.backup.restoring import check


class Command(BaseCommand):
    """Backs up while the site runs; the file appears when it is whole."""

    help = (
        "Write database and originals of one moment to FILE, or to a dated file in a folder. "
        "The site may run meanwhile. SECRET_KEY and settings are not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to, and whether to check it."""
        parser.add_argument("target", type=Path, metavar="FILE|DIR")
        parser.add_argument(
            "--check",
            action="store_true",
            help="restore it into a database of its own, and compare; a FILE that is there is "
            "only checked",
        )

        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="in a folder: only the newest N stay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the backup, check it, say what came of it."""
        target = folder = options["target"].absolute()
        try:
            missing: list[str] = []
            if not (options["check"] and target.is_file()):
                made = make_backup(target=target)
                target, missing = made.path, made.missing
                self._tell(made.path, made.manifest)
            if options["check"]:
                self._check(target)
            # Last, so that nothing goes before what comes is known to be good.
            if options["keep"] > 0 and not missing and folder.is_dir():
                remove_older(folder=folder, keep=options["keep"])
        except Refused as error:
            raise CommandError(str(error)) from error
        if missing:
            raise CommandError(
                f"The backup was made, but {len(missing)} originals are missing or damaged in "
                f"SOURCES_DIR, the first is {missing[0]}: ingest these files again."
            )

    def _tell(self, path: Path, manifest: dict[str, Any]) -> None:
        rows = sum(count for count, _sum in manifest["tables"].values())
        self.stdout.write(
            f"Written: {path}, {path.stat().st_size / 1024**2:.1f} MB: {rows} rows in "
            f"{len(manifest['tables'])} tables, {manifest['sources']['count']} originals."
        )

    def _check(self, path: Path) -> None:
        if wrong := check(path=path):
            raise CommandError(
                f"{path} does not give back what was backed up: {', '.join(wrong)}. Keep the "
                "backup before it, and make another."
            )
        self.stdout.write(f"Checked: {path} restores to the same rows, canonical dump, originals.")
