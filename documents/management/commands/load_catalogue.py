"""`manage.py load_catalogue`: load the register's files into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments import catalogue, tracking
from commitments.register import RegisterError, load_register
from documents import changes, roles


class Command(BaseCommand):
    """Load the register and make the roles; running it again changes nothing."""

    help = "Load the register (commitments/data) into the database; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print one line of counts; exits 1 with the faulty line of a faulty file."""
        try:
            with tracking.by(command="load_catalogue"):
                report = catalogue.load(load_register())
        except RegisterError as error:
            raise CommandError(str(error)) from error
        changes.record_register()
        # Each start and each upgrade runs this command: the roles are then as the code has them.
        roles.establish()
        self.stdout.write(str(report))
