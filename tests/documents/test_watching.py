"""A watched folder: taken when it is at rest, moved when it is read, nothing twice."""

import os
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documents import pipeline
from documents.models import Document, Job, Source, Version
from documents.watching import Watch
from tests.documents.papers import paper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sources_dir", "register"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    home = tmp_path / "inbox"
    home.mkdir()
    return home


def watch(folder: Path, *, work: bool = True, hold: bool = False) -> Watch:
    """A watch that works here, or only queues."""

    def send(job: Job) -> None:
        if work:
            pipeline.perform_all(job_id=job.pk)

    return Watch(folder, send=send, tell=lambda line: None, hold=hold)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_taken_when_it_is_at_rest(folder: Path) -> None:
    watching = watch(folder)
    (folder / "a.txt").write_bytes(paper()[:100])
    assert watching.look() == 1 and not Source.objects.exists()
    (folder / "a.txt").write_bytes(paper())
    assert watching.look() == 1 and not Source.objects.exists()
    assert watching.look() == 0
    assert names(folder) == ["done/a.txt"] and Document.objects.public().count() == 1


def test_with_hold_nothing_is_public(folder: Path) -> None:
    (folder / "a.txt").write_bytes(paper())
    watching = watch(folder, hold=True)
    watching.look()
    watching.look()
    assert Version.objects.get().held and names(folder) == ["done/a.txt"]


def test_what_cannot_be_read_has_its_reason_beside_it(folder: Path) -> None:
    (folder / "a.exe").write_bytes(b"MZ")
    (folder / "b.txt").write_bytes(b"\x00\x01" * 99)
    watching = watch(folder)
    watching.look()
    assert watching.look() == 0
    assert names(folder) == [
        "failed/a.exe",
        "failed/a.exe.reason.txt",
        "failed/b.txt",
        "failed/b.txt.reason.txt",
    ]
    assert ".exe files" in (folder / "failed/a.exe.reason.txt").read_text()
    assert watching.failed == 2


def test_a_zip_is_done_when_all_that_is_in_it_is(folder: Path) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as bundle:
        bundle.writestr("a.txt", paper())
        bundle.writestr("b.txt", b"\x00\x01" * 99)
    watching = watch(folder)
    watching.look()
    assert watching.look() == 0
    assert names(folder) == ["failed/all.zip", "failed/all.zip.reason.txt"]
    assert Document.objects.public().count() == 1


def test_what_cannot_be_read_in_a_zip_is_told(folder: Path) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as bundle:
        bundle.writestr("a.txt", paper())
        bundle.writestr("b.doc", b"x")
    watching = watch(folder)
    watching.look()
    assert watching.look() == 0
    assert Document.objects.public().count() == 1
    assert names(folder) == ["failed/all.zip", "failed/all.zip.reason.txt"]
    assert "b.doc" in (folder / "failed/all.zip.reason.txt").read_text()


@pytest.mark.parametrize("name", ["卷" * 83 + "xx.exe", "卷" * 83 + "xx.txt", "\udcb9\udca4.txt"])
def test_odd_names_do_not_stop_the_watch(folder: Path, name: str) -> None:
    """As long as a name may be, and one in another encoding than the system's."""
    (folder / name).write_bytes(b"MZ" if name.endswith("exe") else paper())
    told: list[str] = []
    watching = watch(folder)
    watching.tell = told.append
    for number in (1, 2):
        watching.look()
        assert watching.look() == 0
        done = [each for each in folder.rglob("*") if each.is_file()]
        assert len(done) == number * (2 if name.endswith("exe") else 1)
        (folder / name).write_bytes(b"MZ" if name.endswith("exe") else paper())
    "\n".join(told).encode()
    if name.startswith("\udcb9"):
        assert Source.objects.get().name == "工.txt"


def test_what_is_no_file_of_ours_is_left_alone(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(paper())
    (folder / "link.txt").symlink_to(outside)
    (folder / ".hidden.txt").write_bytes(paper())
    (folder / "sub.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    watching = watch(folder)
    assert watching.look() == watching.look() == 0
    assert not Source.objects.exists() and outside.exists()


def test_a_restart_goes_on_where_the_last_one_stopped(folder: Path) -> None:
    (folder / "a.txt").write_bytes(paper())
    killed = watch(folder, work=False)
    killed.look()
    assert killed.look() == 1
    again = watch(folder)
    again.look()
    assert again.look() == 0
    # And when it was killed between the reading and the move.
    (folder / "a.txt").write_bytes(paper())
    once_more = watch(folder)
    once_more.look()
    assert once_more.look() == 0
    assert Source.objects.count() == Version.objects.count() == 1
    assert names(folder) == ["done/a-2.txt", "done/a.txt"]


def test_the_command_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_bytes(paper())
    call_command("watch", folder, "--once", "--sync", seconds=0.01)
    assert "a.txt: read" in capsys.readouterr().out
    (folder / "b.exe").write_bytes(b"MZ")
    with pytest.raises(CommandError, match="1 failed"):
        call_command("watch", folder, "--once", "--sync", seconds=0.01)


def test_the_command_says_that_nobody_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.tasks.send", lambda job: None)
    (folder / "a.txt").write_bytes(paper())
    with pytest.raises(CommandError, match="no worker has read") as raised:
        call_command("watch", folder, "--once", seconds=0.01, patience=0.1)
    assert raised.value.returncode == 3 and names(folder) == ["a.txt"]


def test_a_folder_that_goes_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watch, "look", lambda self: (folder / "nothing").stat())
    with pytest.raises(CommandError, match="cannot be worked in"):
        call_command("watch", folder, "--once")


def test_a_folder_is_needed(folder: Path) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        call_command("watch", folder / "nothing", "--once")
