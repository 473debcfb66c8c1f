"""Reads over the register that more than one page or count needs."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q


class RegisterQuerySet(models.QuerySet[Any]):
    """Reads that every table of the register shares."""

    def current(self) -> "RegisterQuerySet":
        """Leave out rows that the files no longer hold."""
        return self.filter(retired=False)


class CommitmentQuerySet(RegisterQuerySet):
    """Reads over the tree of commitments."""

    def current(self) -> "CommitmentQuerySet":
        """Leave out rows that the files no longer hold, and all of an instrument that is gone."""
        return super().current().filter(instrument__retired=False)

    def in_order(self) -> "CommitmentQuerySet":
        """Sort in reading order within each instrument."""
        return self.order_by("instrument__slug", "position")

    def with_tree(self) -> "CommitmentQuerySet":
        """Fetch what a listing shows: instrument, themes, parent, and `sub_items` in order."""
        sub_items = self.model.objects.current().order_by("position")
        return self.select_related(
            "instrument", "parent", "theme", "second_theme"
        ).prefetch_related(Prefetch("sub_items", sub_items))

    def around(self, key: str) -> "CommitmentQuerySet":
        """Keep one commitment, its sub-items, and those it is related to (`is_related`)."""
        links = self.model.see_also.through.objects
        related = Exists(links.filter(from_commitment=OuterRef("pk"), to_commitment__key=key))
        rows = self.select_related("instrument", "parent", "theme", "second_theme")
        return rows.annotate(is_related=related).filter(
            Q(key=key) | Q(parent__key=key) | Q(is_related=True)
        )
