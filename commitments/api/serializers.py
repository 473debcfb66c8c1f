"""The register's rows as the API shows them; ids are the public keys, slugs and codes."""

from typing import get_args

from rest_framework import serializers

from commitments.api.addresses import PageAddressField
from commitments.models import Commitment, Group, Instrument, Membership, State
from commitments.register import facts


class RowSerializer(serializers.ModelSerializer):
    """A row as it is shown; nothing is ever written through it."""

    def get_fields(self) -> dict[str, serializers.Field]:
        """Mark every field as one that answers always hold."""
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields


class InstrumentSerializer(RowSerializer):
    """A text that creates commitments, or that papers name beside them."""

    url = serializers.HyperlinkedIdentityField(
        view_name="api:instrument-detail", lookup_field="slug"
    )
    html_url = PageAddressField()
    conference = serializers.SlugRelatedField(
        slug_field="key", read_only=True, allow_null=True, help_text="Key of the session."
    )
    parent = serializers.SlugRelatedField(
        slug_field="slug",
        read_only=True,
        allow_null=True,
        help_text="Slug of the instrument that this one is part of, or belongs to.",
    )

    class Meta:
        model = Instrument
        fields = [
            "url",
            "html_url",
            "slug",
            "origin",
            "kind",
            "year",
            "name_zh",
            "name_en",
            "aliases_zh",
            "symbols",
            "conference",
            "parent",
            "symbol",
            "source_url",
            "symbol_note_zh",
            "symbol_note_en",
            "retired",
        ]
        extra_kwargs = {
            "year": {"help_text": "Year of adoption."},
            "symbols": {"help_text": "Symbols by which papers cite this instrument."},
            "symbol": {"help_text": "Symbol of the document that holds the agreed text."},
            "source_url": {"help_text": "Where the agreed text can be read."},
            "retired": {"help_text": "No longer in the register; kept for what cites it."},
        }


class CommitmentSerializer(RowSerializer):
    """One numbered undertaking. Its summaries are this project's words, never official text."""

    url = serializers.HyperlinkedIdentityField(
        view_name="api:commitment-detail", lookup_field="key"
    )
    html_url = PageAddressField()
    instrument = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    parent = serializers.SlugRelatedField(
        slug_field="key", read_only=True, allow_null=True, help_text="Key of the item it is under."
    )
    sub_items = serializers.SlugRelatedField(
        slug_field="key", many=True, read_only=True, help_text="Keys, in reading order."
    )
    see_also = serializers.SlugRelatedField(
        slug_field="key", many=True, read_only=True, help_text="Keys of related commitments."
    )
    row_type = serializers.ChoiceField(choices=get_args(facts.RowType))
    themes = serializers.SerializerMethodField(help_text="Slugs, the main theme first.")
    symbol = serializers.CharField(
        source="instrument.symbol", help_text="Symbol of the document that holds the agreed text."
    )
    source_url = serializers.CharField(
        source="instrument.source_url", help_text="Where the agreed text can be read."
    )

    class Meta:
        model = Commitment
        fields = [
            "url",
            "html_url",
            "key",
            "instrument",
            "number",
            "letter",
            "position",
            "row_type",
            "parent",
            "sub_items",
            "pillar",
            "themes",
            "addressee",
            "cite_zh",
            "cite_en",
            "summary_zh",
            "summary_en",
            "symbol",
            "source_url",
            "see_also",
            "retired",
        ]
        extra_kwargs = {
            "position": {"help_text": "Reading order within the instrument, from 1."},
            "retired": {"help_text": "No longer in the register; kept for what cites it."},
        }

    def get_themes(self, commitment: Commitment) -> list[str]:
        """Give the slugs of one or two themes."""
        themes = (commitment.theme, commitment.second_theme)
        return [theme.slug for theme in themes if theme is not None]


class _MembershipSerializer(RowSerializer):
    class Meta:
        model = Membership
        fields = ["from_year", "to_year", "npt_party"]
        extra_kwargs = {
            "from_year": {"help_text": "First year; null: since an unknown date."},
            "to_year": {"help_text": "Last year; null: a member still."},
        }


class GroupOfStateSerializer(_MembershipSerializer):
    """A group that the State is or was a member of."""

    group = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta(_MembershipSerializer.Meta):
        fields = ["group", *_MembershipSerializer.Meta.fields]


class StateOfGroupSerializer(_MembershipSerializer):
    """A State that is or was a member of the group."""

    state = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta(_MembershipSerializer.Meta):
        fields = ["state", *_MembershipSerializer.Meta.fields]


class StateSerializer(RowSerializer):
    """A State, party to the Treaty or not."""

    url = serializers.HyperlinkedIdentityField(view_name="api:state-detail", lookup_field="code")
    html_url = PageAddressField()
    region = serializers.ChoiceField(
        choices=get_args(facts.Region), help_text="Regional group; empty when it is in none."
    )
    memberships = GroupOfStateSerializer(many=True, read_only=True)

    class Meta:
        model = State
        fields = [
            "url",
            "html_url",
            "code",
            "iso2",
            "name_zh",
            "name_en",
            "aliases_zh",
            "aliases_en",
            "npt_status",
            "region",
            "accession_year",
            "memberships",
            "retired",
        ]
        extra_kwargs = {"code": {"help_text": "ISO 3166-1 alpha-3."}}


class GroupSerializer(RowSerializer):
    """A group of States that speaks, or is spoken of, as one."""

    url = serializers.HyperlinkedIdentityField(view_name="api:group-detail", lookup_field="slug")
    html_url = PageAddressField()
    kind = serializers.ChoiceField(choices=get_args(facts.GroupKind))
    memberships = StateOfGroupSerializer(many=True, read_only=True)

    class Meta:
        model = Group
        fields = [
            "url",
            "html_url",
            "slug",
            "kind",
            "name_zh",
            "name_en",
            "aliases_zh",
            "aliases_en",
            "memberships",
            "retired",
        ]
