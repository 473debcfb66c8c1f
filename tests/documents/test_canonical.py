"""The canonical dump: content and nothing else, the same bytes for the same content."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from commitments import catalogue
from commitments.register import load_register
from documents import canonical, review
from documents.models import Citation, Document, Job, Paragraph, Report
from tests.documents.papers import BODY, paper, take_in
from tests.factories import make_citation, make_commitment, make_paragraph

FILES = {"a.txt": paper(), "b.txt": paper(*BODY[:2]), "c.txt": paper(BODY[2])}


def take_all(names: list[str]) -> None:
    catalogue.load(load_register())
    for name in names:
        take_in(FILES[name], name)
    citation = Citation.objects.get(quote="行动5(c)", paragraph__version__source__name="a.txt")
    review.accept(citation=citation, by=User.objects.get_or_create(username="reviewer")[0])
    report = Report.objects.create(citation=citation)
    review.close_report(report=report, by=User.objects.get(username="reviewer"))


@pytest.mark.django_db(transaction=True)
def test_the_same_content_in_another_order_gives_the_same_bytes(
    sources_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_all(["a.txt", "b.txt", "c.txt"])
    first = list(canonical.lines())
    numbers = set(Document.objects.values_list("pk", flat=True))
    tables = ", ".join(f'"{model._meta.db_table}"' for model in canonical.models())
    with connection.cursor() as cursor:
        # The numbers go on: everything gets others.
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    assert list(canonical.lines()) == []
    take_all(["c.txt", "a.txt", "b.txt"])
    assert not numbers & set(Document.objects.values_list("pk", flat=True))
    assert list(canonical.lines()) == first
    call_command("canonical_dump")
    assert capsys.readouterr().out.splitlines() == first
    call_command("canonical_dump", "--digest")
    assert capsys.readouterr().out.strip() == canonical.digest()


@pytest.mark.django_db
def test_every_change_of_content_shows_and_no_time_does() -> None:
    citation = make_citation(paragraph=make_paragraph())
    Job.objects.create(verb=Job.Verb.LINK, version=citation.paragraph.version)
    before = canonical.digest()
    Job.objects.update(attempts=2)
    Document.objects.update(created_at=timezone.now(), published_at=timezone.now())
    assert canonical.digest() == before
    for model, changed in (
        (Document, {"withdrawn_at": timezone.now()}),
        (Citation, {"review_state": "rejected"}),
        (Citation, {"commitment": make_commitment()}),
        (Paragraph, {"spans": []}),
        (Job, {"state": "done"}),
    ):
        model.objects.update(**changed)
        assert canonical.digest() != before, changed
        before = canonical.digest()


@pytest.mark.django_db
def test_many_rows_are_sorted_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(7):
        make_citation()
    whole = list(canonical.lines())
    monkeypatch.setattr(canonical, "CHUNK", 3)
    assert list(canonical.lines()) == whole
    assert whole == sorted(whole, key=lambda line: (json.loads(line)[0], line))


def test_what_is_pointed_at_is_named_without_its_number() -> None:
    assert canonical._identity(Paragraph) == [
        "version__document__slug",
        "version__number",
        "path",
    ]
    assert canonical._identity(Citation) == ["id"]
    assert canonical._identity(Report) == ["citation__id", "note", "state"]


def test_every_table_of_both_apps_is_content_or_said_not_to_be() -> None:
    for model in canonical.models():
        assert canonical._content(model), model
    assert canonical.NOT_CONTENT.isdisjoint(model._meta.label for model in canonical.models())
