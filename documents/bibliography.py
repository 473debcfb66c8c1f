"""A paragraph as a record for reference managers: BibTeX and RIS, in the reader's language."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from documents import positions
from documents.models import Document, Paragraph
from documents.references import local, paragraph_words

# Characters that mean something to TeX.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibtex(paragraph: Paragraph, address: str) -> str:
    """One `@misc` entry; needs the document's fetched submissions. What is not known is left out.

    The address is written as it is, for `\\url`.
    """
    document = paragraph.version.document
    day = _day(document)
    # Names in braces are not taken apart at their blanks.
    authors = " and ".join("{" + _tex(name) + "}" for name in _authors(document))
    fields = {
        "author": authors,
        "title": "{" + _tex(_title(document)) + "}",
        "howpublished": _tex(_kind(document)),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "note": _tex(paragraph_words(paragraph.path)),
        "url": address,
        "langid": "chinese" if document.language == "zh" else "english",
    }
    rows = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(paragraph)},", *rows, "}", ""])


def ris(paragraph: Paragraph, address: str) -> str:
    """One `TY  - RPRT` record with CRLF line ends; needs the document's fetched submissions."""
    document = paragraph.version.document
    day = _day(document)
    rows = [
        ("TY", "RPRT"),
        *(("AU", name) for name in _authors(document)),
        ("TI", _title(document)),
        ("M3", _("工作文件")),
        ("SN", document.symbol),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("SP", paragraph_words(paragraph.path)),
        ("UR", address),
        ("LA", document.language),
        ("ER", ""),
    ]
    kept = [(tag, _line(value)) for tag, value in rows if value or tag == "ER"]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in kept)


def file_name(paragraph: Paragraph) -> str:
    """A plain name for a file, without its ending."""
    return _key(paragraph)


def _key(paragraph: Paragraph) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", paragraph.path).strip("-")
    return f"{paragraph.version.document.slug}-p-{plain}"


def _title(document: Document) -> str:
    return document.title or document.symbol or _("（无题）")


def _kind(document: Document) -> str:
    words = _("工作文件")
    return f"{words} {document.symbol}" if document.symbol else words


def _authors(document: Document) -> Iterable[str]:
    return [local(party, "name") for party in positions.submitters(document)]


def _day(document: Document) -> Any:
    return document.document_date or document.starts


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


def _line(text: str) -> str:
    """One line: a line break would begin another field."""
    return " ".join(text.split())
