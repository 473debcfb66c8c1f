"""`manage.py fetch`: take papers in by their symbols, from the address that is set."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.fetching import address_of, fetch
from documents.management.intake import Intake, Paper
from documents.refused import Refused


class Command(BaseCommand):
    """Fetches each paper within the limits, then takes it in as `ingest` does."""

    help = (
        "Fetch papers by their UN symbols and take them in. Off until FETCH_URL and FETCH_HOSTS "
        "are set in the environment."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("symbols", nargs="+", metavar="SYMBOL")
        parser.add_argument("--language", default="zh", help="zh, en, fr, ru, es or ar (zh)")
        parser.add_argument("--sync", action="store_true", help="work in this process, no workers")
        parser.add_argument("--no-wait", action="store_true", help="only queue, then end")
        parser.add_argument(
            "--hold", action="store_true", help="not public until an editor publishes it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        intake = Intake(
            tell=self.stdout.write,
            warn=self.stderr.write,
            sync=options["sync"],
            hold=options["hold"],
            wait=not options["no_wait"],
        )
        try:
            for symbol in options["symbols"]:
                address_of(symbol=symbol, language=options["language"])
        except Refused as error:
            raise CommandError(str(error)) from error
        intake.run(self._fetched(intake, options["symbols"], options["language"]))

    def _fetched(self, intake: Intake, symbols: list[str], language: str) -> Iterator[Paper]:
        for symbol in symbols:
            try:
                found = fetch(symbol=symbol, language=language)
            except Refused as error:
                intake.fail(symbol, str(error))
                continue
            yield Paper(found.name, lambda data=found.data: data)
