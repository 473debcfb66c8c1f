"""The register: what was promised, where and by whom, read from `data/` without Django.

The files and their sources are described in `data/README.md`.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

from commitments.register.checks import check
from commitments.register.facts import (
    PARTY_STATUSES,
    BodyFact,
    CommitmentFact,
    GroupFact,
    InstrumentFact,
    MembershipFact,
    PartyFact,
    SessionFact,
    StateFact,
    ThemeFact,
)
from commitments.register.reading import RegisterError, read

__all__ = [
    "DATA",
    "PARTY_STATUSES",
    "TERMS",
    "USERDICT",
    "BodyFact",
    "CommitmentFact",
    "GroupFact",
    "InstrumentFact",
    "MembershipFact",
    "PartyFact",
    "Register",
    "RegisterError",
    "SessionFact",
    "StateFact",
    "ThemeFact",
    "load_register",
]

DATA = Path(__file__).resolve().parent.parent / "data"
# Language, not facts: the terms of the field and their weights for the word segmenter.
TERMS = DATA / "terms.csv"
USERDICT = DATA / "jieba_userdict.txt"


@dataclass(frozen=True, slots=True)
class Register:
    """All facts of the register, in file order, and by their public ids."""

    states: tuple[StateFact, ...]
    groups: tuple[GroupFact, ...]
    bodies: tuple[BodyFact, ...]
    memberships: tuple[MembershipFact, ...]
    sessions: tuple[SessionFact, ...]
    instruments: tuple[InstrumentFact, ...]
    commitments: tuple[CommitmentFact, ...]
    themes: tuple[ThemeFact, ...]
    states_by_code: dict[str, StateFact]
    groups_by_slug: dict[str, GroupFact]
    bodies_by_slug: dict[str, BodyFact]
    sessions_by_key: dict[str, SessionFact]
    instruments_by_slug: dict[str, InstrumentFact]
    commitments_by_key: dict[str, CommitmentFact]
    themes_by_slug: dict[str, ThemeFact]

    def party(self, code: str) -> PartyFact | None:
        """Find a State by its ISO code, or a group or body by its slug."""
        return (
            self.states_by_code.get(code)
            or self.groups_by_slug.get(code)
            or self.bodies_by_slug.get(code)
        )

    def npt_parties(self) -> tuple[StateFact, ...]:
        """List the States that count as parties to the Treaty (`PARTY_STATUSES`)."""
        return tuple(state for state in self.states if state.npt_status in PARTY_STATUSES)


@functools.cache
def load_register(folder: Path = DATA) -> Register:
    """Read and check the whole register, once per folder.

    Raises `RegisterError` with the file, the line and what to do when a file is missing or
    malformed, an id is repeated, or a row points to a row that does not exist.
    """
    tables = {
        "states": read(folder / "states.csv", StateFact),
        "groups": read(folder / "groups.csv", GroupFact),
        "bodies": read(folder / "bodies.csv", BodyFact),
        "memberships": read(folder / "memberships.csv", MembershipFact),
        "sessions": read(folder / "sessions.csv", SessionFact),
        "instruments": read(folder / "instruments.csv", InstrumentFact),
        "commitments": read(folder / "commitments.csv", CommitmentFact),
        "themes": read(folder / "themes.csv", ThemeFact),
    }
    check(tables)
    facts = {name: tuple(row.fact for row in rows) for name, rows in tables.items()}
    return Register(
        **facts,
        states_by_code={fact.code: fact for fact in facts["states"]},
        groups_by_slug={fact.slug: fact for fact in facts["groups"]},
        bodies_by_slug={fact.slug: fact for fact in facts["bodies"]},
        sessions_by_key={fact.key: fact for fact in facts["sessions"]},
        instruments_by_slug={fact.slug: fact for fact in facts["instruments"]},
        commitments_by_key={fact.key: fact for fact in facts["commitments"]},
        themes_by_slug={fact.slug: fact for fact in facts["themes"]},
    )
