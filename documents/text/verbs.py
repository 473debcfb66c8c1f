"""Operative verbs: what a paragraph does with what it cites (回顾, 重申, 呼吁, 关切 ...).

A closed list in order of strength (`data/verbs.csv`, with labels in both languages). The verb is
the submitter's: it stands at the beginning of a clause or behind the submitter's name. A verb
whose subject is somebody else (核武器国家承诺…, 大会特别呼吁…) is not operative. No stance is
read from it.
"""

import csv
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from documents.text.width import DATA, View, squeeze


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the list. `order` ranks from the weakest to the strongest."""

    slug: str
    zh: str
    en: str
    order: int
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundVerb:
    """An operative verb in a view. Its clause begins at `lead`: subject, adverbs, 对-object."""

    slug: str
    start: int
    end: int
    lead: int


@cache
def verb_list() -> tuple[Verb, ...]:
    """The closed list, weakest first."""
    with (DATA / "verbs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Verb(
            row["slug"],
            row["zh"],
            row["en"],
            int(row["order"]),
            tuple(dict.fromkeys(squeeze(each) for each in (row["variants"]).split(";"))),
        )
        for row in sorted(rows, key=lambda row: int(row["order"]))
    )


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """All variants, longest first, and the slug of each."""
    slugs = {variant: verb.slug for verb in verb_list() for variant in verb.variants}
    longest = sorted(slugs, key=lambda variant: (-len(variant), variant))
    return re.compile("|".join(map(re.escape, longest))), slugs


_SUBJECT = (
    r"(?:本集团|[\u4e00-\u9fff]{0,18}集团|中方|中国|我们|我国|本国|我代表团|[\u4e00-\u9fff]{0,8}代表团"
    r"|[\u4e00-\u9fff]{0,6}(?:倡议|联盟|小组|国家集团)(?:成员国?)?|(?:本集团|集团|欧盟)成员国?|欧洲联盟|欧盟"
    r"|委员会(?:成员)?|成员们|本文件|各提案国|缔约国会议|部长们)"
)
_ADVERB = (
    r"(?:还|也|又|并|且|再次|再度|重新|强烈|特别|仍然|仍|依然|因此|因而|为此|对此|就此|在此|同时|同样|此外|进一步|"
    r"坚决|坚定|郑重|热烈|高度|继续|一贯|始终|一致|共同|普遍|充分|完全|关切地|深|均|都|，|最后|谨|愿|最)"
)
_LEAD = re.compile(
    rf"(?:\(?[a-z]\))?(?:(?:在|为|基于|鉴于|考虑到)[^,;:。]{{0,30}}[,])?"
    rf"(?:{_ADVERB})*(?:{_SUBJECT})?(?:{_ADVERB})*(?P<object>(?:对|就)[^。;]*?)?(?:{_ADVERB})*"
)
_CLAUSE = re.compile(r"[,;:。!?]")
_LETTER = re.compile(r"(?<!\d)\([a-z]\)(?!分段|项|款|段)")
# A phrase before the verb that may hold a citation: 在审查行动5(c)方面，…
_ADJUNCT = re.compile(r"(?:在|根据|按照|依照|关于|鉴于|为|作为|考虑到|基于|铭记|回应|除|就)")
# Verbs whose object may stand before them: 对…表示关切.
_AROUND = {
    "is-encouraged", "attaches-importance", "appreciates", "supports", "welcomes", "commends",
    "is-disappointed", "expresses-concern", "expresses-deep-concern", "regrets", "deeply-regrets",
    "is-alarmed", "deplores", "opposes", "condemns", "endorses",
}  # fmt: skip
_HALT = re.compile(r"[。!?]")
# Nouns that hold a verb: 作出的承诺, 提出的建议, 联合声明.
_NOUN_AFTER = re.compile(
    r"[和与及、]?(?:的|所)?(?:义务|承诺|建议|声明|倡议|过程|情况|机制|者|书|措施|安排)"
)
_NOUNS = {"承诺", "保证", "建议", "倡议", "声明", "要求", "主张", "决心", "支持"}
# 申请, 敦请: not the verb 请.
_INSIDE = re.compile(r"[申敦促吁提邀恳聘]$")


def find_verbs(view: View) -> tuple[FoundVerb, ...]:
    """The operative verbs of a paragraph in reading order."""
    pattern, slugs = _pattern()
    chars = view.chars
    found: list[FoundVerb] = []
    for match in pattern.finditer(chars):
        start = match.start()
        sentence = max((m.end() for m in _HALT.finditer(chars, 0, start)), default=0)
        clause = max((m.end() for m in _CLAUSE.finditer(chars, sentence, start)), default=sentence)
        if match[0] in _NOUNS and _NOUN_AFTER.match(chars, match.end()):
            continue
        if match[0] == "请" and _INSIDE.search(chars[:start]):
            continue
        lead = _LEAD.fullmatch(chars, clause, start) or _LEAD.fullmatch(chars, sentence, start)
        if lead is None or _LETTER.search(chars, sentence, start):
            continue
        slug = slugs[match[0]]
        if lead["object"] is not None and slug not in _AROUND:
            continue
        found.append(FoundVerb(slug, start, match.end(), lead.start()))
    return tuple(found)


def operative(view: View, verbs: tuple[FoundVerb, ...], position: int) -> FoundVerb | None:
    """The verb whose object holds what is cited at `position`, None where the sentence has none.

    The last one before it in its sentence; if there is none, the first after it, since a
    phrase may stand before its verb (在审查行动5(c)方面，本集团深感关切…; 对…表示关切).
    """
    chars = view.chars
    start = max((m.end() for m in _HALT.finditer(chars, 0, position)), default=0)
    stop = match.start() if (match := _HALT.search(chars, position)) else len(chars)
    inside = [verb for verb in verbs if start <= verb.start < stop]
    place = bisect_left([verb.start for verb in inside], position)
    before, after = inside[:place], inside[place:]
    if after and after[0].lead <= position:
        return after[0]
    if before:
        return before[-1]
    clause = max((m.end() for m in _CLAUSE.finditer(chars, start, position)), default=start)
    if after and clause == start and _ADJUNCT.match(chars, start):
        breaks = _CLAUSE.findall(chars, position, after[0].lead)
        return after[0] if len(breaks) <= 1 else None
    return None
