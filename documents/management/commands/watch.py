"""`manage.py watch`: take in whatever is put into a folder."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, close_old_connections

from commitments.models import Commitment
from documents import pipeline, tasks
from documents.management.intake import NOBODY_WORKS
from documents.models import Job
from documents.watching import Watch

# Between two looks, at least so long with --once, too: a file must not change from one to the next.
SECONDS = 2.0


class Command(BaseCommand):
    """Looks again and again; may be killed and started at any time."""

    help = (
        "Take in the files that are put into a folder; they go to done/ or failed/ in it. "
        "Exit status of --once: 1 when a file failed, 3 when files are left that nobody reads."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--once", action="store_true", help="end when what is there is read")
        parser.add_argument("--sync", action="store_true", help="work in this process, no workers")
        parser.add_argument(
            "--hold", action="store_true", help="not public until an editor publishes it"
        )
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help=f"between two looks ({SECONDS:g})"
        )
        parser.add_argument(
            "--patience", type=float, default=60.0, help="of --once, for workers, in seconds (60)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        if not Commitment.objects.exists():
            raise CommandError("The register is empty. Run `manage.py load_catalogue` first.")
        self._down = False
        send = self._work if options["sync"] else self._send
        watch = Watch(folder, send=send, tell=self.stdout.write, hold=options["hold"])
        until = time.monotonic() + options["patience"]
        try:
            left = self._look(watch)
            while left or not options["once"]:
                time.sleep(options["seconds"])
                left = self._look(watch)
                if options["once"] and left and time.monotonic() > until:
                    raise CommandError(
                        f"{left} files are left that no worker has read: start one.",
                        returncode=NOBODY_WORKS,
                    )
        except KeyboardInterrupt:
            return
        if watch.failed:
            raise CommandError(f"{watch.failed} failed, for the reasons above.")

    def _look(self, watch: Watch) -> int:
        """Look once; a database that is away for a while is waited for."""
        try:
            close_old_connections()
            return watch.look()
        except OperationalError as error:
            self.stderr.write(f"The database does not answer, trying again: {error}")
            return 1
        except OSError as error:
            raise CommandError(
                f"{watch.folder} cannot be worked in: {error}. Files are moved in it: give it to "
                "the account that watches."
            ) from error

    def _work(self, job: Job) -> None:
        pipeline.perform_all(job_id=job.pk)

    def _send(self, job: Job) -> None:
        sent = tasks.send_all([job])
        if not sent and not self._down:
            self.stderr.write(
                "Redis does not answer. The papers are stored; the sweep queues them."
            )
        self._down = not sent
