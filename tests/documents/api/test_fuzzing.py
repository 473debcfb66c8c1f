"""The whole description put to the test with generated requests (schemathesis).

Every answer is as described, none is an error of the server, and what is no value of a parameter is
refused. Not asked is that every value of the right form is accepted: an unknown key is 400.

`FUZZ_EXAMPLES` is the number of requests for each operation; the full measure is 200.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS, load_all_checks

from commitments.models import Body, Group, Membership, ReviewCycle
from documents.limits import Limit
from documents.models import Submission
from npt_tracker.wsgi import application
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
    make_session,
    make_state,
    make_theme,
)

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "10"))

load_all_checks()
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)


@pytest.fixture
def rows(db, monkeypatch):
    """What the description's examples name; texts may be checked without a limit."""
    monkeypatch.setattr(Limit, "allows", lambda self, address: True)
    # They would end the transaction of the test after its first request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    names = {"name_zh": "名", "name_en": "name"}
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    session = make_session("pc-2026-iii", cycle=cycle, starts="2025-04-28", ends="2025-05-09")
    nam = Group.objects.create(slug="nam", kind="npt-group", **names)
    state = make_state("JPN")
    Membership.objects.create(group=nam, state=state, npt_party="yes", confidence="sure")
    Body.objects.create(slug="un-secretariat", kind="secretariat", **names)
    item = make_commitment("action-plan-2010:5", theme=make_theme("reductions"), addressee="NWS")
    sub = make_commitment("action-plan-2010:5c", parent=item)
    paper = make_document(slug="b14f025d5607", cycle=cycle, session=session)
    Submission.objects.create(document=paper, position=1, group=nam)
    Submission.objects.create(document=paper, position=1, state=state, role="supporter")
    paragraph = make_paragraph(document=paper, path="9", text="核裁军：重申行动5(c)和透明度。")
    make_citation(paragraph=paragraph, commitment=sub, quote="行动5(c)", verb="reaffirms")
    make_citation(paragraph=paragraph, instrument=item.instrument)
    make_citation(paragraph=paragraph, status="unresolved")
    make_paragraph(document=paper, path="3.4")
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    database=None,
)
@pytest.mark.usefixtures("rows")
def test_every_answer_is_as_described(case):
    case.call_and_validate(
        # What calls the application here reads no compressed answers.
        headers={"Accept-Encoding": "identity"},
        excluded_checks=[CHECKS.get_one("positive_data_acceptance")],
    )
