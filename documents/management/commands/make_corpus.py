"""`manage.py make_corpus`: generated papers, for tests and measurements."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents import corpus
from documents.management.intake import Intake, Paper


class Command(BaseCommand):
    """Writes or takes in generated papers, or removes them all; real papers are never touched."""

    help = (
        "Make generated papers: into a folder with --out, into the database with --ingest. "
        "--remove deletes every generated paper from the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--papers", type=int, default=0, metavar="N")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="S", help="same seed, same papers"
        )
        parser.add_argument("--out", type=Path, metavar="DIR", help="write them as files")
        parser.add_argument("--ingest", action="store_true", help="take them in")
        parser.add_argument("--sync", action="store_true", help="with --ingest: without workers")
        parser.add_argument("--no-wait", action="store_true", help="with --ingest: only queue")
        parser.add_argument("--remove", action="store_true", help="delete all generated papers")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            documents, files = corpus.remove_generated()
            self.stdout.write(f"Removed: {documents} generated documents, {files} files.")
        elif options["papers"] < 1:
            raise CommandError("Say how many: --papers N, with N at least 1; or --remove.")
        elif not (options["out"] or options["ingest"]):
            raise CommandError("Say where to: --out DIR writes files, --ingest takes them in.")
        if options["papers"] < 1:
            return
        papers = list(corpus.generate(papers=options["papers"], seed=options["seed"]))
        if options["out"]:
            _write(options["out"], papers)
            self.stdout.write(f"Written: {len(papers)} papers to {options['out']}.")
        if options["ingest"]:
            self._ingest(papers, options)

    def _ingest(self, papers: list[corpus.GeneratedPaper], options: dict[str, Any]) -> None:
        intake = Intake(
            tell=self.stdout.write,
            warn=self.stderr.write,
            sync=options["sync"],
            wait=not options["no_wait"],
        )
        intake.run(Paper(each.name, each.text.encode, generated=True) for each in papers)


def _write(folder: Path, papers: list[corpus.GeneratedPaper]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for paper in papers:
            (folder / paper.name).write_text(paper.text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"Cannot write to {folder}: {error.strerror}. Name another.") from error
