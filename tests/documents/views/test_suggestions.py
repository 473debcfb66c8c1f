"""Suggestions on pages: in closed sections of their own, with their reasons, in no number."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from documents import suggested
from documents.models import Citation, Suggestion
from tests.documents.views.pages import html_of
from tests.factories import make_document, make_paragraph, make_suggestion

PAGE = "/zh-hans/commitments/action-plan-2010/5/"
TEXT = "我们主张加快核裁军步骤。"


@pytest.fixture
def guessed(world: SimpleNamespace) -> SimpleNamespace:
    """A paragraph of China and Japan that may speak of action 5 (c)."""
    world.guess = make_paragraph(document=world.joint, text=TEXT, path="3")
    make_suggestion(
        paragraph=world.guess, commitment=world.action5c, terms=("加快", "核裁军"), score=0.82
    )
    return world


def section(html: str) -> str:
    """The section of suggestions, "" where there is none."""
    found = re.search(r'<details class="whole suggested".*?</details>', html, re.DOTALL)
    return found[0] if found else ""


def test_a_commitment_has_them_closed_with_their_reasons(
    client: Client, guessed: SimpleNamespace
) -> None:
    html = html_of(client, PAGE)
    own = section(html)
    assert 'id="suggested">' in own and " open" not in own
    assert "可能涉及（由词语推断，未计入）：1条" in own
    assert "中国、日本" in own and "/documents/paper-two/p/3/" in own
    assert "我们主张<mark>加快核裁军</mark>步骤。" in own
    assert "推断较强 0.82" in own and "<code>factory</code>" in own
    assert '<q lang="zh-Hans">加快</q> + <q lang="zh-Hans">核裁军</q>' in own
    assert '→ <a href="/zh-hans/commitments/action-plan-2010/5c/">行动5(c)</a>' in own
    assert TEXT not in re.sub(r"<[^>]+>", "", html.replace(own, "")), "nowhere else"


def test_they_are_in_no_number(client: Client, world: SimpleNamespace) -> None:
    before = client.get(PAGE).context
    guess = make_paragraph(document=world.joint, text=TEXT, path="3")
    make_suggestion(paragraph=guess, commitment=world.action5)
    after = client.get(PAGE).context
    assert after["paragraph_count"] == before["paragraph_count"] == 1
    assert after["paper_count"] == before["paper_count"]
    assert after["suggested"].total == 1
    assert not Citation.objects.filter(paragraph=guess).exists()


def test_without_any_there_is_no_section(client: Client, world: SimpleNamespace) -> None:
    assert section(html_of(client, PAGE)) == ""
    assert section(html_of(client, "/zh-hans/documents/paper-one/p/9/")) == ""


def test_a_paragraph_has_what_it_may_recall(client: Client, guessed: SimpleNamespace) -> None:
    own = section(html_of(client, "/zh-hans/documents/paper-two/p/3/"))
    assert "本段可能涉及（由词语推断，未计入）：1项" in own and " open" not in own
    assert '<a href="/zh-hans/commitments/action-plan-2010/5c/">行动5(c)</a>' in own
    english = section(html_of(client, "/en/documents/paper-two/p/3/"))
    assert "May recall (guessed from words, not counted): 1 commitment<" in english


@pytest.mark.parametrize("hidden", ["accepted", "rejected", "flagged"])
def test_those_that_were_decided_or_lost_their_text_are_not_shown(
    client: Client, guessed: SimpleNamespace, hidden: str
) -> None:
    Suggestion.objects.update(review_state=hidden)
    assert section(html_of(client, PAGE)) == ""
    assert section(html_of(client, "/zh-hans/documents/paper-two/p/3/")) == ""


@pytest.mark.parametrize("fields", [{"public": False}, {"withdrawn_at": timezone.now()}])
def test_papers_that_are_not_public_are_not_shown(
    client: Client, world: SimpleNamespace, fields: dict[str, object]
) -> None:
    paragraph = make_paragraph(document=make_document(**fields), text="不得外传")
    make_suggestion(paragraph=paragraph, commitment=world.action5)
    assert section(html_of(client, PAGE)) == ""


def test_the_likeliest_are_shown_and_the_rest_counted(
    client: Client, guessed: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggested, "MOST_SHOWN", 2)
    for number, score in enumerate((0.55, 0.9, 0.7), start=4):
        paragraph = make_paragraph(document=guessed.paper, text=TEXT, path=str(number))
        make_suggestion(paragraph=paragraph, commitment=guessed.action5, score=score)
    found = client.get(PAGE).context["suggested"]
    assert [row.score for row in found.rows] == [0.9, 0.82]
    assert (found.total, found.more) == (4, 2)
    own = section(html_of(client, PAGE))
    assert "：4条" in own and "另有2条较弱的推断" in own


def test_one_query_each(guessed: SimpleNamespace, django_assert_num_queries: object) -> None:
    for number in range(4, 9):
        paragraph = make_paragraph(document=guessed.paper, text=TEXT, path=str(number))
        make_suggestion(paragraph=paragraph, commitment=guessed.action5)
    with django_assert_num_queries(1):
        found = suggested.of_commitment(guessed.action5)
        assert {row.paragraph.version.document.slug for row in found.rows} == {
            "paper-one",
            "paper-two",
        }
        assert all(row.speakers and row.commitment.cite_zh for row in found.rows)
    with django_assert_num_queries(1):
        assert suggested.of_paragraph(guessed.guess).rows[0].commitment.instrument.name_zh


def test_hostile_text_is_escaped(client: Client, world: SimpleNamespace) -> None:
    paragraph = make_paragraph(document=world.joint, text="<script>核</script>", path="3")
    make_suggestion(paragraph=paragraph, commitment=world.action5, terms=("<script>",))
    own = section(html_of(client, PAGE))
    assert "<script>" not in own and "&lt;script&gt;" in own
