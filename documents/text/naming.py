"""What a paragraph names, in reading order: names of the register, and the forms beside them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from documents.text.forms import (
    find_decision_lists,
    find_outcomes,
    find_plans,
    find_titles,
    find_treaties,
)
from documents.text.mentions import Mention, Role
from documents.text.types import Lexicon
from documents.text.width import View

_ROLES = {
    "action-plan-2010": Role.PLAN,
    "action-plan-2010-i": Role.PLAN,
    "action-plan-2010-ii": Role.PLAN,
    "action-plan-2010-iii": Role.PLAN,
    "steps-2000": Role.STEPS,
    "decision1-1995": Role.DECISION,
    "decision2-1995": Role.DECISION,
    "decision3-1995": Role.DECISION,
    "me-resolution-1995": Role.RESOLUTION,
    "me-section-2010": Role.SECTION,
    "stepping-stones-2020": Role.STONES,
    "final-document-1995": Role.CONFERENCE,
    "final-document-2000": Role.CONFERENCE,
    "final-document-2010": Role.CONFERENCE,
}
_TREATY_KINDS = {"treaty", "nwfz", "proposed-treaty"}
_PLAN_KINDS = {"agenda", "action-list"}
# Read by the family of resolutions, from their numbers.
_NUMBERED_KINDS = {"ga-resolution", "ga-decision", "sc-resolution", "document"}


def find_mentions(view: View, lexicon: Lexicon) -> tuple[Mention, ...]:
    """All mentions of a view in reading order; of two that overlap the longer stays."""
    found = [
        *_named(view.chars, lexicon),
        *find_plans(view.chars),
        *find_decision_lists(view.chars),
        *find_outcomes(view.chars),
        *find_treaties(view.chars),
    ]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    # A title that holds a name is that name's title marks; any other is a text of its own.
    kept = _apart([*found, *find_titles(view.chars)])
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _apart(found: Iterable[Mention]) -> list[Mention]:
    """Mentions that do not overlap; those that come first stay."""
    starts: list[int] = []
    kept: list[Mention] = []
    for mention in found:
        place = bisect_left(starts, mention.start)
        free = place == 0 or kept[place - 1].end <= mention.start
        if free and (place == len(kept) or mention.end <= kept[place].start):
            starts.insert(place, mention.start)
            kept.insert(place, mention)
    return kept


@cache
def _names(lexicon: Lexicon) -> tuple[AhoCorasick, tuple[tuple[str, str, bool], ...]]:
    """An automaton over the names that link without context, with `(name, slug, official)` rows."""
    rows = tuple(
        (each.name, each.slug, each.official)
        for each in lexicon.instruments
        if not each.weak and lexicon.kinds[each.slug] not in _NUMBERED_KINDS
    )
    return AhoCorasick([row[0] for row in rows], matchkind=MatchKind.LeftmostLongest), rows


def _named(chars: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Names of the register that link without context; title marks are part of the span."""
    automaton, rows = _names(lexicon)
    for index, start, end in automaton.find_matches_as_indexes(chars):
        name, slug, official = rows[index]
        if chars.startswith(("组织", "机构"), end):  # an organization named after its treaty
            continue
        bracketed = chars[start - 1 : start] == "《" and chars[end : end + 1] == "》"
        role = _role(name, slug, lexicon.kinds[slug])
        slug = "action-plan-2010" if role is Role.PLAN else slug
        whole = slug != "npt" and (
            bracketed or official or role not in (Role.OTHER, Role.TREATY, Role.OTHER_PLAN)
        )
        year = int(slug[-4:]) if role is Role.CONFERENCE else 0
        yield Mention(start - bracketed, end + bracketed, role, slug, whole, "named", year)


def _role(name: str, slug: str, kind: str) -> Role:
    """The role of a register's name: its instrument's, else by the name and the kind."""
    if slug in _ROLES:
        return _ROLES[slug]
    if name.endswith(("行动计划", "议程")):
        return Role.OTHER_PLAN
    if kind in _TREATY_KINDS:
        return Role.TREATY
    return Role.OTHER_PLAN if kind in _PLAN_KINDS else Role.OTHER
