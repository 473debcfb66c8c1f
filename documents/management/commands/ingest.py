"""`manage.py ingest`: take papers in, through the workers or here."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.bundled import bundled_papers
from documents.management.intake import Intake, Paper
from documents.management.named import named
from documents.refused import Refused


class Command(BaseCommand):
    """Stores files, queues them for the workers and waits; the same file again changes nothing."""

    help = (
        "Take in papers: files, and folders and zips with all readable files in them. "
        "Exit status: 1 when a paper failed, 3 when no worker does the work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--bundled", action="store_true", help="the papers that come along")
        parser.add_argument("--sync", action="store_true", help="work in this process, no workers")
        parser.add_argument("--no-wait", action="store_true", help="only queue, then end")
        parser.add_argument(
            "--version-of", default="", metavar="SLUG", help="the file is a new text"
        )
        parser.add_argument(
            "--hold", action="store_true", help="not public until an editor publishes it"
        )
        parser.add_argument(
            "--generated", action="store_true", help="mark them as generated papers"
        )
        parser.add_argument(
            "--patience",
            type=float,
            default=60.0,
            metavar="SECONDS",
            help="wait so long for a worker that does not answer (60)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bundled = bundled_papers() if options["bundled"] else []
        except Refused as error:
            raise CommandError(str(error)) from error
        files = list(named([*options["paths"], *bundled]))
        if not files:
            raise CommandError("No readable file is named. Give files, folders, or --bundled.")
        if options["version_of"] and len(files) > 1:
            raise CommandError("--version-of takes one file: a text of one document.")
        intake = Intake(
            tell=self.stdout.write,
            warn=self.stderr.write,
            sync=options["sync"],
            hold=options["hold"],
            wait=not options["no_wait"],
            patience=options["patience"],
        )
        intake.run(
            Paper(file.name, file.read, options["generated"], options["version_of"])
            for file in files
        )
