"""Documents of one symbol belong together, on the page too."""

import pytest
from django.test import Client

from documents.models import Document
from documents.relations import base_of, related, replaced_symbols
from tests.factories import make_document

pytestmark = pytest.mark.django_db

BASE = "NPT/CONF.2026/WP.1"


@pytest.mark.parametrize(
    ("symbol", "base"),
    [
        (BASE, BASE),
        (f"{BASE}/Rev.1", BASE),
        (f"{BASE}/Add.2/Corr.1", BASE),
        (f"{BASE}0", f"{BASE}0"),
        ("A/RES/77/47", "A/RES/77/47"),
    ],
)
def test_a_symbol_without_what_was_added_to_it(symbol: str, base: str) -> None:
    assert base_of(symbol) == base


@pytest.fixture
def paper() -> Document:
    """A paper with its family, its neighbours, and what nobody may see."""
    revision = make_document(slug="rev", symbol=f"{BASE}/Rev.1")
    make_document(slug="first", symbol=BASE, superseded_by=revision)
    make_document(slug="english", symbol=f"{BASE}/Rev.1", language="en")
    make_document(slug="add10", symbol=f"{BASE}/Add.10")
    make_document(slug="add9", symbol=f"{BASE}/Add.9")
    make_document(slug="corr", symbol=f"{BASE}/Rev.1/Corr.1")
    make_document(slug="neighbour", symbol=f"{BASE}0")
    make_document(slug="longer", symbol=f"{BASE}/SP.2")
    make_document(slug="hidden", symbol=f"{BASE}/Corr.7", public=False)
    make_document(slug="nameless")
    return revision


def test_the_family_in_order(paper: Document) -> None:
    assert [(row.document.slug, row.kind) for row in related(paper)] == [
        ("english", "language"),
        ("add9", "addendum"),
        ("add10", "addendum"),
        ("corr", "corrigendum"),
    ]
    assert replaced_symbols(paper) == [BASE]
    addendum = Document.objects.get(slug="add9")
    kinds = {row.document.slug: row.kind for row in related(addendum)}
    assert kinds["rev"] == kinds["english"] == "revision"
    assert related(Document.objects.get(slug="nameless")) == []


def test_an_original_and_its_addendum() -> None:
    make_document(slug="first", symbol=BASE)
    addendum = make_document(slug="add", symbol=f"{BASE}/Add.1")
    assert [(row.document.slug, row.kind) for row in related(addendum)] == [("first", "original")]


def test_the_page_names_them(client: Client, paper: Document) -> None:
    page = client.get("/en/documents/rev/").content.decode()
    for words in ("Related documents", "other language", "addendum", "corrigendum", BASE):
        assert words in page
    assert "Corr.7" not in page and "/documents/first/" not in page
