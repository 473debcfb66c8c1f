"""How a paragraph is named and cited in plain words, in the reader's language."""

import re
from functools import reduce
from typing import Any

from django.utils import formats, translation
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from documents.models import Document, Paragraph
from documents.positions import submitters

# A part of a path: annex1, b7, u2, h3, n1, or a printed label; `~2` marks a repeated label.
_PART = re.compile(r"(?P<kind>annex|[bunh](?=\d))?(?P<number>[^~]*)(?:~(?P<nth>\d+))?\Z")
_WORDS = {
    "annex": gettext_lazy("附件%(number)s"),
    "b": gettext_lazy("第%(number)s个圆点项"),
    "u": gettext_lazy("第%(number)s个无编号段"),
    "h": gettext_lazy("第%(number)s个标题"),
    "n": gettext_lazy("注%(number)s"),
    "label": gettext_lazy("第%(number)s段"),
}


def paragraph_words(path: str) -> str:
    """Name a paragraph by its path: `9` is 第9段, `3.4` 第3.4段, `annex1.b7` 附件1第7个圆点项."""
    words: list[str] = []
    labels: list[str] = []
    for part in path.split("."):
        found = _PART.match(part)
        if found is None or not found["kind"]:
            labels.append(part)
            continue
        words += [_named("label", ".".join(labels))] if labels else []
        labels = []
        words.append(_named(found["kind"], _number(found["number"], found["nth"])))
    words += [_named("label", _number(*".".join(labels).partition("~")[::2]))] if labels else []
    return reduce(_joined, words)


def _named(kind: str, number: str) -> str:
    return str(_WORDS[kind]) % {"number": number}


def _number(number: str, nth: str | None) -> str:
    if not nth:
        return number
    return _("%(number)s（第%(nth)s次出现）") % {"number": number, "nth": nth}


def _joined(outer: str, inner: str) -> str:
    words = pgettext("an annex, then a paragraph in it", "%(outer)s%(inner)s")
    return words % {"outer": outer, "inner": inner}


def local(row: Any, field: str) -> str:
    """A field that a row has in both languages, in the reader's: `name`, `summary`, ..."""
    chinese = (get_language() or "zh").startswith("zh")
    return getattr(row, f"{field}_zh" if chinese else f"{field}_en")


def cite(commitment: Any) -> str:
    """How a commitment is called in the reader's language, without its instrument."""
    return local(commitment, "cite")


def local_date(day: Any) -> str:
    """A date as the reader's language writes it."""
    return formats.date_format(day, _("Y年n月j日")) if day else ""


def party_line(parties: list[Any]) -> str:
    """Names of parties, parted as the reader's language parts them."""
    return pgettext("between names", "、").join(local(party, "name") for party in parties)


def reference_line(paragraph: Paragraph) -> str:
    """One plain line to copy: symbol and paragraph; title, submitters and date without a symbol.

    Needs the document's fetched submissions.
    """
    words = paragraph_words(paragraph.path)
    return _("%(document)s，%(paragraph)s") % {
        "document": _document_words(paragraph.version.document),
        "paragraph": words,
    }


def reference_line_in(paragraph: Paragraph, language: str) -> str:
    """The line to copy as `language` writes it."""
    with translation.override(language):
        return reference_line(paragraph)


def permanent_path(paragraph: Paragraph) -> str:
    """The paragraph's address without a language: the one to be copied."""
    return f"/documents/{paragraph.version.document.slug}/p/{paragraph.path}/"


def _document_words(document: Document) -> str:
    """What a paper is called in the reader's language: put together once for all its paragraphs."""
    if document.symbol:
        return document.symbol
    called = document.__dict__.setdefault("_called", {})
    language = translation.get_language()
    if language not in called:
        called[language] = _words_of(document)
    return called[language]


def _words_of(document: Document) -> str:
    parties = party_line(submitters(document))
    title = document.title or _("（无题）")
    words = (
        _("《%(title)s》，%(parties)s提交的工作文件") % {"title": title, "parties": parties}
        if parties
        else _("《%(title)s》，工作文件") % {"title": title}
    )
    day = document.document_date or document.starts
    return (
        _("%(document)s，%(date)s") % {"document": words, "date": local_date(day)} if day else words
    )
