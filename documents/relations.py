"""What belongs together: revisions, corrigenda, addenda and languages of one symbol."""

import re
from dataclasses import dataclass

from django.db.models import Q

from documents.models import Document

_SUFFIXES = re.compile(r"(?P<base>.+?)(?P<suffixes>(?:/(?:Rev|Corr|Add|Amend)\.\d+)*)", re.S)
_SUFFIX = re.compile(r"/(?P<kind>Rev|Corr|Add|Amend)\.(?P<number>\d+)")

LANGUAGE, ORIGINAL = "language", "original"
# How the last part of a symbol relates its document to the one it was added to.
KINDS = {"Rev": "revision", "Corr": "corrigendum", "Add": "addendum", "Amend": "amendment"}


@dataclass(frozen=True, slots=True)
class Related:
    """Another document of the same family, and what it is in it."""

    document: Document
    kind: str


def related(document: Document) -> list[Related]:
    """The public documents of this one's symbol: its other languages first, then by their symbol.

    Only symbols relate documents, never likeness of names. Of a chain of revisions only the newest
    is public.
    """
    if not document.symbol:
        return []
    base = base_of(document.symbol)
    family = Document.objects.public().filter(Q(symbol=base) | Q(symbol__startswith=f"{base}/"))
    found = [
        Related(each, _kind(document, each))
        for each in family.exclude(pk=document.pk)
        if base_of(each.symbol) == base
    ]
    found.sort(key=lambda row: (row.kind != LANGUAGE, _order(row.document), row.document.language))
    return found


def base_of(symbol: str) -> str:
    """A symbol without /Rev.1, /Corr.1, /Add.1."""
    match = _SUFFIXES.fullmatch(symbol)
    return match["base"] if match else symbol


def replaced_symbols(document: Document) -> list[str]:
    """The symbols of earlier texts that this revision replaces; they are shown no more."""
    earlier = document.supersedes.filter(published_at__isnull=False, withdrawn_at=None)
    return sorted(earlier.exclude(symbol="").values_list("symbol", flat=True))


def _kind(document: Document, other: Document) -> str:
    if other.symbol == document.symbol:
        return LANGUAGE
    suffixes = list(_SUFFIX.finditer(other.symbol))
    return KINDS[suffixes[-1]["kind"]] if suffixes else ORIGINAL


def _order(document: Document) -> list[tuple[str, int]]:
    """By the parts of the symbol, Add.10 after Add.9."""
    return [(match["kind"], int(match["number"])) for match in _SUFFIX.finditer(document.symbol)]
