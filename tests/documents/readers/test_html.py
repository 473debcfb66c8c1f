"""HTML: blocks are lines, lists keep their numbers, what a browser does not show is not read."""

import pytest

from documents.readers import html
from documents.text.types import EngineError
from tests.documents.readers.making import html_of
from tests.documents.readers.reading import NAMES, as_text, found


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_gives_the_same_paragraphs_and_citations(name: str) -> None:
    decoded = html.read(html_of(name))
    assert found(decoded.text) == as_text(name)
    assert (decoded.fidelity, decoded.warnings) == ("extracted", ())


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=5><li>甲<li value=9>乙<li>丙</ol>", ["5. 甲", "9. 乙", "10. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        (
            "<ol><li>甲<ol type=a><li>子<li>丑</ol><li>乙</ol>",
            ["1. 甲", "(a) 子", "(b) 丑", "2. 乙"],
        ),
        ("<ol><li><ol type=a><li>子<li>丑</ol><li>乙</ol>", ["1. (a) 子", "(b) 丑", "2. 乙"]),
        ("<ul><li><ul><li>甲</ul></ul>", ["• 甲"]),
        ("<ul><li><p>甲</p><p>续</p><li>乙</ul>", ["• 甲", "续", "• 乙"]),
        ("<ul style='list-style: none'><li>甲</ul>", ["甲"]),
        ("<p>行\n动<p>action\n5", ["行动", "action 5"]),
        ("<p>第<b>六</b>条<script>alert(1)</script>。", ["第六条。"]),
        ("<p>甲<span hidden>x</span>乙<div style='DISPLAY : none'><p>x</div>丙", ["甲乙", "丙"]),
        ("<nav>首页</nav><p>甲<!-- x --><style>p{}</style><p>乙<sup>12</sup>", ["甲", "乙¹²"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", ["甲", "乙", "丙"]),
        ("<pre>1. 甲\n   乙</pre>", ["1. 甲\n   乙"]),
        ("<p>甲<br>乙", ["甲\n乙"]),
        ("<p>行动5<sup><a href='#n'>2</a></sup>3", ["行动5²3"]),
        ("<span>甲<br>" * 999, ["\n".join("甲" * 999)]),
        ("<p>&lt;b&gt; &amp; &#31532;", ["<b> & 第"]),
    ],
)
def test_blocks_and_lists(page: str, lines: list[str]) -> None:
    assert html.read(f"<html><body>{page}".encode()).text.split("\n\n") == lines


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "big5"])
def test_the_declared_encoding_is_used(declared: str) -> None:
    page = (
        f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>核武器'
    )
    data = page.encode(declared)
    assert html.read(data).text == "核武器"
    page = f'<?xml version="1.0" encoding="{declared}"?><html xmlns="x"><body><p>核武器</p></body>'
    assert html.read(page.encode(declared)).text == "核武器"


def test_formulas_are_left_out_and_told() -> None:
    decoded = html.read("<meta charset=utf-8><p>约<math><mn>25</mn></math>公斤".encode())
    assert (decoded.text, decoded.warnings) == ("约公斤", ("formulas-left-out:1",))


def test_a_wrong_declaration_is_found_out() -> None:
    assert html.read("<meta charset=ascii><p>核武器".encode()).text != ""
    assert html.read("<meta charset=utf-8><p>核武器不扩散条约".encode("gb18030")).text == (
        "核武器不扩散条约"
    )
    # These bytes can be read as what is declared, too.
    for declared, text in (("gb2312", "核武器国家裁"), ("iso-8859-1", "the States’")):
        page = f"<meta charset={declared}><p>{text} </p>".encode()
        assert page.decode({"gb2312": "gb18030"}.get(declared, "cp1252"))
        assert html.read(page).text == text
    assert html.read("<meta charset=nonsense><p>核武器".encode()).text == "核武器"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("只有文字。".encode(), "plain text"),
        (b"<html><script>document.write(1)</script>", "no text"),
        (b"<html><p>a\x00b", "binary"),
        (b"<span>a<br>" * 3000, "too deeply"),
        (b"", "empty"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(EngineError, match=words):
        html.read(data)
