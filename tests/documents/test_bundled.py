"""What papers do not state of themselves: papers.toml, and the papers that come along."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import call_command

from documents import bundled, headers
from documents.models import Document, Version
from documents.refused import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


def test_the_bundled_papers_have_their_sessions() -> None:
    call_command("ingest", "--bundled", "--sync")
    found = {
        version.source.name[:3]: (
            getattr(version.document.session, "key", None),
            getattr(version.document.cycle, "cycle_year", None),
            version.document.symbol,
        )
        for version in Version.objects.select_related("source", "document__session")
    }
    assert found["001"] == ("pc-2026-iii", 2026, "")
    assert found["002"] == ("rc-2020", 2020, "")
    assert found["004"] == ("rc-2020", 2020, "")
    assert found["003"][0] is None
    supplied = Document.objects.get(versions__source__name__startswith="002").supplied
    assert supplied["session_key"] == "papers.toml"


def test_only_gaps_are_filled_and_a_contradiction_is_a_warning() -> None:
    supplied = bundled.Supplied("a.txt", facts={"title": "甲", "venue": "维也纳"})
    header = headers.Header(title="乙", reasons={"venue": "not-stated"})
    complete, added = headers.complete(header, supplied)
    assert (complete.title, complete.venue) == ("乙", "维也纳")
    assert added == {"venue": "papers.toml"}
    assert complete.reasons == {}
    assert headers.contradictions(header, supplied) == [
        "papers.toml: title is 甲, the paper says 乙"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[abc]\nfile = 'a'", "64 small hex digits"),
        (f"[{'a' * 64}]\nvenue = 'a'", "`file` is missing"),
        (f"[{'a' * 64}]\nfile = 'a'\nsesion_key = 'b'", "unknown key 'sesion_key'; known are file"),
        (f"[{'a' * 64}]\nfile = 'a'\nreview_cycle = '2026'", "review_cycle must be of type int"),
        (f"[{'a' * 64}]\nfile = 'a'\nreview_cycle = true", "review_cycle must be of type int"),
        ("[broken", "cannot be read"),
    ],
)
def test_a_malformed_papers_toml_is_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "papers.toml").write_text(text)
    with pytest.raises(Refused, match=message):
        bundled.supplied_facts(tmp_path)


def test_every_bundled_paper_is_there_under_its_hash() -> None:
    facts = bundled.supplied_facts()
    papers = {path.name for path in bundled.PAPERS.glob("*.txt")}
    assert {supplied.file for supplied in facts.values()} == papers
    for sha256, supplied in facts.items():
        data = (bundled.PAPERS / supplied.file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
