"""Filters over paragraphs and papers: the names of those over citations, and the same rows."""

import pytest
from django.http import QueryDict

from commitments.models import Group, Membership
from documents.filters.citations import CitationFilter
from documents.filters.refusal import BadFilter
from documents.filters.rows import EVIDENCE_FILTERS, DocumentFilter, ParagraphFilter
from documents.models import Citation, Document, Paragraph, Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
    make_state,
)

pytestmark = pytest.mark.django_db


def paragraphs(query):
    found = ParagraphFilter(QueryDict(query), queryset=Paragraph.objects.public())
    found.check()
    return set(found.qs.values_list("version__document__slug", "path"))


def papers(query):
    found = DocumentFilter(QueryDict(query), queryset=Document.objects.public())
    found.check()
    return set(found.qs.values_list("slug", flat=True))


def cited(query):
    found = CitationFilter(QueryDict(query), queryset=Citation.objects.public())
    found.check()
    place = ("paragraph__version__document__slug", "paragraph__path")
    return set(found.qs.values_list(*place))


@pytest.fixture
def evidence():
    """Two papers: a joint one of a member of a group and another State, one of nobody known."""
    nac = Group.objects.create(slug="nac", kind="cross-regional", name_zh="名", name_en="name")
    member, other = make_state("IRL"), make_state("JPN")
    Membership.objects.create(group=nac, state=member, npt_party="yes", confidence="sure")
    joint, own = make_document(slug="a", document_date="2025-05-01"), make_document(slug="b")
    Submission.objects.create(document=joint, position=1, state=member)
    Submission.objects.create(document=joint, position=2, state=other)
    item = make_commitment("action-plan-2010:5", pillar="disarmament", addressee="NWS")
    sub = make_commitment("action-plan-2010:5c", parent=item, addressee="all-parties")
    for paper in (joint, own):
        first = make_paragraph(document=paper, path="1", text="重申透明度。")
        make_citation(paragraph=first, commitment=sub, verb="reaffirms")
        second = make_paragraph(document=paper, path="2", text="欢迎透明度。", kind="note")
        make_citation(paragraph=second, commitment=item, verb="welcomes", kind="carried")
        make_citation(paragraph=second, status="unresolved")
        third = make_paragraph(document=paper, path="3", text="没有援引。")
        make_citation(paragraph=third, commitment=item, kind="suggested")


@pytest.mark.parametrize(
    "query",
    [
        "commitment=action-plan-2010:5",
        "commitment=action-plan-2010:5c&party=IRL",
        "party=JPN&member_of=nac&instrument=action-plan-2010",
        "verb=welcomes&verb=reaffirms&document=b",
        "addressee=NWS",
        "kind=carried&q=透明度",
        "kind=suggested",
        "status=unresolved",
        "status=linked&review_state=unreviewed",
        "pillar=disarmament&cycle=none",
        "commitment=action-plan-2010:5&q=没有",
    ],
)
def test_filters_by_citation_keep_what_the_citations_stand_in(evidence, query):
    expected = cited(query)
    assert paragraphs(query) == expected
    assert papers(query) == {slug for slug, _path in expected}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"a", "b"}),
        ("party=JPN", {"a"}),
        ("party=JPN&party=IRL", {"a"}),
        ("member_of=nac", {"a"}),
        ("member_of=nac&party=JPN", {"a"}),
        ("supporter=JPN", set()),
        ("document=b", {"b"}),
        ("cycle=none", {"a", "b"}),
    ],
)
def test_filters_by_paper_keep_what_cites_nothing_too(evidence, query, slugs):
    assert papers(query) == slugs
    assert paragraphs(query) == {(slug, path) for slug in slugs for path in "123"}


def test_words_and_blocks_are_of_the_paragraph(evidence):
    assert paragraphs("q=没有援引") == {("a", "3"), ("b", "3")}
    assert paragraphs("block=note&document=a") == {("a", "2")}
    assert paragraphs("block=note&block=paragraph&document=a") == {("a", path) for path in "123"}
    assert papers("q=欢迎") == {"a", "b"}
    assert papers("q=外层空间") == set()


@pytest.mark.parametrize("query", ["block=verse", "verb=likes", "document=c", "q=，", "cycle=1"])
def test_what_is_no_value_is_refused(evidence, query):
    with pytest.raises(BadFilter) as refused:
        paragraphs(query)
    assert refused.value.parameter == query.partition("=")[0]


def test_the_names_are_those_of_the_filters_over_citations():
    names = set(CitationFilter.base_filters)
    assert set(DocumentFilter.base_filters) == names
    assert set(ParagraphFilter.base_filters) == names | {"block"}
    assert set(EVIDENCE_FILTERS) < names
