"""Filters by codes, as forms and addresses give them."""

from collections.abc import Container
from typing import Any

import django_filters
from django import forms


class CodesField(forms.MultipleChoiceField):
    """Codes of a list that may be long: no form is drawn of it, so they need not be choices."""

    codes: Container[str] = ()

    def valid_value(self, value: str) -> bool:
        """Whether the list has this code."""
        return value in self.codes


class CodesFilter(django_filters.MultipleChoiceFilter):
    """A filter by one or more codes; it may be given more than once, and any of them will do."""

    field_class = CodesField

    def __init__(self, label: Any, *, description: str, method: str) -> None:
        super().__init__(label=label, help_text=description, method=method, distinct=False)


class SlugsField(CodesField):
    """Slugs of documents, which are too many to be listed."""

    def valid_value(self, value: str) -> bool:
        """Any text; the filter finds out what there is."""
        return "\x00" not in value


class DocumentsFilter(CodesFilter):
    """A filter by documents; one that is not public is an error."""

    field_class = SlugsField
