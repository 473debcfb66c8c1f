"""Reads over the register that more than one page or count needs."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q


class RegisterQuerySet(models.QuerySet[Any]):
    """Reads that every table of the register shares."""

    def current(self) -> "RegisterQuerySet":
        """Leave out rows that the files no longer hold."""
        return self.filter(retired=False)


class MembershipQuerySet(RegisterQuerySet):
    """Reads over dated memberships."""

    def at(self, day: date) -> "MembershipQuerySet":
        """Keep the memberships of that day.

        Only years are known, so the first and the last year count whole; a blank start is a
        member since an unknown date, a blank end is a member still.
        """
        return self.current().filter(
            Q(from_year__isnull=True) | Q(from_year__lte=day.year),
            Q(to_year__isnull=True) | Q(to_year__gte=day.year),
        )


class CommitmentQuerySet(RegisterQuerySet):
    """Reads over the tree of commitments."""

    def in_order(self) -> "CommitmentQuerySet":
        """Sort in reading order within each instrument."""
        return self.order_by("instrument__slug", "position")

    def top_level(self) -> "CommitmentQuerySet":
        """Leave out sub-items."""
        return self.filter(parent__isnull=True)

    def with_tree(self) -> "CommitmentQuerySet":
        """Fetch what a listing shows: instrument, themes, parent, and `sub_items` in order."""
        sub_items = self.model.objects.current().order_by("position")
        return self.select_related(
            "instrument", "parent", "theme", "second_theme"
        ).prefetch_related(Prefetch("sub_items", sub_items))

    def subtree_ids(self) -> set[int]:
        """Give the primary keys of these rows and of every row under them.

        One query per level; the register has two levels.
        """
        level = set(self.values_list("pk", flat=True))
        found: set[int] = set()
        while level:
            found |= level
            level = (
                set(self.model.objects.filter(parent__in=level).values_list("pk", flat=True))
                - found
            )
        return found
