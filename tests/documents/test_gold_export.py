"""What reviewers decided goes out as labels that the engine's tests load and score."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from documents import gold, review
from documents.models import Citation, Paragraph
from tests.documents.papers import BODY, paper, take_in
from tests.factories import make_citation
from tests.gold.scoring import score_sentences
from tests.gold.sets import reviewed
from tests.reviewers import make_reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

PLAN = "我们回顾2010年行动计划及其各项内容，并强调其重要性。"
CARRIED = "该计划的行动39仍有用，本集团再次予以重申。"


@pytest.fixture
def by() -> Any:
    return make_reviewer()


def records() -> dict[str, dict[str, Any]]:
    return {each["id"].split()[1]: each for each in gold.records()}


def test_each_decision_is_a_label(by: Any) -> None:
    take_in(paper())
    one, two, three = (Citation.objects.get(paragraph__path=path) for path in "123")
    review.accept(citation=one, by=by)
    review.correct(citation=two, target="npt:IV", by=by, note="第四条之误")
    review.reject(citation=three, by=by)
    paragraph = Paragraph.objects.get(path="1")
    start = paragraph.text.index("所有承诺")
    review.add(paragraph=paragraph, target="steps-2000:6", start=start, end=start + 4, by=by)
    found = records()
    assert [each["section"] for each in found.values()] == ["added", "added", "rejected"]
    assert found["1"] | {"id": ""} == {
        "id": "",
        "section": "added",
        "text": BODY[0],
        "expect": ["action-plan-2010:5c", "steps-2000:6"],
        "reject": [],
        "may": [],
        "why": "a reviewer added or corrected it",
    }
    assert (found["2"]["expect"], found["2"]["reject"]) == (["npt:IV"], ["npt:VI"])
    assert found["2"]["why"] == "第四条之误"
    assert (found["3"]["expect"], found["3"]["reject"]) == ([], ["ga-res-77-47"])


def test_what_nobody_decided_on_is_no_label(by: Any) -> None:
    take_in(paper())
    assert records() == {}
    row = Citation.objects.get(paragraph__path="1")
    review.accept(citation=row, by=by)
    review.undo(citation=row, by=by)
    assert records() == {}


def test_of_an_ambiguous_place_nobody_has_decided_anything(by: Any) -> None:
    take_in(paper())
    row = Citation.objects.get(paragraph__path="1")
    review.accept(citation=row, by=by)
    miss = make_citation(paragraph=row.paragraph, status="ambiguous", quote="所有承诺")
    Citation.objects.filter(pk=miss.pk).update(candidates=["npt:IV", "npt:VI"])
    assert records()["1"]["may"] == ["npt:IV", "npt:VI"]
    review.reject(citation=miss, by=by)
    assert records()["1"]["may"] == []


def test_what_a_citation_rests_on_comes_with_it(by: Any) -> None:
    take_in(paper(PLAN, CARRIED))
    row = Citation.objects.get(commitment__key="action-plan-2010:39")
    review.accept(citation=row, by=by)
    found = records()["2"]
    assert found["text"] == f"{PLAN}\n\n{CARRIED}"
    assert (found["expect"], found["may"]) == (["action-plan-2010:39"], ["action-plan-2010"])


def test_an_export_loads_and_is_scored(by: Any, tmp_path: Path) -> None:
    take_in(paper(*BODY, PLAN, CARRIED))
    for path in ("1", "6"):
        row = Citation.objects.filter(paragraph__path=path, commitment__isnull=False).get()
        review.accept(citation=row, by=by)
    wrong = Citation.objects.get(paragraph__path="2")
    review.correct(citation=wrong, target="npt:IV", by=by)
    call_command("export_gold", str(tmp_path / "reviewed.jsonl"), verbosity=0)
    sentences = list(reviewed(tmp_path / "reviewed.jsonl"))
    assert [each.set for each in sentences] == ["reviewed"] * 3
    result = score_sentences(sentences)["reviewed"]
    assert (result.total.right, result.total.wrong, result.total.missing) == (2, 1, 1)
    assert (result.shares["rows"].part, result.shares["rows"].whole) == (2, 3)
    assert {(each.what, each.keys) for each in result.failures} == {
        ("wrong", "npt:VI"), ("missing", "npt:IV"),
    }  # fmt: skip
    assert not [*tmp_path.glob("*.part")]


def test_it_goes_to_standard_output_too(by: Any, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(paper())
    review.accept(citation=Citation.objects.get(paragraph__path="1"), by=by)
    call_command("export_gold")
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["expect"] == ["action-plan-2010:5c"]


def test_without_a_file_there_are_no_such_labels(tmp_path: Path) -> None:
    assert list(reviewed(tmp_path / "reviewed.jsonl")) == []
