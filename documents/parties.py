"""Those who speak: found by their public id, listed with their papers, with their groups."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from commitments.models import Body, Group, Membership, State
from documents.lexicon import build_lexicon
from documents.models import Document, Submission
from documents.references import local
from documents.refused import Refused
from documents.text.parties import read_parties

# States have capital letters, groups and bodies small ones: one look tells which table to ask.
_STATE = re.compile(r"[A-Z]{3}\Z")
# What parts the names that a person writes.
_APART = re.compile(r"[\n,;，；、]")


def find(code: str) -> State | Group | Body | None:
    """The party of the register with this public id, in exactly these letters."""
    if _STATE.match(code):
        return State.objects.current().filter(code=code).first()
    return (
        Group.objects.current().filter(slug=code).first()
        or Body.objects.current().filter(slug=code).first()
    )


def named(text: str) -> list[str]:
    """The public ids of parties that a person wrote: codes or names in either language.

    `CHN`, `nam`, `中国、日本和瑞士`, `New Zealand`; one a line, or parted by commas. Each once, in
    their order. Raises Refused with what is no party's name.
    """
    found: list[str] = []
    unknown = []
    for words in filter(None, map(str.strip, _APART.split(text))):
        codes = _codes(words)
        found += codes
        if not codes:
            unknown.append(words)
    if unknown:
        raise Refused(f"the register has no party {', '.join(unknown)}: give a code or its name")
    return list(dict.fromkeys(found))


def _codes(words: str) -> tuple[str, ...]:
    # As it is written first: `nam` is the group, `NAM` a State.
    if party := find(words) or find(words.upper()) or find(words.lower()):
        return (getattr(party, "code", None) or party.slug,)
    if codes := read_parties(words, build_lexicon()):
        return codes
    for model, name in ((State, "code"), (Group, "slug"), (Body, "slug")):
        rows = model.objects.current().filter(name_en__iexact=words)
        if code := rows.values_list(name, flat=True).first():
            return (code,)
    return ()


def with_ids(codes: Iterable[str]) -> list[State | Group | Body]:
    """The parties with these public ids, those that the register has, in their order."""
    wanted = list(codes)
    states = [code for code in wanted if _STATE.match(code)]
    slugs = set(wanted) - set(states)
    found: dict[str, Any] = {}
    if states:
        found |= {row.code: row for row in State.objects.current().filter(code__in=states)}
    for model in (Group, Body):
        if missing := slugs - found.keys():
            found |= {row.slug: row for row in model.objects.current().filter(slug__in=missing)}
    return [found[code] for code in wanted if code in found]


def written(party: State | Group | Body) -> str:
    """A party as `named` reads it: by its name, or by its id where that has commas."""
    name = local(party, "name")
    return name if not _APART.search(name) else getattr(party, "code", None) or party.slug


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party with the number of its public papers."""

    party: Any
    submitted: int
    supported: int


@dataclass(frozen=True, slots=True)
class Directory:
    """Those with papers held here, most papers first, and the whole register."""

    speakers: list[Speaker]
    states: list[State]
    groups: list[Group]
    bodies: list[Body]


def directory() -> Directory:
    """List the parties; a joint paper counts for each of its submitters."""
    states = list(State.objects.current())
    groups = list(Group.objects.current())
    bodies = list(Body.objects.current())
    submissions = Submission.objects.filter(document__in=Document.objects.public())
    grouped = submissions.order_by().values_list("state", "group", "body", "role")
    counts: dict[Any, dict[str, int]] = {}
    for *party, role, number in grouped.annotate(n=Count("document", distinct=True)):
        counts.setdefault(tuple(party), {})[role] = number
    known = {(row.pk, None, None): row for row in states}
    known |= {(None, row.pk, None): row for row in groups}
    known |= {(None, None, row.pk): row for row in bodies}
    speakers = [
        Speaker(known[key], found.get("submitter", 0), found.get("supporter", 0))
        for key, found in counts.items()
        if key in known
    ]
    speakers.sort(key=lambda row: (-row.submitted, -row.supported, row.party.name_en))
    return Directory(speakers, states, groups, bodies)


def memberships(party: State | Group | Body) -> list[Membership]:
    """The groups of a State, or the members of a group; a body has neither."""
    if isinstance(party, State):
        found = Membership.objects.current().filter(state=party, group__retired=False)
        return list(found.select_related("group").order_by("group__slug", "from_year"))
    if isinstance(party, Group):
        found = Membership.objects.current().filter(group=party, state__retired=False)
        return list(found.select_related("state").order_by("state__name_en", "from_year"))
    return []
