"""How many queries each answer of the API takes: at most ten, however many rows there are.

`tests/baselines.json` holds the numbers; a number that falls is written down with
`WRITE_BASELINES=1`, one that grows has to be argued for.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Body, Group, Membership, ReviewCycle
from documents.filters.vocabulary import Vocabulary
from documents.limits import Limit
from documents.memory import Memory, forget
from documents.models import Submission
from tests import baselines
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_session,
    make_state,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"
FILTERS = (
    "party=nam&member_of=nam&commitment=npt:VI&cycle=2026&verb=reaffirms&document=paper-0&q=重申"
)
BESIDE = "expand=paragraph,commitment,instrument,document"
ANSWERS = [
    "bodies/",
    "citations/",
    f"citations/?{BESIDE}",
    f"citations/?{FILTERS}",
    "citations/?count=true",
    "citations/?format=csv",
    f"citations/?format=jsonl&{BESIDE}",
    "citations/{citation}/",
    "commitments/",
    "commitments/?theme={theme}&addressee=NWS&instrument=npt&pillar=disarmament",
    "commitments/npt:VI/",
    "cycles/",
    "documents/",
    "documents/?expand=session",
    f"documents/?{FILTERS}",
    "documents/?format=csv",
    "documents/paper-0/",
    "documents/paper-0/paragraphs/1/",
    "groups/",
    "groups/nam/",
    "instruments/",
    "instruments/npt/",
    "matrix/",
    f"matrix/?rows=member_of&columns=theme&{FILTERS}",
    "matrix/?format=csv",
    "paragraphs/",
    "paragraphs/?expand=document,citations",
    f"paragraphs/?{FILTERS}",
    "paragraphs/?party=nam&commitment=npt:VI&format=csv",
    "positions/",
    f"positions/?{FILTERS}",
    "positions/?format=csv",
    "quality/",
    "search/?q=重申",
    "search/?q=重申&party=nam&cycle=2026&instrument=npt",
    "sessions/",
    "sessions/?cycle=2026",
    "states/",
    "themes/",
    "unresolved/",
    "vocabulary/",
]


@pytest.fixture
def corpus():
    """A function that adds papers of several parties, each with what can be asked for."""
    instrument = make_instrument("npt")
    item = make_commitment("npt:VI", instrument=instrument, addressee="NWS")
    nam = Group.objects.create(slug="nam", kind="npt-group", name_zh="不结盟", name_en="NAM")
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    session = make_session("rc-2026", cycle=cycle, starts="2026-04-27", ends="2026-05-22")
    made = iter(range(10_000))

    def add(number):
        for _time in range(number):
            place = next(made)
            state = make_state()
            Membership.objects.create(group=nam, state=state, npt_party="yes", confidence="sure")
            Body.objects.create(slug=f"body-{place}", kind="agency", name_zh="名", name_en="name")
            cited = make_commitment(f"npt:{place + 20}", instrument=instrument, addressee="NWS")
            cited.see_also.add(make_commitment(parent=cited))
            paper = make_document(slug=f"paper-{place}", cycle=cycle, session=session)
            Submission.objects.create(document=paper, position=1, group=nam)
            Submission.objects.create(document=paper, position=2, state=state)
            paragraph = make_paragraph(document=paper, path="1", text="重申第六条。")
            for target in (item, cited, cited):
                make_citation(paragraph=paragraph, commitment=target, verb="reaffirms")
            make_citation(paragraph=paragraph, instrument=instrument)
            make_citation(paragraph=paragraph, status="unresolved")
        return {"citation": paragraph.citations.first().pk, "theme": item.theme.slug}

    return add


def measured(client, names):
    """Queries by answer."""
    found = {}
    for answer in ANSWERS:
        # As in a process that knows the register's codes, and has answered nothing else yet.
        forget()
        Vocabulary.kept(Memory())
        with CaptureQueriesContext(connection) as queries:
            response = client.get(API + answer.format(**names))
            if response.streaming:
                b"".join(response.streaming_content)
        assert response.status_code == 200, (answer, response.content)
        found[answer] = len(queries)
    return found


def test_queries_are_few_and_do_not_grow_with_the_rows(client, corpus):
    few = measured(client, corpus(2))
    many = measured(client, corpus(7))
    assert many == few
    found = baselines.differences("api", many)
    assert not found, baselines.advice(found)


def test_the_checking_of_a_text_asks_for_the_register_alone(client, corpus, monkeypatch):
    monkeypatch.setattr(Limit, "allows", lambda self, address: True)
    corpus(1)
    body = {"text": "重申《条约》第六条。"}
    with CaptureQueriesContext(connection) as few:
        assert client.post(f"{API}check/", body, "application/json").status_code == 200
    body = {"text": "重申《条约》第六条。\n\n" * 30}
    with CaptureQueriesContext(connection) as many:
        assert client.post(f"{API}check/", body, "application/json").status_code == 200
    assert len(many) <= len(few) <= baselines.MOST
