"""What is kept of counts is forgotten with every change of what was counted, whoever makes it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone
from pghistory.models import Event

from commitments.models import Group, Instrument
from documents import memory as kept
from documents.memory import MOST_KEPT, MOST_STATES, Memory, forget
from documents.models import Citation, Document, Paragraph, Submission
from tests.factories import make_citation, make_commitment, make_document, make_paragraph

# Tables of which nothing is counted that is kept.
NOT_NOTED = {
    "documents_change",
    "documents_decision",
    "documents_disagreement",
    "documents_feed",
    "documents_job",
    "documents_pathredirect",
    "documents_report",
    "documents_run",
    "documents_samplereading",
    "documents_signinattempt",
    "documents_slugredirect",
    "documents_source",
    "documents_upload",
    "documents_uploadedfile",
}


@pytest.fixture
def cited(db: None) -> Citation:
    """One citation of a public paper."""
    paragraph = make_paragraph(text="重申行动5。")
    return make_citation(
        paragraph=paragraph, commitment=make_commitment("action-plan-2010:5"), quote="行动5"
    )


CHANGES: list[tuple[str, Callable[[Citation], Any]]] = [
    ("rejected", lambda row: Citation.objects.filter(pk=row.pk).update(review_state="rejected")),
    ("removed", lambda row: row.delete()),
    ("one more", lambda row: make_citation(paragraph=row.paragraph, quote="重申")),
    ("withdrawn", lambda row: Document.objects.update(withdrawn_at=timezone.now())),
    ("a new paper", lambda row: make_document()),
    ("text", lambda row: Paragraph.objects.update(text="重申行动5。。")),
    ("retired", lambda row: Instrument.objects.update(retired=True)),
    ("related", lambda row: row.commitment.see_also.add(make_commitment("npt:VI"))),
    (
        "submitter",
        lambda row: Submission.objects.create(
            document=row.paragraph.version.document,
            position=1,
            group=Group.objects.create(slug="nam", name_zh="甲", name_en="A", kind="npt-group"),
        ),
    ),
]


@pytest.mark.parametrize("change", [row[1] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_every_change_is_noted(cited: Citation, change: Callable[[Citation], Any]) -> None:
    assert Memory().state == (before := Memory().state)
    change(cited)
    assert Memory().state != before


def test_every_table_that_is_counted_has_its_trigger(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_write'")
        noted = {name for (name,) in cursor.fetchall()}
    tables = {
        model._meta.db_table
        for app in ("commitments", "documents")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        # An event is written with the row it tells of, which is noted.
        if not issubclass(model, Event)
    }
    assert tables - noted == NOT_NOTED
    assert noted <= tables


def test_a_result_is_made_once_for_a_state(cited: Citation) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(Citation.objects.counted().paragraph_count())
        return made[-1]

    assert [Memory().of(make, "number") for _ in range(3)] == [1, 1, 1]
    assert made == [1]
    assert Memory().of(lambda: 7, "another number") == 7
    Citation.objects.update(review_state="rejected")
    assert Memory().of(make, "number") == 0
    forget()
    assert Memory().of(make, "number") == 0
    assert made == [1, 0, 0]


def test_the_oldest_results_are_given_up(cited: Citation) -> None:
    memory = Memory()
    forget()
    for number in range(MOST_KEPT + 1):
        memory.of(lambda number=number: number, number)
    assert memory.of(lambda: "anew", MOST_KEPT) == MOST_KEPT
    assert memory.of(lambda: "anew", 0) == "anew"


def test_pages_show_the_number_of_the_moment(client: Client, cited: Citation) -> None:
    def numbers() -> list[int]:
        page = client.get("/zh-hans/commitments/action-plan-2010/5/").context
        table = client.get("/zh-hans/positions/").context
        home = client.get("/zh-hans/").context
        return [
            page["paragraph_count"],
            table["totals"]["paragraphs"],
            home["totals"]["paragraphs"],
        ]

    assert numbers() == [1, 1, 1]
    Citation.objects.update(review_state="rejected")
    assert numbers() == [0, 0, 0]
    Citation.objects.update(review_state="accepted")
    assert numbers() == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_what_began_earlier_and_ends_later_is_noted() -> None:
    """The later transaction has the smaller number: the largest alone would not tell."""
    make_document()
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        with slow.cursor() as cursor:
            cursor.execute("UPDATE documents_document SET title = 'a' WHERE false")
        make_document()
        before = Memory().state
        slow.commit()
    finally:
        slow.close()
    assert Memory().state != before


def test_a_citation_knows_its_paragraphs_version(cited: Citation) -> None:
    def agree() -> bool:
        rows = Citation.objects.values_list("version", "paragraph__version")
        return all(own == real for own, real in rows)

    other = make_paragraph(text="重申行动5。")
    assert agree()
    cited.paragraph = other
    # The row in hand has never seen its version: saving it must not take it away.
    assert cited.version_id is None
    cited.save()
    assert agree()
    third = SimpleNamespace(version=make_paragraph().version)
    Paragraph.objects.filter(pk=other.pk).update(version=third.version, path="99", position=99)
    assert Citation.objects.get().version == third.version
    assert agree()


@pytest.mark.django_db
def test_what_was_before_the_last_few_writes_is_let_go() -> None:
    forget()
    first = Memory()
    first.of(lambda: "large", "all")
    for number in range(MOST_STATES):
        assert first.of(lambda: "anew", "all") == "large"
        make_document()
        Memory().of(lambda number=number: number, "all")
    assert [*kept._kept.values()] == [*range(MOST_STATES)]
    assert first.of(lambda: "anew", "all") == "anew"
    forget()
