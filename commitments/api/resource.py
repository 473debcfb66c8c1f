"""What every resource of the API is: a list in a fixed order, and one row by its public id."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django_filters import FilterSet, MultipleChoiceFilter
from rest_framework import mixins, viewsets
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.settings import api_settings

from commitments.api.files import (
    CHUNK,
    CSVRenderer,
    FileRenderer,
    JSONLinesRenderer,
    NDJSONRenderer,
    chunks,
)
from commitments.api.pages import COUNT
from commitments.api.parameters import check_format, check_parameters
from commitments.api.rows import SHAPING, Beside, Shape, ShapedRow
from commitments.api.schema import ResourceSchema


class FormatFirst(DefaultContentNegotiation):
    """What `?format=` names, whatever is accepted; without it what is accepted most."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """Give a form and its media type."""
        wanted = request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        for renderer in renderers:
            if renderer.format == wanted:
                return renderer, renderer.media_type
        return super().select_renderer(request, renderers, format_suffix)


class KnownParameters:
    """For views: refuse parameters that are not known, before anything else is done."""

    content_negotiation_class = FormatFirst

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check method and parameters, then do what every view does first."""
        name = request.method.lower()
        if name not in self.http_method_names or not hasattr(self, name):
            raise MethodNotAllowed(request.method)
        check_parameters(request, self.known_parameters(), self.repeatable_parameters())
        check_format(request, {renderer.format for renderer in self.get_renderers()})
        super().initial(request, *args, **kwargs)

    def known_parameters(self) -> set[str]:
        """Name what may stand behind the `?`."""
        return {api_settings.URL_FORMAT_OVERRIDE}

    def repeatable_parameters(self) -> set[str]:
        """Name what may stand there more than once."""
        return set()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Give errors as JSON, whatever form was asked for."""
        if getattr(response, "exception", False) and isinstance(
            getattr(request, "accepted_renderer", None), FileRenderer
        ):
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)


class Resource(KnownParameters, viewsets.GenericViewSet):
    """Rows of one kind, read-only. `ordering` is fixed, unique and documented."""

    http_method_names = ["get", "head", "options"]
    schema = ResourceSchema()
    ordering: tuple[str, ...]
    beside: Beside | None = None
    filterset_class: type[FilterSet] | None = None
    file_renderers = (CSVRenderer, JSONLinesRenderer, NDJSONRenderer)

    def known_parameters(self) -> set[str]:
        """Add what shapes the rows; filters and pages where there is a list."""
        names = super().known_parameters() | set(SHAPING)
        if not self.row.expansions:
            names.discard("expand")
        if not self.detail:
            names |= {self.paginator.cursor_query_param, self.paginator.page_size_query_param}
            names |= {COUNT, *(self.filterset_class.base_filters if self.filterset_class else ())}
        return names

    def repeatable_parameters(self) -> set[str]:
        """Name the lists, and the filters of which any value will do."""
        filters = self.filterset_class.base_filters if self.filterset_class else {}
        several = (name for name, each in filters.items() if isinstance(each, MultipleChoiceFilter))
        return {*SHAPING, *several}

    def get_renderers(self) -> list[Any]:
        """Add the forms of files where there is a list."""
        found = super().get_renderers()
        return found if self.detail else [*found, *(each() for each in self.file_renderers)]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Read what is asked of the rows."""
        super().initial(request, *args, **kwargs)
        self.shape = Shape.read(request, self.row)
        expansions = {name: self.row.expansions[name] for name in self.shape.expand}
        self.beside = Beside({"request": request}, expansions) if expansions else None

    @cached_property
    def row(self) -> ShapedRow:
        """A row without values: what describes those of the answer."""
        return self.get_serializer_class()()

    def get_serializer_context(self) -> dict[str, Any]:
        """Add the shape of the rows."""
        shaped = {"shape": getattr(self, "shape", None), "beside": getattr(self, "beside", None)}
        return super().get_serializer_context() | shaped

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter lists only: a row that has an address is found whatever lists leave out."""
        return queryset if self.detail else super().filter_queryset(queryset)

    def paginate_queryset(self, queryset: QuerySet[Any]) -> Sequence[Any]:
        """Fetch a page and complete its rows."""
        rows = super().paginate_queryset(self.as_rows(queryset))
        self.complete_all(rows)
        return rows

    def as_rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Read named tuples instead of objects, where the rows are made of them."""
        lookups = self.row.lookups
        if not lookups:
            return queryset
        expansions = self.beside.expansions.values() if self.beside else ()
        asked = [name for each in expansions for name in each.reads]
        return queryset.values_list(*lookups, *asked, named=True)

    def get_object(self) -> Any:
        """Find one row and complete it."""
        row = self.get_row()
        self.complete_all([row])
        return row

    def get_row(self) -> Any:
        """Find one row."""
        return super().get_object()

    def complete_all(self, rows: Sequence[Any]) -> None:
        """Add what one query for all of the rows gives, and what stands beside them."""
        self.complete(rows)
        if self.beside:
            self.beside.complete(rows)

    def complete(self, rows: Sequence[Any]) -> None:
        """Add to the rows what one query for all of them gives; nothing unless overridden."""


class Listed(mixins.ListModelMixin):
    """A list in pages, or whole, as a file."""

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Give a page, or a file of all rows; a file of one page where a page is asked for."""
        if not isinstance(request.accepted_renderer, FileRenderer):
            return super().list(request, *args, **kwargs)
        rows = self.filter_queryset(self.get_queryset())
        paging = {self.paginator.cursor_query_param, self.paginator.page_size_query_param}
        if paging & request.query_params.keys():
            page = self.get_serializer(self.paginate_queryset(rows), many=True).data
            return self._file(request, page, self.paginator.headers())
        self.paginator.count_rows(request, rows)
        return self._file(request, self._every(rows), self.paginator.headers())

    def in_order(self, rows: Any) -> Iterable[Any]:
        """Every row, in the fixed order, as the database gives them."""
        return self.as_rows(rows).order_by(*self.ordering).iterator(chunk_size=CHUNK)

    def _every(self, rows: Any) -> Iterator[Any]:
        for chunk in chunks(self.in_order(rows)):
            self.complete_all(chunk)
            yield from self.get_serializer(chunk, many=True).data

    def _file(
        self, request: Request, rows: Iterable[Any], headers: dict[str, str]
    ) -> StreamingHttpResponse:
        renderer = request.accepted_renderer
        lines = renderer.lines(self.row, self.shape, rows)
        kind = f"{renderer.media_type}; charset=utf-8"
        answer = StreamingHttpResponse(lines, content_type=kind, headers=headers)
        name = f"npt-{self.basename}-{timezone.now().date().isoformat()}.{renderer.format}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class ListAndDetail(Listed, mixins.RetrieveModelMixin, Resource):
    """A resource with a list and an address per row."""


class RegisterResource(ListAndDetail):
    """Rows of the register: lists leave out what was retired, addresses keep working."""

    def get_queryset(self) -> QuerySet[Any]:
        """Leave retired rows out of lists."""
        rows = super().get_queryset()
        return rows if self.detail else rows.current()
