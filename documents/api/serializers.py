"""Documents, paragraphs and citations as the API shows them; ids are slugs, paths and UUIDs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from commitments.api.addresses import PageAddressField
from commitments.api.serializers import CommitmentSerializer, InstrumentSerializer, RowSerializer
from documents.models import Citation, Document, Paragraph, Version
from documents.positions import submitters, supporters

PARTIES = "ISO 3166-1 alpha-3 codes, and slugs of groups and bodies, in the order of the paper."


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


class VersionSerializer(RowSerializer):
    """The text of a document that readers see."""

    sha256 = serializers.CharField(
        source="source.sha256", help_text="Of the file the text was read from."
    )
    warnings = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Version
        fields = ["number", "sha256", "fidelity", "warnings"]


class NullForEmpty(serializers.CharField):
    """A text that the paper may not state: then null, and `reasons` says why."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"read_only": True, "allow_null": True})

    def to_representation(self, value: str) -> str | None:
        """Give the text, or None."""
        return super().to_representation(value) or None


class DocumentSerializer(RowSerializer):
    """One symbol in one language, with what its head states."""

    url = serializers.HyperlinkedIdentityField(view_name="api:document-detail", lookup_field="slug")
    html_url = PageAddressField()
    symbol = NullForEmpty(help_text="UN symbol.")
    title = NullForEmpty()
    original_language = NullForEmpty()
    venue = NullForEmpty()
    session = serializers.SlugRelatedField(
        slug_field="key", read_only=True, allow_null=True, help_text="Key of the session."
    )
    session_printed = NullForEmpty(help_text="The session in the words of the paper.")
    cycle = serializers.SlugRelatedField(
        slug_field="cycle_year", read_only=True, allow_null=True, help_text="Year of the cycle."
    )
    submitters = serializers.SerializerMethodField(help_text=PARTIES)
    supporters = serializers.SerializerMethodField(help_text=PARTIES)
    reasons = serializers.DictField(
        child=serializers.CharField(), help_text="Why a field is null, by field."
    )
    supplied = serializers.DictField(
        child=serializers.CharField(),
        help_text="Where a field comes from that the paper does not state, by field.",
    )
    version = VersionSerializer(source="current_version", read_only=True)

    class Meta:
        model = Document
        fields = [
            "url",
            "html_url",
            "slug",
            "symbol",
            "title",
            "language",
            "original_language",
            "document_date",
            "session",
            "session_printed",
            "cycle",
            "venue",
            "starts",
            "ends",
            "npt",
            "submitters",
            "supporters",
            "reasons",
            "supplied",
            "generated",
            "version",
            "published_at",
        ]
        extra_kwargs = {
            "npt": {
                "help_text": "Whether the head names the NPT; false: another body; null: none."
            },
            "generated": {"help_text": "Made by a program, for tests; no real paper."},
        }

    def get_submitters(self, document: Document) -> list[str]:
        """Give the codes of who puts the paper forward."""
        return [party.party_code for party in submitters(document)]

    def get_supporters(self, document: Document) -> list[str]:
        """Give the codes of who backs the paper in a footnote."""
        return [party.party_code for party in supporters(document)]


def paragraph_id(paragraph: Paragraph) -> str:
    """Give the public id: `<document slug>/p/<path>`."""
    return f"{paragraph.version.document.slug}/p/{paragraph.path}"


class ParagraphSerializer(RowSerializer):
    """One block of a document's current text."""

    id = serializers.SerializerMethodField(help_text="`<document slug>/p/<path>`")
    url = serializers.SerializerMethodField()
    html_url = PageAddressField()
    document = serializers.SlugRelatedField(
        source="version.document", slug_field="slug", read_only=True
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
            "states",
        ]
        extra_kwargs = {
            "position": {"help_text": "Order in the document."},
            "label": {"help_text": "As printed, without its punctuation."},
        }

    def get_id(self, paragraph: Paragraph) -> str:
        """Give the public id."""
        return paragraph_id(paragraph)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, paragraph: Paragraph) -> str:
        """Give the address within the document's."""
        return reverse(
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


class CitationSerializer(RowSerializer):
    """One span of a paragraph and what it cites: `text[start:end]` of the paragraph is `quote`."""

    url = serializers.HyperlinkedIdentityField(view_name="api:citation-detail", lookup_field="id")
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

    def get_paragraph(self, citation: Citation) -> str:
        """Give the paragraph's public id."""
        return paragraph_id(citation.paragraph)

    def get_instrument(self, citation: Citation) -> str | None:
        """Give the slug of what is cited, or of what the cited commitment stands in."""
        cited = citation.commitment.instrument if citation.commitment else citation.instrument
        return cited.slug if cited else None
