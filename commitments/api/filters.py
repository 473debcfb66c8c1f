"""What lists of the register can be filtered by, and filters by public id for other lists."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema_field

from commitments.models import Body, Commitment, Group, Instrument, Pillar, State


class KeyFilter(django_filters.ModelChoiceFilter):
    """A filter by the public id of another row; an id that does not exist is an error."""

    def __init__(self, noun: str, *, description: str, schema_type: str = "string", **kwargs: Any):
        messages = {"invalid_choice": f"There is no such {noun}."}
        super().__init__(error_messages=messages, help_text=description, **kwargs)
        extend_schema_field({"type": schema_type, "description": description})(self)


class PartyField(forms.CharField):
    """The code of a State, or the slug of a group or body; its value is the party itself."""

    def clean(self, value: str) -> State | Group | Body | None:
        """Find the party; refuse a code that none has."""
        code = super().clean(value)
        if not code:
            return None
        party = (
            State.objects.filter(code=code).first()
            or Group.objects.filter(slug=code).first()
            or Body.objects.filter(slug=code).first()
        )
        if party is None:
            raise ValidationError("There is no party of this code; states and groups list them.")
        return party


class PartyFilter(django_filters.CharFilter):
    """A filter by who puts a paper forward; an unknown party is an error."""

    field_class = PartyField


class CommitmentFilter(django_filters.FilterSet):
    """Filters of the list of commitments."""

    instrument = KeyFilter(
        "instrument",
        queryset=Instrument.objects.all(),
        to_field_name="slug",
        description="Slug of the instrument: `action-plan-2010`.",
    )
    pillar = django_filters.ChoiceFilter(
        choices=Pillar.choices, help_text="Part of the Treaty's work."
    )
    parent = KeyFilter(
        "commitment",
        queryset=Commitment.objects.all(),
        to_field_name="key",
        description="Key of an item; its sub-items are listed: `action-plan-2010:5`.",
    )

    class Meta:
        model = Commitment
        fields = ["instrument", "pillar", "parent"]
