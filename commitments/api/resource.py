"""What every resource of the API is: a list in a fixed order, and one row by its public id."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.settings import api_settings

from commitments.api.parameters import check_format, check_parameters


class KnownParameters:
    """For views: refuse parameters that are not known, before anything else is done."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the parameters, then do what every view does first."""
        check_parameters(request, self.known_parameters())
        check_format(request, {renderer.format for renderer in self.renderer_classes})
        super().initial(request, *args, **kwargs)

    def known_parameters(self) -> set[str]:
        """Name what may stand behind the `?`."""
        return {api_settings.URL_FORMAT_OVERRIDE}


class Resource(KnownParameters, viewsets.GenericViewSet):
    """Rows of one kind, read-only. `ordering` is fixed, unique and documented."""

    http_method_names = ["get", "head", "options"]
    ordering: tuple[str, ...]
    filterset_class: type[FilterSet] | None = None

    def known_parameters(self) -> set[str]:
        """Add filters and pages where there is a list."""
        names = super().known_parameters()
        if not self.detail:
            names |= {self.paginator.cursor_query_param, self.paginator.page_size_query_param}
            names |= set(self.filterset_class.base_filters) if self.filterset_class else set()
        return names

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter lists only: a row that has an address is found whatever lists leave out."""
        return queryset if self.detail else super().filter_queryset(queryset)

    def paginate_queryset(self, queryset: QuerySet[Any]) -> Sequence[Any]:
        """Fetch a page and complete its rows."""
        rows = super().paginate_queryset(queryset)
        self.complete(rows)
        return rows

    def get_object(self) -> Any:
        """Find one row and complete it."""
        row = super().get_object()
        self.complete([row])
        return row

    def complete(self, rows: Sequence[Any]) -> None:
        """Add to the rows what one query for all of them gives; nothing unless overridden."""


class ListAndDetail(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """A resource with a list and an address per row."""


class RegisterResource(ListAndDetail):
    """Rows of the register: lists leave out what was retired, addresses keep working."""

    def get_queryset(self) -> QuerySet[Any]:
        """Leave retired rows out of lists."""
        rows = super().get_queryset()
        return rows if self.detail else rows.current()
