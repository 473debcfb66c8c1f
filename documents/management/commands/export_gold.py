"""`manage.py export_gold`: what reviewers decided, as labels for the engine's tests."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from documents import gold


class Command(BaseCommand):
    """Reads only; the file is written whole or not at all."""

    help = (
        "Write every paragraph that a reviewer decided on with the keys it must give and must not, "
        "one JSON object a line. As tests/gold/reviewed.jsonl `make gold` measures them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="standard output unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the lines, and say how many."""
        if options["file"] is None:
            for line in gold.lines():
                self.stdout.write(line, ending="")
            return
        target: Path = options["file"]
        part = target.with_name(f"{target.name}.part")
        number = 0
        with part.open("w", encoding="utf-8") as file:
            for line in gold.lines():
                file.write(line)
                number += 1
        part.replace(target)
        self.stdout.write(f"{number} paragraphs written to {target}")
