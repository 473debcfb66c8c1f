"""The timeline of a commitment or a party: the drawing, and the same numbers as a table."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.test import Client

from commitments.models import ReviewCycle
from documents.models import Submission
from documents.timeline import NAMES, NUMBERS, WIDTH, timeline
from tests.factories import make_citation, make_document, make_paragraph, make_session

PAGE = "/zh-hans/timeline/"


@pytest.fixture
def sessions(world: SimpleNamespace) -> SimpleNamespace:
    """An earlier conference: the group cites 5(c) twice there and 3 once."""
    cycle = ReviewCycle.objects.create(cycle_year=2020)
    conference = make_session(
        "rc-2020",
        cycle=cycle,
        ordinal=10,
        name_zh="2020年审议大会",
        name_en="2020 Review Conference",
        starts="2022-08-01",
        ends="2022-08-26",
    )
    paper = make_document(slug="earlier", session=conference, cycle=cycle)
    Submission.objects.create(document=paper, position=1, group=world.group)
    for commitment in (world.action5c, world.action5c, world.action3):
        make_citation(
            paragraph=make_paragraph(document=paper), commitment=commitment, quote="行动5"
        )
    make_document(slug="silent", session=conference, cycle=cycle)
    return world


def numbers(found: object) -> list[tuple[object, ...]]:
    return [
        (moment.session and moment.session.key, moment.paragraphs, moment.papers, moment.held)
        for moment in found.moments
    ]


def test_a_commitment_over_sessions(sessions: SimpleNamespace) -> None:
    found = timeline(commitment=sessions.action5)
    # Sub-items included; each paragraph once; papers held are the denominator.
    assert numbers(found) == [("rc-2020", 2, 1, 2), ("pc-2026-iii", 1, 1, 1), (None, 0, 0, 2)]
    assert found.highest.session.key == "rc-2020"


def test_a_party_over_sessions(sessions: SimpleNamespace) -> None:
    found = timeline(party=sessions.group)
    assert numbers(found) == [("rc-2020", 3, 1, 1), ("pc-2026-iii", 1, 1, 1)]


def test_both(sessions: SimpleNamespace) -> None:
    found = timeline(commitment=sessions.action3, party=sessions.group)
    assert numbers(found) == [("rc-2020", 1, 1, 1), ("pc-2026-iii", 0, 0, 1)]


def test_bars_stay_within_the_drawing(sessions: SimpleNamespace) -> None:
    found = timeline(commitment=sessions.action5)
    widest = max(bar.width for bar in found.bars)
    assert widest == WIDTH - NAMES - NUMBERS
    assert all(bar.y + bar.height <= found.height for bar in found.bars)
    assert timeline(commitment=sessions.action5g, party=sessions.china).highest is None


def test_the_drawing_is_named_and_has_its_table(client: Client, sessions: SimpleNamespace) -> None:
    page = client.get(PAGE, {"commitment": sessions.action5.key}).content.decode()
    drawing = re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    svg = ElementTree.fromstring(drawing)
    assert svg.get("role") == "img"
    named = svg.get("aria-labelledby").split()
    assert [child.get("id") for child in svg[:2]] == named
    assert "最多的是2020审议大会：2段" in svg[1].text
    assert "style" not in drawing and "<table" in page
    drawn = [child.text for child in svg if child.get("class") == "value"]
    assert drawn == ["2", "1", "0"]
    assert client.get("/en/timeline/", {"party": "nam"}).status_code == 200


@pytest.mark.parametrize(
    "params",
    [{}, {"commitment": "npt:XX"}, {"party": "zz"}, {"party": "\x00"}, {"commitment": "a\x00"}],
)
def test_nothing_to_show(client: Client, world: SimpleNamespace, params: dict[str, str]) -> None:
    assert client.get(PAGE, params).status_code == 404


def test_it_is_linked(client: Client, world: SimpleNamespace) -> None:
    page = client.get("/zh-hans/commitments/action-plan-2010/5/").content.decode()
    assert "/zh-hans/timeline/?commitment=action-plan-2010%3A5" in page
    assert "/zh-hans/timeline/?party=nam" in client.get("/zh-hans/parties/nam/").content.decode()


def test_queries(
    client: Client, sessions: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):
        assert (
            client.get(PAGE, {"commitment": "action-plan-2010:5", "party": "nam"}).status_code
            == 200
        )
