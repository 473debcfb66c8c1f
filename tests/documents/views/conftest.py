"""A small world for the pages: a plan, two papers, and rows that must never be seen."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from commitments.models import Group, ReviewCycle
from documents.models import Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_session,
    make_state,
)

FIRST_TEXT = "本集团回顾2010年行动计划的行动5(c)和行动5(g)，并重申行动5。"
SECOND_TEXT = "我们欢迎64点行动计划，也不忘行动65。"
HIDDEN = "不得外传的段落行动5(c)"


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    """One plan with actions 3 and 5, parts (c) and (g); a group's paper and a joint paper."""
    plan = make_instrument("action-plan-2010", name_zh="2010年行动计划", name_en="Action Plan")
    plan.symbol, plan.source_url = "NPT/CONF.2010/50 (Vol. I)", "https://undocs.org/x"
    plan.save()
    action3 = make_commitment("action-plan-2010:3", instrument=plan)
    action5 = make_commitment("action-plan-2010:5", instrument=plan, summary_zh="加快核裁军步骤")
    names = {"cite_zh": "行动5(c)", "cite_en": "Action 5 (c)"}
    action5c = make_commitment("action-plan-2010:5c", parent=action5, letter="c", **names)
    action5g = make_commitment("action-plan-2010:5g", parent=action5, letter="g")
    action5.see_also.add(action3)
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    session = make_session(
        "pc-2026-iii",
        cycle=cycle,
        kind="preparatory-committee",
        ordinal=3,
        name_zh="筹备委员会第三次会议",
        name_en="Third session of the Preparatory Committee",
        starts="2025-04-28",
        ends="2025-05-09",
        symbol_prefix="NPT/CONF.2026/PC.III/",
    )
    group = Group.objects.create(slug="nam", name_zh="不结盟集团", name_en="NAM", kind="npt-group")
    china = make_state("CHN", name_zh="中国", name_en="China")
    japan = make_state("JPN", name_zh="日本", name_en="Japan")
    paper = make_document(slug="paper-one", title="核裁军", session=session, cycle=cycle)
    Submission.objects.create(document=paper, position=1, group=group)
    joint = make_document(slug="paper-two", title="阶石", reasons={"symbol": "not-stated"})
    Submission.objects.create(document=joint, position=1, state=china)
    Submission.objects.create(document=joint, position=2, state=japan)
    first = make_paragraph(document=paper, text=FIRST_TEXT, path="9")
    make_citation(paragraph=first, commitment=action5c, quote="行动5(c)")
    make_citation(paragraph=first, commitment=action5g, quote="行动5(g)")
    at = FIRST_TEXT.rindex("行动5")
    make_citation(paragraph=first, commitment=action5, quote="行动5", start=at, end=at + 3)
    second = make_paragraph(document=joint, text=SECOND_TEXT, path="u1", label="")
    make_citation(paragraph=second, instrument=plan, quote="64点行动计划")
    make_citation(paragraph=second, status="unresolved", reason="no-such-item", quote="行动65")
    _hide(action5c)
    return SimpleNamespace(
        plan=plan, action3=action3, action5=action5, action5c=action5c, action5g=action5g,
        paper=paper, joint=joint, first=first, second=second, group=group, china=china,
    )  # fmt: skip


def _hide(commitment: object) -> None:
    """Citations that no page may show or count: unpublished, withdrawn, rejected and so on."""
    newer = make_document(slug="newer", title="新本")
    hidden = [
        make_document(slug="unpublished", public=False, title="未发布"),
        make_document(slug="withdrawn", withdrawn_at=timezone.now(), title="已撤回"),
        make_document(slug="superseded", superseded_by=newer, title="已被取代"),
    ]
    for document in hidden:
        paragraph = make_paragraph(document=document, text=HIDDEN)
        make_citation(paragraph=paragraph, commitment=commitment, quote="行动5(c)")
    shown = make_paragraph(document=newer, text="与此无关的段落。", path="1")
    make_citation(paragraph=shown, commitment=commitment, quote="无关", review_state="rejected")
    make_citation(paragraph=shown, commitment=commitment, quote="段落", kind="suggested")
