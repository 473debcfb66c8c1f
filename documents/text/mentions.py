"""Mentions: what a span of a paragraph names, and what that can do for a citation near it.

A mention says only that a span names something. What a citation takes from it is decided in
`antecedents` and in the families.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a mention can do for a citation near it."""

    PLAN = "plan"  # the 2010 Action Plan
    OTHER_PLAN = "other-plan"  # another plan or agenda with numbered actions
    CONFERENCE = "conference"  # a Review Conference or its Final Document, with its year
    STEPS = "steps"  # the 13 steps of 2000 as a whole
    DECISION = "decision"  # a decision of 1995
    RESOLUTION = "resolution"  # the resolution on the Middle East of 1995
    SECTION = "section"  # the 2010 section on the Middle East
    STONES = "stones"  # the stepping stones
    TREATY = "treaty"  # a treaty; slug "npt" or another's, empty when not in the register
    BARE_TREATY = "bare-treaty"  # 《条约》, 该条约: the treaty last named
    TITLE = "title"  # 《…》 that the register does not know
    OTHER = "other"  # anything else the register knows


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a view that names something. `slug` is empty when the register has no such text.

    `whole`: naming it alone is a citation of it as a whole. `year` is a conference's, else 0.
    """

    start: int
    end: int
    role: Role
    slug: str
    whole: bool
    rule: str
    year: int = 0
