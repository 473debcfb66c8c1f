"""`manage.py reprocess`: read stored originals anew by the present engine."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.db.models.functions import Mod

from commitments import tracking
from documents import ingest, linking
from documents.management.ticker import Ticker
from documents.models import Document
from documents.refused import Refused
from documents.reprocessing import Outcome, as_json, differences, reprocess
from documents.text.types import EngineError

CITATIONS = ("added", "removed", "changed", "flagged")


def part(text: str) -> tuple[int, int]:
    """`2/4`: the second of four parts."""
    number, _slash, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise ArgumentTypeError(f"{text!r} is no part: say 1/4 for the first of four")
    return int(number), int(of)


class Command(BaseCommand):
    """Reads each current text anew; what people decided stays, what is the same is untouched."""

    help = (
        "Read the stored originals anew, all or those named, after a change of the engine that "
        "changes blocks. Ends well when stopped: run it again and it goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument(
            "--dry-run", action="store_true", help="change nothing, tell what would change"
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON object for each paper that changes"
        )
        parser.add_argument(
            "--part", type=part, metavar="K/N", help="only the K-th of N parts, for N at once"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ids = list(self._chosen(options).values_list("pk", flat=True))
        totals: Counter[str] = Counter()
        with Ticker("Reprocess", len(ids)) as ticker:
            for pk in ids:
                self._one(pk, options, totals)
                ticker.advance()
        summary = _summary(totals, len(ids), dry_run=options["dry_run"])
        (self.stderr if options["json"] else self.stdout).write(summary)
        if totals["failed"]:
            raise CommandError(f"{totals['failed']} could not be read anew: see above.")

    def _chosen(self, options: dict[str, Any]) -> QuerySet[Document]:
        documents = Document.objects.filter(current_version__isnull=False).order_by("pk")
        try:
            if options["slugs"]:
                named = [ingest.find_document(slug).pk for slug in options["slugs"]]
                documents = documents.filter(pk__in=named)
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["part"]:
            number, of = options["part"]
            documents = documents.annotate(part=Mod("pk", of)).filter(part=number - 1)
        return documents

    def _one(self, pk: int, options: dict[str, Any], totals: Counter[str]) -> None:
        document = Document.objects.select_related("current_version__source").filter(pk=pk).first()
        if document is None or document.current_version is None:
            return
        try:
            with tracking.by(command="reprocess"):
                outcome = reprocess(document=document, dry_run=options["dry_run"])
        except (EngineError, Refused, linking.BrokenSpan) as error:
            self.stderr.write(f"{document.slug}: {error}")
            totals["failed"] += 1
            return
        _count(outcome, totals)
        if outcome and options["json"]:
            self.stdout.write(json.dumps(as_json(outcome), ensure_ascii=False, default=str))
        elif outcome:
            self.stdout.write("\n".join(_lines(outcome)))


def _count(outcome: Outcome, totals: Counter[str]) -> None:
    totals["documents"] += bool(outcome)
    totals["versions"] += bool(outcome.version)
    totals["runs"] += outcome.run
    totals["moved"] += sum(bool(home) for home in outcome.moved.values())
    totals["gone"] += sum(not home for home in outcome.moved.values())
    totals["fresh"] += len(outcome.fresh)
    totals["suggestions"] += outcome.suggestions
    for name in CITATIONS:
        totals[name] += len(getattr(outcome, name))


def _summary(totals: Counter[str], read: int, *, dry_run: bool) -> str:
    citations = ", ".join(f"{totals[name]} {name}" for name in CITATIONS)
    return (
        f"Documents: {read} read, {totals['documents']} changed, {totals['versions']} with a new "
        f"version, {totals['runs']} with a new run. Citations: {citations}. "
        f"Paths: {totals['moved']} moved, {totals['gone']} gone, {totals['fresh']} new. "
        f"Suggestions: {totals['suggestions']} differ."
        + (" Nothing was written." if dry_run else "")
    )


def _lines(outcome: Outcome) -> Iterator[str]:
    """What changed in one paper, a line each."""
    what = "the same version"
    if outcome.version:
        what = f"version {outcome.version}, {outcome.blocks} blocks differ"
    yield f"{outcome.slug}: {what}"
    for name, (was, now) in outcome.facts.items():
        yield f"  {name}: {was!r} -> {now!r}"
    for path, home in outcome.moved.items():
        yield f"  path {path} -> {home}" if home else f"  path {path} is gone"
    if outcome.suggestions:
        yield f"  {outcome.suggestions} suggestions differ"
    for path in outcome.fresh:
        yield f"  path {path} is new"
    for sign, rows in (("+", outcome.added), ("-", outcome.removed), ("!", outcome.flagged)):
        for row in rows:
            end = " (decided by a person; its words are gone: flagged)" if sign == "!" else ""
            yield f"  {sign} {row['path']} {_target(row)} {row['quote']!r}{end}"
    for pair in outcome.changed:
        said = "; ".join(
            f"{name} {was!r} -> {now!r}" for name, (was, now) in differences(pair).items()
        )
        yield f"  ~ {pair[1]['path']} {_target(pair[1])} {pair[1]['quote']!r}: {said}"


def _target(row: dict[str, Any]) -> str:
    return row["target"] or f"({row['status']}: {row['reason']})"
