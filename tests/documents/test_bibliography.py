"""BibTeX and RIS: nothing that breaks the format, nothing that is not known."""

from datetime import date

import pytest
from django.utils import translation

from documents import bibliography
from documents.models import Paragraph, Submission
from tests.factories import make_document, make_paragraph, make_state

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/documents/x/p/9/"


def paragraph(**fields: object) -> Paragraph:
    document = make_document(slug="x", **fields)
    for position, name in enumerate(("中国", "日本"), start=1):
        state = make_state(name_zh=name, name_en=f"State {position}")
        Submission.objects.create(document=document, position=position, state=state)
    made = make_paragraph(document=document, path="9")
    return Paragraph.objects.with_document().get(pk=made.pk)


def test_bibtex() -> None:
    row = paragraph(title="核裁军", symbol="NPT/CONF.2026/WP.5", document_date=date(2026, 4, 1))
    assert bibliography.bibtex(row, ADDRESS) == (
        "@misc{x-p-9,\n"
        "  author = {{中国} and {日本}},\n"
        "  title = {{核裁军}},\n"
        "  howpublished = {工作文件 NPT/CONF.2026/WP.5},\n"
        "  year = {2026},\n"
        "  month = {4},\n"
        "  note = {第9段},\n"
        f"  url = {{{ADDRESS}}},\n"
        "  langid = {chinese},\n"
        "}\n"
    )


def test_bibtex_escapes_what_tex_reads() -> None:
    text = bibliography.bibtex(paragraph(title="50% & {x}\\y_#\n甲"), ADDRESS)
    assert r"title = {{50\% \& \{x\}\textbackslash{}y\_\# 甲}}," in text
    assert "year" not in text and "month" not in text


def test_ris_in_english() -> None:
    row = paragraph(title="核\n裁军", symbol="NPT/CONF.2026/WP.5", starts=date(2026, 4, 27))
    with translation.override("en"):
        record = bibliography.ris(row, ADDRESS)
    assert record.split("\r\n") == [
        "TY  - RPRT",
        "AU  - State 1",
        "AU  - State 2",
        "TI  - 核 裁军",
        "M3  - Working paper",
        "SN  - NPT/CONF.2026/WP.5",
        "PY  - 2026",
        "DA  - 2026/04/27",
        "SP  - para. 9",
        f"UR  - {ADDRESS}",
        "LA  - zh",
        "ER  - ",
        "",
    ]
