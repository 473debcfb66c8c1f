"""Character differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import difference as module
from documents.text.difference import Run, difference


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        ("行动5", "行动5", "行动5"),
        ("我们欢迎这项决定", "我们强调这项决定", "我们[-欢迎-][+强调+]这项决定"),
        # A number is one piece.
        ("在2010年", "在2015年", "在[-2010-][+2015+]年"),
        # One equal character between two changes is part of the change.
        ("甲乙丙丁戊", "甲子丙丑戊", "甲[-乙丙丁-][+子丙丑+]戊"),
        ("", "新", "[+新+]"),
        ("旧", "", "[-旧-]"),
        ("", "", ""),
    ],
)
def test_differences(first: str, second: str, marked: str) -> None:
    signs = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("[+", "+]")}
    runs = difference(first, second)
    assert "".join(signs[run.change][0] + run.text + signs[run.change][1] for run in runs) == marked


TEXTS = st.text(alphabet="甲乙丙5c。 ", max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off(first: str, second: str) -> None:
    runs = difference(first, second)
    assert "".join(run.text for run in runs if run.change != "added") == first
    assert "".join(run.text for run in runs if run.change != "removed") == second
    assert all(run.text for run in runs)


def test_too_long_texts_stand_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PRODUCT", 3)
    assert difference("甲乙", "甲丙") == [Run("removed", "甲乙"), Run("added", "甲丙")]
