"""Briefings: a page to print and a DOCX file with the same content."""

from io import BytesIO
from types import SimpleNamespace

import docx
import pytest
from django.test import Client
from docx.oxml.ns import qn

from documents.briefing import content
from tests.documents.views.conftest import HIDDEN

PAGE = "/zh-hans/briefing/"
ON_5C = "?commitment=action-plan-2010:5c"


def opened(client: Client, address: str) -> docx.document.Document:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    return docx.Document(BytesIO(answer.content))


@pytest.fixture(autouse=True)
def verb(world: SimpleNamespace) -> None:
    at = world.first.text.index("回顾")
    span = {"verb_start": at, "verb_end": at + 2}
    world.first.citations.update(verb="recalls", engine="1+abc", **span)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_way_in(client: Client, world: SimpleNamespace, language: str) -> None:
    answer = client.get(f"/{language}/briefing/")
    assert answer.status_code == 200 and answer.content.decode().count("<h1") == 1
    html = client.get(f"/{language}/commitments/action-plan-2010/5c/?verb=recalls").content.decode()
    link = f'href="/{language}/briefing/?verb=recalls&amp;commitment=action-plan-2010%3A5c"'
    assert link in html
    html = client.get(f"/{language}/parties/nam/").content.decode()
    assert f'href="/{language}/briefing/?party=nam"' in html


def test_the_page(client: Client, world: SimpleNamespace) -> None:
    html = client.get(PAGE + ON_5C).content.decode()
    assert "<h1>2010年行动计划 · 行动5(c)</h1>" in html
    for words in ("编制日期：", "识别引擎版本：1+abc", "承诺：行动5(c)", "1段，出自1份文件"):
        assert words in html
    assert "<h2>不结盟集团</h2>" in html and "<h3>筹备委员会第三次会议</h3>" in html
    assert "《核裁军》，不结盟集团提交的工作文件，第9段" in html
    assert '本集团<span class="verb">回顾</span>2010年行动计划的<mark>行动5(c)</mark>和' in html
    assert "http://testserver/documents/paper-one/p/9/" in html
    assert HIDDEN not in html and "与此无关" not in html


def test_a_party_and_the_filters(client: Client, world: SimpleNamespace) -> None:
    html = client.get(f"{PAGE}?party=CHN").content.decode()
    assert "<h1>中国</h1>" in html and "<mark>64点行动计划</mark>" in html
    assert "<h2>中国、日本</h2>" in html
    html = client.get(f"{PAGE}{ON_5C}&party=CHN&verb=recalls").content.decode()
    assert "没有符合全部条件的段落" in html and "执行动词：回顾" in html


def test_the_file_says_the_same(client: Client, world: SimpleNamespace) -> None:
    document = opened(client, f"{PAGE}{ON_5C}&format=docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "2010年行动计划 · 行动5(c)"
    assert "识别引擎版本：1+abc" in texts and "承诺：行动5(c)" in texts
    assert "1段，出自1份文件；只计本站收录的文件。" in texts
    assert "《核裁军》，不结盟集团提交的工作文件，第9段" in texts and world.first.text in texts
    assert "行动5(c) – 回顾\nhttp://testserver/documents/paper-one/p/9/" in texts
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["不结盟集团"]
    runs = [run for each in document.paragraphs for run in each.runs]
    assert [run.text for run in runs if run.font.highlight_color] == ["行动5(c)"]
    assert [run.text for run in runs if run.underline] == ["回顾"]


@pytest.mark.parametrize(
    ("style", "font"), [("Normal", "宋体"), ("Title", "黑体"), ("Heading 1", "黑体")]
)
def test_chinese_fonts_by_name(
    client: Client, world: SimpleNamespace, style: str, font: str
) -> None:
    document = opened(client, f"{PAGE}{ON_5C}&format=docx")
    fonts = document.styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_the_files_name_is_plain(client: Client, world: SimpleNamespace) -> None:
    name = client.get(f"{PAGE}{ON_5C}&party=nam&format=docx")["Content-Disposition"]
    assert name.startswith('attachment; filename="briefing-action-plan-2010-5c-nam-')


def test_text_that_xml_cannot_hold(client: Client, world: SimpleNamespace) -> None:
    world.paper.title = "核\x0b裁<军>"
    world.paper.save()
    document = opened(client, f"{PAGE}{ON_5C}&format=docx")
    assert any("《核裁<军>》" in paragraph.text for paragraph in document.paragraphs)


def test_what_is_left_out_is_said(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "MOST", 0)
    html = client.get(f"{PAGE}?party=nam").content.decode()
    assert "此处列出前0段，另有1段未列" in html


@pytest.mark.parametrize("query", ["?party=XYZ", "?commitment=npt:XX", ON_5C + "&format=pdf"])
def test_bad_values(client: Client, world: SimpleNamespace, query: str) -> None:
    assert client.get(PAGE + query).status_code == 400


def test_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):
        assert client.get(PAGE + ON_5C).status_code == 200
