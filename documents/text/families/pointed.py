"""Items of a list named before: 其中第9项, of the 13 steps or the 64 actions, the nearer."""

import re
from collections.abc import Iterator

from documents.text.antecedents import Reading, Scene, Source, Verdict
from documents.text.families.found import Found, spell
from documents.text.mentions import Mention, Role
from documents.text.patterns import Grammar, read_members

_ITEMS = Grammar(closer="(?:项|点|步|号)", guard=r"(?!行动|步骤|决[议定])")
_AMONG = re.compile(r"其中的?(?=第)")
_LISTS = (Role.STEPS, Role.PLAN, Role.OTHER_PLAN, Role.STONES)


def find_pointed(scene: Scene, role: Role) -> Iterator[Found]:
    """Items of the list of this role that 其中第…项 points to."""
    for match in _AMONG.finditer(scene.chars):
        members, end = read_members(scene.chars, match.end(), _ITEMS)
        if not members or scene.chars[end - 1] not in "项点步号":
            continue
        source = _nearest(scene, match.start())
        if source is not None and source.mention.role is role:
            rule = "step.carried" if role is Role.STEPS else "action.carried"
            verdict = Verdict(Reading.OURS, rule, source, carried=True)
            yield from spell(members, source.mention.slug, verdict, scene.lexicon)


def _nearest(scene: Scene, position: int) -> Source | None:
    """The list named last, here or in the paragraph before."""
    for mention in scene.before(position, _LISTS):
        return Source(scene, mention)
    previous = scene.previous
    named: list[Mention] = previous.before(len(previous.chars), _LISTS) if previous else []
    return Source(previous, named[0]) if previous and named else None
