"""Zip files: their members as they are, and what is refused before it does harm."""

import io
import time
import zipfile

import pytest

from documents.readers import archive
from documents.refused import Refused


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    return stream.getvalue()


def test_members_come_in_order_with_their_paths() -> None:
    data = packed({"b/2.txt": b"two", "a.md": b"one", "b/": b"", "__MACOSX/a.md": b"x"})
    assert archive.members(data, "papers.zip") == [("a.md", b"one"), ("b/2.txt", b"two")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_are_not_marked_as_utf_8_are_read(encoding: str) -> None:
    name = "工作文件第12号.txt"
    # Written with a placeholder of the same length: zipfile itself marks what is not ASCII.
    raw = name.encode(encoding)
    data = packed({"x" * len(raw): b"text"}).replace(b"x" * len(raw), raw)
    assert archive.members(data, "a.zip") == [(name, b"text")]


def test_a_name_with_wide_blanks_is_a_name() -> None:
    files = {"工作文件\u3000一.txt": b"one", "paper\u00a02.txt": b"two"}
    assert dict(archive.members(packed(files), "a.zip")) == files


def test_a_name_that_was_read_from_a_field_of_its_own_is_kept() -> None:
    # Python 3.12 and later do this, older ones leave the field alone.
    assert archive._spelt(zipfile.ZipInfo("工作.txt")) == "工作.txt"


def test_a_word_file_in_a_zip_is_a_file() -> None:
    inner = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert archive.members(packed({"a.docx": inner}), "a.zip") == [("a.docx", inner)]


def bomb() -> bytes:
    return packed({"paper.txt": bytes(19 * 1024 * 1024)})


def nested() -> bytes:
    inner = packed({f"{number}.zip": packed({"x.txt": bytes(10**6)}) for number in range(16)})
    return packed({"lib 0.zip": inner})


def lying() -> bytes:
    """A member that is larger than the zip says."""
    data = bytearray(packed({"a.txt": b"x" * 5000}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(packed({"a.txt": b"x"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 and no more", "no zip file"),
        (packed({"a.txt": b"text" * 99})[:-40], "no zip file"),
        (packed({}), "holds no file"),
        (packed({"../../etc/cron.d/a.txt": b"x"}), "leads outside"),
        (packed({"/etc/a.txt": b"x"}), "leads outside"),
        (packed({"..\\a.txt": b"x"}), "leads outside"),
        (packed({"c:\\a.txt": b"x"}), "leads outside"),
        (bomb(), "absurd size"),
        (packed({f"{each}.txt": bytes(10**6) for each in range(300)}), "split it"),
        (packed({f"{each}.txt": b"" for each in range(501)}), "501 files; at most 500"),
        (nested(), "another zip"),
        (packed({"a.txt": packed({"b.txt": b"x"})}), "another zip"),
        (lying(), "damaged"),
        (encrypted(), "password"),
        (packed({"a.txt": b"x"}, zipfile.ZIP_LZMA), "plain zip"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_is_refused(data: bytes, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.perf_counter()
    with pytest.raises(Refused, match=words):
        archive.members(data, "papers.zip")
    taken = time.perf_counter() - began
    assert taken < 2
