"""The numbers of the API are made by the counting rule, whatever stands around them."""

import pytest
from django.utils import timezone

from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"


@pytest.fixture
def plan():
    return make_instrument("action-plan-2010")


@pytest.fixture
def item(plan):
    return make_commitment("action-plan-2010:5", instrument=plan)


@pytest.fixture
def sub(item):
    return make_commitment("action-plan-2010:5c", parent=item)


def counts(client, key):
    """Give the counts of the detail; the list must say the same."""
    body = client.get(f"{API}commitments/{key}/").json()
    listed = client.get(f"{API}commitments/").json()["results"]
    assert body in listed
    return body["paragraph_count"], body["paper_count"]


def paragraphs(client, query):
    return [row["id"] for row in client.get(f"{API}paragraphs/?{query}").json()["results"]]


def test_a_commitment_that_nobody_cites_counts_nothing(client, item):
    assert counts(client, item.key) == (0, 0)


def test_an_item_includes_its_sub_items_each_paragraph_once(client, item, sub):
    other = make_commitment("action-plan-2010:5d", parent=item)
    paper = make_document(slug="a")
    both = make_paragraph(document=paper)
    make_citation(paragraph=both, commitment=item)
    make_citation(paragraph=both, commitment=sub)
    make_citation(paragraph=both, commitment=sub)
    make_citation(paragraph=make_paragraph(document=paper), commitment=other)
    make_citation(paragraph=make_paragraph(document=make_document(slug="b")), commitment=sub)
    assert counts(client, item.key) == (3, 2)
    assert counts(client, sub.key) == (2, 2)
    assert counts(client, other.key) == (1, 1)


def test_the_list_of_paragraphs_is_what_was_counted(client, item, sub):
    paper = make_document(slug="a")
    make_citation(paragraph=make_paragraph(document=paper, path="5"), commitment=item)
    make_citation(paragraph=make_paragraph(document=paper, path="3.4"), commitment=sub)
    make_citation(
        paragraph=make_paragraph(document=paper, path="6"), commitment=sub, kind="suggested"
    )
    make_paragraph(document=paper, path="7")
    assert paragraphs(client, "commitment=action-plan-2010:5") == ["a/p/5", "a/p/3.4"]
    assert paragraphs(client, "commitment=action-plan-2010:5c") == ["a/p/3.4"]
    assert counts(client, item.key) == (2, 1)


@pytest.mark.parametrize(
    "not_counted",
    [{"kind": "suggested"}, {"review_state": "rejected"}],
    ids=["suggested", "rejected"],
)
def test_suggested_and_rejected_citations_do_not_count(client, item, not_counted):
    make_citation(commitment=item, **not_counted)
    assert counts(client, item.key) == (0, 0)


@pytest.mark.parametrize("state", ["accepted", "flagged"])
def test_what_a_reviewer_did_not_reject_counts(client, item, state):
    make_citation(commitment=item, review_state=state)
    assert counts(client, item.key) == (1, 1)


def test_collective_references_are_counted_apart(client, plan, item, sub):
    paper = make_document()
    make_citation(paragraph=make_paragraph(document=paper), commitment=sub)
    twice = make_paragraph(document=paper)
    make_citation(paragraph=twice, instrument=plan)
    make_citation(paragraph=twice, instrument=plan)
    make_citation(paragraph=make_paragraph(document=paper), instrument=plan)
    for body in (
        client.get(f"{API}instruments/action-plan-2010/").json(),
        client.get(f"{API}instruments/").json()["results"][0],
    ):
        assert (body["paragraph_count"], body["collective_count"]) == (1, 2)
    assert counts(client, item.key) == (1, 1)


def test_a_page_counts_in_one_query(client, item, sub, django_assert_num_queries):
    for _number in range(5):
        make_citation(commitment=sub)
    # The place in the feed, the addressees, the page, its sub-items, its see-also, its counts.
    with django_assert_num_queries(6):
        client.get(f"{API}commitments/")


def test_a_page_that_parts_an_item_from_its_sub_items_counts_both_whole(client, item, sub):
    make_citation(commitment=item)
    make_citation(commitment=sub)
    first = client.get(f"{API}commitments/?page_size=1").json()
    second = client.get(first["next"]).json()
    found = {row["key"]: row["paragraph_count"] for row in first["results"] + second["results"]}
    assert found == {item.key: 2, sub.key: 1}


@pytest.mark.parametrize(
    "hidden",
    [
        {"public": False},
        {"published_at": None},
        {"withdrawn_at": timezone.now()},
        {"generated": True},
    ],
    ids=["no-version", "unpublished", "withdrawn", "generated"],
)
def test_hidden_documents_count_nowhere(client, plan, item, hidden):
    paper = make_document(**hidden)
    make_citation(paragraph=make_paragraph(document=paper), commitment=item)
    make_citation(paragraph=make_paragraph(document=paper), instrument=plan)
    assert counts(client, item.key) == (0, 0)
    body = client.get(f"{API}instruments/action-plan-2010/").json()
    assert (body["paragraph_count"], body["collective_count"]) == (0, 0)
