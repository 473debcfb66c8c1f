"""Papers printed to PDF by Chromium, and read again: the same paragraphs, the same citations."""

import html
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from documents.bundled import PAPERS
from documents.readers import read_file
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
