"""What lists of the register can be filtered by, and filters by public id for other lists."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema_field

from commitments.models import Commitment, Instrument, Pillar, ReviewCycle, Session, Theme


class KeysFilter(django_filters.ModelMultipleChoiceFilter):
    """A filter by the public ids of other rows, any of them; one that does not exist is an error.

    It may be given more than once.
    """

    def __init__(self, noun: str, *, description: str, schema_type: str = "string", **kwargs: Any):
        messages = dict.fromkeys(("invalid_choice", "invalid_pk_value"), f"No such {noun}.")
        super().__init__(error_messages=messages, help_text=description, distinct=False, **kwargs)
        extend_schema_field({"type": schema_type, "description": description})(self)


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """A filter by the codes of a short list, any of them; it may be given more than once."""

    def __init__(self, *, description: str, **kwargs: Any):
        super().__init__(help_text=description, distinct=False, **kwargs)


def _instruments() -> KeysFilter:
    return KeysFilter(
        "instrument",
        field_name="instrument__slug",
        queryset=Instrument.objects.all(),
        to_field_name="slug",
        description="Slug of the instrument: `action-plan-2010`.",
    )


class CommitmentFilter(django_filters.FilterSet):
    """Filters of the list of commitments."""

    instrument = _instruments()
    pillar = ChoicesFilter(choices=Pillar.choices, description="Part of the Treaty's work.")
    theme = KeysFilter(
        "theme",
        queryset=Theme.objects.all(),
        to_field_name="slug",
        method="by_theme",
        description="Slug of a theme, first or second.",
    )
    addressee = django_filters.AllValuesMultipleFilter(
        distinct=False, help_text="To whom the commitment is addressed: `NWS`, `all-parties`."
    )
    parent = KeysFilter(
        "commitment",
        field_name="parent__key",
        queryset=Commitment.objects.all(),
        to_field_name="key",
        description="Key of an item; its sub-items are listed: `action-plan-2010:5`.",
    )

    class Meta:
        model = Commitment
        fields = ["instrument", "pillar", "theme", "addressee", "parent"]

    def by_theme(self, rows: QuerySet[Any], name: str, value: list[Theme]) -> QuerySet[Any]:
        """Keep commitments of one of the themes."""
        return rows.filter(Q(theme__in=value) | Q(second_theme__in=value)) if value else rows


class SessionFilter(django_filters.FilterSet):
    """Filters of the list of sessions."""

    cycle = KeysFilter(
        "review cycle",
        field_name="cycle__cycle_year",
        queryset=ReviewCycle.objects.all(),
        to_field_name="cycle_year",
        schema_type="integer",
        description="Review cycle, by the year in its name: `2020` was held in 2022.",
    )

    class Meta:
        model = Session
        fields = ["cycle"]
