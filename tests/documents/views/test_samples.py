"""Samples on the pages: drawn, judged by two who see nothing of each other, shown on /quality/."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from documents import sampling
from documents.models import Citation, Disagreement, Sample, Suggestion
from tests.documents.views.pages import html_of
from tests.reviewers import make_reviewer

SAMPLES = "/zh-hans/review/samples/"


@pytest.fixture
def desks(world: SimpleNamespace) -> tuple[Client, Client]:
    """Two reviewers, signed in."""
    found = Client(), Client()
    for name, desk in zip(("wang", "li"), found, strict=True):
        desk.force_login(make_reviewer(name))
    return found


@pytest.fixture
def sample(desks: tuple[Client, Client]) -> Sample:
    answer = desks[0].post(SAMPLES, {"size": 5, "seed": 3, "way": "half", "document": "paper-one"})
    found = Sample.objects.get()
    assert answer.url == f"{SAMPLES}{found.pk}/"
    return found


def judge(desk: Client, sample: Sample, wrong: str = "", missing: str = "") -> Any:
    """Judge the one paragraph there is, then hand it in."""
    (item,) = sample.items
    sent = {
        f"v-{each['id']}": "wrong" if each["target"].endswith(wrong or "-") else "right"
        for each in item["citations"]
    }
    answer = desk.post(f"{SAMPLES}{sample.pk}/0/", sent | {"missing": missing})
    assert answer.url == f"{SAMPLES}{sample.pk}/"
    return desk.post(answer.url)


def test_two_readers_and_the_page_on_quality(
    client: Client, desks: tuple[Client, Client], sample: Sample
) -> None:
    assert "还没有两人判读过的样本" in html_of(client, "/zh-hans/quality/")
    assert "No doubly read sample yet" in html_of(client, "/en/quality/")
    first, second = desks
    judge(first, sample, wrong=":5g", missing="行动3\n")
    page = f"{SAMPLES}{sample.pk}/"
    # Neither sees anything of the other, nor the reader of quality.
    for address in (page, f"{page}0/", "/zh-hans/review/?queue=disagreements"):
        html = html_of(second, address)
        assert "action-plan-2010:3" not in html and "required checked" not in html, address
    assert "还没有两人判读过的样本" in html_of(client, "/zh-hans/quality/")
    judge(second, sample, wrong=":5g")
    html = html_of(second, page)
    assert "判断不一之处" in html and "行动3" in html
    assert "两类各半" in html and "不是收录的文件中的比例" in html
    # 5(c) and 5 both yes, 5(g) both no, 3 only the first: 3 of 4; kappa (0.75 - 0.5) / 0.5.
    html = html_of(client, "/zh-hans/quality/")
    assert "0.50" in html and "3/4" in html and "wang" not in html
    assert "不是收录的文件中的比例" in html
    english = html_of(client, "/en/quality/")
    assert "Half and half" in english and "is not that of the papers held here" in english
    row = Disagreement.objects.get()
    assert row.target == "action-plan-2010:3"
    html = html_of(first, "/zh-hans/review/?queue=disagreements")
    assert "/review/documents/paper-one/p/9/add/?target=action-plan-2010%3A3" in html
    answer = first.post(f"/zh-hans/review/disagreements/{row.pk}/settle/")
    assert answer.url == "/zh-hans/review/?queue=disagreements"
    row.refresh_from_db()
    assert row.settled_by_name == "wang"


def test_every_link_must_be_judged(desks: tuple[Client, Client], sample: Sample) -> None:
    there = f"{SAMPLES}{sample.pk}/0/"
    answer = desks[0].post(there, {"missing": "行动3"})
    html = answer.content.decode()
    assert answer.status_code == 400 and "请对每条援引作出判断" in html and "行动3" in html
    sent = {f"v-{each['id']}": "right" for each in sample.items[0]["citations"]}
    answer = desks[0].post(there, sent | {"missing": "xyzzy"})
    assert answer.status_code == 400 and html_of(desks[0], there).count("required checked") == 0
    assert desks[0].post(f"{SAMPLES}{sample.pk}/").status_code == 400


def test_a_third_reader_is_told(
    client: Client, desks: tuple[Client, Client], sample: Sample
) -> None:
    for desk in desks:
        judge(desk, sample)
    client.force_login(make_reviewer("zhao"))
    sent = {f"v-{each['id']}": "right" for each in sample.items[0]["citations"]}
    answer = client.post(f"{SAMPLES}{sample.pk}/0/", sent)
    assert answer.status_code == 400 and "已有两位读者" in answer.content.decode()


def test_what_cannot_be_drawn(desks: tuple[Client, Client]) -> None:
    for sent in (
        {"size": 0}, {"size": "x"}, {"size": 5, "document": "no"}, {"size": 5, "way": "other"},
    ):  # fmt: skip
        assert desks[0].post(SAMPLES, {"seed": 1, "way": "all"} | sent).status_code == 400
    assert not Sample.objects.exists()
    assert desks[0].get(f"{SAMPLES}99/").status_code == 404


def test_how_it_was_drawn_is_told(desks: tuple[Client, Client], sample: Sample) -> None:
    html = html_of(desks[0], f"{SAMPLES}{sample.pk}/")
    assert "有援引或像有援引的段落1段，抽出1段" in html and "其余段落0段，抽出0段" in html
    assert "要抽5段，可抽的没有这么多，共抽出1段" in html
    english = html_of(desks[0], f"/en/review/samples/{sample.pk}/")
    assert "1 of 1 paragraphs that cite or seem to cite" in english
    assert "5 paragraphs were asked for; there were not as many, and 1 were drawn" in english
    Citation.objects.all().delete()
    Suggestion.objects.all().delete()
    answer = desks[0].post(SAMPLES, {"size": 5, "seed": 3, "way": "citing"})
    assert answer.status_code == 400
    assert "没有一段有援引或像有援引" in answer.content.decode()


def test_samples_of_different_ways_are_not_added_up(
    client: Client, desks: tuple[Client, Client], sample: Sample
) -> None:
    sent = {"size": 5, "seed": 3, "way": "all", "document": "paper-one"}
    desks[0].post(SAMPLES, sent)
    (other,) = Sample.objects.exclude(pk=sample.pk)
    for each in (sample, other):
        for desk in desks:
            judge(desk, each)
    html = html_of(client, "/en/quality/")
    # A head for each way, and a row for each sample.
    for way in ("Half and half", "All paragraphs"):
        assert html.count(way) == 2, way
    # A sample of before is shown as what it is.
    Sample.objects.filter(pk=other.pk).update(asked=None, pools={})
    html = html_of(desks[0], f"{SAMPLES}{other.pk}/")
    assert "全部段落" in html and "要抽" not in html and "，抽出" not in html


def test_a_place_that_is_not_there(desks: tuple[Client, Client], sample: Sample) -> None:
    assert desks[0].get(f"{SAMPLES}{sample.pk}/7/").status_code == 404
    assert sampling.open_place(sample, None) == 0


def test_the_page_on_quality_is_asked_anew_when_a_sample_is_finished(
    client: Client, desks: tuple[Client, Client], sample: Sample
) -> None:
    tag = client.get("/zh-hans/quality/")["ETag"]
    asked = {"If-None-Match": tag}
    assert client.get("/zh-hans/quality/", headers=asked).status_code == 304
    for desk in desks:
        judge(desk, sample)
    assert client.get("/zh-hans/quality/", headers=asked).status_code == 200
