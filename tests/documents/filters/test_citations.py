"""The filters over citations: each alone, together, and what they refuse."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict

from commitments.models import Body, Group, Membership, ReviewCycle
from documents.filters.citations import CitationFilter
from documents.filters.refusal import BadFilter
from documents.models import Citation, Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_session,
    make_state,
    make_theme,
)

pytestmark = pytest.mark.django_db


def filters(query: str) -> CitationFilter:
    found = CitationFilter(QueryDict(query), queryset=Citation.objects.public())
    found.check()
    return found


def quotes(query: str) -> list[str]:
    return sorted(filters(query).rows().values_list("quote", flat=True))


@pytest.fixture
def papers(db: None) -> SimpleNamespace:
    """Three papers: a group's of 2026, a joint one of 2015, one of a body without a cycle."""
    plan = make_instrument("action-plan-2010")
    later = ReviewCycle.objects.create(cycle_year=2026)
    earlier = ReviewCycle.objects.create(cycle_year=2015)
    session = make_session("rc-2015", cycle=earlier, starts="2015-04-27", ends="2015-05-22")
    nam = Group.objects.create(slug="nam", name_zh="不结盟", name_en="NAM", kind="npt-group")
    nac = Group.objects.create(slug="nac", name_zh="新议程", name_en="NAC", kind="npt-group")
    body = Body.objects.create(slug="chair", name_zh="主席", name_en="Chair", kind="officer")
    egypt, japan = make_state("EGY"), make_state("JPN")
    old, new = make_theme("old"), make_theme("new")
    five = make_commitment("action-plan-2010:5", instrument=plan, theme=old, addressee="NWS")
    part = make_commitment(
        "action-plan-2010:5c", parent=five, theme=new, second_theme=old, pillar="process"
    )
    one = make_document(slug="one", cycle=later, document_date="2025-04-01")
    Submission.objects.create(document=one, position=1, group=nam)
    Submission.objects.create(document=one, role="supporter", position=1, state=japan)
    two = make_document(slug="two", cycle=earlier, session=session)
    Submission.objects.create(document=two, position=1, state=egypt)
    Submission.objects.create(document=two, position=2, state=japan)
    three = make_document(slug="three")
    Submission.objects.create(document=three, position=1, body=body)
    paragraph = make_paragraph(document=one, text="甲重申核裁军。", path="1")
    make_citation(paragraph=paragraph, commitment=five, quote="甲", verb="reaffirms")
    paragraph = make_paragraph(document=two, text="乙提到核保障。", path="1")
    make_citation(paragraph=paragraph, commitment=part, quote="乙", kind="carried")
    paragraph = make_paragraph(document=three, text="丙丁戊己", path="1")
    make_citation(paragraph=paragraph, instrument=plan, quote="丙")
    make_citation(paragraph=paragraph, status="unresolved", reason="no-such-item", quote="丁")
    make_citation(paragraph=paragraph, commitment=five, quote="戊", kind="suggested")
    make_citation(paragraph=paragraph, commitment=five, quote="己", review_state="rejected")
    return SimpleNamespace(nam=nam, nac=nac, egypt=egypt, japan=japan, five=five, part=part)


@pytest.mark.parametrize(
    ("query", "found", "reason"),
    [
        ("", "甲乙丙", "linked, neither rejected nor suggested"),
        ("party=nam", "甲", "a group by its slug"),
        ("party=nam&party=chair", "甲丙", "any of several values"),
        ("party=EGY", "乙", "a joint paper is each submitter's"),
        ("party=JPN", "乙", "who supports does not submit"),
        ("group=nam", "甲", "the group itself"),
        ("supporter=JPN", "甲", "in a footnote"),
        ("supporter=EGY", "", "submits, does not support"),
        ("instrument=action-plan-2010", "甲乙丙", "as a whole and by its items"),
        ("commitment=action-plan-2010:5", "甲乙", "sub-items included"),
        ("commitment=action-plan-2010:5c", "乙", "the sub-item alone"),
        ("pillar=process", "乙", "of what is cited"),
        ("theme=old", "甲乙", "first or second theme"),
        ("theme=new", "乙", "first theme"),
        ("addressee=NWS", "甲", "of what is cited"),
        ("cycle=2026", "甲", "by year"),
        ("cycle=none", "丙", "no known cycle"),
        ("cycle=none&cycle=2015", "乙丙", "none beside a year"),
        ("session=rc-2015", "乙", "by key"),
        ("kind=carried", "乙", "how it is cited"),
        ("kind=suggested", "戊", "only when asked for"),
        ("verb=reaffirms", "甲", "by slug"),
        ("verb=none", "乙丙", "no operative verb"),
        ("status=unresolved", "丁", "misses"),
        ("status=unresolved&status=linked", "丁丙乙甲", "both"),
        ("review_state=accepted", "", "nobody accepted one"),
        ("document=two&document=one", "甲乙", "by slug"),
        ("q=核裁军", "甲", "a word of the paragraph"),
        ("q=核裁军 重申", "甲", "all words"),
        ("q=核裁军 保障", "", "all words, not any"),
        ("party=nam&cycle=2015", "", "several filters narrow"),
    ],
)
def test_filters(papers: SimpleNamespace, query: str, found: str, reason: str) -> None:
    assert quotes(query) == sorted(found), reason


@pytest.mark.parametrize(
    ("first", "last", "found", "reason"),
    [
        (None, None, "乙", "since an unknown date, still"),
        (2015, None, "乙", "the first year counts whole"),
        (2016, None, "", "not yet a member at the session"),
        (None, 2015, "乙", "the last year counts whole"),
        (None, 2014, "", "no longer a member"),
    ],
)
def test_membership_is_that_of_the_date(
    papers: SimpleNamespace, first: int | None, last: int | None, found: str, reason: str
) -> None:
    Membership.objects.create(
        group=papers.nac, state=papers.egypt, from_year=first, to_year=last, npt_party="yes",
        confidence="sure",
    )  # fmt: skip
    assert quotes("member_of=nac") == list(found), reason
    assert quotes("group=nac") == quotes("supporter=nac") == []


def test_the_documents_own_date_comes_before_the_sessions(papers: SimpleNamespace) -> None:
    Membership.objects.create(
        group=papers.nac, state=papers.egypt, from_year=2014, to_year=2014, npt_party="yes",
        confidence="sure",
    )  # fmt: skip
    assert quotes("member_of=nac") == []
    type(make_document()).objects.filter(slug="two").update(document_date="2014-12-01")
    assert quotes("member_of=nac") == ["乙"]


def test_without_any_date_only_members_without_years_count(papers: SimpleNamespace) -> None:
    undated = make_document()
    Submission.objects.create(document=undated, position=1, state=papers.japan)
    make_citation(
        paragraph=make_paragraph(document=undated, text="庚"), commitment=papers.five, quote="庚"
    )
    row = Membership.objects.create(
        group=papers.nac, state=papers.japan, npt_party="yes", confidence="sure"
    )
    assert quotes("member_of=nac") == ["乙", "庚"]
    Membership.objects.filter(pk=row.pk).update(from_year=1990)
    assert quotes("member_of=nac") == ["乙"]


@pytest.mark.parametrize(
    ("first", "last", "found", "reason"),
    [
        (None, None, "甲", "since an unknown date, still"),
        (2025, None, "甲", "the first year counts whole"),
        (2026, None, "", "not yet a member on the paper's date"),
        (None, 2025, "甲", "the last year counts whole"),
        (None, 2024, "", "no longer a member"),
    ],
)
def test_papers_of_the_groups_a_state_was_then_in(
    papers: SimpleNamespace, first: int | None, last: int | None, found: str, reason: str
) -> None:
    member(papers.nam, papers.egypt, from_year=first, to_year=last)
    assert quotes("through=EGY") == list(found), reason
    assert quotes("party=EGY") == ["乙"], "its own papers only"
    assert quotes("through=JPN") == [], "backing a paper is no membership"


def test_through_membership_is_a_choice_of_its_own(papers: SimpleNamespace) -> None:
    member(papers.nam, papers.egypt)
    assert quotes("through=EGY&through=JPN") == ["甲"]
    assert quotes("party=nam&through=EGY") == ["甲"]
    assert quotes("party=EGY&through=EGY") == [], "no paper is both Egypt's and its group's"
    assert {row.group for row in filters("through=EGY").submitters()} == {papers.nam}


def test_a_groups_paper_without_any_date(papers: SimpleNamespace) -> None:
    undated = make_document()
    Submission.objects.create(document=undated, position=1, group=papers.nac)
    make_citation(
        paragraph=make_paragraph(document=undated, text="庚"), commitment=papers.five, quote="庚"
    )
    row = member(papers.nac, papers.egypt)
    assert quotes("through=EGY") == ["庚"]
    Membership.objects.filter(pk=row.pk).update(from_year=1990)
    assert quotes("through=EGY") == []


def test_a_groups_session_dates_its_undated_paper(papers: SimpleNamespace) -> None:
    Submission.objects.filter(document__slug="two", state=papers.egypt).update(
        state=None, group=papers.nac
    )
    row = member(papers.nac, papers.egypt, to_year=2015)
    assert quotes("through=EGY") == ["乙"]
    Membership.objects.filter(pk=row.pk).update(to_year=2014)
    assert quotes("through=EGY") == []


def member(group: Group, state: object, **years: int | None) -> Membership:
    return Membership.objects.create(
        group=group, state=state, npt_party="yes", confidence="sure", **years
    )


@pytest.mark.parametrize(
    ("query", "name", "value", "allowed"),
    [
        ("party=XYZ", "party", "XYZ", "EGY"),
        ("party=nam&party=XYZ", "party", "XYZ", "nam"),
        ("group=EGY", "group", "EGY", "nac"),
        ("member_of=EGY", "member_of", "EGY", "nam"),
        ("commitment=action-plan-2010:65", "commitment", "action-plan-2010:65", None),
        ("through=nam", "through", "nam", "EGY"),
        ("cycle=2021", "cycle", "2021", "2026"),
        ("kind=Explicit", "kind", "Explicit", "explicit"),
        ("verb=supports!", "verb", "supports!", "supports"),
        ("review_state=rejected", "review_state", "rejected", "accepted"),
        ("addressee=nobody", "addressee", "nobody", "NWS"),
        ("kind=explicit%00", "kind", "explicit\x00", "explicit"),
    ],
)
def test_bad_values_are_refused_with_what_is_allowed(
    papers: SimpleNamespace, query: str, name: str, value: str, allowed: str | None
) -> None:
    with pytest.raises(BadFilter) as refused:
        filters(query)
    assert (refused.value.parameter, refused.value.value) == (name, value)
    assert allowed is None or allowed in refused.value.allowed


@pytest.mark.parametrize("query", ["document=none-such", "q=。，", "q=" + "长" * 201, "q=%00"])
def test_values_without_a_list(papers: SimpleNamespace, query: str) -> None:
    with pytest.raises(BadFilter):
        filters(query).rows()


def test_hidden_documents_are_no_values(papers: SimpleNamespace) -> None:
    make_document(slug="hidden", public=False)
    with pytest.raises(BadFilter):
        filters("document=hidden").rows()
