"""`manage.py canonical_dump`: all content as sorted lines, to compare two databases."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from documents import canonical


class Command(BaseCommand):
    """Writes to standard output; the same content gives the same bytes."""

    help = (
        "Write all rows of register and evidence as sorted lines of JSON, without times and "
        "database numbers: `diff` two of them to compare two databases."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--digest", action="store_true", help="only the SHA-256 of the lines")

    def handle(self, *args: Any, **options: Any) -> None:
        # One moment of a database that is written to meanwhile.
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            if options["digest"]:
                self.stdout.write(canonical.digest())
                return
            for line in canonical.lines():
                self.stdout.write(line)
