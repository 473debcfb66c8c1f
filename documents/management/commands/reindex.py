"""`manage.py reindex`: make the search index anew where it was made another way."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from documents import indexing
from documents.management.ticker import Ticker


class Command(BaseCommand):
    """Rewrites the tokens of stored paragraphs; texts, links and addresses stay as they are."""

    help = "Refresh the search index of stored paragraphs: those of an older format, or --all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those of today's format")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = indexing.stale(everything=options["all"])
        with Ticker("Reindex", len(stale)) as ticker:
            for ids in indexing.batches(stale):
                indexing.refresh(ids=ids)
                ticker.advance(len(ids))
        self.stdout.write(f"Paragraphs: {len(stale)} indexed anew.")
