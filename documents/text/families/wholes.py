"""Instruments cited as a whole.

Accepts: 64点行动计划 · “13 个步骤” · 1995年关于中东的决议 · 《全面禁止核试验条约》.
Rejects: a phrase that only governs an item (13个步骤中的步骤9) · the Treaty without an article.

One link to the instrument, never to its items.
"""

import re
from collections.abc import Iterator

from documents.text.antecedents import Scene
from documents.text.families.found import Found, Taken
from documents.text.families.outcomes import stands
from documents.text.families.plans import plan_stands
from documents.text.mentions import Mention, Role
from documents.text.types import CitationKind

# A Final Document that only says where a list stands: 《最后文件》商定的13项切实步骤.
_HOLDS = re.compile(r'(?:中|里)?(?:所载|所列|载列|载有|商定|议定|通过|达成)?的?(?:各项|一项)?"?$')
_BERLIN = re.compile(r"柏林|斯德哥尔摩|部长")
_PACKAGE = re.compile(
    r"一揽子(?:决定|成果)|1995年(?:审议和延期大会)?(?:通过的|达成的|商定的)?各项决定(?:和|及|与)决议"
)
_OF_1995 = re.compile(r"1995年|审议和延期大会|无限期延[长期]")
_SPECIAL_SESSION = re.compile(r"大会第十届特别会议(?=(?:(?![。;]).){0,12}最后文件)")


def find_wholes(scene: Scene, found: list[Found], own: str) -> Iterator[Found]:
    """Instruments cited as a whole; `own` is the one whose text the paper itself is, or empty."""
    taken = Taken(len(scene.chars), found)
    for index, mention in enumerate(scene.mentions):
        if not mention.whole or mention.slug == own or mention in scene.context:
            continue
        if taken.holds(mention.start, mention.end) or not _counts(scene, index):
            continue
        yield Found(
            mention.start,
            mention.end,
            CitationKind.COLLECTIVE,
            f"whole.{mention.rule}",
            mention.slug,
        )
    for match in _PACKAGE.finditer(scene.chars):
        if scene.names(_OF_1995, back=0) and not taken.holds(*match.span()):
            yield Found(
                *match.span(), CitationKind.COLLECTIVE, "whole.package", "final-document-1995"
            )
    for match in _SPECIAL_SESSION.finditer(scene.chars):
        if not taken.holds(*match.span()):
            yield Found(*match.span(), CitationKind.COLLECTIVE, "whole.special-session", "ssod-i")


def _counts(scene: Scene, index: int) -> bool:
    """Whether naming this instrument here is a citation of it."""
    mention = scene.mentions[index]
    if mention.role is Role.PLAN:
        return plan_stands(scene, mention) and (scene.is_npt or mention.rule != "plan.bare")
    if mention.role is Role.CONFERENCE:
        return not _holds(scene, mention, index)
    if mention.role is Role.STONES:
        return mention.rule != "stones.bare" or scene.names(_BERLIN)
    if mention.role is Role.DECISION and mention.rule == "decision.bare":
        return stands(scene, mention) and "决定" in scene.chars[mention.start : mention.end]
    return stands(scene, mention)


def _holds(scene: Scene, mention: Mention, index: int) -> bool:
    """Whether a Final Document is named only as the place of what comes next."""
    following = scene.mentions[index + 1] if index + 1 < len(scene.mentions) else None
    if following is not None and _HOLDS.fullmatch(scene.chars, mention.end, following.start):
        return True
    return (
        re.compile(r'"?(?:中|里)?的?(?:行动|步骤|第)').match(scene.chars, mention.end) is not None
    )
