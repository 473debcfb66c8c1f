"""Filters by codes, as forms and addresses give them."""

from typing import Any

import django_filters
from django import forms


class CodesFilter(django_filters.MultipleChoiceFilter):
    """A filter by one or more codes; it may be given more than once, and any of them will do."""

    def __init__(self, label: Any, *, description: str, method: str) -> None:
        super().__init__(label=label, help_text=description, method=method, distinct=False)


class SlugsField(forms.MultipleChoiceField):
    """Slugs of documents, which are too many for a list of choices."""

    def valid_value(self, value: str) -> bool:
        """Any text; the filter finds out what there is."""
        return "\x00" not in value


class DocumentsFilter(CodesFilter):
    """A filter by documents; one that is not public is an error."""

    field_class = SlugsField
