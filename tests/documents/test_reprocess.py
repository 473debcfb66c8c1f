"""`manage.py reprocess`: a new engine over stored originals, and the same engine over them."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from documents import canonical, headers, ingest, review, sources
from documents.models import Citation, CitationEvent, Document, Run, Version
from documents.text import engine
from documents.text.engine import Reading
from tests.documents.papers import BODY, paper, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

FIRST, SECOND = BODY[0], "我们还支持第六条的执行，并期待各方提交国家报告，说明执行情况。"
LONG = f"{BODY[1]}{SECOND}"


def new_engine(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Reading], Reading] = lambda reading: reading
) -> None:
    """An engine with another name that reads as `change` says."""
    read = engine.read
    monkeypatch.setattr(ingest, "read", lambda *words: change(read(*words)))
    monkeypatch.setattr(engine, "CODE_VERSION", "next")


def parted(reading: Reading) -> Reading:
    """`LONG` read as two paragraphs."""
    blocks = []
    for block in reading.blocks:
        at = block.text.find(SECOND)
        if at <= 0:
            blocks.append(block)
            continue
        blocks.append(replace(block, text=block.text[:at]))
        blocks.append(replace(block, text=SECOND, path=f"{block.path}.u1", parent=block.path))
    return replace(reading, blocks=tuple(blocks))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def touched() -> dict[str, list[str]]:
    """Which transaction wrote each row last, of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT ctid::text, xmin::text FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


def test_the_same_engine_touches_not_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    take_in(paper())
    slug = take_in(paper(*BODY[:2])).document.slug
    # A text that states less than the one before it has taken the rest over.
    take_in(paper(*BODY[:3], head="修订本\n\n"), version_of=slug)
    rows, dump = touched(), list(canonical.lines())
    for words in ([], ["--dry-run"]):
        call_command("reprocess", *words)
        assert "Documents: 2 read, 0 changed, 0 with a new version, 0 with a new run" in said(
            capsys
        )
    assert touched() == rows
    assert list(canonical.lines()) == dump


def test_a_new_engine_that_reads_the_same_notes_a_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    version = take_in(paper())
    ids = set(Citation.objects.values_list("pk", flat=True))
    new_engine(monkeypatch)
    call_command("reprocess")
    assert "1 read, 0 changed, 0 with a new version, 1 with a new run" in said(capsys)
    assert set(Citation.objects.values_list("pk", flat=True)) == ids
    assert Version.objects.get() == version
    assert version.runs.first().engine.startswith("next+")
    assert Run.objects.count() == 2


def test_the_history_tells_what_changed_and_by_which_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = take_in(paper())
    home = version.paragraphs.get(text=BODY[0])
    Citation.objects.filter(paragraph=home).update(quote="从前的", rule="old", start=0, end=3)
    new_engine(monkeypatch)
    call_command("reprocess")
    _by_hand, event = CitationEvent.objects.filter(paragraph=home)
    assert event.pgh_context["command"] == "reprocess"
    assert event.pgh_context["engine"].startswith("next+")


def test_changed_blocks_make_a_new_version_of_the_same_source(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = take_in(paper(FIRST, LONG, BODY[3]))
    ids = dict(Citation.objects.values_list("pk", "quote"))
    paths = set(first.paragraphs.values_list("path", flat=True))
    new_engine(monkeypatch, parted)
    before = list(canonical.lines())
    call_command("reprocess", "--dry-run")
    rehearsed = said(capsys)
    assert list(canonical.lines()) == before, "a rehearsal leaves nothing"
    call_command("reprocess")
    assert said(capsys) == rehearsed.replace(" Nothing was written.", ""), "it told what came"
    assert "version 2, " in rehearsed
    assert "  path 2.u1 is new" in rehearsed
    assert "1 changed, 1 with a new version" in rehearsed
    document = Document.objects.public().get()
    second = document.current_version
    assert (second.number, second.source) == (2, first.source)
    assert paths < set(second.paragraphs.values_list("path", flat=True)), "permalinks hold"
    kept = set(Citation.objects.values_list("pk", flat=True)) & ids.keys()
    assert {ids[pk] for pk in kept} >= {"行动5(c)"}
    assert {row.version_id for row in Citation.objects.all()} == {second.pk}
    # Once more: it is read as it is stored.
    call_command("reprocess")
    assert "1 read, 0 changed" in said(capsys)
    # The file is still known as the version that it is.
    assert take_in(paper(FIRST, LONG, BODY[3])) == second


def test_old_paths_lead_to_where_their_text_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    slug = take_in(paper(FIRST, BODY[1], SECOND)).document.slug

    def joined(reading: Reading) -> Reading:
        *rest, last = reading.blocks
        before = rest.pop()
        both = replace(before, text=before.text + last.text)
        return replace(reading, blocks=(*rest, both))

    new_engine(monkeypatch, joined)
    call_command("reprocess", slug)
    assert dict(Document.objects.get().old_paths.values_list("old_path", "new_path")) == {"3": "2"}


@pytest.fixture
def person() -> User:
    return User.objects.create_user("reviewer")


def test_decisions_go_with_their_words(monkeypatch: pytest.MonkeyPatch, person: User) -> None:
    take_in(paper(FIRST, LONG, BODY[3]))
    rejected = Citation.objects.get(quote="行动5(c)")
    review.reject(citation=rejected, by=person)
    moved = Citation.objects.filter(quote="第六条").latest("start")
    assert moved.start > len(BODY[1])
    review.accept(citation=moved, by=person)
    paragraph = moved.paragraph
    start = paragraph.text.index("国家报告")
    added = review.add(
        paragraph=paragraph,
        target="action-plan-2010:20",
        start=start,
        end=start + 4,
        by=person,
    )
    new_engine(monkeypatch, parted)
    call_command("reprocess")
    for row in (rejected, moved, added):
        row.refresh_from_db()
    assert (rejected.review_state, rejected.paragraph.path) == ("rejected", "1")
    assert (moved.review_state, moved.paragraph.path) == ("accepted", "2.u1")
    assert (added.review_state, added.paragraph.path) == ("accepted", "2.u1")
    for row in (rejected, moved, added):
        assert row.paragraph.text[row.start : row.end] == row.quote
        assert row.version.number == 2
    assert not Citation.objects.filter(quote="行动5(c)").exclude(pk=rejected.pk).exists()


def test_a_decision_without_its_words_is_flagged_and_told(
    monkeypatch: pytest.MonkeyPatch, person: User, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(paper())
    review.accept(citation=Citation.objects.get(quote="行动5(c)"), by=person)

    def other(reading: Reading) -> Reading:
        return replace(
            reading,
            blocks=tuple(
                replace(block, text=block.text.replace("行动5(c)", "那项行动"))
                for block in reading.blocks
            ),
        )

    new_engine(monkeypatch, other)
    call_command("reprocess")
    out = said(capsys)
    assert "  ! 1 action-plan-2010:5c '行动5(c)' (decided by a person" in out
    assert "1 flagged" in out
    assert Citation.objects.get(quote="行动5(c)").review_state == "flagged"


def test_what_the_head_says_anew_is_shown_under_the_same_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    version = take_in(paper())
    symbol = "NPT/CONF.2026/PC.III/WP.7"
    new_engine(
        monkeypatch,
        lambda reading: replace(
            reading, header=replace(reading.header, symbol=symbol, submitters=("JPN",))
        ),
    )
    call_command("reprocess")
    assert f"  symbol: None -> '{symbol}'" in said(capsys)
    document = Document.objects.public().get()
    assert (document.current_version, document.symbol) == (version, symbol)
    assert [each.party.code for each in document.submissions.all()] == ["JPN"]
    assert ingest.find_document(version.document.slug) == document != version.document.slug


def test_a_fact_that_a_person_supplied_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    version = take_in(paper())
    header = replace(headers.header_of(version), title="核裁军与不扩散")
    version.header = headers.as_json(header, {"title": "a person"})
    version.save(update_fields=["header"])
    new_engine(monkeypatch)
    call_command("reprocess")
    version.refresh_from_db()
    assert version.header["title"] == "核裁军与不扩散"


def test_what_cannot_be_read_is_named_and_the_rest_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = take_in(paper())
    take_in(paper(*BODY[:2]))
    sources.source_path(lost.source.sha256).unlink()
    new_engine(monkeypatch)
    with pytest.raises(CommandError, match="1 could not be read anew"):
        call_command("reprocess")
    found = capsys.readouterr()
    assert f"{lost.document.slug}: the stored file" in found.err
    assert "1 with a new run" in found.out


def test_a_text_that_is_not_public_yet_is_not_overtaken(capsys: pytest.CaptureFixture[str]) -> None:
    first = take_in(paper())
    source = sources.store_source(data=paper(*BODY[:2]), name="b.txt")
    ingest.ingest_source(source=source, version_of=first.document.slug)
    with pytest.raises(CommandError):
        call_command("reprocess")
    assert "version 2 is not public yet" in capsys.readouterr().err


def test_the_report_as_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = take_in(paper(FIRST, LONG)).document.slug
    take_in(paper(*BODY))
    new_engine(monkeypatch, parted)
    call_command("reprocess", "--dry-run", "--json")
    found = json.loads(said(capsys))
    assert (found["slug"], found["version"], found["fresh"]) == (slug, 2, ["2.u1"])


def test_parts_make_up_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1, 4):
        take_in(paper(*BODY[:number]))
    read = 0
    for number in (1, 2):
        call_command("reprocess", "--part", f"{number}/2")
        read += int(said(capsys).split()[1])
    assert read == 3
    with pytest.raises(CommandError, match="say 1/4"):
        call_command("reprocess", "--part", "3/2")
