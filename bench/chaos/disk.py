"""The disk of the originals is full: what is not kept is told, and it works again with room."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings

from bench.chaos.outcome import Outcome, told
from bench.chaos.papers import Clean, faults, papers
from bench.chaos.place import ROOT, Place
from documents import canonical
from documents.models import Source
from npt_tracker.keys import create_key

WORDS = "no room"
HAND_INS = ("documents.Upload", "documents.UploadedFile")


def full(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Papers into a small disk by the command and by the API, then again into a larger one."""
    undisturbed = clean.dump(number)
    place.begin()
    folder = _written(place.folder / "papers", number)
    disk = Disk(settings.SOURCES_DIR)
    begun = time.monotonic()
    try:
        disk.fill(kilobytes=8 * number)
        words = ["ingest", str(folder), "--sync", "--generated"]
        first = disk.run(place, words)
        kept, files = Source.objects.count(), _files(settings.SOURCES_DIR)
        wrong = _said(first, kept, files, number)
        if disk.mounted:
            wrong += _by_the_api(place, papers(number + 1)[-1][1])
        disk.empty()
        again = place.command(*words)
        if again.returncode:
            wrong.append(f"with room: {again.stderr.strip()[-200:]}")
        there = Source.objects.count()
        wrong += _faults(number, undisturbed)
    finally:
        disk.close()
    figure = (
        f"{disk.how}: {kept} of {number} papers kept, {number - kept} refused with words by the "
        f"command{', one by the API' if disk.mounted else ''}; then with room {there} there; "
        f"{time.monotonic() - begun:.1f} s"
    )
    return told("disk full", figure, wrong)


class Disk:
    """A small file system where root may mount one, else a limit on the size of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mounted = False
        self.how = "stand-in, a limit of 1 kB on the size of files"

    def fill(self, *, kilobytes: int) -> None:
        """Leave room for so much."""
        self.folder.mkdir(exist_ok=True)
        if os.geteuid() == 0 and shutil.which("mount"):
            words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs"]
            self.mounted = not subprocess.run(
                [*words, str(self.folder)], check=False, capture_output=True
            ).returncode
        if self.mounted:
            self.how = f"tmpfs of {kilobytes} kB"

    def run(self, place: Place, words: list[str]) -> "subprocess.CompletedProcess[str]":
        """Run a command of manage.py that meets the full disk."""
        if self.mounted:
            return place.command(*words)
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),
        )

    def empty(self) -> None:
        """Make room."""
        if self.mounted:
            words = ["mount", "-o", "remount,size=100m", str(self.folder)]
            subprocess.run(words, check=True)

    def close(self) -> None:
        """Take the file system away."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)


def _written(folder: Path, number: int) -> Path:
    folder.mkdir()
    for name, data in papers(number):
        (folder / name).write_bytes(data)
    return folder


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def _said(
    first: "subprocess.CompletedProcess[str]", kept: int, files: int, number: int
) -> list[str]:
    """What is wrong with how the command told that the disk is full."""
    found = []
    if first.returncode != 1 or "Traceback" in first.stderr:
        found.append(f"the command ended with {first.returncode}: {first.stderr.strip()[-200:]}")
    if first.stderr.count(WORDS) != number - kept or kept == number:
        found.append(f"{first.stderr.count(WORDS)} refused with words, {kept} kept")
    if kept != files:
        found.append(f"{kept} rows, {files} files")
    return found


def _by_the_api(place: Place, data: bytes) -> list[str]:
    """What is wrong with how the API takes a file that there is no room for."""
    key = create_key(name="chaos", may_upload=True)
    _web, port = place.web()
    border = "chaos-border"
    head = 'Content-Disposition: form-data; name="files"; filename="paper.txt"'
    body = f"--{border}\r\n{head}\r\n\r\n".encode() + data + f"\r\n--{border}--\r\n".encode()
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/uploads/",
        data=body,
        headers={
            "Content-Type": f"multipart/form-data; boundary={border}",
            "Authorization": f"Token {key}",
        },
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            (file,) = json.load(answer)["files"]
    except OSError as error:
        return [f"the API answered {error}"]
    if file["state"] == "refused" and WORDS in file["reason"]:
        return []
    return [f"the API said {file['state']}: {file['reason']}"]


def _faults(number: int, undisturbed: list[str]) -> list[str]:
    """As for any run, but that what was handed in to the API in vain has its rows."""
    kept = [line for line in canonical.lines() if not _of_hand_in(line)]
    found = [each for each in faults(number, undisturbed) if "dump" not in each]
    return found + ([] if kept == undisturbed else ["the canonical dump differs"])


def _of_hand_in(line: str) -> bool:
    return json.loads(line)[0] in HAND_INS
