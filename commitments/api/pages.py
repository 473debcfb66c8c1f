"""Pages that begin after a row, not after a number of rows: deep ones cost what the first does."""

import base64
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from commitments.api.addresses import asked
from commitments.api.parameters import BadParameter, one_of
from commitments.api.rows import value_at

COUNT = "count"


class Cursor(NamedTuple):
    """The row a page begins beside, by the values of its ordering fields, and the direction."""

    backwards: bool
    values: list[Any]


class KeysetPagination(CursorPagination):
    """Cursor pages over the view's `ordering`, which must be unique, without nulls and ascending.

    The rest framework's own cursors order by one field and count rows within equal values, up to a
    thousand; citations of one document may be more.
    """

    page_size = 50
    page_size_query_param = "page_size"
    page_size_query_description = "Rows on a page: 50 unless told otherwise, at most 200."
    max_page_size = 200
    page: Sequence[Any] = ()
    has_next = has_previous = False
    count: int | None = None
    cursor_query_description = "Where the page begins; taken from `next` or `previous` of a page."

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Fetch one page, and one row more to know whether another follows."""
        self.ordering = view.ordering
        self.base_url = asked(request)
        size = self.get_page_size(request)
        cursor = self._read_cursor(request, queryset)
        backwards = cursor is not None and cursor.backwards
        found = self._fetch(queryset, cursor, size + 1)
        page, more = found[:size], len(found) > size
        if backwards:
            page.reverse()
        self.page = page
        self.has_next = bool(page) and (backwards or more)
        self.has_previous = bool(page) and (more if backwards else cursor is not None)
        self.count_rows(request, queryset)
        return page

    def count_rows(self, request: Request, queryset: Any) -> None:
        """Count the rows of all pages, if that is asked for."""
        wanted = one_of(request, COUNT, ("true", "false")) == "true"
        self.count = self._count(queryset) if wanted else None

    def get_paginated_response(self, data: Any) -> Response:
        """Give the page with the addresses of its neighbours, in the body and in `Link`."""
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        counted = {} if self.count is None else {COUNT: self.count}
        return Response({**counted, **links, "results": data}, headers=self.headers())

    def headers(self) -> dict[str, str]:
        """What the head of an answer says of the page (RFC 8288), and the number of all rows."""
        links = {"next": self.get_next_link(), "prev": self.get_previous_link()}
        line = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        found = {"Link": line} if line else {}
        return found if self.count is None else found | {"X-Total-Count": str(self.count)}

    def get_page_size(self, request: Request) -> int:
        """Read `page_size`; raise `BadParameter` unless it is from 1 to 200."""
        name = self.page_size_query_param
        text = request.query_params.get(name, str(self.page_size))
        if text.isascii() and text.isdigit() and len(text) < 5:
            size = int(text)
            if 1 <= size <= self.max_page_size:
                return size
        raise BadParameter(name, f"{name} is a number from 1 to {self.max_page_size}.")

    def get_next_link(self) -> str | None:
        """Give the address of the page that follows."""
        return self._link(self.page[-1], backwards=False) if self.has_next else None

    def get_previous_link(self) -> str | None:
        """Give the address of the page before."""
        if not self.has_previous:
            return None
        return self._link(self.page[0], backwards=True)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page in the terms of OpenAPI 3.1."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                COUNT: {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Rows of all pages, exact; only with `count=true`.",
                },
                "next": link | {"description": "The page that follows; null on the last one."},
                "previous": link | {"description": "The page before; null on the first one."},
                "results": schema,
            },
        }

    def _link(self, row: Any, *, backwards: bool) -> str:
        text = json.dumps([backwards, *self._values(row)], default=str, separators=(",", ":"))
        cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        bare = remove_query_param(self.base_url, self.cursor_query_param)
        return replace_query_param(bare, self.cursor_query_param, cursor)

    def _read_cursor(self, request: Request, queryset: Any) -> Cursor | None:
        text = request.query_params.get(self.cursor_query_param)
        if text is None:
            return None
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            decoded = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            backwards, *values = decoded
            checked = self._checked(queryset, values)
            if not isinstance(backwards, bool):
                raise TypeError("the direction is true or false")
        # RecursionError: brackets within brackets within brackets.
        except (ValueError, TypeError, RecursionError, ValidationError):
            raise BadParameter(
                self.cursor_query_param, "This cursor was not given out by this list."
            ) from None
        return Cursor(backwards, checked)

    def _fetch(self, queryset: QuerySet[Any], cursor: Cursor | None, number: int) -> list[Any]:
        backwards = cursor is not None and cursor.backwards
        rows = queryset.order_by(*(f"-{name}" if backwards else name for name in self.ordering))
        if cursor is not None:
            rows = rows.filter(_beyond(self.ordering, cursor))
        return list(rows[:number])

    def _count(self, queryset: QuerySet[Any]) -> int:
        return queryset.order_by().count()

    def _values(self, row: Model) -> list[Any]:
        return [value_at(row, name) for name in self.ordering]

    def _checked(self, queryset: QuerySet[Any], values: list[Any]) -> list[Any]:
        pairs = zip(self.ordering, values, strict=True)
        return [_checked(queryset.model, name, value) for name, value in pairs]


class Listing(KeysetPagination):
    """The same over rows that are derived, not stored: a list, sorted by its rows' `place`.

    A place is a tuple of texts and numbers, which the cursor holds; no two rows have the same.
    """

    def _fetch(self, rows: Sequence[Any], cursor: Cursor | None, number: int) -> list[Any]:
        if cursor is None:
            return list(rows[:number])
        place = tuple(cursor.values)
        if cursor.backwards:
            end = bisect_left(rows, place, key=lambda row: row.place)
            return list(reversed(rows[max(0, end - number) : end]))
        first = bisect_right(rows, place, key=lambda row: row.place)
        return list(rows[first : first + number])

    def _count(self, rows: Sequence[Any]) -> int:
        return len(rows)

    def _values(self, row: Any) -> list[Any]:
        return list(row.place)

    def _checked(self, rows: Sequence[Any], values: list[Any]) -> list[Any]:
        wanted = [type(value) for value in rows[0].place] if rows else [type(v) for v in values]
        if [type(value) for value in values] != wanted:
            raise TypeError("not the place of a row")
        return values


def _checked(model: type[Model], path: str, value: object) -> Any:
    """Turn a value from outside into one that its field can hold, or raise."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError("neither text nor number")
    if isinstance(value, str) and not value.isprintable():
        raise ValueError("not a text that a field of the ordering holds")
    return _field(model, path).clean(value, None)


def _field(model: type[Model], path: str) -> Field:
    first, *others = path.split(LOOKUP_SEP)
    field = model._meta.get_field(first)
    for name in others:
        field = field.related_model._meta.get_field(name)
    return field


def _beyond(ordering: tuple[str, ...], cursor: Cursor) -> Q:
    """Rows after the cursor's: a greater first field, or an equal one and a greater second, ..."""
    way = "lt" if cursor.backwards else "gt"
    beyond = Q()
    for index, name in enumerate(ordering):
        equal = dict(zip(ordering[:index], cursor.values, strict=False))
        beyond |= Q(**equal, **{f"{name}__{way}": cursor.values[index]})
    # Says nothing new, but lets the database begin at the right place of an index.
    return Q(**{f"{ordering[0]}__{way}e": cursor.values[0]}) & beyond
