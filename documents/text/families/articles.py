"""Articles of the Treaty, with paragraphs; articles of other treaties link to those treaties.

Accepts: 《条约》第六条 · 第6条 · 第VI条 · 第一、二和三条 · 第一条和第二条 · 第一至第三条 ·
第三条第1款和第4款 · Article VI.
Rejects: 议事规则第六条 · 第六条议程项目 · 《联合国宪章》第五十一条 (the Charter) ·
《规约》第十二条.
"""

import re
from collections import Counter
from collections.abc import Iterator

from documents.text.antecedents import Reading, Scene, Verdict
from documents.text.families.found import Found, is_read, miss
from documents.text.families.treaties import read_treaty
from documents.text.numerals import number, to_roman
from documents.text.patterns import Grammar, Member, read_members
from documents.text.types import CitationKind, Status

_ARTICLES = Grammar(
    closer="条",
    letters=False,
    figure=r"(?:[1-9]\d?|[一二三四五六七八九十]{1,4}|[IVX]{1,5}|[Ⅰ-Ⅻ])",
    guard=r"(?![\d约款例令])",
)
_CLAUSES = Grammar(
    closer="款",
    letters=False,
    figure=r"(?:[1-9]\d?|[一二三四五六七八九十]{1,3})",
    guard=r"(?![\d条段项])",
)
_BARE = ("article.npt-paper", "article.paragraph")
_NOT_ARTICLE = re.compile(
    r"议程|规则|意见|建议|理由|补充|战线|生产线|试验线|[路河线]|道路|途径|措施|原因|经验|消息|渠道"
)
_ENGLISH = re.compile(
    r"(?<![A-Za-z])[Aa]rt(?:icle|\.) ?(?P<figure>[IVX]{1,5}|\d{1,2})(?![A-Za-z0-9])"
)


def find_articles(scene: Scene) -> Iterator[Found]:
    """Every article that a paragraph cites; a bare one behind another text's is that text's too."""
    done = foreign = -1
    for match in re.finditer(r"第(?=[1-9一二三四五六七八九十IVXⅠ-Ⅻ])", scene.chars):
        if match.start() < done:
            continue
        members, end = read_members(scene.chars, match.start(), _ARTICLES)
        if not members or scene.chars[end - 1] != "条" or _NOT_ARTICLE.match(scene.chars, end):
            continue
        clauses, done = _clauses(scene, end)
        verdict = read_treaty(scene, members[0].start, members[0].number)
        if verdict.rule in _BARE and foreign >= scene.sentence_start(members[0].start):
            continue
        if verdict.reading is Reading.FOREIGN:
            foreign = end
        yield from _read(scene, verdict, members, clauses, done)
    for match in _ENGLISH.finditer(scene.chars):
        value = number(match["figure"])
        if value:
            members = [Member(value, "", match.start(), match.end())]
            verdict = read_treaty(scene, match.start(), value)
            yield from _read(scene, verdict, members, [], match.end())


def _clauses(scene: Scene, end: int) -> tuple[list[Member], int]:
    """第1款和第4款 behind an article."""
    match = re.compile(r"的?(?=第)").match(scene.chars, end)
    if match is None:
        return [], end
    members, after = read_members(scene.chars, match.end(), _CLAUSES)
    return (members, after) if members and scene.chars[after - 1] == "款" else ([], end)


def _read(
    scene: Scene, verdict: Verdict, members: list[Member], clauses: list[Member], end: int
) -> Iterator[Found]:
    """Citations of a list of articles, by whose they are."""
    if verdict.reading is Reading.FOREIGN:
        yield from _other(verdict, members[0].start, end)
        return
    if not is_read(verdict):
        return
    items = _items(members, clauses)
    kinds = _kinds(items)
    for (key, start, stop, backwards), kind in zip(items, kinds, strict=True):
        if backwards:
            yield miss(start, stop, verdict.rule, "reversed-range", kind)
        elif not scene.lexicon.has(key):
            yield miss(start, stop, verdict.rule, "no-such-item", kind)
        elif verdict.reading is Reading.AMBIGUOUS:
            other = verdict.source.mention.slug if verdict.source else ""
            candidates = (key, other) if other else (key,)
            yield Found(
                start,
                stop,
                kind,
                verdict.rule,
                None,
                Status.AMBIGUOUS,
                "two-readings",
                candidates,
                verdict.source,
            )
        else:
            yield Found(start, stop, kind, verdict.rule, key)


def _items(members: list[Member], clauses: list[Member]) -> list[tuple[str, int, int, bool]]:
    """Keys with spans; paragraphs belong to the last article of the list."""
    rows = [(f"npt:{to_roman(m.number)}", m.start, m.end, m.reversed) for m in members]
    if clauses:
        article, start = rows[-1][0], rows[-1][1]
        spelled = [
            (f"{article}.{clause.number}", clause.start, clause.end, clause.reversed)
            for clause in clauses
        ]
        key, _, stop, backwards = spelled[0]
        rows[-1:] = [(key, start, stop, backwards), *spelled[1:]]
        if clauses[0].ranged:
            first = (start, clauses[0].end)
            rows[-len(spelled) :] = [(key, *first, backwards) for key, _, _, backwards in spelled]
    return rows


def _kinds(items: list[tuple[str, int, int, bool]]) -> list[CitationKind]:
    """Explicit alone, listed with own spans, range with a shared span."""
    spans = [(start, end) for _, start, end, _ in items]
    shared = Counter(spans)
    if len(items) == 1:
        return [CitationKind.EXPLICIT]
    return [CitationKind.RANGE if shared[span] > 1 else CitationKind.LISTED for span in spans]


def _other(verdict: Verdict, start: int, end: int) -> Iterator[Found]:
    """An article of another treaty of the register: that treaty is cited, as a whole."""
    source = verdict.source
    if source is not None and source.mention.slug:
        begin = source.mention.start if verdict.rule == "article.other-treaty" else start
        near = start - source.mention.end <= 2
        yield Found(
            begin if near else start,
            end,
            CitationKind.EXPLICIT,
            verdict.rule,
            source.mention.slug,
            source=None if near else source,
        )
