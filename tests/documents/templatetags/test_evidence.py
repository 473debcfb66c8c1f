"""Text with its evidence: overlapping spans, hostile text, nothing lost."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.templatetags.evidence import Span, marked

TAG = re.compile(r"</?(?:mark|span|a)(?: [^<>]*)?>")


def plain(html: str) -> str:
    return unescape(TAG.sub("", html))


@pytest.mark.parametrize(
    ("text", "spans", "html", "reason"),
    [
        ("甲乙丙", [], "甲乙丙", "nothing cited"),
        ("", [], "", "no text"),
        ("甲乙丙", [Span(1, 2, strong=True)], "甲<mark>乙</mark>丙", "one mark"),
        ("甲乙丙", [Span(1, 2, "/x/")], '甲<a class="cite" href="/x/">乙</a>丙', "one link"),
        ("甲乙丙", [Span(1, 2)], '甲<span class="miss">乙</span>丙', "a miss"),
        (
            "甲乙丙丁",
            [Span(0, 3, strong=True), Span(1, 2, "/x/")],
            '<mark>甲<a class="cite" href="/x/">乙</a>丙</mark>丁',
            "a link inside a mark",
        ),
        (
            "甲乙丙",
            [Span(0, 2, strong=True), Span(1, 3, strong=True)],
            "<mark>甲乙丙</mark>",
            "overlapping marks are one",
        ),
        (
            "甲乙丙丁",
            [Span(0, 3, "/long/"), Span(2, 4, "/short/")],
            '<a class="cite" href="/long/">甲乙</a><a class="cite" href="/short/">丙丁</a>',
            "where links overlap the shorter leads",
        ),
        (
            "甲乙丙丁",
            [Span(0, 2, strong=True), Span(1, 3, "/x/")],
            '<mark>甲<a class="cite" href="/x/">乙</a></mark><a class="cite" href="/x/">丙</a>丁',
            "a link across the end of a mark is cut",
        ),
        ("甲乙", [Span(1, 9, strong=True)], "甲<mark>乙</mark>", "a span beyond the end"),
        ("甲乙", [Span(5, 9, strong=True)], "甲乙", "a span after the end"),
        (
            "<script>&\"'",
            [Span(1, 7, strong=True)],
            "&lt;<mark>script</mark>&gt;&amp;&quot;&#x27;",
            "hostile text",
        ),
        (
            "甲",
            [Span(0, 1, '"><script>')],
            '<a class="cite" href="&quot;&gt;&lt;script&gt;">甲</a>',
            "hostile address",
        ),
    ],
)
def test_marked(text: str, spans: list[Span], html: str, reason: str) -> None:
    assert marked(text, spans) == html, reason


SPANS = st.lists(
    st.builds(
        Span,
        start=st.integers(0, 12),
        end=st.integers(0, 14),
        href=st.sampled_from(["", "/a/", "/b/?x=1&y=2"]),
        strong=st.booleans(),
    ),
    max_size=6,
)


@given(st.text("甲<>&\"'乙 \n", max_size=12), SPANS)
def test_no_character_is_lost_and_tags_balance(text: str, spans: list[Span]) -> None:
    html = marked(text, spans)
    assert plain(html) == text
    open_tags: list[str] = []
    for tag in TAG.findall(html):
        name = re.sub(r"[</>]", "", tag).split()[0]
        if tag.startswith("</"):
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert not open_tags
    assert "<script" not in html
