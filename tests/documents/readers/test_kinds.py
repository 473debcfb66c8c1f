"""What a file is, by its bytes."""

import pytest

from documents.readers import can_read
from documents.readers.kinds import kind_of
from tests.documents.readers.making import docx, p, pdf
from tests.documents.readers.test_archive import packed


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("第六条".encode(), "text"),
        ("第六条".encode("gb18030"), "text"),
        ("第六条".encode("utf-16"), "text"),
        (b"MZ is also how a text may begin", "text"),
        (b"ID3 too", "text"),
        (b"MZ\x90\x00\x03", "a Windows program"),
        (b"\x7fELF\x02", "a program"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG picture"),
        (b"{\\rtf1", "an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)"),
        (pdf("BT ET"), "a PDF"),
        (b"\r\n" + pdf("BT ET"), "a PDF"),
        (docx(p("a")), "a Word file (.docx)"),
        (packed({"xl/workbook.xml": b""}), "an Excel file (.xlsx)"),
        (packed({"mimetype": b"application/epub+zip"}), "an OpenDocument or EPUB file"),
        (packed({"a.txt": b"x"}), "a zip archive"),
        (b"PK\x03\x04", "a damaged zip archive or Office file"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "a web page"),
        (b"<?xml version='1.0'?><!-- x --><HTML>", "a web page"),
        (b"a < b", "text"),
        (b"a\x00b", "a binary file"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("a", True), ("a.TXT", True), ("a.Pdf", True), ("a.docx", True), ("a.htm", True),
        ("a.doc", False), ("a.zip", False), ("a.exe", False), ("a.pdf.exe", False),
    ],
)  # fmt: skip
def test_names(name: str, readable: bool) -> None:
    assert can_read(name) is readable
