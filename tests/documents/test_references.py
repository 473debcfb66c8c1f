"""How paragraphs are named and cited."""

from datetime import date

import pytest
from django.utils.translation import override

from documents.models import Submission
from documents.references import paragraph_words, reference_line
from tests.factories import make_document, make_paragraph, make_state


@pytest.mark.parametrize(
    ("path", "chinese", "english"),
    [
        ("9", "第9段", "para. 9"),
        ("3.4", "第3.4段", "para. 3.4"),
        ("4.b1", "第4段第1个圆点项", "para. 4, bullet 1"),
        ("u1", "第1个无编号段", "unnumbered paragraph 1"),
        ("annex1.b7", "附件1第7个圆点项", "annex 1, bullet 7"),
        ("annex1.3", "附件1第3段", "annex 1, para. 3"),
        ("n2", "注2", "note 2"),
        ("h1", "第1个标题", "heading 1"),
        ("12~2", "第12（第2次出现）段", "para. 12 (occurrence 2)"),
        ("b", "第b段", "para. b"),
    ],
)
def test_paragraph_words(path: str, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert paragraph_words(path) == chinese
    with override("en"):
        assert paragraph_words(path) == english


@pytest.mark.django_db
def test_reference_by_symbol() -> None:
    document = make_document(symbol="NPT/CONF.2026/PC.III/WP.9", title="核裁军")
    with override("zh-hans"):
        line = reference_line(make_paragraph(document=document, path="9"))
    assert line == "NPT/CONF.2026/PC.III/WP.9，第9段"


@pytest.mark.django_db
def test_reference_without_a_symbol_gives_title_submitters_and_date() -> None:
    document = make_document(title="核裁军", document_date=date(2025, 4, 28))
    states = (("丙国", "Charlie"), ("丁国", "Delta"))
    for position, (chinese, english) in enumerate(states, 1):
        state = make_state(name_zh=chinese, name_en=english)
        Submission.objects.create(document=document, position=position, state=state)
    paragraph = make_paragraph(document=document, path="3.4")
    with override("zh-hans"):
        assert reference_line(paragraph) == (
            "《核裁军》，丙国、丁国提交的工作文件，2025年4月28日，第3.4段"
        )
    with override("en"):
        assert reference_line(paragraph) == (
            "“核裁军”, working paper submitted by Charlie, Delta, 28 April 2025, para. 3.4"
        )


@pytest.mark.django_db
def test_reference_with_nothing_but_a_paragraph() -> None:
    paragraph = make_paragraph(document=make_document(title=""), path="1")
    with override("zh-hans"):
        assert reference_line(paragraph) == "《（无题）》，工作文件，第1段"
