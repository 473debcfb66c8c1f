"""Where words stand in a text, in code points."""

import pytest

from documents import spans


@pytest.mark.parametrize(
    ("text", "quote", "around", "start"),
    [
        ("行动5和行动5", "行动5", 3, 4),
        ("行动5和行动5", "行动5", 1, 0),
        ("没有", "行动5", 0, -1),
    ],
)
def test_a_quote_is_found_nearest_to_where_it_stood(
    text: str, quote: str, around: int, start: int
) -> None:
    assert spans.nearest(text, quote, around) == start


@pytest.mark.parametrize(
    ("old", "new", "start", "found"),
    [
        ("甲行动5乙行动5丙", "甲行动5乙行动5丙", 5, 5),
        ("甲行动5乙行动5丙", "此前甲行动5乙行动5丙", 1, 3),
        ("甲行动5乙行动5丙", "此前还有甲行动5乙行动5丙", 5, 9),
        ("甲行动5乙行动5丙", "甲行动5丙", 5, 1),
        ("甲行动5乙行动5丙", "乙行动5丙，又行动5", 5, 1),
        ("甲行动5乙", "此外甲乙行动5", 1, 4),
        ("甲行动5乙", "甲乙", 1, -1),
    ],
)
def test_words_move_with_the_text_around_them(old: str, new: str, start: int, found: int) -> None:
    assert spans.moved(old, new, start, start + 3) == found


@pytest.mark.parametrize(
    ("text", "words", "around", "found"),
    [
        ("重申行动5(c)。", "行动5(c)", 0, (2, 8)),
        ("重申行动 5 (c)。", "行动5(c)", 0, (2, 10)),
        ("重申行动5(c)。", " 行动 5(c) ", 0, (2, 8)),
        ("行动5，行动5", "行动5", 4, (4, 7)),
        ("𠮷𠮷行动5", "行动5", 0, (2, 5)),
        ("重申。", "行动5", 0, None),
        ("重申。", "  ", 0, None),
    ],
    ids=["exact", "blanks in the text", "blanks in the words", "nearest", "wide", "none", "blank"],
)
def test_words_as_a_person_types_them(
    text: str, words: str, around: int, found: tuple[int, int] | None
) -> None:
    assert spans.find(text, words, around) == found
