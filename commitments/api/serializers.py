"""The register's rows as the API shows them; ids are the public keys and slugs."""

from collections.abc import Collection
from typing import get_args

from rest_framework import serializers

from commitments.api.addresses import PageAddressField, RowAddressField
from commitments.api.rows import Expansion, RowSerializer
from commitments.models import Commitment, Instrument, ReviewCycle, Session, Theme
from commitments.register import facts


class InstrumentSerializer(RowSerializer):
    """A text that creates commitments, or that papers name beside them."""

    identity = ("slug",)

    url = RowAddressField(view_name="api:instrument-detail", lookup_field="slug")
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

    identity = ("key",)

    url = RowAddressField(view_name="api:commitment-detail", lookup_field="key")
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


class ThemeSerializer(RowSerializer):
    """A subject of commitments, with the Chinese terms that point to it."""

    identity = ("slug",)

    url = RowAddressField(view_name="api:theme-detail", lookup_field="slug")

    class Meta:
        model = Theme
        fields = ["url", "slug", "name_zh", "name_en", "pillar", "key_terms_zh", "retired"]


class SessionSerializer(RowSerializer):
    """One sitting of the Review Conference or of its Preparatory Committee."""

    identity = ("key",)

    url = RowAddressField(view_name="api:session-detail", lookup_field="key")
    cycle = serializers.SlugRelatedField(
        slug_field="cycle_year", read_only=True, help_text="Year of the review cycle."
    )

    class Meta:
        model = Session
        fields = [
            "url",
            "key",
            "cycle",
            "kind",
            "ordinal",
            "name_zh",
            "name_en",
            "starts",
            "ends",
            "place",
            "symbol_prefix",
            "outcome",
            "retired",
        ]
        extra_kwargs = {
            "ordinal": {"help_text": "First, second, ... of its kind, or within its cycle."},
            "symbol_prefix": {"help_text": "How the symbols of its documents begin."},
            "outcome": {"help_text": "What came of it, in this project's words."},
        }


class ReviewCycleSerializer(RowSerializer):
    """The Preparatory Committee sessions and the Review Conference they lead to."""

    identity = ("year",)

    url = RowAddressField(
        view_name="api:cycle-detail", lookup_field="cycle_year", lookup_url_kwarg="year"
    )
    year = serializers.IntegerField(
        source="cycle_year",
        help_text="In the name and symbols of the Conference: `2020` was held in 2022.",
    )
    sessions = serializers.SlugRelatedField(
        slug_field="key", many=True, read_only=True, help_text="Keys, by their first day."
    )

    class Meta:
        model = ReviewCycle
        fields = ["url", "year", "sessions", "retired"]


def _instruments(pks: Collection[int]) -> dict[int, Instrument]:
    return Instrument.objects.select_related("conference", "parent").in_bulk(pks)


CommitmentSerializer.expansions = {
    "instrument": Expansion(InstrumentSerializer, lambda row: row.instrument_id, _instruments),
}
