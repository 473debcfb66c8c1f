"""What the index holds, how queries are read, and where their words stand in a text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.text.query import LONGEST, MOST_WORDS, parse, spans
from documents.text.segment import (
    INDEX_FORMAT,
    folded,
    narrowing,
    query_words,
    search_tokens,
    trimmed,
)

TEXTS = st.text(alphabet="核裁军國家国5 5(c)AaÉ，。\n“”行动-", max_size=40)


def test_the_index_holds_words_pairs_and_characters() -> None:
    tokens = search_tokens("本集团回顾2010 年行动计划的行动 5(c)，也不忘核裁軍。").split()
    assert tokens[0] == INDEX_FORMAT
    assert {"行动计划", "行动", "核裁军", "核裁", "裁军", "的", "2010", "5", "c"} <= set(tokens)
    assert not any("，" in token or "(" in token for token in tokens)


def test_a_text_without_words_has_the_mark_alone() -> None:
    assert search_tokens("……，。") == INDEX_FORMAT


@pytest.mark.parametrize(
    ("chars", "tokens"),
    [
        ("核", ("核",)),
        ("核裁", ("核裁",)),
        ("核裁军", ("核裁", "裁军")),
        ("行动5(c)", ("行动", "5", "c")),
        ("npt/conf.2026", ("npt", "conf", "2026")),
        ("，", ()),
    ],
)
def test_narrowing(chars: str, tokens: tuple[str, ...]) -> None:
    assert narrowing(chars) == tokens


@given(TEXTS, st.data())
def test_all_that_narrows_is_in_the_index(text: str, data: st.DataObject) -> None:
    chars = folded(text)
    start = data.draw(st.integers(0, len(chars)))
    end = data.draw(st.integers(start, len(chars)))
    edge = re.compile("[0-9a-zé]{2}")
    if edge.match(chars[start - 1 : start + 1]) or edge.match(chars[end - 1 : end + 1]):
        return  # within a number or a Latin word, which are whole
    assert set(narrowing(chars[start:end])) <= set(_closed(search_tokens(text)))


def _closed(tokens: str) -> list[str]:
    return tokens.split()


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("中国核裁军立场", ["中国", "核裁军", "立场"]),
        ("行动5(c)", ["行动", "5(c)"]),
        ("NPT/CONF.2026/WP.9", ["NPT/CONF.2026/WP.9"]),
        ("，。", []),
    ],
)
def test_query_words(term: str, words: list[str]) -> None:
    assert query_words(term) == words


def test_trimmed_keeps_the_bracket_that_closes() -> None:
    assert trimmed("(见行动5(c))。") == "见行动5(c)"


@pytest.mark.parametrize(
    ("text", "wanted", "excluded"),
    [
        ("核裁军 透明度", ["核裁军", "透明度"], []),
        ("“核裁军措施”", ["核裁军措施"], []),
        ("「核裁軍措施」", ["核裁军措施"], []),
        ("核裁军 -透明度", ["核裁军"], ["透明度"]),
        ("核裁军 －“透明度 措施”", ["核裁军"], ["透明度措施"]),
        ("２０１０年", ["2010", "年"], []),
        ("2020-2022", ["2020-2022"], []),
        ('"核裁军', ["核裁军"], []),
        ("ＮＰＴ npt", ["npt"], []),
    ],
)
def test_queries(text: str, wanted: list[str], excluded: list[str]) -> None:
    query = parse(text)
    assert [each.chars for each in query.wanted] == wanted
    assert [each.chars for each in query.excluded] == excluded
    assert query.problem == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("  \x00 ", "empty"),
        ("核" * (LONGEST + 1), "too-long"),
        (" ".join(map(str, range(MOST_WORDS + 1))), "too-many"),
        ("-核", "only-excluded"),
        ("&|!():*<->", "nothing-to-find"),
        ('"""', "nothing-to-find"),
        ("-", "nothing-to-find"),
    ],
)
def test_problems(text: str, problem: str) -> None:
    assert parse(text).problem == problem


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("行动 5(c)和行动55", "“行动5”", ["行动 5"]),
        ("推进核裁軍，核裁军措施", "核裁军", ["核裁軍", "核裁军"]),
        ("２０１０ 年", "2010", ["２０１０"]),
        ("核武器国家", "核武 武器", ["核武器"]),
        ("Article VI", "article", ["Article"]),
    ],
)
def test_spans(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, parse(query).wanted)] == found


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_the_pattern_agrees_with_the_view(text: str, phrase: str) -> None:
    """What Postgres is asked finds whatever the view holds."""
    for sought in parse(f'"{phrase}"'.replace("\n", " ")).wanted:
        if sought.places.search(folded(text)):
            assert re.search(sought.pattern, text)
