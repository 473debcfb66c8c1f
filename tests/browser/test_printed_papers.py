"""Papers printed to PDF by Chromium, and read again: the same paragraphs, the same citations."""

import html
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from documents.bundled import PAPERS
from documents.lexicon import build_lexicon
from documents.readers import read_file
from documents.text import engine
from tests.documents.readers.reading import NAMES, as_text, found, source

# As a person prints a text file, and as a paper set in type: other lines, fonts and margins.
STYLE = "font: 11pt serif; text-align: justify; line-height: 1.4"
MARGINS = {"top": "2cm", "bottom": "2cm", "left": "2.5cm", "right": "2.5cm"}


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_text_file_printed(sheet: Page, name: str) -> None:
    sheet.goto((PAPERS / name).as_uri())
    # With the print's own head and foot too: both repeat, and are left out.
    for furniture in (False, True):
        printed = sheet.pdf(format="A4", display_header_footer=furniture)
        decoded = read_file(data=printed, name="paper.pdf")
        assert found(decoded.text) == as_text(name)
        assert (decoded.fidelity, decoded.warnings) == ("printed", ())


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_set_in_type(sheet: Page, name: str) -> None:
    text = html.escape(source(name))
    sheet.set_content(
        f"<meta charset=utf-8><body lang=zh-Hans><pre style='white-space: pre-wrap; {STYLE}'>{text}"
    )
    printed = sheet.pdf(format="A4", margin=MARGINS)
    decoded = read_file(data=printed, name="paper.pdf")
    assert found(decoded.text) == as_text(name)


HEAD = """
<meta charset=utf-8><body lang=zh-Hans style="font: 10.5pt serif">
<style>div { display: flex } i { width: 60%; font: bold 14pt serif }</style>
<div><i style="font-size: 10pt">联合国</i><b>NPT/CONF.2026/PC.III/WP.12</b></div>
<div><i>不扩散核武器条约缔约国<br>2026年审议大会<br>筹备委员会</i>
<span>Distr.: General<br>1 April 2025<br>Chinese<br>Original: English</span></div>
<p><b>第三次会议</b><br>2025年4月28日至5月9日，纽约<p>核裁军<p>中国提交的工作文件
<p>1. 我们重申2010年审议大会行动计划的行动5(c)和所有承诺，并强调透明度、不可逆和可核查三项原则，
期待各方按时提交国家报告。<p>2. 我们回顾《条约》第六条。<p>3. 我们欢迎大会第77/47号决议。
<table><tr><td>国家<td>报告<tr><td>中国<td>已提交</table>
"""


def test_the_head_of_a_paper_in_two_columns(sheet: Page) -> None:
    sheet.set_content(HEAD)
    printed = sheet.pdf(format="A4", margin=MARGINS)
    text = read_file(data=printed, name="paper.pdf").text
    header = engine.read(text, build_lexicon()).header
    assert (header.symbol, header.title) == ("NPT/CONF.2026/PC.III/WP.12", "核裁军")
    assert (header.session_key, header.review_cycle) == ("pc-2026-iii", 2026)
    assert header.submitters == ("CHN",)
    assert header.document_date == date(2025, 4, 1)
    assert header.original_language == "en"
    paths = [row[1] for row in found(text) if row[0] == "paragraph"]
    assert paths[:3] == ["1", "2", "3"]


NOTES = """
<meta charset=utf-8><body lang=zh-Hans style="font: 10.5pt/1.5 serif"><p>核裁军<p>中国提交的工作文件
<p>1. 我们重申2010年审议大会行动计划的行动5<sup>1</sup>和所有承诺，
并强调透明度、不可逆和可核查三项原则的重要性。
<p>2. 我们回顾《条约》第六条，<sup>2</sup> 并强调透明度、不可逆和可核查三项原则，
期待各方按时提交国家报告，继续
<div style="font-size: 8.5pt"><sup>1</sup> 见 NPT/CONF.2010/50 (Vol. I)，第一卷，第一部分，
结论和建议<br>
<sup>2</sup> 可查阅网页，其中载有全部案文和所有缔约国的名单，
以及其他更多的资料和说明，以供参考和使用，也有各方的报告</div>
<div style="break-before: page">就这一问题交换意见。</div><p>3. 我们欢迎大会第77/47号决议。
"""


def test_footnotes_part_no_paragraph_and_their_marks_no_number(sheet: Page) -> None:
    sheet.set_content(NOTES)
    rows = found(read_file(data=sheet.pdf(format="A4", margin=MARGINS), name="paper.pdf").text)
    paragraphs = [row for row in rows if row[0] == "paragraph"]
    assert [row[1] for row in paragraphs] == ["1", "2", "3"]
    assert paragraphs[1][2].endswith("国家报告，继续就这一问题交换意见。")
    targets = [citation[0] for row in paragraphs for citation in row[3]]
    assert targets == ["action-plan-2010:5", "npt:VI", "ga-res-77-47"]
    notes = [row[2] for row in rows if row[0] == "note"]
    assert [(note[:3], note[-3:]) for note in notes] == [("见NP", "和建议"), ("可查阅", "的报告")]
