"""`manage.py analyse`: what the engine reads in files, without a database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from documents.exports import analysis_record
from documents.lexicon import build_lexicon
from documents.management.named import Named, named
from documents.readers import read_file
from documents.refused import Refused
from documents.text.engine import analyse
from documents.text.types import Analysis, BlockKind, CitedBlock, EngineError, Lexicon

_COLOURS = {"linked": "bold green", "ambiguous": "bold yellow", "unresolved": "bold red"}


class Command(BaseCommand):
    """Read files and show header, paragraphs and citations; no database is used."""

    help = "Read working papers (files, folders, zips) and show what they cite, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object per file and line")

    def handle(self, *args: object, **options: object) -> None:
        lexicon = build_lexicon()
        failed = False
        console = Console(file=self.stdout._out, highlight=False, soft_wrap=True)  # type: ignore[attr-defined]
        for file in named(options["files"]):  # type: ignore[arg-type]
            try:
                analysis = _analysis(file, lexicon)
            except (EngineError, OSError, Refused) as error:
                failed = True
                self._fail(file.path, _words(error), as_json=bool(options["json"]))
                continue
            if options["json"]:
                self.stdout.write(
                    json.dumps(analysis_record(file.path, analysis), ensure_ascii=False)
                )
            else:
                _show(console, file.path, analysis)
        if failed:
            sys.exit(1)

    def _fail(self, path: str, words: str, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"source": path, "error": words}, ensure_ascii=False))
        else:
            self.stderr.write(f"{path}: {words}")


def _analysis(file: Named, lexicon: Lexicon) -> Analysis:
    return analyse(file.read(), lexicon, reader=lambda data: read_file(data=data, name=file.name))


def _words(error: Exception) -> str:
    """What is wrong, in words a user can act on."""
    if isinstance(error, OSError):
        return f"the file cannot be read: {(error.strerror or str(error)).lower()}"
    return str(error)


def _show(console: Console, path: str, analysis: Analysis) -> None:
    """Readable output; the spans of citations are coloured in a terminal."""
    header = analysis.header
    console.print(f"[bold]{escape(path)}[/bold]  {escape(header.title or '(no title)')}")
    for name in (
        "submitters",
        "supporters",
        "session",
        "session_key",
        "venue",
        "starts",
        "ends",
        "document_date",
    ):
        value = getattr(header, name)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        console.print(
            f"  {name}: {shown or '- (' + header.reasons.get(name, 'none') + ')'}", markup=False
        )
    for warning in analysis.warnings:
        console.print(f"  warning: {warning}", markup=False)
    for cited in analysis.blocks:
        if cited.block.kind not in (BlockKind.ARTEFACT, BlockKind.HEADER):
            _show_block(console, cited)
    console.print()


def _show_block(console: Console, cited: CitedBlock) -> None:
    """One block, then one line for each citation."""
    text = Text(cited.block.text, style="bold" if cited.block.kind is BlockKind.HEADING else "")
    for citation in cited.citations:
        text.stylize(_COLOURS[str(citation.status)], citation.start, citation.end)
    console.print(Text(f"{cited.block.path:>8}  ", style="dim") + text)
    for citation in cited.citations:
        target = (
            citation.target
            or f"{citation.status}: {citation.reason} {', '.join(citation.candidates)}"
        )
        console.print(
            Text(
                f"          {citation.quote} -> {target} ({citation.kind}, {citation.rule})",
                style="cyan",
            )
        )
