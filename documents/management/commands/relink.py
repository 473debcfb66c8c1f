"""`manage.py relink`: run the engine's citing again over what is stored."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments import tracking
from documents import ingest, linking
from documents.management.ticker import Ticker
from documents.models import Document
from documents.refused import Refused


class Command(BaseCommand):
    """Links current versions anew; what people reviewed stays, what is the same is untouched."""

    help = "Link documents anew, all or those named: after a change of the engine or the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        documents = Document.objects.filter(current_version__isnull=False).order_by("pk")
        try:
            if options["slugs"]:
                named = [ingest.find_document(slug).pk for slug in options["slugs"]]
                documents = documents.filter(pk__in=named)
        except Refused as error:
            raise CommandError(str(error)) from error
        ids = list(documents.values_list("pk", flat=True))
        totals: Counter[str] = Counter()
        with Ticker("Relink", len(ids)) as ticker:
            for pk in ids:
                totals += self._relink(pk)
                ticker.advance()
        self.stdout.write(
            f"Documents: {len(ids)}. Citations: {totals['added']} added, "
            f"{totals['changed']} changed, {totals['removed']} removed, "
            f"{totals['unchanged']} unchanged, {totals['flagged']} flagged."
        )
        if totals["failed"]:
            raise CommandError(f"{totals['failed']} failed, for the reasons above.")

    def _relink(self, pk: int) -> Counter[str]:
        document = Document.objects.select_related("current_version").filter(pk=pk).first()
        if document is None or document.current_version is None:
            return Counter()
        try:
            with tracking.by(command="relink"):
                changes = linking.link_document(version=document.current_version)
        except (Refused, linking.BrokenSpan) as error:
            self.stderr.write(f"{document.slug}: {error}")
            return Counter(failed=1)
        return Counter(
            added=len(changes.added),
            changed=len(changes.rewritten) - changes.flagged,
            removed=len(changes.removed),
            unchanged=changes.unchanged,
            flagged=changes.flagged,
        )
