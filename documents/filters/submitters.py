"""Who puts papers forward or backs them, by code, and by membership at the paper's date."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from commitments.models import Membership
from documents.models import Submission

# The day on which a paper speaks: its date, else the first day of its session or meeting.
DAY = Coalesce("document__document_date", "document__session__starts", "document__starts")


def of_parties(
    rows: Mapping[str, Collection[int]], *, role: str = "submitter"
) -> QuerySet[Submission]:
    """What these parties put forward or back: rows of `state`, `group` and `body`, by their keys.

    By keys, not codes: so the database need not look at the register at all.
    """
    party = Q(pk__in=[])
    for name, pks in rows.items():
        if pks:
            party |= Q(**{f"{name}__in": pks})
    return Submission.objects.filter(party, role=role).order_by()


def members_of(groups: Collection[int]) -> QuerySet[Submission]:
    """What States put forward while they were members of one of the groups.

    At the document's date, else at the start of its session or meeting; years count whole, and a
    blank first or last year is open. Where no date is known, only members without any years count.
    """
    return _then("state", Q(group__in=groups))


def groups_of(states: Collection[int]) -> QuerySet[Submission]:
    """What groups put forward while one of the States was a member, by the same dates."""
    return _then("group", Q(state__in=states, group__retired=False))


def _then(submitter: str, wanted: Q) -> QuerySet[Submission]:
    """What States (groups) put forward while they had one of the memberships that are wanted."""
    member = Membership.objects.current().filter(
        wanted,
        Q(from_year=None) | Q(from_year__lte=OuterRef("then")),
        Q(to_year=None) | Q(to_year__gte=OuterRef("then")),
        **{submitter: OuterRef(submitter)},
    )
    dated = Submission.objects.filter(role="submitter", **{f"{submitter}__isnull": False})
    return dated.annotate(then=ExtractYear(DAY)).filter(Exists(member)).order_by()
