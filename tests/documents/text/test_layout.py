"""Print as delegates have it: page feet, numbers alone on a line, nested items, footnotes."""

import pytest

from documents.text.engine import analyse
from documents.text.types import Analysis, BlockKind, Lexicon

HEAD = """\
NPT/CONF.2026/PC.III/WP.12
不扩散核武器条约缔约国
2026年审议大会筹备委员会
Distr.: General
15 April 2025
Chinese
Original: English
第三届会议
2025年4月28日至5月9日，纽约
关于减少核风险与降低作战状态
的若干具体建议
印度尼西亚代表不扩散核武器条约不结盟缔约国集团提交的工作文件
"""


def read(text: str, lexicon: Lexicon) -> Analysis:
    return analyse(text.encode(), lexicon)


def rows(analysis: Analysis, *kinds: BlockKind) -> list[tuple[str, str]]:
    return [(b.block.path, b.block.text) for b in analysis.blocks if b.block.kind in kinds]


def paragraphs(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return rows(read(text, lexicon), BlockKind.PARAGRAPH)


def test_head_of_a_paper_as_printed(lexicon: Lexicon) -> None:
    header = read(HEAD + "\n1. 本集团重申第六条。\n", lexicon).header
    assert header.symbol == "NPT/CONF.2026/PC.III/WP.12"
    assert header.title == "关于减少核风险与降低作战状态的若干具体建议"
    assert header.submitters == ("nam",)
    assert (header.session, header.session_key, header.review_cycle) == (
        "第三届会议",
        "pc-2026-iii",
        2026,
    )
    assert str(header.document_date) == "2025-04-15"
    assert (header.venue, str(header.starts), str(header.ends)) == (
        "纽约",
        "2025-04-28",
        "2025-05-09",
    )
    assert header.original_language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("本集团重申第六条。", "zh"),
        ("The Group reaffirms article VI.", "en"),
        ("Группа подтверждает статью VI.", None),
        ("تؤكد المجموعة المادة السادسة.", None),
    ],
)
def test_the_language_is_that_of_the_letters(
    text: str, language: str | None, lexicon: Lexicon
) -> None:
    assert read(f"1. {text}\n", lexicon).header.language == language


def test_a_number_alone_on_its_line_is_a_label(lexicon: Lexicon) -> None:
    text = "1\n本集团重申第六条。\n\n2.\n本集团呼吁落实行动5。\n\n3\n本集团强调透明度。\n"
    assert paragraphs(text, lexicon) == [
        ("1", "本集团重申第六条。"),
        ("2", "本集团呼吁落实行动5。"),
        ("3", "本集团强调透明度。"),
    ]


def test_a_page_number_alone_on_its_line_is_an_artefact(lexicon: Lexicon) -> None:
    analysis = read("1. 本集团重申\n7\n第六条。\n\n2. 本集团强调透明度。\n", lexicon)
    assert rows(analysis, BlockKind.PARAGRAPH) == [
        ("1", "本集团重申第六条。"),
        ("2", "本集团强调透明度。"),
    ]
    assert [text for _, text in rows(analysis, BlockKind.ARTEFACT)] == ["7"]


@pytest.mark.parametrize(
    "foot",
    [
        "3/8",
        "NPT/CONF.2026/PC.III/WP.12\n2/3",
        "25-05253 (C)  150425  160425\n*2505253*\n请回收",
        "- 3 -",
        "第3页，共8页",
    ],
)
def test_page_feet_inside_a_paragraph(foot: str, lexicon: Lexicon) -> None:
    text = f"{HEAD}\n1. 本集团回顾2010年审议大会\n\n{foot}\n\n《最后文件》的行动5(c)。\n"
    (paragraph,) = paragraphs(text, lexicon)
    assert paragraph == ("1", "本集团回顾2010年审议大会《最后文件》的行动5(c)。")


def test_nested_items_have_nested_paths(lexicon: Lexicon) -> None:
    text = "1. 下列各项：\n(a) 甲项，包括：\n(i) 子项；\n(ii) 子项；\n(b) 乙项。\n2. 结束语。\n"
    assert [path for path, _ in paragraphs(text, lexicon)] == [
        "1",
        "1.a",
        "1.a.i",
        "1.a.ii",
        "1.b",
        "2",
    ]


def test_letters_inside_a_line_make_no_block(lexicon: Lexicon) -> None:
    assert len(paragraphs("1. 下列各项：(a) 甲项；(b) 乙项。\n", lexicon)) == 1


def test_footnotes_and_their_marks(lexicon: Lexicon) -> None:
    body = "1. 会议通过了《部长宣言》1，并强调行动5¹和核裁军2。"
    text = f"{body}\n\n________\n¹ 见甲文件。\n1 见乙文件，\n第3页。\n2 见丙文件。\n"
    analysis = read(text, lexicon)
    assert rows(analysis, BlockKind.PARAGRAPH) == [
        ("1", "会议通过了《部长宣言》，并强调行动5和核裁军。")
    ]
    notes = rows(analysis, BlockKind.NOTE)
    assert [text for _, text in notes] == ["见甲文件。", "见乙文件，第3页。", "见丙文件。"]
    (cited,) = [c for b in analysis.blocks for c in b.citations]
    assert (cited.target, cited.quote) == ("action-plan-2010:5", "行动5")


def test_a_figure_without_a_footnote_is_text(lexicon: Lexicon) -> None:
    assert paragraphs("1. 会议提到附件2，以及《宣言》3。\n", lexicon) == [
        ("1", "会议提到附件2，以及《宣言》3。")
    ]


def test_numbering_is_checked(lexicon: Lexicon) -> None:
    analysis = read("1. 甲段落。\n\n2. 乙段落。\n\n2. 丙段落。\n\n5. 丁段落。\n", lexicon)
    assert [path for path, _ in rows(analysis, BlockKind.PARAGRAPH)] == ["1", "2", "2~2", "5"]
    assert analysis.warnings == ("numbering-repeat:2", "numbering-gap:2-5")


def test_a_list_of_short_items_is_no_row_of_headings(lexicon: Lexicon) -> None:
    assert [path for path, _ in paragraphs("附件\n一、甲项\n二、乙项\n", lexicon)] == [
        "annex1.1",
        "annex1.2",
    ]


def test_decimal_numbers_are_their_own_paths(lexicon: Lexicon) -> None:
    text = "1. 导言如下。\n1.1 甲小节。\n1.2 乙小节。\n2. 结束语。\n"
    assert [path for path, _ in paragraphs(text, lexicon)] == ["1", "1.1", "1.2", "2"]
