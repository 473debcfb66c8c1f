"""Citations counted by party and by what they cite: what positions and the matrix are made of."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    FilteredRelation,
    Func,
    Q,
    QuerySet,
    TextField,
    When,
)
from django.db.models.functions import Coalesce

from documents.filters.citations import TARGET_FILTERS, CitationFilter
from documents.models import Citation

PARAGRAPHS = Count("paragraph", distinct=True)


class Each(Func):
    """One row for each expression that is not null."""

    template = "unnest(array_remove(ARRAY[%(expressions)s], NULL))"
    set_returning = True


@dataclass(frozen=True, slots=True)
class Counted:
    """The citations of numbered commitments under some filters.

    `targets` are the commitments that may be counted, None for all: the filters by what is cited
    choose commitments, so that an item's number includes its sub-items whatever was chosen.
    """

    rows: QuerySet[Citation]
    targets: list[int] | None
    filters: CitationFilter

    @classmethod
    def under(cls, filters: CitationFilter) -> "Counted":
        """Apply the filters."""
        rows = filters.rows(without=TARGET_FILTERS).of_items()
        if not filters.chooses_targets():
            return cls(rows, None, filters)
        targets = list(filters.commitments().values_list("pk", flat=True))
        return cls(rows.citing_any(targets), targets, filters)

    def only(self, targets: Collection[int]) -> "Counted":
        """The same for these commitments alone."""
        return Counted(self.rows.citing_any(targets), list(targets), self.filters)

    def by_party(self) -> QuerySet[Citation]:
        """One row for each citation and submitter, with the submitter's code as `party`.

        A joint paper stands in several rows; where parties are chosen, only they have rows.
        """
        path = "shown_in__submissions"
        own = FilteredRelation(path, condition=Q(**{f"{path}__role": "submitter"}))
        rows = self.rows.order_by().annotate(by=own)
        chosen = self.filters.submitters()
        if chosen is not None:
            rows = rows.filter(by__in=chosen.values("pk"))
        code = Coalesce("by__state__code", "by__group__slug", "by__body__slug")
        return rows.annotate(party=code)

    def cited(self) -> Each:
        """What a citation counts for: what it cites, and the item that this is under."""
        own, above = F("commitment"), F("commitment__parent")
        if self.targets is not None:
            own = Case(When(commitment__in=self.targets, then=own))
            above = Case(When(commitment__parent__in=self.targets, then=above))
        return Each(own, above, output_field=BigIntegerField())


def themes() -> Each:
    """The slugs of the themes of what is cited."""
    return Each(
        F("commitment__theme__slug"),
        F("commitment__second_theme__slug"),
        output_field=TextField(),
    )
