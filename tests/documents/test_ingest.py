"""Ingest: what is stored of a file, what is refused, and what a new text of a document does."""

import resource
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.models import State
from documents import sources, uploads
from documents.models import (
    Citation,
    Document,
    Job,
    Paragraph,
    Run,
    Source,
    UploadedFile,
    Version,
)
from documents.refused import Refused
from documents.uploads import Handed
from tests.documents.papers import BODY, paper, rows, take_in, try_in
from tests.documents.readers.making import docx, p, pdf_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


def test_a_paper_becomes_a_public_document_with_its_paragraphs_and_citations() -> None:
    version = take_in(paper())
    document = Document.objects.public().get()
    assert document.current_version == version
    assert document.title == "核裁军"
    assert [each.party.code for each in document.submissions.all()] == ["CHN"]
    numbered = version.paragraphs.filter(kind="paragraph").order_by("position")
    assert [row.text for row in numbered] == list(BODY)
    assert [row.path for row in numbered] == ["1", "2", "3", "4"]
    counted = Citation.objects.counted().order_by("paragraph__position")
    targets = [row.target for row in counted]
    assert targets == ["action-plan-2010:5c", "npt:VI", "ga-res-77-47"]
    run = Run.objects.get()
    assert (run.version, run.citations, run.added) == (version, len(targets), len(targets))


def test_words_of_a_paragraph_are_found_by_search() -> None:
    take_in(paper())
    found = Paragraph.objects.filter(search="透明度")
    assert [row.path for row in found] == ["2"]


def test_the_source_is_stored_as_it_came(sources_dir: Path) -> None:
    data = paper()
    version = take_in(data, name="a.txt")
    sha256 = version.source.sha256
    assert (sources_dir / sha256[:2] / sha256[2:4] / sha256).read_bytes() == data
    assert [path for path in sources_dir.rglob("*") if path.is_file()] == [
        sources.source_path(sha256)
    ]


def test_the_same_bytes_again_change_nothing() -> None:
    take_in(paper(), name="a.txt")
    before = rows()
    take_in(paper(), name="b.txt")
    assert rows() == before


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 4, ""),
        ("undecodable.txt", b"\xff\xfe\x00", ""),
        ("no-paragraph.txt", b"http://www.example.org/a\n", "no paragraph"),
        ("paper.pdf", b"%PDF-1.7", "PDF is damaged"),
        ("paper.docx", b"PK\x03\x04", "damaged zip archive"),
        ("paper.doc", b"\xd0\xcf\x11\xe0", ".doc files cannot be read"),
    ],
)
def test_a_bad_file_fails_with_its_reason_and_leaves_no_document(
    name: str, data: bytes, reason: str
) -> None:
    outcome = try_in(data, name)
    assert outcome.finished
    assert outcome.reason
    assert reason in outcome.reason
    assert not Document.objects.exists()
    assert not Version.objects.exists()
    assert Job.objects.get().attempts == 1, "a bad file is not tried again"


def test_a_file_that_is_too_large_is_refused_before_it_is_stored(
    monkeypatch: pytest.MonkeyPatch, sources_dir: Path
) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(Refused, match=r"1\.5 MB; at most 1 MB"):
        try_in(b"x" * 1536 * 1024)
    assert not Source.objects.exists()
    assert not sources_dir.exists()


def test_a_full_disk_keeps_nothing_and_says_so(sources_dir: Path) -> None:
    data = paper()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # As full as a disk can be made without one: no file may grow over a hundred bytes.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(Refused, match="no room left .*: make room"):
            sources.store_source(data=data, name="a.txt")
        _upload, queued = uploads.receive(files=[Handed("a.txt", lambda: data)], by=None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert queued == []
    assert "no room left" in UploadedFile.objects.get().refused
    assert not Source.objects.exists()
    assert not [path for path in sources_dir.rglob("*") if path.is_file()]
    source = sources.store_source(data=data, name="a.txt")
    assert sources.read_source(source=source) == data


def test_a_missing_and_a_damaged_source_are_told_and_mended_by_ingesting_again() -> None:
    data = paper()
    source = sources.store_source(data=data, name="a.txt")
    path = sources.source_path(source.sha256)
    path.write_bytes(b"other")
    with pytest.raises(Refused, match="damaged"):
        sources.read_source(source=source)
    path.unlink()
    with pytest.raises(Refused, match="missing"):
        sources.read_source(source=source)
    sources.store_source(data=data, name="a.txt")
    assert sources.read_source(source=source) == data


def test_a_document_that_was_deleted_comes_back_with_its_file() -> None:
    take_in(paper())
    Document.objects.update(current_version=None)
    Document.objects.all().delete()
    take_in(paper())
    assert Document.objects.public().count() == 1


def test_a_register_that_lacks_a_party_is_told_and_leaves_no_document() -> None:
    State.objects.filter(code="CHN").update(code="XQZ")
    outcome = try_in(paper())
    assert "no party CHN: run `manage.py load_catalogue`" in outcome.reason
    assert not Document.objects.exists()


# The commands.


def test_the_command_tells_new_unchanged_and_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(paper())
    (tmp_path / "b.md").write_bytes(b"")
    (tmp_path / "ignored.png").write_bytes(b"x")
    with pytest.raises(CommandError, match="1 failed"):
        call_command("ingest", tmp_path, "--sync")
    said = capsys.readouterr()
    assert "Papers: 1 new, 0 unchanged, 1 failed." in said.out
    assert said.err.startswith("b.md: the file is empty")
    assert "Traceback" not in said.err
    call_command("ingest", tmp_path / "a.txt", "--sync")
    assert "0 new, 1 unchanged, 0 failed" in capsys.readouterr().out


def test_the_command_takes_zips_and_folders_of_all_formats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = paper().decode()
    page = "<!DOCTYPE html><meta charset=utf-8>" + "".join(f"<p>{n}" for n in text.split("\n"))
    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(inside / "more.zip", "w") as bundle:
        bundle.writestr("第一届会议/a.html", page)
        bundle.writestr("picture.png", b"\x89PNG")
    (inside / "b.docx").write_bytes(docx("".join(map(p, filter(None, text.split("\n"))))))
    (inside / "c.pdf").write_bytes(pdf_of(text))
    (inside / ".hidden.txt").write_bytes(paper())
    (tmp_path / "bad.zip").write_bytes(b"PK\x05\x06")
    with pytest.raises(CommandError, match="2 failed"):
        call_command("ingest", inside, tmp_path / "bad.zip", "--sync")
    said = capsys.readouterr()
    assert "Papers: 3 new, 0 unchanged, 2 failed." in said.out
    assert "picture.png: .png files cannot be read" in said.err
    assert "bad.zip: bad.zip is no zip file" in said.err
    versions = Version.objects.order_by("source__name").values_list("source__name", "fidelity")
    assert list(versions) == [
        ("b.docx", "extracted"),
        ("c.pdf", "printed"),
        ("第一届会议/a.html", "extracted"),
    ]
    # Three files of one paper without a symbol: three documents that say the same.
    said_in = [
        [(row.path, row.text) for row in version.paragraphs.filter(kind="paragraph")]
        for version in Version.objects.all()
    ]
    assert said_in[0] == said_in[1] == said_in[2]
    assert [text for _path, text in said_in[0]] == list(BODY)


def test_the_command_tells_of_a_file_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="1 failed"):
        call_command("ingest", tmp_path / "nothing.txt", "--sync")
    assert "nothing.txt: cannot be read: No such file or directory" in capsys.readouterr().err


def test_the_command_needs_files() -> None:
    with pytest.raises(CommandError, match="No readable file is named"):
        call_command("ingest")
