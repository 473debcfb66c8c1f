"""Files that are handed in: limits, names, duplicates, and many at the same moment."""

import io
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import StopUpload
from django.db import connection

from documents import jobs, pipeline, receiving, uploads
from documents.models import Job, Source, Upload, UploadedFile
from documents.receiving import InTime, Receiver, TooMuch, clean_name
from documents.uploads import Handed, State
from tests.documents.papers import paper
from tests.factories import make_editor


@pytest.mark.parametrize(
    ("name", "kept", "why"),
    [
        ("paper.txt", "paper.txt", "nothing to do"),
        ("../../etc/passwd", "passwd", "folders"),
        ("C:\\papers\\a.pdf", "a.pdf", "folders of the other kind"),
        ("a\x00b\n\t.txt", "ab.txt", "control characters"),
        ("\u202etxt.exe", "txt.exe", "a mark that turns the direction"),
        ("<script>alert(1)</script>.txt", "script>.txt", "markup is data; its slash parts folders"),
        ("中文 文件.docx", "中文 文件.docx", "any script"),
        ("/", "unnamed", "nothing is left"),
        ("..", "unnamed", "a folder"),
        ("\ud800.txt", "txt", "half a character"),
    ],
)
def test_names_lose_what_is_no_name(name: str, kept: str, why: str) -> None:
    assert clean_name(name) == kept, why


def test_a_long_name_keeps_its_suffix() -> None:
    name = clean_name("长" * 400 + ".docx")
    assert len(name) == 255 and name.endswith("长.docx")


class TestReceiver:
    """The limits, while the body is read."""

    def receiver(self, name: str = "a.txt") -> Receiver:
        found = Receiver()
        found.handle_raw_input(None, {}, 100)
        found.new_file("files", name, "text/plain", 0)
        return found

    def test_a_body_that_says_it_is_too_large_is_not_read(self, settings: Any) -> None:
        settings.UPLOAD_BYTES = 1024**2
        with pytest.raises(TooMuch, match="At most 1 MB"):
            Receiver().handle_raw_input(None, {}, 1024**2 + 1)

    def test_a_body_that_does_not_say_so_is_stopped(self, settings: Any) -> None:
        settings.UPLOAD_BYTES = 10
        with pytest.raises(TooMuch):
            self.receiver().receive_data_chunk(b"x" * 11, 0)

    def test_too_many_files_are_stopped(self, settings: Any) -> None:
        settings.UPLOAD_FILES = 1
        with pytest.raises(TooMuch, match="At most 1 files"):
            self.receiver().new_file("files", "b.txt", "text/plain", 0)

    def test_one_large_file_is_passed_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(receiving, "MAX_BYTES", 10)
        receiver = self.receiver("large.txt")
        for place in (0, 10, 20):
            receiver.receive_data_chunk(b"x" * 10, place)
        assert receiver.file.tell() == 10
        assert receiver.file_complete(30) is None and receiver.file.closed
        assert receiver.refused == [("large.txt", 30)]

    def test_pages_without_files_read_none(self) -> None:
        with pytest.raises(StopUpload) as raised:
            receiving.NoFiles().new_file("files", "a.txt", "text/plain", 0)
        assert raised.value.connection_reset


class Slow:
    """A body whose client sends nothing until `on` is set."""

    def __init__(self, on: threading.Event) -> None:
        self._on = on

    def read(self, size: int = -1) -> bytes:
        self._on.wait(5)
        return b"x"


def test_a_body_that_does_not_come_is_given_up() -> None:
    on = threading.Event()
    begun = time.monotonic()
    body = InTime(Slow(on), 0.2)
    with pytest.raises(TooMuch, match="did not come within 0.2 seconds"):
        body.read(10)
    assert time.monotonic() - begun < 2
    on.set()
    assert InTime(Slow(on), 5).read(10) == b"x"


def test_an_error_of_the_body_is_its_own() -> None:
    class Broken:
        def read(self, size: int) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        InTime(Broken(), 5).read(1)


def standing(upload: Upload) -> list[tuple[str, str]]:
    return [(row.file.name, row.state) for row in uploads.standings(upload.files.all())]


@pytest.mark.django_db
@pytest.mark.usefixtures("sources_dir", "register")
class TestReceiving:
    """What becomes of each file."""

    def hand_in(self, *files: tuple[str, bytes]) -> Upload:
        handed = [Handed(name, lambda data=data: data) for name, data in files]
        upload, queued = uploads.receive(files=handed, by=make_editor())
        self.queued = queued
        return upload

    def work(self) -> None:
        for job in self.queued:
            pipeline.perform_all(job_id=job.pk)

    def test_each_file_on_its_own(self) -> None:
        upload = self.hand_in(
            ("a.txt", paper()), ("b.exe", b"MZ"), ("c.txt", b""), ("d.txt", b"\x00\x01\x02" * 99)
        )
        assert standing(upload) == [
            ("a.txt", State.QUEUED),
            ("b.exe", State.REFUSED),
            ("c.txt", State.REFUSED),
            ("d.txt", State.QUEUED),
        ]
        self.work()
        rows = uploads.standings(upload.files.all())
        states = [State.READY, State.REFUSED, State.REFUSED, State.FAILED]
        assert [row.state for row in rows] == states
        assert all(row.reason for row in rows[1:])
        assert rows[3].job is not None and rows[3].job.state == Job.State.FAILED

    def test_the_same_bytes_are_known(self) -> None:
        self.hand_in(("a.txt", paper()))
        self.work()
        upload = self.hand_in(("b.txt", paper()), ("c.txt", paper()))
        assert self.queued == [] and Source.objects.count() == 1
        assert all(upload.files.values_list("known", flat=True))
        assert {row.state for row in uploads.standings(upload.files.all())} == {State.READY}

    def test_of_a_zip_each_member_is_a_file(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as bundle:
            bundle.writestr("papers/一.txt", paper())
            bundle.writestr("b.exe", b"MZ")
        upload = self.hand_in(("all.zip", packed.getvalue()), ("no.zip", b"PK"))
        assert sorted(standing(upload)) == [
            ("b.exe", State.REFUSED),
            ("no.zip", State.REFUSED),
            ("一.txt", State.QUEUED),
        ]

    def test_steps_on_the_way_in_words(self) -> None:
        upload = self.hand_in(("a.txt", paper()))
        seen = [standing(upload)[0][1]]
        job: Job | None = self.queued[0]
        while job is not None:
            job = pipeline.perform(job_id=job.pk).following
            seen.append(standing(upload)[0][1])
        assert seen == [State.QUEUED, State.READING, State.LINKING, State.READY]

    def test_failed_work_is_tried_again_with_its_options(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps = pipeline._STEPS
        monkeypatch.setattr(pipeline, "_STEPS", dict.fromkeys(Job.Verb, lambda job: 1 / 0))
        upload = self.hand_in(("a.txt", paper()))
        self.work()
        row = uploads.standings(upload.files.all())[0]
        assert row.state == State.FAILED and row.job is not None and row.job.attempts == 3
        monkeypatch.setattr(pipeline, "_STEPS", steps)
        pipeline.perform_all(job_id=jobs.requeue(job_id=row.job.pk).pk)
        assert standing(upload) == [("a.txt", State.READY)]
        with pytest.raises(uploads.Refused, match="has not failed"):
            jobs.requeue(job_id=row.job.pk)

    def test_the_state_of_many_takes_two_queries(self, django_assert_num_queries: Any) -> None:
        upload = self.hand_in(*((f"{n}.txt", paper(f"第{n}段重申行动5。")) for n in range(4)))
        files = list(upload.files.all())
        with django_assert_num_queries(2):
            uploads.standings(files)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_of_one_file_are_one_row_and_one_file(
    sources_dir: Path, register: None
) -> None:
    by, data = make_editor(), paper()

    def hand_in(number: int) -> int:
        try:
            handed = [Handed(f"{number}.txt", lambda: data)]
            return len(uploads.receive(files=handed, by=by)[1])
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=12) as threads:
        list(threads.map(hand_in, range(50)))
    assert Source.objects.count() == Job.objects.count() == 1
    assert UploadedFile.objects.filter(refused="").count() == Upload.objects.count() == 50
    assert UploadedFile.objects.filter(known=False).count() == 1
    files = [path for path in sources_dir.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in files] == [data]
