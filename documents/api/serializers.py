"""Paragraphs and citations as the API shows them, and the register's rows with their counts."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commitments.api.addresses import PageAddressField, RowAddressField, address
from commitments.api.serializers import CommitmentSerializer, InstrumentSerializer
from documents.api.papers import LANGUAGE, NullForEmpty
from documents.api.quick import QuickRow
from documents.models import Citation, Paragraph

# What a row of evidence says of its document.
DOCUMENT = ("shown_in__pk", "shown_in__slug", "shown_in__language")


class CountedInstrumentSerializer(InstrumentSerializer):
    """A text that creates commitments, or that papers name, and how often papers cite it."""

    paragraph_count = serializers.IntegerField(
        read_only=True, help_text="Distinct paragraphs that cite any of its commitments."
    )
    collective_count = serializers.IntegerField(
        read_only=True,
        help_text="Distinct paragraphs that cite it as a whole; not part of `paragraph_count`.",
    )

    class Meta(InstrumentSerializer.Meta):
        fields = [*InstrumentSerializer.Meta.fields, "paragraph_count", "collective_count"]


class CountedCommitmentSerializer(CommitmentSerializer):
    """One numbered undertaking and how often papers cite it; summaries are this project's words."""

    paragraph_count = serializers.IntegerField(
        read_only=True,
        help_text="Distinct paragraphs that cite it or one of its sub-items, each once.",
    )
    paper_count = serializers.IntegerField(
        read_only=True, help_text="Distinct documents of these paragraphs."
    )

    class Meta(CommitmentSerializer.Meta):
        fields = [*CommitmentSerializer.Meta.fields, "paragraph_count", "paper_count"]


def paragraph_id(paragraph: Paragraph) -> str:
    """Give the public id: `<document slug>/p/<path>`."""
    return f"{paragraph.version.document.slug}/p/{paragraph.path}"


class ParagraphSerializer(QuickRow):
    """One block of a document's current text."""

    identity = ("id",)

    id = serializers.SerializerMethodField(help_text="`<document slug>/p/<path>`")
    url = serializers.SerializerMethodField()
    html_url = PageAddressField()
    document = serializers.SlugRelatedField(
        source="version.document", slug_field="slug", read_only=True
    )
    language = serializers.CharField(
        source="version.document.language", read_only=True, help_text=LANGUAGE
    )
    parent = NullForEmpty(help_text="Path of the block it is under.")
    states = serializers.SlugRelatedField(
        slug_field="key",
        read_only=True,
        allow_null=True,
        help_text="Key of the commitment whose own text this is.",
    )

    class Meta:
        model = Paragraph
        fields = [
            "id",
            "url",
            "html_url",
            "document",
            "path",
            "parent",
            "position",
            "kind",
            "label",
            "text",
            "language",
            "states",
        ]
        extra_kwargs = {
            "position": {"help_text": "Order in the document."},
            "label": {"help_text": "As printed, without its punctuation."},
        }

    lookups = (
        "pk",
        *DOCUMENT,
        "path",
        "parent",
        "position",
        "kind",
        "label",
        "text",
        "states_id",
    )

    def quick(self, row: Any) -> dict[str, Any]:
        """Give all fields at once."""
        slug, path = row.shown_in__slug, row.path
        return {
            "id": f"{slug}/p/{path}",
            "url": self.site.under("api:document-list", slug, "paragraphs", path),
            "html_url": self.site.under("documents", slug, "p", path),
            "document": slug,
            "path": path,
            "parent": row.parent or None,
            "position": row.position,
            "kind": row.kind,
            "label": row.label,
            "text": row.text,
            "language": row.shown_in__language,
            "states": self.vocabulary.code("commitment", row.states_id),
        }

    def get_id(self, paragraph: Paragraph) -> str:
        """Give the public id."""
        return paragraph_id(paragraph)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, paragraph: Paragraph) -> str:
        """Give the address within the document's."""
        return address(
            "api:paragraph-detail",
            kwargs={"document": paragraph.version.document.slug, "path": paragraph.path},
            request=self.context["request"],
        )


class AntecedentSerializer(serializers.Serializer):
    """The span from which a carried citation takes its instrument or number."""

    path = serializers.CharField(help_text="Of the paragraph, in the same document.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class CitationSerializer(QuickRow):
    """One span of a paragraph and what it cites: `text[start:end]` of the paragraph is `quote`."""

    identity = ("id",)

    url = RowAddressField(view_name="api:citation-detail", lookup_field="id")
    html_url = PageAddressField(source="paragraph")
    document = serializers.SlugRelatedField(
        source="paragraph.version.document", slug_field="slug", read_only=True
    )
    paragraph = serializers.SerializerMethodField(help_text="Id of the paragraph.")
    target = serializers.CharField(
        read_only=True,
        allow_null=True,
        help_text="Commitment key, or instrument slug where it is cited as a whole; null: a miss.",
    )
    commitment = serializers.SlugRelatedField(
        slug_field="key",
        read_only=True,
        allow_null=True,
        help_text="Null: cited as a whole, or a miss.",
    )
    instrument = serializers.SerializerMethodField(
        help_text="Slug of the instrument, also where one of its commitments is cited."
    )
    reason = NullForEmpty(help_text="Why nothing is linked.")
    candidates = serializers.ListField(
        child=serializers.CharField(), help_text="Ids it may mean, where it is ambiguous."
    )
    language = serializers.CharField(
        source="paragraph.version.document.language", read_only=True, help_text=LANGUAGE
    )
    verb = NullForEmpty(help_text="What the paragraph does with the commitment, in its own word.")
    antecedent = AntecedentSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Citation
        fields = [
            "id",
            "url",
            "html_url",
            "document",
            "paragraph",
            "target",
            "commitment",
            "instrument",
            "kind",
            "status",
            "reason",
            "candidates",
            "start",
            "end",
            "quote",
            "language",
            "verb",
            "antecedent",
            "rule",
            "engine",
            "origin",
            "review_state",
        ]
        extra_kwargs = {
            "start": {"help_text": "First code point of the quote in the paragraph's text."},
            "end": {"help_text": "Code point after the quote."},
            "rule": {"help_text": "Name of the rule that found it."},
            "engine": {"help_text": "Version of the engine that found it."},
        }

    lookups = (
        *DOCUMENT,
        "id",
        "commitment_id",
        "instrument_id",
        "paragraph__path",
        "kind",
        "status",
        "reason",
        "candidates",
        "start",
        "end",
        "quote",
        "verb",
        "antecedent",
        "rule",
        "engine",
        "origin",
        "review_state",
        # For what stands beside the row, and for the place of a page.
        "paragraph_id",
        "paragraph__position",
    )

    def quick(self, row: Any) -> dict[str, Any]:
        """Give all fields at once."""
        slug, path, identity = row.shown_in__slug, row.paragraph__path, str(row.id)
        commitment = self.vocabulary.code("commitment", row.commitment_id)
        instrument = self.vocabulary.code("instrument", row.instrument_id)
        # A key begins with the slug of its instrument.
        within = commitment.partition(":")[0] if commitment else instrument
        return {
            "id": identity,
            "url": self.site.under("api:citation-list", identity),
            "html_url": self.site.under("documents", slug, "p", path),
            "document": slug,
            "paragraph": f"{slug}/p/{path}",
            "target": commitment or instrument,
            "commitment": commitment,
            "instrument": within,
            "kind": row.kind,
            "status": row.status,
            "reason": row.reason or None,
            "candidates": row.candidates,
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "language": row.shown_in__language,
            "verb": row.verb or None,
            "antecedent": row.antecedent,
            "rule": row.rule,
            "engine": row.engine,
            "origin": row.origin,
            "review_state": row.review_state,
        }

    def get_paragraph(self, citation: Citation) -> str:
        """Give the paragraph's public id."""
        return paragraph_id(citation.paragraph)

    def get_instrument(self, citation: Citation) -> str | None:
        """Give the slug of what is cited, or of what the cited commitment stands in."""
        cited = citation.commitment.instrument if citation.commitment else citation.instrument
        return cited.slug if cited else None
