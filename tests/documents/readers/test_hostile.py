"""Files made to harm: each is refused in time with words that help, and nothing else suffers."""

import io
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from documents import sources
from documents.readers import archive, guard, read_file
from documents.refused import Refused
from documents.text.types import EngineError
from tests.documents.readers.making import docx, p, pdf, pdf_of
from tests.documents.readers.test_archive import bomb, nested

PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
WORD = docx(p("a"))


def entities(declared: str) -> bytes:
    """A Word file whose text is an entity."""
    return docx(
        "",
        document=f"<?xml version='1.0'?><!DOCTYPE x [{declared}]>"
        "<w:x xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:body><w:p><w:r><w:t>&z;</w:t></w:r></w:p></w:body></w:x>",
    )


LAUGHS = "<!ENTITY a 'haha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(24)
) + "<!ENTITY z '&y;'>"  # fmt: skip


def word_bomb() -> bytes:
    """A Word file whose text unpacks to 300 MB."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1024 * 1024))
    return stream.getvalue()


def stream_bomb() -> bytes:
    """A PDF whose page unpacks to 150 MB of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(150)) + packer.flush()
    packed = zlib.compress(packed)
    head = f"<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode()
    plain = pdf("X")
    return plain.replace(b"<</Length 1>>stream\nX", head + packed)


def looping_references() -> bytes:
    """A PDF whose table of references leads to itself."""
    plain = pdf("BT ET")
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 9/Prev %d>>\n"
    return plain + table % len(plain) + b"startxref\n%d\n%%%%EOF" % len(plain)


def circular_pages() -> bytes:
    return pdf("", pages="<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>")


def many_pages() -> bytes:
    return pdf("", pages="<</Type/Pages/Kids[3 0 R]/Count 2000000000>>")


def nested_arrays() -> bytes:
    return pdf("", pages=f"<</Type/Pages/Kids{'[' * 50_000}3 0 R{']' * 50_000}/Count 1>>")


ANY = "PDF|page|characters|reading"
CASES = [
    ("program as pdf", "a.pdf", lambda: PROGRAM, "this is a program"),
    ("program as text", "a.txt", lambda: PROGRAM, "this is a program"),
    ("program as docx", "a.docx", lambda: PROGRAM, "this is a program"),
    ("picture as pdf", "a.pdf", lambda: PICTURE, "PNG picture"),
    ("docx as text", "a.txt", lambda: WORD, "rename it to end in .docx"),
    ("pdf as docx", "a.docx", lambda: pdf("BT ET"), "rename it to end in .pdf"),
    ("page as text", "a.txt", lambda: b"<!DOCTYPE html><p>a", "rename it to end in .html"),
    ("text as pdf", "a.pdf", lambda: "第六条。".encode(), "rename it to end in .txt"),
    ("old word", "a.doc", lambda: b"\xd0\xcf\x11\xe0", ".doc files cannot be read"),
    ("NUL in text", "a.txt", lambda: "第\x00六条".encode(), "binary"),
    ("NUL in page", "a.html", lambda: b"<html><p>" + b"a\x00" * 99, "binary"),
    ("word bomb", "a.docx", word_bomb, "absurd size"),
    ("stream bomb", "a.pdf", stream_bomb, ANY),
    ("XXE", "a.docx", lambda: entities("<!ENTITY z SYSTEM 'file:///etc/passwd'>"), "entities"),
    ("billion laughs", "a.docx", lambda: entities(LAUGHS), "entities|damaged"),
    ("circular pages", "a.pdf", circular_pages, ANY),
    ("circular references", "a.pdf", looping_references, ANY),
    ("nested arrays", "a.pdf", nested_arrays, ANY),
    ("huge page count", "a.pdf", many_pages, ANY),
    ("nested elements", "a.html", lambda: b"<html>" + b"<div>" * 400_000, "too deeply"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "make", "words"), CASES, ids=[row[0] for row in CASES])
def test_a_hostile_file_is_refused(
    name: str, file: str, make: Callable[[], bytes], words: str, timed: Callable[..., object]
) -> None:
    data = make()
    with timed(name, most=20), pytest.raises(EngineError, match=words) as refused:
        read_file(data=data, name=file)
    assert "root:" not in str(refused.value)
    assert "Traceback" not in str(refused.value)


@pytest.mark.parametrize(("name", "make"), [("zip bomb", bomb), ("42.zip", nested)])
def test_a_hostile_zip_is_refused(
    name: str, make: Callable[[], bytes], timed: Callable[..., object]
) -> None:
    data = make()
    with timed(name, most=5), pytest.raises(Refused):
        archive.members(data, "a.zip")


def test_a_body_of_51_mb_is_refused(timed: Callable[..., object]) -> None:
    with timed("51 MB", most=1), pytest.raises(Refused, match=r"51\.0 MB; at most 20 MB"):
        sources.store_source(data=bytes(51 * 1024 * 1024), name="a.pdf")


def test_controls_that_a_font_or_a_page_names_do_not_come_through() -> None:
    for code in (0, 1, 0x7F, 0xD800, 0xFFFF):
        data = pdf_of("第六条的义务" * 20 + "马", {"马": code})
        assert read_file(data=data, name="a.pdf").text.startswith("第六条的义务")
    for named in ("&#0;", "&#1;", "&#127;", "&#xd800;"):
        data = f"<html><meta charset=utf-8><p>第{named}六条".encode()
        assert read_file(data=data, name="a.html").text.replace("\ufffd", "") == "第六条"


def test_an_answer_that_is_none_is_not_believed() -> None:
    """Whoever takes a reader over may write what he likes, and nothing of it is taken for text."""
    for said in (
        b"",
        b"[]",
        b"{}",
        b'{"text": 1, "warnings": []}',
        b'{"text": "a\\u0000"}',
        b"\xff",
    ):
        with pytest.raises(EngineError, match="reading broke off"):
            guard._understood(said, 0, guard.Limits())


def test_afterwards_the_same_process_reads_on() -> None:
    """A file that breaks its reader takes only the reader's child with it."""
    read_file(data="第六条。".encode(), name="a.txt")
    warden = guard._running
    with pytest.raises(EngineError):
        read_file(data=nested_arrays(), name="a.pdf")
    began = time.perf_counter()
    assert read_file(data="第六条。".encode(), name="a.txt").text == "第六条。"
    assert guard._running is warden
    assert time.perf_counter() - began < 2
