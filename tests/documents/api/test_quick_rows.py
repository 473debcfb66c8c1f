"""Rows that are made at once say what their fields say one by one; so does their JSON."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import ModelSerializer

from commitments.api.rendering import QuickJSONRenderer
from documents.api.evidence import citation_rows, paragraph_rows
from documents.api.serializers import CitationSerializer, ParagraphSerializer
from documents.models import Citation
from tests.factories import make_citation, make_document, make_paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(sources_dir: Path, register: None) -> None:
    """The bundled papers, and a path that has to be quoted in addresses."""
    call_command("ingest", "--bundled", "--sync", verbosity=0)
    odd = make_paragraph(document=make_document(slug="odd"), path="附件1.b7~2", label="㈣")
    make_citation(paragraph=odd, status="unresolved")
    make_citation(paragraph=odd, status="ambiguous", candidates=["npt:IV", "npt:VI"])


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    ("serializer", "rows", "least"),
    [(CitationSerializer, citation_rows, 90), (ParagraphSerializer, paragraph_rows, 200)],
)
def test_a_quick_row_is_the_row(serializer: type, rows: object, least: int) -> None:
    written = serializer(context={"request": RequestFactory().get("/api/v1/")})
    found = list(rows().order_by("pk"))
    assert len(found) >= least
    tuples = rows().order_by("pk").values_list(*serializer.lookups, named=True)
    for row, plain in zip(found, tuples, strict=True):
        slow = ModelSerializer.to_representation(written, row)
        assert written.quick(plain) == slow
        assert list(written.quick(plain)) == list(slow)
    if serializer is CitationSerializer:
        assert {row.status for row in found} == set(Citation.Status.values)
        assert any(row.antecedent for row in found)


@pytest.mark.parametrize(
    "data",
    [
        {"text": "重申《条约》第六条", "none": None, "list": [1, 2.5, True]},
        {1: "a number as key"},
        {"large": 2**70},
        [],
    ],
)
def test_json_is_the_same(data: object) -> None:
    quick, slow = QuickJSONRenderer().render(data), JSONRenderer().render(data)
    assert json.loads(quick) == json.loads(slow)
    assert b"\\u91cd" not in quick
