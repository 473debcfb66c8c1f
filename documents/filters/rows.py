"""The filters over citations for lists of paragraphs and of papers: same names, same codes.

A filter by what is cited, or how, keeps the paragraphs (papers) with a citation that every filter
fits; without one, those that cite nothing stay too.
"""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from documents.filters.citations import TARGET_FILTERS, CitationFilter, CodesFilter
from documents.filters.words import parsed
from documents.models import Citation, Document, Paragraph
from documents.querysets import PAPER
from documents.search import fits

# Filters that only a citation can fit.
EVIDENCE_FILTERS = (*TARGET_FILTERS, "kind", "verb", "status", "review_state")


class _EvidenceFilter(CitationFilter):
    """Filters over what citations stand in."""

    # The way from a citation to the row.
    from_citation: str

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Apply the filters by citation through the citations, the others to the row itself."""
        by_citation = any(map(self.given, EVIDENCE_FILTERS))
        shared = set(CitationFilter.base_filters) if by_citation else set(EVIDENCE_FILTERS)
        for name, value in self.values.items():
            if name not in shared:
                queryset = self.filters[name].filter(queryset, value)
        if not by_citation:
            return queryset
        return queryset.filter(pk__in=self.evidence().order_by().values(self.from_citation))

    def evidence(self) -> QuerySet[Citation]:
        """The citations that every filter fits."""
        filters = CitationFilter(self.data, queryset=Citation.objects.public())
        filters.vocabulary = self.vocabulary
        return filters.rows()


class ParagraphFilter(_EvidenceFilter):
    """Filters over paragraphs. Give it `Paragraph.objects.public()`."""

    to_paper = "shown_in__"
    from_citation = "paragraph"

    block = CodesFilter(
        _("类型"),
        method="by_block",
        description="What the block is (`kind` of its row); all unless given.",
    )

    class Meta:
        model = Paragraph
        fields: Sequence[str] = ()

    def codes(self, name: str) -> list[str]:
        """The codes that a filter takes."""
        return Paragraph.Kind.values if name == "block" else super().codes(name)

    def by_block(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep blocks of these kinds."""
        return rows.filter(kind__in=values)

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep paragraphs that a search for the same words finds."""
        return rows.filter(fits(parsed(name, value)))


class DocumentFilter(_EvidenceFilter):
    """Filters over papers. Give it `Document.objects.public()`."""

    to_paper = ""
    from_citation = PAPER

    class Meta:
        model = Document
        fields: Sequence[str] = ()

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep papers with a paragraph that a search for the same words finds."""
        found = Paragraph.objects.filter(fits(parsed(name, value)))
        return rows.filter(current_version__in=found.order_by().values("version"))
