"""What is derived from the evidence when it is asked for: positions and the matrix."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commitments.api.addresses import address
from commitments.api.pages import Listing
from commitments.api.resource import Listed, Resource
from commitments.api.rows import ShapedRow
from documents.api.filters import CountedFilter, EvidenceFilterBackend
from documents.filters.citations import TARGET_FILTERS
from documents.models import Citation
from documents.querysets import PAPER
from documents.tables.positions import Position, Positions
from documents.tables.table import reading_order

# What a position's own party, commitment and cycle take the place of among the filters.
REPLACED = ("party", *TARGET_FILTERS, "cycle")


@dataclass(slots=True)
class PositionRow:
    """A position with its place in the list, and the citations it is made of."""

    position: Position
    citations: Sequence[str] = ()

    @property
    def place(self) -> tuple[int, str, int, str, int, int, int]:
        """By party, those without one last; by commitment in reading order; by cycle."""
        code = self.position.party.code if self.position.party else ""
        cycle = self.position.cycle
        order = reading_order(self.position.commitment)
        return int(not code), code, *order, int(cycle is None), cycle or 0


class VerbCountSerializer(ShapedRow):
    """An operative verb with its paragraphs."""

    verb = serializers.CharField(help_text="Its code; `vocabulary` has its words.")
    paragraphs = serializers.IntegerField(help_text="Distinct paragraphs.")


class PositionSerializer(ShapedRow):
    """What one party says on one commitment in one review cycle."""

    identity = ("party", "commitment", "cycle")

    party = serializers.CharField(
        source="position.party.code",
        default=None,
        allow_null=True,
        help_text="Code of the State, slug of the group or body; null: no submitter is known.",
    )
    party_zh = serializers.CharField(source="position.party.zh", default=None, allow_null=True)
    party_en = serializers.CharField(source="position.party.en", default=None, allow_null=True)
    instrument = serializers.CharField(
        source="position.commitment.instrument.slug", help_text="Slug of the instrument."
    )
    commitment = serializers.CharField(
        source="position.commitment.key", help_text="Key; an item includes its sub-items."
    )
    cycle = serializers.IntegerField(
        source="position.cycle", allow_null=True, help_text="Year of the cycle; null: not known."
    )
    paragraphs = serializers.IntegerField(
        source="position.paragraphs", help_text="Distinct paragraphs of the party's papers."
    )
    papers = serializers.IntegerField(source="position.papers", help_text="Their papers.")
    verbs = serializers.SerializerMethodField(help_text="Most paragraphs first.")
    first = serializers.DateField(
        source="position.first", allow_null=True, help_text="Date of the earliest paper."
    )
    last = serializers.DateField(
        source="position.last", allow_null=True, help_text="Date of the latest paper."
    )
    citations = serializers.ListField(
        child=serializers.UUIDField(), help_text="Ids of the citations it is made of."
    )
    citations_url = serializers.SerializerMethodField(
        help_text="The list of these citations; null without a known submitter."
    )

    @extend_schema_field(VerbCountSerializer(many=True))
    def get_verbs(self, row: PositionRow) -> list[dict[str, Any]]:
        """Give the verbs with their paragraphs."""
        return [{"verb": verb.code, "paragraphs": number} for verb, number in row.position.verbs]

    def get_citations_url(self, row: PositionRow) -> str | None:
        """Give the address of the citations under the same filters."""
        if not row.position.filters:
            return None
        request = self.context["request"]
        kept = self.context["kept"]
        query = urlencode([*kept, *row.position.filters.items()], doseq=True)
        return f"{address('api:citation-list', request=request)}?{query}"


class PositionViewSet(Listed, Resource):
    """Positions: one row per party, commitment and review cycle that papers held here cite.

    Ordered by party, by commitment in reading order, by cycle; what is not known stands last. A
    joint paper counts in each submitter's row. Counted are distinct paragraphs.
    """

    queryset = Citation.objects.none()
    serializer_class = PositionSerializer
    filter_backends = (EvidenceFilterBackend,)
    filterset_class = CountedFilter
    pagination_class = Listing
    ordering = ("party", "commitment", "cycle")

    def filter_queryset(self, queryset: QuerySet[Any]) -> list[PositionRow]:
        """Derive the positions under the filters, in order."""
        public = Citation.objects.public()
        filters = EvidenceFilterBackend().filters(self.request, public, self)
        self.positions = Positions.under(filters)
        rows = [PositionRow(position) for position in self.positions.rows.values()]
        return sorted(rows, key=lambda row: row.place)

    def in_order(self, rows: list[PositionRow]) -> list[PositionRow]:
        """They are."""
        return rows

    def get_serializer_context(self) -> dict[str, Any]:
        """Add the filters that stay when a row's own are put in."""
        asked = getattr(self, "request", None)
        lists = asked.query_params.lists() if asked else ()
        kept = [(n, v) for n, v in lists if n in CountedFilter.base_filters and n not in REPLACED]
        if "status" not in dict(kept):
            kept.append(("status", Citation.Status.LINKED.value))
        return super().get_serializer_context() | {"kept": kept}

    def complete(self, rows: Sequence[PositionRow]) -> None:
        """Add the verbs and the citations of these rows, in one query each."""
        found = self.positions
        found.with_verbs([row.position for row in rows])
        counted = found.counted.only({row.position.commitment.pk for row in rows})
        cited = counted.rows.order_by("paragraph__position", "start", "id")
        ids: dict[Any, list[str]] = defaultdict(list)
        named = cited.annotate(cited=counted.cited())
        for pk, paper, target in named.values_list("pk", PAPER, "cited"):
            for code in found.speakers.get(paper, ()):
                ids[code, target, found.papers[paper].cycle].append(str(pk))
        for row in rows:
            position = row.position
            code = position.party.code if position.party else None
            row.citations = ids[code, position.commitment.pk, position.cycle]
