"""Search over stored rows: what fits, what is left out, how much is counted; the index's format."""

import random
import re
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from commitments.models import Group, ReviewCycle
from documents import search
from documents.excerpts import MOST_SHOWN, excerpt
from documents.facets import Filters, UnknownFilter, chosen
from documents.models import Paragraph, Submission
from documents.text.query import parse
from documents.text.segment import INDEX_FORMAT, cut, folded, narrowing
from tests.factories import (
    make_citation,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)

TEXTS = {
    "1": "中国积极推进核裁军，支持无核武器国家的安全保证。",
    "2": "各国应采取核裁军措施，执行行动 5(c)和《条约》第六条。",
    "3": "核查与裁撤军备，另见行动55。",
    "4": "各國應維護國際和平，透明度為２０１０年以來的要求。",
}


@pytest.fixture
def texts(db: None) -> SimpleNamespace:
    """Four paragraphs of a paper by China in the cycle of 2026; the second cites a plan."""
    china = make_state("CHN", name_zh="中国", name_en="China")
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    paper = make_document(slug="paper", cycle=cycle)
    Submission.objects.create(document=paper, position=1, state=china)
    rows = {path: make_paragraph(document=paper, text=text) for path, text in TEXTS.items()}
    plan = make_instrument("action-plan-2010")
    make_citation(paragraph=rows["2"], instrument=plan, quote="行动 5(c)")
    return SimpleNamespace(paper=paper, rows=rows, plan=plan)


def paths(text: str, **filters: str) -> list[str]:
    """The paragraphs that a query finds."""
    found = search.search(parse(text), Filters(**filters))
    assert found is not None
    assert found.count == len(found.hits)
    return sorted(hit.paragraph.path for hit in found.hits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("核裁军", ["1", "2"]),
        ("核裁軍", ["1", "2"]),
        ("核", ["1", "2", "3"]),
        ("军备", ["3"]),
        ("核裁军 措施", ["2"]),
        ("中国核裁军", ["1"]),
        ("核裁军 -措施", ["1"]),
        ("核 -“核裁军”", ["3"]),
        ("“推进核裁军”", ["1"]),
        ("“核裁军推进”", []),
        ("行动5", ["2"]),
        ("“行动5(c)”", ["2"]),
        ("“行动5”", ["2"]),
        ("55", ["3"]),
        ("2010", ["4"]),
        ("“2010年以来”", ["4"]),
        ("维护国际和平", ["4"]),
        ("核武", ["1"]),
        ("没有的词语", []),
        ("第六條 -中国", ["2"]),
    ],
)
def test_what_is_found(texts: SimpleNamespace, text: str, found: list[str]) -> None:
    assert paths(text) == found


def test_pairs_alone_prove_no_longer_word(db: None) -> None:
    """甲乙 and 乙丙 stand here, 甲乙丙 does not."""
    make_paragraph(text="甲乙在先，乙丙在后。", path="apart")
    make_paragraph(text="甲乙丙在一起。", path="together")
    assert paths("“甲乙丙”") == ["together"]
    assert paths("在 -“甲乙丙”") == ["apart"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"public": False},
        {"withdrawn_at": timezone.now()},
        {"generated": True},
    ],
)
def test_what_nobody_may_see_is_not_found(db: None, hidden: dict[str, object]) -> None:
    make_paragraph(document=make_document(**hidden), text="不得外传")
    assert paths("不得外传") == []


def test_old_versions_headers_and_page_feet_are_not_found(db: None) -> None:
    make_paragraph(text="文件头一行", kind="header")
    make_paragraph(text="页脚一行", kind="artefact")
    assert paths("一行") == []


def test_filters(texts: SimpleNamespace) -> None:
    Group.objects.create(slug="nam", name_zh="不结盟", name_en="NAM", kind="npt-group")
    assert paths("核", party="CHN", cycle="2026", instrument="action-plan-2010") == ["2"]
    assert paths("核", party="nam") == []
    names = chosen(Filters(party="nam", cycle="2026"), {})
    assert (names["party"].name_en, names["cycle"].name_zh) == ("NAM", "2026")


@pytest.mark.parametrize(
    "filters", [{"party": "XX"}, {"cycle": "1999"}, {"cycle": "²"}, {"instrument": "none"}]
)
def test_unknown_filters(texts: SimpleNamespace, filters: dict[str, str]) -> None:
    with pytest.raises(UnknownFilter):
        chosen(Filters(**filters), {})


def test_facets(texts: SimpleNamespace) -> None:
    found = search.search(parse("核"), Filters()).facets
    numbers = {name: [(each.id, each.count) for each in rows] for name, rows in found.items()}
    assert numbers == {
        "party": [("CHN", 3)],
        "cycle": [("2026", 3)],
        "instrument": [("action-plan-2010", 1)],
    }


def test_the_count_is_exact_up_to_its_cap(
    texts: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 3)
    found = search.search(parse("核"), Filters())
    assert (found.count, found.capped) == (3, False)
    monkeypatch.setattr(search, "CANDIDATES", 2)
    found = search.search(parse("核"), Filters())
    assert (found.count, found.capped) == (2, True)
    # The newest ones are those that are ranked.
    assert {hit.paragraph.path for hit in found.hits} == {"2", "3"}


def test_what_the_text_rules_out_does_not_hide_what_fits(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 2)
    document = make_document()
    make_paragraph(document=document, text="甲乙丙在一起。", path="older")
    for path in ("a", "b", "c"):
        make_paragraph(document=document, text="甲乙在先，乙丙在后。", path=path)
    assert paths("“甲乙丙”") == ["older"]


def test_pages(texts: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    pages = [search.search(parse("核"), Filters(), number) for number in (1, 2)]
    seen = [hit.paragraph.path for page in pages for hit in page.hits]
    assert sorted(seen) == ["1", "2", "3"]
    assert search.search(parse("核"), Filters(), 3) is None
    assert search.search(parse("核"), Filters(), 0) is None


def test_ways_out(texts: SimpleNamespace) -> None:
    ways = search.ways_out(parse("“核裁军推进” 中国"), Filters())
    assert [(way.dropped, way.query, way.count) for way in ways] == [
        ("quotes", "核裁军 推进 中国", 1),
        ("核裁军推进", "中国", 1),
    ]
    ways = search.ways_out(parse("中国 军备 措施"), Filters())
    assert {(way.dropped, way.query) for way in ways} == {
        ("all-but", "中国"),
        ("all-but", "军备"),
        ("all-but", "措施"),
    }


def test_excerpts_show_what_stands_around_the_hits() -> None:
    text = "前" * 200 + "核裁军" + "中" * 400 + "核裁军" + "后" * 200
    pieces, more = excerpt(text, [(200, 203), (603, 606)])
    assert more == 0
    assert [piece.text[start:end] for piece in pieces for start, end in piece.hits] == [
        "核裁军",
        "核裁军",
    ]
    assert all(piece.cut_before and piece.cut_after for piece in pieces)
    pieces, more = excerpt("核裁军" * 400, [(at, at + 3) for at in range(0, 1200, 3)])
    assert more > 0
    assert sum(len(piece.text) for piece in pieces) <= MOST_SHOWN


@pytest.mark.usefixtures("register", "sources_dir")
def test_what_is_on_a_page_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paragraph of the bundled papers by a word of it, and by six characters of it."""
    monkeypatch.setattr(search, "PAGE", 1000)
    call_command("ingest", "--bundled", "--sync", verbosity=0)
    chance = random.Random(7)
    paragraphs = list(Paragraph.objects.public().readable().order_by("pk"))
    assert len(paragraphs) > 150
    for paragraph in paragraphs:
        chars = folded(paragraph.text)
        words = sorted({word for word in cut(chars) if narrowing(word)})
        for word in chance.sample(words, min(3, len(words))):
            assert paragraph.pk in _ids(word), word
        starts = [
            at
            for at in range(len(chars) - 5)
            if re.fullmatch(r"[^0-9a-z“”\"]{6}", chars[at : at + 6])
        ]
        phrase = chars[(at := chance.choice(starts)) : at + 6] if starts else chars
        if narrowing(phrase):
            assert paragraph.pk in _ids(f"“{phrase}”"), phrase


def _ids(text: str) -> set[int]:
    return {hit.paragraph.pk for hit in search.search(parse(text), Filters()).hits}


def test_reindex_refreshes_older_formats_only(texts: SimpleNamespace, capsys: object) -> None:
    old = texts.rows["1"]
    Paragraph.objects.filter(pk=old.pk).update(tokens="旧 格式")
    assert paths("安全保证") == []
    call_command("reindex")
    assert "1 indexed" in capsys.readouterr().out
    assert paths("安全保证") == ["1"]
    call_command("reindex")
    assert "0 indexed" in capsys.readouterr().out
    call_command("reindex", "--all")
    assert "4 indexed" in capsys.readouterr().out
    old.refresh_from_db()
    assert old.tokens.startswith(INDEX_FORMAT)
