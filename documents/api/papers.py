"""Documents as the API shows them: their head, texts and parties; ids are slugs."""

from typing import Any, Literal

from rest_framework import serializers

from commitments.api.addresses import PageAddressField, RowAddressField
from commitments.api.rows import RowSerializer, ShapedRow
from documents.models import Document, Submission, Version
from documents.positions import submitters, supporters

PARTIES = "ISO 3166-1 alpha-3 codes, and slugs of groups and bodies, in the order of the paper."
LANGUAGE = "Of the text, as the paper is written: ISO 639-1."


class NullForEmpty(serializers.CharField):
    """A text that the paper may not state: then null, and `reasons` says why."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"read_only": True, "allow_null": True})

    def to_representation(self, value: str) -> str | None:
        """Give the text, or None."""
        return super().to_representation(value) or None


class VersionSerializer(RowSerializer):
    """One text of a document."""

    sha256 = serializers.CharField(
        source="source.sha256", help_text="Of the file the text was read from."
    )
    warnings = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Version
        fields = ["number", "sha256", "fidelity", "warnings", "created_at"]
        extra_kwargs = {
            "number": {"help_text": "From 1; the highest is what readers see."},
            "fidelity": {
                "help_text": "How truly the file gives its text: exact, converted (another "
                "encoding), extracted (from Word or HTML), printed (from PDF) or doubtful."
            },
            "created_at": {"help_text": "When it was taken in."},
        }


class SubmissionSerializer(ShapedRow):
    """A party that puts the paper forward, or backs it in a footnote."""

    party = serializers.CharField(
        source="party.party_code", help_text="ISO 3166-1 alpha-3 code, or slug of a group or body."
    )
    party_kind = serializers.SerializerMethodField()
    role = serializers.ChoiceField(choices=Submission.Role.choices)
    position = serializers.IntegerField(help_text="Order in the paper, from 1, within the role.")
    name_zh = serializers.CharField(source="party.name_zh")
    name_en = serializers.CharField(source="party.name_en")

    def get_party_kind(self, submission: Submission) -> Literal["state", "group", "body"]:
        """Tell what the party is, and so which resource has its row."""
        return submission.party._meta.model_name


class DocumentSerializer(RowSerializer):
    """One symbol in one language, with what its head states."""

    identity = ("slug",)

    url = RowAddressField(view_name="api:document-detail", lookup_field="slug")
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
    version = VersionSerializer(
        source="current_version", read_only=True, help_text="The text that readers see."
    )
    versions = VersionSerializer(
        source="texts", many=True, read_only=True, help_text="Every text up to it, the first first."
    )
    submissions = SubmissionSerializer(
        many=True, read_only=True, help_text="Submitters, then supporters, with their names."
    )
    warnings = serializers.ListField(
        source="current_version.warnings",
        child=serializers.CharField(),
        help_text="What the engine doubts in the text that readers see, as codes.",
    )

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
            "versions",
            "submissions",
            "warnings",
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
