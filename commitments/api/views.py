"""The register's own facts: instruments, commitments, themes; parties; cycles and sessions."""

from django.db.models import Prefetch

from commitments.api import parties, serializers
from commitments.api.filters import CommitmentFilter, SessionFilter
from commitments.api.resource import RegisterResource
from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    ReviewCycle,
    Session,
    State,
    Theme,
)

SLUG = "[a-z0-9-]+"


class InstrumentViewSet(RegisterResource):
    """Texts that create commitments, or that papers name beside them; ordered by slug."""

    queryset = Instrument.objects.select_related("conference", "parent")
    serializer_class = serializers.InstrumentSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    lookup_description = "Slug of the instrument."
    lookup_example = "action-plan-2010"
    ordering = ("slug",)


class CommitmentViewSet(RegisterResource):
    """Numbered undertakings; ordered by instrument, in reading order."""

    queryset = Commitment.objects.with_tree().prefetch_related("see_also")
    serializer_class = serializers.CommitmentSerializer
    filterset_class = CommitmentFilter
    lookup_field = "key"
    lookup_value_regex = "[a-z0-9-]+:[A-Za-z0-9.]+"
    lookup_description = "Key of the commitment."
    lookup_example = "action-plan-2010:5c"
    ordering = ("instrument__slug", "position", "key")


class ThemeViewSet(RegisterResource):
    """Subjects of commitments; ordered by slug."""

    queryset = Theme.objects.all()
    serializer_class = serializers.ThemeSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    lookup_description = "Slug of the theme."
    lookup_example = "reductions"
    ordering = ("slug",)


class StateViewSet(RegisterResource):
    """States, with the groups they are or were in; ordered by code."""

    queryset = State.objects.prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.current()
            .select_related("group")
            .order_by("group__slug", "from_year"),
        )
    )
    serializer_class = parties.StateSerializer
    lookup_field = "code"
    lookup_value_regex = "[A-Z]{3}"
    lookup_description = "ISO 3166-1 alpha-3 code of the State."
    lookup_example = "JPN"
    ordering = ("code",)


class GroupViewSet(RegisterResource):
    """Groups of States, with their members; ordered by slug."""

    queryset = Group.objects.prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.current()
            .select_related("state")
            .order_by("state__code", "from_year"),
        )
    )
    serializer_class = parties.GroupSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    lookup_description = "Slug of the group."
    lookup_example = "nam"
    ordering = ("slug",)


class BodyViewSet(RegisterResource):
    """Submitters that are neither States nor groups; ordered by slug."""

    queryset = Body.objects.all()
    serializer_class = parties.BodySerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    lookup_description = "Slug of the body."
    lookup_example = "un-secretariat"
    ordering = ("slug",)


class SessionViewSet(RegisterResource):
    """Sittings of the Review Conferences and their Preparatory Committees; ordered by first day."""

    queryset = Session.objects.select_related("cycle")
    serializer_class = serializers.SessionSerializer
    filterset_class = SessionFilter
    lookup_field = "key"
    lookup_value_regex = SLUG
    lookup_description = "Key of the session."
    lookup_example = "pc-2026-iii"
    ordering = ("starts", "key")


class ReviewCycleViewSet(RegisterResource):
    """Review cycles, with their sessions; ordered by year."""

    queryset = ReviewCycle.objects.prefetch_related(
        Prefetch("sessions", Session.objects.current().order_by("starts"))
    )
    serializer_class = serializers.ReviewCycleSerializer
    lookup_field = "cycle_year"
    lookup_url_kwarg = "year"
    lookup_value_regex = "[0-9]{4}"
    lookup_description = "Year in the name of the review cycle."
    lookup_example = "2026"
    ordering = ("cycle_year",)
