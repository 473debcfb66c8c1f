"""The register as rows; `catalogue.load` writes them, everybody else reads."""

from commitments.models.cycles import ReviewCycle, Session, SessionKind
from commitments.models.instruments import Commitment, Instrument, Pillar, SeeAlso, Theme
from commitments.models.parties import Body, Group, Membership, NptParty, NptStatus, State

__all__ = [
    "Body",
    "Commitment",
    "Group",
    "Instrument",
    "Membership",
    "NptParty",
    "NptStatus",
    "Pillar",
    "ReviewCycle",
    "SeeAlso",
    "Session",
    "SessionKind",
    "State",
    "Theme",
]
