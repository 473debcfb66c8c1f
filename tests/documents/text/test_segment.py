"""Words for search: rjieba gives jieba's own, nothing of a text is lost, query meets index."""

from functools import cache
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.text.segment import cut, folded, narrowing, query_words, search_tokens
from documents.text.width import DATA

jieba.setLogLevel("ERROR")

PIECES = st.sampled_from(
    [
        "核武器", "无核武器国家", "核裁军", "不扩散", "条约", "《条约》", "第六条", "行动5(c)",
        "审议大会", "2010年", "透明度", "NPT/CONF.2026/WP.9", "IAEA", "的", "和", "，", "。", " ",
        "\n", "、", "禁产条约", "明确承诺", "消极安全保证", "COVID-19", "3.5%", "中东", "𠮷", "é",
        "㈠", "–",
    ]
)  # fmt: skip


@cache
def reference() -> jieba.Tokenizer:
    """jieba itself with its own dictionary and the field's terms."""
    tokenizer = jieba.Tokenizer()
    for line in (DATA / "userdict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.rsplit(" ", 2)
        tokenizer.add_word(word, int(frequency), tag)
    return tokenizer


def test_the_fast_cut_equals_jiebas_on_the_papers(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert cut(text) == reference().lcut(text, HMM=False)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_fast_cut_equals_jiebas_on_generated_text(text: str) -> None:
    assert cut(text) == reference().lcut(text, HMM=False)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.lists(PIECES, max_size=40).map("".join))
def test_joined_words_give_back_the_text(text: str) -> None:
    assert "".join(cut(text)) == text


def test_joined_words_give_back_the_papers(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert "".join(cut(text)) == text


def test_the_fields_terms_are_words() -> None:
    assert cut("无核武器国家重申消极安全保证。") == ["无核武器国家", "重申", "消极安全保证", "。"]
    assert "核武器国家" in cut("核武器国家作出明确承诺")
    assert "核武器国家" not in cut("无核武器国家作出承诺")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("各国重申核裁军的明确承诺。", "明确承诺"),
        ("《條約》第六條規定的義務", "第六条"),
        ("行动５（ｃ）仍未落实", "行动5(c)"),
        ("见NPT/CONF.2026/WP.9", "npt/conf.2026/wp.9"),
        ("無核武器國家的安全保證", "无核武器国家"),
        ("核 武 器 国 家", "核武器国家"),
    ],
)
def test_query_and_index_read_a_text_the_same_way(text: str, query: str) -> None:
    held = set(search_tokens(text).split())
    words = query_words(folded(query))
    assert words
    for word in words:
        assert set(narrowing(word)) <= held, word
