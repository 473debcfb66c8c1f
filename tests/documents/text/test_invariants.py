"""What holds for every source: nothing lost, nothing twice, every quote where it says."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.lexicon import build_lexicon
from documents.text.engine import analyse, citation_ids
from documents.text.types import Analysis, EngineError, Lexicon


def check(source: str, analysis: Analysis) -> None:
    """Every non-blank character in exactly one block; maps and quotes exact; paths unique."""
    seen = [0] * len(source)
    for cited in analysis.blocks:
        block = cited.block
        for start, end in block.spans:
            for offset in range(start, end):
                seen[offset] += 1
        for text_start, source_start, length in block.map:
            assert (
                block.text[text_start : text_start + length]
                == source[source_start : source_start + length]
            )
        for citation in cited.citations:
            assert citation.start < citation.end
            assert block.text[citation.start : citation.end] == citation.quote
    wrong = [
        offset for offset, char in enumerate(source) if not char.isspace() and seen[offset] != 1
    ]
    assert not wrong, f"characters lost or doubled at {wrong[:5]}"
    paths = [cited.block.path for cited in analysis.blocks]
    assert len(paths) == len(set(paths))


def test_nothing_is_lost_in_the_papers(paper: Path, lexicon: Lexicon) -> None:
    data = paper.read_bytes()
    check(data.decode("utf-8-sig").replace("\r\n", "\n"), analyse(data, lexicon))


def test_the_same_bytes_give_the_same_analysis_and_ids(paper: Path, lexicon: Lexicon) -> None:
    first, second = analyse(paper.read_bytes(), lexicon), analyse(paper.read_bytes(), lexicon)
    assert first == second
    ids = [key for row in citation_ids("slug", first.blocks) for key in row]
    assert ids == [key for row in citation_ids("slug", second.blocks) for key in row]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_change_nothing(
    paper: Path, ending: str, lexicon: Lexicon
) -> None:
    text = paper.read_text(encoding="utf-8")
    other = analyse(("\ufeff" + text.replace("\n", ending)).encode(), lexicon)
    assert other.blocks == analyse(text.encode(), lexicon).blocks


PIECES = st.sampled_from(
    [
        "1. ", "2. ", "三、", "㈠ ", "(a) ", "– ", "• ", "\n", "\n\n", "  ", " ", "附件", "摘要",
        "___________", "* A/75/150。", " 1 见某文件。", "https://undocs.org/ch/A/75/150", "3/8",
        "[68/32](#)", "**", "¹", "行动5(c)", "行动3至", "至6", "和", "、", "(a)至(g)", "第六条",
        "《条约》", "第3段", "2010年", "决定2", "13个步骤", "步骤9", "大会第", "68/32", "号决议",
        "该计划的", "《禁止核武器条约》", "核裁军。", "重申，", "年", "中国代表团提交的工作文件",
        "2022年1月4日至28日，纽约", "Action 5 (c)", "#", "第十十条", "一百", "(i) ",
        "1.1 ", "第百段", "１", "（ｃ）", "條約", "》1",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
@example("（ｃ）**")
@example("¹")
def test_any_mixture_of_forms_keeps_the_invariants(source: str) -> None:
    try:
        analysis = analyse(source.encode(), build_lexicon())
    except EngineError:
        return
    check(source, analysis)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        data = source.encode()
        analysis = analyse(data, build_lexicon())
    except (EngineError, UnicodeEncodeError):
        return
    check(source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), analysis)
