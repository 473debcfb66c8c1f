"""Word files: what Word shows is what is read, its own numbers and notes too."""

import io

import docx as python_docx
import pytest

from documents.readers import docx
from documents.readers.numbering import written_as
from documents.text.types import EngineError
from tests.documents.readers.making import NUMBERING, docx_of, p
from tests.documents.readers.making import docx as made
from tests.documents.readers.reading import NAMES, Row, as_text, found


def notes_last(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row[0] == "note")


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_gives_the_same_paragraphs_and_citations(name: str) -> None:
    decoded = docx.read(docx_of(name))
    assert notes_last(found(decoded.text)) == notes_last(as_text(name))
    assert (decoded.fidelity, decoded.warnings) == ("extracted", ())


def lines(body: str, **parts: str) -> list[str]:
    return docx.read(made(body, **parts)).text.split("\n\n")


def test_numbers_count_as_word_counts_them() -> None:
    body = p("甲", 1) + p("子", 1, 1) + p("丑", 1, 1) + p("i", 1, 2) + p("乙", 1) + p("寅", 1, 1)
    expected = ["1. 甲", "(a) 子", "(b) 丑", "(i) i", "2. 乙", "(a) 寅"]
    assert lines(body, numbering=NUMBERING) == expected


def test_a_list_begins_anew_only_where_it_says_so() -> None:
    more = (
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = p("a", 1) + p("b", 8) + p("c", 9) + p("d", 9)
    assert lines(body, numbering=NUMBERING + more) == ["1. a", "2. b", "1. c", "2. d"]


def test_an_empty_numbered_paragraph_counts_and_shows_nothing() -> None:
    assert lines(p("a", 1) + p("", 1) + p("c", 1), numbering=NUMBERING) == ["1. a", "3. c"]


def test_a_paragraph_that_is_deleted_or_hidden_does_not_count() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    end = f"<w:p><w:pPr>{listed}<w:rPr><w:{{0}}/></w:rPr></w:pPr>{{1}}</w:p>"
    deleted = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    gone = end.format("del", deleted) + end.format("moveFrom", "") + end.format("vanish", hidden)
    assert lines(p("a", 1) + gone + p("b", 1), numbering=NUMBERING) == ["1. a", "2. b"]
    # Where only its end is deleted, what is left goes on in the next one.
    half = end.format("del", "<w:r><w:t>前</w:t></w:r>")
    assert lines(p("a", 1) + half + p("后", 1), numbering=NUMBERING) == ["1. a", "2. 前后"]
    table = f"<w:tbl><w:tr><w:tc>{p('表')}</w:tc></w:tr></w:tbl>"
    assert lines(half + table + half, numbering=NUMBERING) == ["1. 前", "表", "2. 前"]


def test_numbers_come_from_styles_too() -> None:
    stream = io.BytesIO()
    document = python_docx.Document()
    document.add_heading("核裁军", level=1)
    document.add_paragraph("重申《条约》第六条。", style="List Number")
    document.add_paragraph("回顾行动5(c)。", style="List Number")
    document.add_paragraph("欢迎。", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    document.add_paragraph("完。")
    document.save(stream)
    assert docx.read(stream.getvalue()).text.split("\n\n") == [
        "核裁军", "1. 重申《条约》第六条。", "2. 回顾行动5(c)。", "• 欢迎。",
        "格0", "格1", "格2", "格3", "完。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (102, "chineseCountingThousand", "一百零二"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "ideographDigital", "一二"),
        (28, "lowerLetter", "bb"),
        (9, "upperRoman", "IX"),
        (3, "decimalEnclosedCircle", "③"),
        (11, "ideographEnclosedCircle", "11"),
        (2, "ideographTraditional", "乙"),
        (5, "decimalZero", "05"),
        (1, "cardinalText", None),
    ],
)
def test_formats_of_numbers(value: int, form: str, written: str | None) -> None:
    assert written_as(value, form) == written


def test_a_format_that_is_not_known_is_told() -> None:
    odd = NUMBERING.replace('w:val="upperLetter"', 'w:val="hebrew1"')
    decoded = docx.read(made(p("a", 5), numbering=odd))
    assert (decoded.text, decoded.warnings) == ("1. a", ("numbering-format:hebrew1",))


def test_what_is_not_shown_is_left_out_and_tracked_changes_are_told() -> None:
    body = (
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    decoded = docx.read(made(body))
    assert (decoded.text, decoded.warnings) == ("留增", ("tracked-changes",))


def test_formulas_are_left_out_and_told() -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{space}"><m:r><m:t>25</m:t></m:r></m:oMath>'
    body = f"<w:p><w:r><w:t>约</w:t></w:r>{formula}<w:r><w:t>公斤</w:t></w:r></w:p>"
    decoded = docx.read(made(body))
    assert (decoded.text, decoded.warnings) == ("约公斤", ("formulas-left-out:1",))


def test_raised_figures_and_references_are_marks_of_notes() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r>'
    body = f'<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="7"/></w:r>{raised}</w:p>'
    note = f'<w:footnote w:id="7">{p("见 A/75/150。")}{p("另见。")}</w:footnote>'
    assert lines(body, footnotes=note) == ["甲¹¹²", "_" * 18, "¹ 见 A/75/150。 另见。"]


def test_styles_raise_and_hide_and_show_again() -> None:
    styles = (
        '<w:style w:styleId="raised"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:styleId="hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="shown"><w:basedOn w:val="hidden"/><w:rPr><w:vanish w:val="0"/></w:rPr>'
        "</w:style>"
    )
    run = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    body = p("行动5") + run.format("raised", 2) + run.format("hidden", 3) + run.format("shown", 4)
    body = body.replace("</w:p>", "") + "</w:p>"
    assert lines(body, styles=styles) == ["行动5²4"]


def test_no_character_that_is_shown_is_lost() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>he</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>核</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    body = f"<w:p><w:r><w:t> 第一条\u3000</w:t></w:r>{ruby}<w:r><w:t>裁军&#127;</w:t></w:r></w:p>"
    assert lines(body) == ["第一条 核裁军"]


def test_the_head_of_the_first_page_is_kept_and_other_heads_are_not() -> None:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{relations}/header" Target="header1.xml"/>'
        f'<Relationship Id="r2" Type="{relations}/header" Target="header2.xml"/></Relationships>'
    )
    section = (
        f'<w:sectPr xmlns:r="{relations}"><w:headerReference w:type="default" r:id="r2"/>'
        '<w:headerReference w:type="first" r:id="r1"/><w:titlePg/></w:sectPr>'
    )
    parts = {
        "_rels/document.xml.rels": head,
        "header1": p("NPT/CONF.2026/WP.1"),
        "header2": p("第2页"),
    }
    assert lines(p("甲") + section, **parts) == ["NPT/CONF.2026/WP.1", "甲"]
    switched_off = section.replace("<w:titlePg/>", '<w:titlePg w:val="0"/>')
    assert lines(p("甲") + switched_off, **parts) == ["甲"]


DTD = '<!DOCTYPE x [<!ENTITY a "{0}">]><w:x xmlns:w="{1}"><w:body>&a;</w:body></w:x>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "damaged"),
        (made("")[:-30], "damaged"),
        (made("<w:p>"), "damaged"),
        (made(p("")), "holds no text"),
        (made("<w:tbl>" * 120 + "</w:tbl>" * 120), "too deeply"),
        (made("", document="<?xml version='1.0'?><a xmlns='http://purl.oclc.org/x'/>"), "Strict"),
        (made("", document="<?xml version='1.0'?><a/>"), "damaged"),
        (made("", document="<?xml version='1.0'?>" + DTD.format("x", "y")), "entities"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(EngineError, match=words):
        docx.read(data)
