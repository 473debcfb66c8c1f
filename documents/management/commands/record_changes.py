"""`manage.py record_changes`: bring the changes feed in step with what is public."""

from typing import Any

from django.core.management.base import BaseCommand

from documents import changes


class Command(BaseCommand):
    """Needed once, for data of before there was a feed; running it again changes nothing."""

    help = "Write into the changes feed what it does not say yet; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare everything and print how much was written."""
        changed = changes.record_all()
        self.stdout.write(f"{changed} written; the feed's newest number is {changes.feed().head}")
