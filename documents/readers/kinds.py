"""What a file really is, by its first bytes: names lie, and people rename what they cannot open."""

import codecs
import io
import re
import zipfile

# In the words of a message; each begins the file, or is told by `kind_of` itself.
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"%!PS", "a PostScript file"),
    (b"AT&TFORM", "a DjVu file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
PDF, WORD, ZIP, HTML, TEXT = "a PDF", "a Word file (.docx)", "a zip archive", "a web page", "text"
_INSIDE = {
    "word/document": WORD,
    "xl/workbook": "an Excel file (.xlsx)",
    "ppt/presentation": "a PowerPoint file (.pptx)",
}
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes) -> str:
    """What the bytes are, in words that fit into "this is …"; `text` for anything that may be."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zipped(data)
    # Some programs write a line or two before it; readers of PDF allow that.
    if b"%PDF-" in data[:1024]:
        return PDF
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    binary = _CONTROLS.search(head) is not None
    for magic, words in _MAGIC:
        # Text may begin with two or three letters that mean something elsewhere.
        if data.startswith(magic) and (binary or len(magic) > 3):
            return words
    if data[4:12] in (b"ftypisom", b"ftypmp42", b"ftypheic", b"ftypavif"):
        return "a picture or film"
    if data[8:12] == b"WEBP":
        return "a WebP picture"
    if _PAGE.match(head):
        return HTML
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return TEXT
    return "a binary file" if binary else TEXT


def _zipped(data: bytes) -> str:
    """Which of the formats that are zips inside; only names are looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a damaged zip archive or Office file"
    for name, words in _INSIDE.items():
        if any(each.startswith(name) for each in names):
            return words
    if "mimetype" in names:
        return "an OpenDocument or EPUB file"
    return ZIP
