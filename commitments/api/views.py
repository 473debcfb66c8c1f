"""The register's own facts: instruments, commitments, States, groups."""

from django.db.models import Prefetch

from commitments.api import serializers
from commitments.api.filters import CommitmentFilter
from commitments.api.resource import RegisterResource
from commitments.models import Commitment, Group, Instrument, Membership, State

SLUG = "[a-z0-9-]+"


class InstrumentViewSet(RegisterResource):
    """Texts that create commitments, or that papers name beside them; ordered by slug."""

    queryset = Instrument.objects.select_related("conference", "parent")
    serializer_class = serializers.InstrumentSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    ordering = ("slug",)


class CommitmentViewSet(RegisterResource):
    """Numbered undertakings; ordered by instrument, in reading order."""

    queryset = Commitment.objects.with_tree().prefetch_related("see_also")
    serializer_class = serializers.CommitmentSerializer
    filterset_class = CommitmentFilter
    lookup_field = "key"
    lookup_value_regex = "[a-z0-9-]+:[A-Za-z0-9.]+"
    ordering = ("instrument__slug", "position", "key")


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
    serializer_class = serializers.StateSerializer
    lookup_field = "code"
    lookup_value_regex = "[A-Z]{3}"
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
    serializer_class = serializers.GroupSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    ordering = ("slug",)
