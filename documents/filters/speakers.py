"""Who speaks in a paper, and for which groups: what facets and the matrix add up by paper.

A paragraph stands in one paper, so distinct paragraphs of several papers are the sum of those of
each. The database counts by paper; who spoke is looked up here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models.functions import Coalesce

from documents.filters.citations import PARTY_FILTERS, CitationFilter
from documents.filters.vocabulary import Vocabulary
from documents.models import Document


@dataclass(frozen=True, slots=True)
class Submitter:
    """A party of the submitters' line, with memberships at the paper's date.

    `groups` are those a State was in, `members` the States that were in a group.
    """

    code: str
    is_group: bool
    groups: frozenset[str]
    members: frozenset[str]


@dataclass(slots=True)
class Paper:
    """What is counted by: codes, None where they are not known.

    `day` is the paper's date, else the first day of its session or meeting.
    """

    cycle: int | None
    session: str | None
    day: date | None
    submitters: list[Submitter] = field(default_factory=list)
    supporters: list[str] = field(default_factory=list)


def papers(filters: CitationFilter, ids: Iterable[int]) -> dict[int, Paper]:
    """The public papers, with who speaks in them; these ones are among them."""
    found = filters.memory.of(lambda: _papers(filters.vocabulary), "papers")
    # One that was published while we were counting.
    return _papers(filters.vocabulary) if set(ids) - found.keys() else found


def _papers(vocabulary: Vocabulary) -> dict[int, Paper]:
    groups, members = _rosters(vocabulary)
    rows = (
        Document.objects.public()
        .annotate(day=Coalesce("document_date", "session__starts", "starts"), code=_code())
        .order_by("submissions__position")
        .values_list(
            "pk",
            "cycle__cycle_year",
            "session__key",
            "day",
            "submissions__role",
            "submissions__state",
            "submissions__group",
            "code",
        )
    )
    found: dict[int, Paper] = {}
    for pk, cycle, session, day, role, state, group, code in rows:
        paper = found.setdefault(pk, Paper(cycle, session, day))
        if role == "submitter":
            then = day and day.year
            paper.submitters.append(
                Submitter(code, group is not None, groups(state, then), members(group, then))
            )
        elif role:
            paper.supporters.append(code)
    return found


def chosen(paper: Paper, filters: CitationFilter) -> list[Submitter]:
    """The submitters of a paper that the filters by party leave."""
    wanted = {name: set(filters.given(name)) for name in PARTY_FILTERS}
    return [
        each
        for each in paper.submitters
        if (not wanted["party"] or each.code in wanted["party"])
        and (not wanted["group"] or each.code in wanted["group"])
        and (not wanted["member_of"] or each.groups & wanted["member_of"])
        and (not wanted["through"] or each.members & wanted["through"])
    ]


Roster = Callable[[int | None, int | None], frozenset[str]]


def _rosters(vocabulary: Vocabulary) -> tuple[Roster, Roster]:
    """By State and year the groups it was in, and by group and year the States in it."""
    states, slugs = vocabulary.by_pk("state"), vocabulary.by_pk("group")
    pks = {term.code: pk for pk, term in slugs.items()}
    of_states = vocabulary.memberships
    of_groups: dict[int, list[tuple[str, int | None, int | None]]] = {}
    for state, rows in of_states.items():
        for slug, *years in rows:
            of_groups.setdefault(pks[slug], []).append((states[state].code, *years))

    def roster(rows: dict[int, list[tuple[str, int | None, int | None]]]) -> Roster:
        @cache
        def read(party: int | None, then: int | None) -> frozenset[str]:
            return frozenset(
                code for code, first, last in rows.get(party, ()) if _was_member(then, first, last)
            )

        return read

    return roster(of_states), roster(of_groups)


def _code() -> Coalesce:
    return Coalesce(
        "submissions__state__code", "submissions__group__slug", "submissions__body__slug"
    )


def _was_member(then: int | None, first: int | None, last: int | None) -> bool:
    """Years count whole, and a blank one is open; without a date only a row without years fits."""
    if then is None:
        return first is None and last is None
    return (first is None or first <= then) and (last is None or then <= last)
