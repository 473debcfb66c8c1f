"""Checking a draft: what it cites, what is wrong, who else, what is near; nothing is written."""

import pytest
from django.apps import apps

from documents import drafts, nearest
from tests.documents.papers import paper, take_in
from tests.factories import make_document, make_paragraph

pytestmark = pytest.mark.django_db

TEXT = (
    "1. 我们重申2010年行动计划的行动5(a)至(c)，并回顾行动65和步骤14。\n\n"
    "2. 本集团回顾《全面禁止核试验条约》，并强调《条约》第六条。\n\n"
    "3. 我们欢迎大会第77/47号决议和第61/88号决议。"
)


@pytest.fixture
def held(register: None, sources_dir: object) -> None:
    """One paper of China: it cites action 5(c), Article VI and resolution 77/47."""
    take_in(paper())


def counts() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count()
        for app in ("commitments", "documents", "sessions")
        for model in apps.get_app_config(app).get_models()
    }


def test_what_a_draft_cites(held: None) -> None:
    draft = drafts.check(TEXT)
    found = [[(row.quote, row.target) for row in part.paragraph.evidence] for part in draft.parts]
    span = "行动5(a)至(c)"
    assert found == [
        [
            (span, "action-plan-2010:5a"),
            (span, "action-plan-2010:5b"),
            (span, "action-plan-2010:5c"),
            ("行动65", None),
            ("步骤14", None),
        ],
        [("《全面禁止核试验条约》", "ctbt"), ("第六条", None)],
        [("第77/47号决议", "ga-res-77-47"), ("第61/88号决议", "ga-res-61-88")],
    ]
    reasons = [[row.reason for row in part.misses] for part in draft.parts]
    assert reasons == [["no-such-item", "no-such-item"], ["two-readings"], []]
    readings = draft.parts[1].misses[0].readings
    assert [str(row) for row in readings] == ["npt:VI", "全面禁止核试验条约"]
    assert [row.verb for row in draft.parts[0].paragraph.evidence[:3]] == ["reaffirms"] * 3
    assert (draft.citations, draft.misses, draft.foreign) == (6, 3, False)


def test_who_else_cites_the_same(held: None) -> None:
    targets = {str(target.row): target for target in drafts.check(TEXT).targets}
    action = targets["action-plan-2010:5c"]
    assert (action.paragraphs, action.papers) == (1, 1)
    assert [(each.party.party_code, each.paragraphs) for each in action.speakers] == [("CHN", 1)]
    assert targets["action-plan-2010:5a"].paragraphs == 0
    resolution = targets["大会第77/47号决议"]
    assert resolution.paragraphs == 1
    assert [each.party.party_code for each in resolution.speakers] == ["CHN"]
    unheard = targets["大会第61/88号决议"]
    assert unheard.row.pk is None and unheard.paragraphs == 0


def test_nothing_is_written(held: None) -> None:
    before = counts()
    drafts.check(TEXT)
    assert counts() == before


@pytest.mark.parametrize("text", ["", "  \n ", "\x0c"])
def test_no_text(held: None, text: str) -> None:
    assert drafts.check(text) is None


def test_another_bodys_head(held: None) -> None:
    head = "大会\n\n第七十五届会议\n\n裁军事项咨询委员会的工作\n\n秘书长的报告\n\n"
    draft = drafts.check(head + "1. 委员会讨论了行动5。\n\n2. 委员会欢迎这一讨论的结果。")
    assert draft.foreign and draft.citations == 0


def test_a_very_long_paragraph_is_read_in_pieces(held: None) -> None:
    sentence = "我们重申2010年行动计划的行动5(c)。"
    draft = drafts.check(sentence * 400)
    assert len(draft.parts) > 1
    assert all(len(part.paragraph.text) <= drafts.LONGEST_PARAGRAPH for part in draft.parts)
    assert "".join(part.paragraph.text for part in draft.parts) == sentence * 400
    assert draft.citations == 400
    rows = [(part.paragraph.text, row) for part in draft.parts for row in part.paragraph.evidence]
    assert all(text[row.start : row.end] == row.quote for text, row in rows)


def test_what_is_near(held: None) -> None:
    text = "我们呼吁各方在下一届会议之前就透明度问题继续交换意见。"
    near = drafts.check(text).parts[0].near
    assert near[0].paragraph.path == "4"
    assert {"呼吁", "会议"} <= set(near[0].shared)
    assert len(near) <= nearest.SHOWN


def test_only_public_paragraphs_are_near(register: None) -> None:
    words = "核查机制应当透明并且不可逆转。"
    make_paragraph(document=make_document(public=False), text=words)
    seen = make_paragraph(document=make_document(), text=words)
    near = nearest.nearest([words, "毫不相干"])
    assert [[each.paragraph.pk for each in row] for row in near] == [[seen.pk], []]


def test_common_words_tell_nothing(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "核查机制应当透明并且不可逆转。"
    for _number in range(4):
        make_paragraph(document=make_document(), text=words)
    assert len(nearest.nearest([words])[0]) == 4
    monkeypatch.setattr(nearest, "COMMON", 3)
    assert nearest.nearest([words]) == [[]]


def test_queries_do_not_grow_with_the_draft(
    held: None, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(15):
        drafts.check(TEXT + "\n\n4. 我们重申行动3、4和6。" * 10)
