"""Stored suggestions and themes: the same at every pass, in no count, and what people reviewed."""

import pytest

from commitments.models import Commitment
from documents import linking
from documents.models import Citation, Paragraph, Suggestion, Version
from tests.documents.papers import paper, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

ReviewState = Suggestion.ReviewState
BODY = (
    "我们重申行动5(c)，并要求降低核武器在安全政策中的作用。",
    "我们呼吁各国早日批准《全面禁止核试验条约》。",
    "会议感谢东道国。",
)


@pytest.fixture
def version() -> Version:
    """A paper that is ingested and linked."""
    return take_in(paper(*BODY))


def stored() -> list[tuple[object, ...]]:
    fields = ("pk", "paragraph__path", "commitment__key", "score", "engine", "review_state")
    return list(Suggestion.objects.order_by("pk").values_list(*fields))


def keys(path: str) -> set[str]:
    rows = Suggestion.objects.filter(paragraph__path=path)
    return set(rows.values_list("commitment__key", flat=True))


def test_suggestions_are_stored_with_score_and_reasons(version: Version) -> None:
    assert keys("1") == set(), "it names what it cites"
    assert keys("2") == {"steps-2000:1", "action-plan-2010:10", "stepping-stones-2020:12"}
    row = Suggestion.objects.get(commitment__key="steps-2000:1")
    assert row.score == 0.82
    assert [(reason["rule"], reason["weight"]) for reason in row.reasons] == [
        ("ctbt.force", 0.7),
        ("ctbt", 0.4),
    ]
    for reason in row.reasons:
        for term in reason["terms"]:
            assert row.paragraph.text[term["start"] : term["end"]] == term["term"]


def test_themes_are_stored_with_their_terms(version: Version) -> None:
    row = Paragraph.objects.get(themes__has_key="testing")
    assert row.path == "2"
    assert [row.text[start:end] for start, end in row.themes["testing"]] == ["全面禁止核试验条约"]
    assert Paragraph.objects.get(path="3").themes == {}


def test_no_number_of_citations_knows_of_suggestions(version: Version) -> None:
    assert Suggestion.objects.count() == 3
    assert Citation.objects.counted().of_items().paragraph_count() == 1
    assert version.runs.get().citations == Citation.objects.count() == 2
    assert not Citation.objects.citing(Commitment.objects.get(key="steps-2000:1")).exists()


def test_public_suggestions_by_commitment(version: Version) -> None:
    found = Suggestion.objects.public().likeliest_first()
    assert found.first().commitment.key == "steps-2000:1"
    step = Commitment.objects.get(key="steps-2000:1")
    assert found.of(step).count() == 1
    found.of(step).update(review_state=ReviewState.REJECTED)
    assert not found.of(step).exists()
    version.document.withdrawn_at = version.document.published_at
    version.document.save()
    assert not Suggestion.objects.public().exists()


def test_linking_again_changes_nothing(version: Version) -> None:
    before = stored()
    assert not linking.link_document(version=version)
    assert stored() == before


def test_what_the_engine_no_longer_finds_goes_and_what_changed_keeps_its_id(
    version: Version,
) -> None:
    before = stored()
    wrong = Suggestion.objects.get(commitment__key="steps-2000:1")
    other = Suggestion(
        id="00000000-0000-4000-8000-000000000001",
        paragraph=version.paragraphs.get(path="3"),
        commitment=wrong.commitment,
        score=0.9,
        reasons=[],
        engine="old",
    )
    other.save()
    Suggestion.objects.filter(pk=wrong.pk).update(score=0.6, reasons=[])
    linking.link_document(version=version)
    assert stored() == before


def test_a_rejected_suggestion_is_not_made_again(version: Version) -> None:
    Suggestion.objects.filter(commitment__key="steps-2000:1").update(
        review_state=ReviewState.REJECTED, score=0.6
    )
    before = stored()
    linking.link_document(version=version)
    assert stored() == before


def test_ids_and_reviews_live_on_in_a_new_text(version: Version) -> None:
    Suggestion.objects.filter(commitment__key="steps-2000:1").update(
        review_state=ReviewState.REJECTED
    )
    before = stored()
    second = take_in(paper(*BODY, "一段新的话。"), version_of=version.document.slug)
    assert stored() == before
    assert set(Suggestion.objects.values_list("paragraph__version", flat=True)) == {second.pk}


def test_a_review_of_other_words_is_flagged_and_the_new_words_get_a_new_look(
    version: Version,
) -> None:
    rejected = Suggestion.objects.get(commitment__key="steps-2000:1")
    Suggestion.objects.filter(pk=rejected.pk).update(review_state=ReviewState.REJECTED)
    body = (BODY[0], BODY[1].replace("早日", "尽快"), BODY[2])
    second = take_in(paper(*body), version_of=version.document.slug)
    rejected.refresh_from_db()
    assert rejected.review_state == ReviewState.FLAGGED
    assert rejected.paragraph.version == version
    again = Suggestion.objects.public().get(commitment__key="steps-2000:1")
    assert again.paragraph.version == second
    before = stored()
    assert not linking.link_document(version=second)
    assert stored() == before


def test_a_reason_that_does_not_stand_in_the_text_writes_nothing(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored()
    monkeypatch.setattr(linking, "_terms", lambda _cited: [linking.Term("别处", 0, 2)])
    with pytest.raises(linking.BrokenSpan, match="does not stand there"):
        linking.link_document(version=version)
    assert stored() == before
