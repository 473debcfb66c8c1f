"""The admin of the evidence: read-only, and no query per row."""

import pytest

from documents.models import Job, Report, Submission
from tests.factories import make_citation, make_document, make_paragraph, make_state

pytestmark = pytest.mark.django_db

MODELS = ["document", "version", "paragraph", "citation", "report", "job"]


@pytest.fixture
def evidence():
    for _number in range(5):
        paper = make_document()
        Submission.objects.create(document=paper, position=1, state=make_state())
        citation = make_citation(paragraph=make_paragraph(document=paper))
        Report.objects.create(citation=citation, note="document")
        make_citation(paragraph=make_paragraph(document=paper), status="unresolved")
        Job.objects.create(verb="link_document", version=paper.current_version)
        Job.objects.create(verb="ingest_source", source=paper.current_version.source)


@pytest.mark.parametrize("model", MODELS)
def test_lists_do_not_ask_per_row(admin_client, evidence, model, django_assert_max_num_queries):
    # Session, account, two counts, rows, and the values of the filters.
    with django_assert_max_num_queries(10):
        response = admin_client.get(f"/admin/documents/{model}/")
    assert response.status_code == 200
    assert len(response.context["cl"].result_list) >= 5


@pytest.mark.parametrize("model", MODELS)
def test_rows_are_shown_and_cannot_be_changed(admin_client, evidence, model):
    rows = admin_client.get(f"/admin/documents/{model}/").context["cl"].result_list
    address = f"/admin/documents/{model}/{rows[0].pk}/"
    shown = admin_client.get(f"{address}change/")
    assert shown.status_code == 200
    assert not shown.context["has_change_permission"]
    assert admin_client.post(f"{address}change/", {}).status_code == 403
    assert admin_client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get(f"/admin/documents/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_searched(admin_client, evidence, model):
    assert admin_client.get(f"/admin/documents/{model}/?q=document").status_code == 200
