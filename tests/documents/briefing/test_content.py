"""What a briefing holds."""

from types import SimpleNamespace

import pytest

from documents.briefing import content
from documents.briefing.content import Stretch, compose, stretches
from documents.models import Citation
from tests.factories import make_citation, make_commitment, make_document, make_paragraph

pytestmark = pytest.mark.django_db


def row(start: int, end: int, verb: tuple[int, int] | None = None) -> SimpleNamespace:
    first, last = verb or (None, None)
    return SimpleNamespace(start=start, end=end, verb_start=first, verb_end=last)


@pytest.mark.parametrize(
    ("rows", "found", "reason"),
    [
        ([], [("甲乙丙丁", False, False)], "nothing cited"),
        (
            [row(2, 3, (0, 1))],
            [("甲", False, True), ("乙", False, False), ("丙", True, False), ("丁", False, False)],
            "a verb and a citation",
        ),
        (
            [row(0, 3), row(1, 4, (1, 2))],
            [("甲", True, False), ("乙", True, True), ("丙", True, False), ("丁", True, False)],
            "citations that overlap, a verb inside",
        ),
    ],
)
def test_stretches(
    rows: list[SimpleNamespace], found: list[tuple[str, bool, bool]], reason: str
) -> None:
    assert stretches("甲乙丙丁", rows) == [Stretch(*each) for each in found], reason


def test_only_what_was_chosen_is_named() -> None:
    five, six = make_commitment(), make_commitment()
    paragraph = make_paragraph(text="重申行动5，并欢迎行动6。", document=make_document(title="甲"))
    made = {"verb": "reaffirms", "engine": "e1"}
    make_citation(paragraph=paragraph, commitment=five, quote="行动5", **made)
    make_citation(paragraph=paragraph, commitment=six, quote="行动6", engine="e2")
    counted = Citation.objects.counted()
    briefing = compose(title="题", citations=counted.citing(five), filters=[("承诺", "行动5")])
    (chapter,) = briefing.chapters
    (entry,) = chapter.parts[0].entries
    assert entry.cites == [(five.cite_zh, "重申")]
    assert "".join(each.text for each in entry.stretches) == paragraph.text
    assert [each.text for each in entry.stretches if each.cited] == ["行动5"]
    assert (briefing.paragraphs, briefing.papers, briefing.left_out) == (1, 1, 0)
    assert briefing.engines == ["e1"] and briefing.filters == [("承诺", "行动5")]
    assert (chapter.title, chapter.parts[0].title) == ("提交方未注明", "届会未注明")


def test_what_does_not_fit_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST", 2)
    commitment = make_commitment()
    for _number in range(3):
        make_citation(commitment=commitment)
    rows = Citation.objects.counted().citing(commitment)
    briefing = compose(title="题", citations=rows, filters=[])
    assert (briefing.paragraphs, briefing.shown, briefing.left_out) == (3, 2, 1)
