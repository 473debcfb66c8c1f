"""Silence: what the papers held never name, with their number, and apart what is cited whole."""

import csv
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from commitments.models import Commitment
from documents.models import Citation
from tests.factories import make_commitment, make_document, make_instrument

PAGE = "/zh-hans/silence/"


def silent(client: Client, query: str) -> dict[str, list[str]]:
    found = client.get(f"{PAGE}?{query}").context["found"]
    return {
        section.instrument.slug: [row.commitment.key.partition(":")[2] for row in section.silent]
        for section in found.sections
    }


@pytest.fixture
def more(world: SimpleNamespace) -> SimpleNamespace:
    """The world, action 5 (a) that nobody cites, and another instrument."""
    make_commitment("action-plan-2010:5a", parent=world.action5)
    other = make_instrument("steps-2000", name_zh="13个步骤", name_en="13 steps")
    step = make_commitment("steps-2000:9", instrument=other)
    make_commitment("steps-2000:9a", parent=step)
    return world


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("query", ["", "?party=nam", "?party=CHN", "?party=un-x"])
def test_the_page_in_both_languages(
    client: Client, more: object, language: str, query: str
) -> None:
    answer = client.get(f"/{language}/silence/{query}")
    html = answer.content.decode()
    assert answer.status_code == (400 if "un-x" in query else 200)
    assert html.count("<h1") == 1


def test_what_is_never_named(client: Client, more: object) -> None:
    # Action 3; of action 5, which is named, the part that is not; of the steps the item alone.
    assert silent(client, "party=nam") == {"steps-2000": ["9"], "action-plan-2010": ["3", "5a"]}


def test_the_number_of_papers_held_is_told(client: Client, more: SimpleNamespace) -> None:
    html = client.get(f"{PAGE}?party=nam").content.decode()
    assert "收录该方文件1份" in html
    assert "收录1份，援引0份" in html
    assert "只看本站收录的文件" in html


def test_cited_as_a_whole_is_no_silence_and_stands_apart(client: Client, more: object) -> None:
    found = client.get(f"{PAGE}?party=CHN").context["found"]
    whole = {section.instrument.slug: section.whole for section in found.sections}
    assert whole == {"steps-2000": 0, "action-plan-2010": 1}
    assert (found.never, found.only_whole) == (1, 2)
    html = client.get(f"{PAGE}?party=CHN").content.decode()
    assert "整体援引1段" in html
    href = client.get(f"{PAGE}?party=CHN").context["whole"]["action-plan-2010"]
    assert client.get(href).context["totals"]["paragraphs"] == 1


def test_without_papers_nothing_is_said(client: Client, more: object) -> None:
    html = client.get(f"{PAGE}?party=nam&cycle=none").content.decode()
    assert "所以不能说它没有援引什么" in html
    assert client.get(f"{PAGE}?party=nam&cycle=none").context["found"].sections == []


def test_a_paper_that_cites_nothing_is_held_all_the_same(
    client: Client, more: SimpleNamespace
) -> None:
    quiet = make_document(slug="quiet")
    quiet.submissions.create(position=1, group=more.group)
    hidden = make_document(slug="hidden", public=False)
    hidden.submissions.create(position=1, group=more.group)
    found = client.get(f"{PAGE}?party=nam").context["found"]
    assert found.held == 2


def test_filters_choose_commitments(client: Client, more: SimpleNamespace) -> None:
    assert silent(client, "party=nam&instrument=steps-2000") == {"steps-2000": ["9"]}
    theme = more.action3.theme.slug
    assert silent(client, f"party=nam&theme={theme}") == {"action-plan-2010": ["3"]}


@pytest.mark.parametrize(
    "query", ["party=nam&party=CHN", "format=csv", "party=nam&kind=explicit", "party=nam&page=1"]
)
def test_what_cannot_be_asked(client: Client, more: object, query: str) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 400


def test_the_file_holds_the_same_rows(client: Client, more: object) -> None:
    data = b"".join(client.get(f"{PAGE}?party=nam&format=csv").streaming_content)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(row["commitment"], row["papers_citing"], row["papers_held"]) for row in rows] == [
        ("action-plan-2010:3", "0", "1"),
        ("action-plan-2010:5a", "0", "1"),
        ("steps-2000:9", "0", "1"),
    ]


def test_queries(client: Client, more: object, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        assert (
            client.get(f"{PAGE}?party=nam&cycle=2026&instrument=action-plan-2010").status_code
            == 200
        )


@pytest.mark.usefixtures("sources_dir", "register")
def test_the_bundled_papers(client: Client) -> None:
    call_command("ingest", "--bundled", "--sync")
    found = client.get(f"{PAGE}?party=nam").context["found"]
    listed = {row.commitment.key for section in found.sections for row in section.silent}
    papers = Citation.objects.counted().filter(
        paragraph__version__document__submissions__group__slug="nam"
    )
    named = set(papers.of_items().values_list("commitment__key", flat=True))
    named |= set(papers.of_items().values_list("commitment__parent__key", flat=True))
    items = set(Commitment.objects.filter(parent=None).values_list("key", flat=True))
    assert {key for key in listed if key in items} == items - named
    assert not listed & named
    assert found.held == 1
    assert {"action-plan-2010:5", "npt:VI"} <= named
    assert {"action-plan-2010:64", "npt:X", "stepping-stones-2020:1"} <= listed
