"""Agreement of two readers, against values worked out by hand."""

import pytest

from documents.agreement import Agreement, agreement


@pytest.mark.parametrize(
    ("table", "raw", "kappa", "why"),
    [
        # 35 of 50 alike; by chance (25*30 + 25*20) / 50^2 = 0.5; (0.7 - 0.5) / 0.5
        ((20, 5, 10, 15), 0.7, 0.4, "the worked example of many textbooks"),
        # 60 of 100; by chance (60*70 + 40*30) / 100^2 = 0.54; 0.06 / 0.46
        ((45, 15, 25, 15), 0.6, 0.06 / 0.46, "as many alike, mostly by chance"),
        # 60 of 100; by chance (60*30 + 40*70) / 100^2 = 0.46; 0.14 / 0.54
        ((25, 35, 5, 35), 0.6, 0.14 / 0.54, "as many alike, less by chance"),
        ((10, 0, 0, 10), 1.0, 1.0, "alike throughout"),
        ((0, 10, 10, 0), 0.0, -1.0, "never alike"),
        ((25, 25, 25, 25), 0.5, 0.0, "no more than chance"),
        # 8 of 10; by chance (9*9 + 1*1) / 100 = 0.82; (0.8 - 0.82) / 0.18
        ((8, 1, 1, 0), 0.8, -0.02 / 0.18, "much alike, and less than chance"),
        ((7, 0, 0, 0), 1.0, None, "one answer throughout: kappa says nothing"),
        ((0, 0, 0, 7), 1.0, None, "the other answer throughout"),
        ((0, 0, 0, 0), None, None, "nothing judged"),
    ],
)
def test_figures(
    table: tuple[int, int, int, int], raw: float | None, kappa: float | None, why: str
) -> None:
    found = Agreement(*table)
    assert found.raw == pytest.approx(raw), why
    assert found.kappa == pytest.approx(kappa), why
    if kappa is not None:
        by_definition = (found.raw - found.expected) / (1 - found.expected)
        assert found.kappa == pytest.approx(by_definition)


def test_it_does_not_matter_who_is_first() -> None:
    assert Agreement(20, 5, 10, 15).kappa == Agreement(20, 10, 5, 15).kappa


def test_counting() -> None:
    judged = [(True, True), (True, False), (False, False), (False, True), (True, True)]
    assert agreement(judged) == Agreement(2, 1, 1, 1)
    assert agreement([]) == Agreement()
    assert Agreement(1, 2, 3, 4) + Agreement(4, 3, 2, 1) == Agreement(5, 5, 5, 5)
