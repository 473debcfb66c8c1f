"""Resolutions and decisions of the General Assembly, resolutions of the Security Council.

Accepts: 大会第74/32号决议 · 第 68/32、70/34、…和79/47 号决议 · 第38/183 (O)号决议 ·
第2373(XXII)号决议 · S-10/2 · 第73/546号决定 · 安理会第984号决议 ·
第1718(2006)、1874(2009)和2397(2017)号决议 · A/RES/71/258 · S/RES/1540(2004).
Rejects: a number alone without its body · 第2号决定 (1995) · numbers that cannot exist, as misses.
"""

import re
from collections.abc import Iterator

from documents.text.antecedents import Scene
from documents.text.families.found import Found, miss
from documents.text.numerals import roman
from documents.text.types import CitationKind

_ONE = (
    r"(?:S-\d{1,2}/\d{1,3}"  # S-10/2
    r"|\d{1,4}/\d{1,4}(?: ?\(?[A-Z]{1,2}\)?(?![A-Za-z]))?"  # 74/32, 38/183 (O)
    r"|\d{1,4}\((?:\d{4}|[IVXL]+)\)"  # 1540(2004), 2373(XXII)
    r"|\d{1,4})"
)
_LIST = re.compile(
    r"(?=[第S])(?:第|(?<![\d/A-Z])(?=S-))"
    rf"(?P<list>{_ONE}(?:号?(?:、|和|及|与|以及|或)第?{_ONE})*)号(?P<noun>决议|决定)"
)
_SYMBOL = re.compile(
    r"""
    (?<![A-Za-z/])
    (?: A/RES/(?P<ga>
            S-\d{1,2}/\d{1,3}                                     # A/RES/S-10/2
          | \d{1,4}/\d{1,4}(?:\ ?\(?[A-Z]\)?(?![A-Za-z]))?        # A/RES/71/258, A/RES/38/183 O
          | \d{1,4}\ ?\([IVXL]+\)                                 # A/RES/2373 (XXII)
        )
      | S/RES/(?P<sc>\d{1,4})(?:\ ?\((?P<year>\d{4})\))?          # S/RES/1540 (2004)
    )
    """,
    re.X,
)
_PARTS = re.compile(
    r"""
      (?P<special>S-\d{1,2}/\d{1,3})
    | (?P<session>\d{1,4})/(?P<number>\d{1,4})(?:\ ?\(?(?P<letter>[A-Z]{1,2})\)?)?
    | (?P<plain>\d{1,4})(?:\ ?\((?:(?P<year>\d{4})|(?P<roman>[IVXL]+))\))?
    """,
    re.X,
)
# The body named nearest before decides; of others' resolutions we know nothing.
_BODY = re.compile(
    r"(?P<other>人权理事会|世界卫生大会|(?:经济及社会|经社|托管|理事)理事会|原子能机构(?:大会|理事会)?|教科文组织"
    r"|各国议会联盟|欧洲议会|首脑会议|部长级会议|非洲联盟|阿拉伯国家联盟|裁军谈判会议|缔约国会议)"
    r"|(?P<council>安全理事会|安理会)|(?P<assembly>大会|联大)"
)
# The Assembly numbered sessions in Roman figures until the thirtieth (1975).
_LAST_ROMAN, _NEWEST_SESSION, _NEWEST_COUNCIL = 30, 90, 3500


def find_resolutions(scene: Scene) -> Iterator[Found]:
    """Every resolution that a paragraph cites by number."""
    for match in _LIST.finditer(scene.chars) if "号决" in scene.chars else ():
        ones = list(re.finditer(_ONE, scene.chars[match.start("list") : match.end("list")]))
        kind = CitationKind.LISTED if len(ones) > 1 else CitationKind.EXPLICIT
        body = _body(scene, match.start())
        for index, one in enumerate(ones):
            start = match.start("list") + one.start()
            end = match.start("list") + one.end()
            if kind is CitationKind.EXPLICIT:
                start, end = match.span()
            elif index == len(ones) - 1:
                end = match.end()
            yield from _read(one[0], match["noun"], body, start, end, kind)
    for match in _SYMBOL.finditer(scene.chars) if "/RES/" in scene.chars else ():
        text = match["ga"] or match["sc"] + (f"({match['year']})" if match["year"] else "")
        yield from _read(
            text,
            "决议",
            "council" if match["sc"] else "assembly",
            *match.span(),
            CitationKind.EXPLICIT,
        )


def _body(scene: Scene, position: int) -> str:
    """The body named nearest before, in the same sentence: council, assembly, other or empty."""
    named = list(_BODY.finditer(scene.chars, scene.sentence_start(position), position))
    return named[-1].lastgroup or "" if named else ""


def _read(
    text: str, noun: str, body: str, start: int, end: int, kind: CitationKind
) -> Iterator[Found]:
    """One number to its slug; numbers that cannot exist are misses, plain ones need their body."""
    parts = _PARTS.fullmatch(text)
    if parts is None or body == "other":
        return
    rule = "resolution.number" if noun == "决议" else "decision.number"
    slug, reason = _slug(parts, noun, body)
    if slug:
        yield Found(start, end, kind, rule, slug)
    elif reason:
        yield miss(start, end, rule, reason, kind)


def _slug(parts: re.Match[str], noun: str, body: str) -> tuple[str, str]:
    """The instrument's slug, or why there is none; both empty for what is not ours to read."""
    word = "res" if noun == "决议" else "dec"
    if parts["special"]:
        return f"ga-{word}-{parts['special'].lower().replace('/', '-')}", ""
    if parts["session"]:
        session, value = int(parts["session"]), int(parts["number"])
        if not (_LAST_ROMAN < session <= _NEWEST_SESSION and 0 < value <= 900):
            return "", "cannot-exist"
        return f"ga-{word}-{session}-{value}{(parts['letter'] or '').lower()}", ""
    value = int(parts["plain"])
    if parts["roman"]:
        session_number = roman(parts["roman"])
        if session_number is None or session_number > _LAST_ROMAN or not 0 < value < 3600:
            return "", "cannot-exist"
        return f"ga-{word}-{value}-{parts['roman'].lower()}", ""
    if noun == "决定":
        return "", ""  # 第2号决定: a decision of 1995, or of another body
    if parts["year"] or body == "council":
        if not 0 < value <= _NEWEST_COUNCIL or (
            parts["year"] and not 1946 <= int(parts["year"]) <= 2100
        ):
            return "", "cannot-exist"
        return f"sc-res-{value}", ""
    return "", "body-not-named"
