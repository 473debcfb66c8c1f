"""What is counted in one go, or put in order in memory, is what the plain queries give."""

import random

import pytest

from commitments.models import Group
from documents import parties, positions
from documents.memory import Memory
from documents.models import Citation, Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_state,
)


@pytest.fixture
def papers(db: None) -> None:
    """Twelve papers of no, one or two parties, with citations at random; two are not public."""
    chance = random.Random(5)
    plan = make_instrument("action-plan-2010")
    keys = ["1", "2", "5"]
    rows = {key: make_commitment(f"action-plan-2010:{key}", instrument=plan) for key in keys}
    rows["5a"] = make_commitment("action-plan-2010:5a", parent=rows["5"], letter="a")
    nam = Group.objects.create(slug="nam", name_zh="不结盟", name_en="NAM", kind="npt-group")
    speakers = [{"group": nam}, {"state": make_state("CHN")}, {"state": make_state("JPN")}]
    for number in range(12):
        document = make_document(**({"public": False} if number > 9 else {}))
        chosen = chance.sample(speakers, number % 3)
        for place, party in enumerate(chosen, start=1):
            Submission.objects.create(document=document, position=place, **party)
        for _ in range(3):
            paragraph = make_paragraph(document=document, text="重申各项承诺。")
            for key in chance.sample(sorted(rows), 2):
                make_citation(paragraph=paragraph, commitment=rows[key], quote="重申")
            if chance.random() < 0.5:
                make_citation(paragraph=paragraph, instrument=plan, quote="承诺")


def test_counts_together_are_those_of_each(papers: None) -> None:
    counted = Citation.objects.counted()
    together = counted.counts_together()
    assert together["item"] == counted.counts_by_commitment()
    assert together["instrument"] == counted.counts_by_instrument()
    assert together["whole"] == counted.collective_counts()
    assert together["all"] == {None: counted.of_items().paragraph_count()}
    assert all(together.values())
    both = counted.tallies_by_commitment()
    assert {pk: paragraphs for pk, (paragraphs, _papers) in both.items()} == together["item"]


def test_ids_stand_in_the_order_of_the_evidence(papers: None) -> None:
    counted = Citation.objects.counted()
    rows = list(positions.evidence(counted))
    assert len(rows) == 30
    found = positions.evidence_in_papers(Memory(), counted)
    assert found == [(row.version.document_id, row.pk) for row in rows]
    lines = [group.parties for group in positions.by_party(rows)]
    assert len(lines) == len({tuple(party.party_code for party in line) for line in lines})


@pytest.mark.parametrize(
    ("code", "found"), [("nam", "nam"), ("CHN", "CHN"), ("chn", None), ("NAM", None), ("", None)]
)
def test_a_party_is_found_by_its_own_letters(papers: None, code: str, found: str | None) -> None:
    party = parties.find(code)
    assert (party.party_code if party else None) == found


def test_a_retired_party_is_not_found(papers: None) -> None:
    Group.objects.update(retired=True)
    assert parties.find("nam") is None
