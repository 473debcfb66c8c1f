"""Backup and restore: what comes back is what was there, or nothing does."""

import errno
import io
import json
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from documents import canonical, changes, review, sources
from documents.models import Citation, Document, Source
from documents.refused import Refused
from npt_tracker import schema
from npt_tracker.backup import archive, making, programs, restoring
from tests.documents.papers import BODY, paper, take_in
from tests.factories import make_document

# A backup that the release with this migration made: two papers, one of two versions, a decision.
OLD = Path(__file__).parent / "releases" / "0008_citation_version.tar"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere() -> Iterator[None]:
    with restoring._beside():
        yield


@pytest.fixture(scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backup")


@pytest.fixture
def folder(_folder: Path, settings: Settings, tmp_path: Path) -> Path:
    settings.SOURCES_DIR = tmp_path / "sources"
    return _folder


def changed(path: Path, name: str, data: bytes | None) -> None:
    """Put other bytes into a member of an archive, or leave it out."""
    with tarfile.open(path) as before:
        members = {
            each.name: before.extractfile(each).read()  # type: ignore[union-attr]
            for each in before
        }
    members[name] = data
    with tarfile.open(path, "w") as after:
        for each, content in members.items():
            if content is not None:
                archive.add_bytes(after, each, content)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup that may be spoilt."""
    path = tmp_path / "copy.tar"
    path.write_bytes(OLD.read_bytes())
    return path


def test_a_round_trip_gives_back_everything_under_a_new_history(
    folder: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with restoring._beside():
        call_command("restore", str(OLD))
        take_in(paper(BODY[3]), "d.txt")
        citation = Citation.objects.filter(status="linked", review_state="unreviewed").first()
        review.accept(citation=citation, by=User.objects.get())
        call_command("backup", str(folder), "--check")
        (path,) = folder.glob("npt-*.tar")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "same rows, canonical dump, originals" in capsys.readouterr().out
        there, epoch = list(canonical.lines()), changes.feed().epoch
        place = changes.feed().head
    settings.SOURCES_DIR = tmp_path / "other"
    with restoring._beside():
        call_command("restore", str(path))
        assert list(canonical.lines()) == there
        assert changes.feed().head == place
        assert changes.feed().epoch != epoch
        for source in Source.objects.all():
            assert sources.read_source(source=source)
        assert restoring.missing_originals() == []
        with pytest.raises(CommandError, match="not empty, it has rows in documents_source"):
            call_command("restore", str(path), "--into-empty")
        # New rows get numbers of their own.
        make_document()


def test_a_backup_of_an_older_release_is_brought_up_to_date(folder: Path, elsewhere: None) -> None:
    call_command("restore", str(OLD))
    assert schema.is_migrated()
    call_command("load_catalogue")
    assert Document.objects.public().count() == 2
    assert Citation.objects.get(quote="行动5(c)").review_state == "rejected"
    call_command("reprocess")
    assert Citation.objects.get(quote="行动5(c)").review_state == "rejected"
    assert Citation.objects.public().filter(quote="第六条").exists()
    assert User.objects.get().username == "reviewer"


def test_a_backup_is_of_one_moment(
    folder: Path, elsewhere: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("restore", str(OLD))
    dump = programs.run

    def meanwhile(name: str, *words: str, **options: object) -> int:
        # Another connection, as a worker has it.
        beside = connection.copy()
        with beside.cursor() as cursor:
            cursor.execute("DELETE FROM documents_report")
            cursor.execute("UPDATE documents_document SET title = 'later'")
        beside.close()
        return dump(name, *words, **options)

    monkeypatch.setattr(programs, "run", meanwhile)
    made = making.make_backup(target=tmp_path / "a.tar")
    monkeypatch.setattr(programs, "run", dump)
    assert Document.objects.filter(title="later").count() == 2
    assert restoring.check(path=made.path) == []


def test_what_was_only_migrated_is_replaced_when_told(folder: Path, elsewhere: None) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    with pytest.raises(CommandError, match="add --into-empty"):
        call_command("restore", str(OLD))
    call_command("restore", str(OLD), "--into-empty")
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("manifest.json", None, "not finished, or cut off"),
        ("manifest.json", b'{"format": 9}', "has the format 9"),
        ("database.dump", b"PGDMP", "database.dump in the backup is damaged"),
        ("database.dump", None, "database.dump is missing"),
        ("sources/" + "0" * 64, b"other", "the original 000000000000 is damaged"),
    ],
)
def test_a_spoilt_backup_leaves_the_database_empty(
    folder: Path, elsewhere: None, copy: Path, name: str, data: bytes | None, told: str
) -> None:
    changed(copy, name, data)
    with pytest.raises(CommandError, match=told):
        call_command("restore", str(copy))
    assert connection.introspection.table_names() == []


def test_rows_that_differ_are_not_kept(folder: Path, elsewhere: None, copy: Path) -> None:
    with archive.opened(copy) as (_opened, manifest):
        manifest["tables"]["documents_document"][1] = "1"
    changed(copy, "manifest.json", json.dumps(manifest).encode())
    assert restoring.check(path=copy) == ["documents_document (2 and 2 rows)"]
    with pytest.raises(CommandError, match="differs from what was backed up: documents_document"):
        call_command("restore", str(copy))
    assert connection.introspection.table_names() == []


def test_what_this_release_or_server_cannot_take_is_told_before(
    folder: Path, elsewhere: None, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(programs, "server_major", lambda: 15)
        with pytest.raises(CommandError, match="of PostgreSQL 18, and the server here is 15"):
            call_command("restore", str(OLD))
    with monkeypatch.context() as patch:
        patch.setattr(programs, "server_major", lambda: 17)
        with pytest.raises(Refused, match="install postgresql-client-17, then back up anew"):
            programs.run("pg_dump", "--no-such-option", major=17)
    with archive.opened(copy) as (_opened, manifest):
        manifest["migrations"]["documents"].append("9999_later")
    changed(copy, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(CommandError, match="by a newer release .* install that release"):
        call_command("restore", str(copy))
    monkeypatch.setattr(programs, "_candidates", lambda name: iter(()))
    with pytest.raises(CommandError, match="apt install postgresql-client-18"):
        call_command("restore", str(OLD))


def test_no_backup_over_another_file_nor_into_nothing(tmp_path: Path) -> None:
    there = tmp_path / "there.tar"
    there.write_bytes(b"")
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(there))
    with pytest.raises(CommandError, match="no folder"):
        call_command("backup", str(tmp_path / "no" / "a.tar"))
    with pytest.raises(CommandError, match="make it first"):
        call_command("backup", str(tmp_path / "backups"))
    assert list(tmp_path.iterdir()) == [there]
    with pytest.raises(CommandError, match="cannot be read as a backup"):
        call_command("restore", str(tmp_path / "none.tar"))


def test_a_missing_original_is_told_and_the_rest_is_saved(
    folder: Path, elsewhere: None, tmp_path: Path
) -> None:
    call_command("restore", str(OLD))
    lost = Source.objects.order_by("sha256").first()
    sources.source_path(lost.sha256).unlink()
    path = tmp_path / "a.tar"
    with pytest.raises(CommandError, match=f"1 originals are missing .* {lost.sha256}"):
        call_command("backup", str(path))
    assert restoring.check(path=path) == []
    assert list(tmp_path.glob(".backup-*")) == []


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive, "add_file", full)
    with pytest.raises(CommandError, match="cannot be written .* No space left"):
        call_command("backup", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir() if path.name != "sources"] == []
    monkeypatch.undo()
    call_command("backup", str(tmp_path))


def test_older_backups_go_when_told_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    others = ["npt-20200101T000000Z.tar", "npt-20210101T000000Z.tar"]
    for name in (*others, "letter.tar"):
        (tmp_path / name).write_bytes(b"")
    call_command("backup", str(tmp_path), "--keep", "2")
    left = sorted(path.name for path in tmp_path.glob("*.tar"))
    assert left[:2] == ["letter.tar", others[1]]
    assert len(left) == 3


def test_a_password_is_not_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        connection, "get_connection_params", lambda: {"password": "secret", "host": "db"}
    )
    found = programs._environment()
    assert (found["PGPASSWORD"], found["PGHOST"]) == ("secret", "db")


def test_members_of_an_archive_read_as_they_were_written() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as out:
        archive.add_bytes(out, "sources/ab", b"text")
    stream.seek(0)
    with tarfile.open(fileobj=stream) as found:
        assert [(name, each.read()) for name, each in archive.originals(found)] == [("ab", b"text")]
