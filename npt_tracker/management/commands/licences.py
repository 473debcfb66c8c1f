"""`manage.py licences`: docs/licences.md, from what is installed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from npt_tracker.licences import table


class Command(BaseCommand):
    """Writes the page, or tells whether it is what it would be."""

    help = "Write docs/licences.md from the lock and what is installed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --check."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if it is old"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page or compare it."""
        root = Path(settings.BASE_DIR)
        page, wanted = root / "docs" / "licences.md", table(root / "requirements.lock")
        if options["check"]:
            if not page.exists() or page.read_text(encoding="utf-8") != wanted:
                raise CommandError("docs/licences.md is not what the lock says. Run: make licences")
            return
        page.write_text(wanted, encoding="utf-8")
        self.stdout.write(f"Written: {page}.")
