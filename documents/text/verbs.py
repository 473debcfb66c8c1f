"""Operative verbs: what a paragraph does with what it cites (回顾, 重申, 呼吁, 关切 ...).

A closed list in order of strength (`data/verbs.csv`, with labels in both languages). The verb is
the submitter's: it stands at the beginning of a clause or behind the submitter's name. A verb
whose subject is somebody else (核武器国家承诺…, 大会特别呼吁…) is not operative. No stance is
read from it.
"""

import csv
import re
from bisect import bisect_left, bisect_right
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
_LETTER = re.compile(r"(?<![\d第至到、和与及~-])\([a-z]\)(?!分段|项|款|段)")
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
_LONGEST_LEAD = 300  # a phrase longer than this before a verb is no phrase
# 申请, 敦请: not the verb 请.
_INSIDE = re.compile(r"[申敦促吁提邀恳聘]$")


class Verbs:
    """The operative verbs of a paragraph, looked for in the sentences that are asked about."""

    __slots__ = ("_chars", "_halts", "_read")

    def __init__(self, view: View) -> None:
        self._chars = view.chars
        self._halts = [match.end() for match in _HALT.finditer(view.chars)]
        self._read: dict[int, tuple[tuple[FoundVerb, ...], list[int]]] = {}

    def at(self, position: int) -> FoundVerb | None:
        """The verb whose object holds what is cited at `position`, None where there is none.

        The last one before it in its sentence; if there is none, the first after it, since a
        phrase may stand before its verb (在审查行动5(c)方面，本集团深感关切…; 对…表示关切).
        """
        index = bisect_right(self._halts, position)
        start = self._halts[index - 1] if index else 0
        stop = self._halts[index] - 1 if index < len(self._halts) else len(self._chars)
        if start not in self._read:
            self._read[start] = self._sentence(start, stop)
        inside, clauses = self._read[start]
        place = bisect_left(inside, position, key=lambda verb: verb.start)
        after = inside[place] if place < len(inside) else None
        if after and after.lead <= position:
            return after
        if place:
            return inside[place - 1]
        in_first = not clauses or position < clauses[0]
        if after and in_first and _ADJUNCT.match(self._chars, start):
            breaks = bisect_right(clauses, after.lead) - bisect_right(clauses, position)
            return after if breaks <= 1 else None
        return None

    def _sentence(self, start: int, stop: int) -> tuple[tuple[FoundVerb, ...], list[int]]:
        """The operative verbs of one sentence, and the ends of its clauses."""
        pattern, slugs = _pattern()
        chars = self._chars
        clauses = [match.end() for match in _CLAUSE.finditer(chars, start, stop)]
        letter = _LETTER.search(chars, start, stop)
        found: list[FoundVerb] = []
        for match in pattern.finditer(chars, start, letter.start() if letter else stop):
            verb, end = match.span()
            if match[0] in _NOUNS and _NOUN_AFTER.match(chars, end):
                continue
            if match[0] == "请" and _INSIDE.search(chars, max(0, verb - 1), verb):
                continue
            place = bisect_right(clauses, verb)
            clause = clauses[place - 1] if place else start
            lead = None
            for begin in (clause, start):
                if lead is None and verb - begin <= _LONGEST_LEAD:
                    lead = _LEAD.fullmatch(chars, begin, verb)
            slug = slugs[match[0]]
            if lead is None or (lead["object"] is not None and slug not in _AROUND):
                continue
            found.append(FoundVerb(slug, verb, end, lead.start()))
        return tuple(found), clauses
