"""The changes feed: what came, changed or went, in the order of the commits."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.urls import replace_query_param

from commitments.api import views as register
from commitments.api.pages import KeysetPagination
from commitments.api.parameters import BadParameter
from commitments.api.resource import KnownParameters, Resource
from commitments.api.rows import value_at
from commitments.api.schema import AnswerSchema
from documents import changes
from documents.api import views
from documents.models import Change, Feed

Key = tuple[str, str]
# What one row of a resource is called in names of addresses.
ONE_OF = {name: name.removesuffix("s") for name in Change.Resource.values} | {
    Change.Resource.BODIES: "body"
}
AFTER = "after"
# By which views the rows of a resource are shown, and the field that holds the public id.
SHOWN_BY: dict[str, tuple[type[Resource], str]] = {
    Change.Resource.INSTRUMENTS: (views.InstrumentViewSet, "slug"),
    Change.Resource.COMMITMENTS: (views.CommitmentViewSet, "key"),
    Change.Resource.STATES: (register.StateViewSet, "code"),
    Change.Resource.GROUPS: (register.GroupViewSet, "slug"),
    Change.Resource.BODIES: (register.BodyViewSet, "slug"),
    Change.Resource.THEMES: (register.ThemeViewSet, "slug"),
    Change.Resource.CYCLES: (register.ReviewCycleViewSet, "cycle_year"),
    Change.Resource.SESSIONS: (register.SessionViewSet, "key"),
    Change.Resource.DOCUMENTS: (views.DocumentViewSet, "slug"),
    Change.Resource.PARAGRAPHS: (views.ParagraphViewSet, "path"),
    Change.Resource.CITATIONS: (views.CitationViewSet, "id"),
}


class HistoryGone(APIException):
    """A place in a history that this database does not have."""

    status_code = status.HTTP_410_GONE

    def __init__(self) -> None:
        super().__init__(
            "This place is not in the history of this database: empty your copy and begin again "
            "without `after`.",
            code="gone",
        )


class ChangeSerializer(serializers.Serializer):
    """The last change of one object; `data` is what its address answers now."""

    resource = serializers.ChoiceField(choices=Change.Resource.choices)
    id = serializers.CharField(help_text="Public id of the object: key, slug, code or UUID.")
    op = serializers.ChoiceField(
        choices=Change.Op.choices,
        help_text="`upsert`: it came or changed; `delete`: it is gone, its address answers 410.",
    )
    url = serializers.URLField(allow_null=True, help_text="Null when it is gone.")
    changed_at = serializers.DateTimeField(help_text="For people: the order does not rest on it.")
    data = serializers.DictField(
        allow_null=True,
        help_text="With `data=true`: the object. Null without it, when the object is gone, and "
        "when it has gone since; then a later row says so.",
    )


class ChangesSerializer(serializers.Serializer):
    """One page of the feed."""

    results = ChangeSerializer(many=True)
    cursor = serializers.CharField(help_text="Give it as `after` to go on from here, now or later.")
    more = serializers.BooleanField(help_text="Whether more rows wait already.")
    next = serializers.URLField(help_text="Address of what follows; poll it when `more` is false.")


_PARAMETERS = [
    OpenApiParameter(AFTER, str, description="`cursor` of the page before."),
    OpenApiParameter(
        "resource", str, many=True, enum=Change.Resource.values, description="Only of these."
    ),
    OpenApiParameter("data", bool, description="`true`: with the objects themselves."),
    OpenApiParameter("page_size", int, description="Rows on a page: 50, at most 200."),
]


class ChangesViewSet(KnownParameters, viewsets.ViewSet):
    """What came, changed or went, in the order of the commits.

    Read from the beginning (no `after`) it gives every public object once; go on with `cursor`, and
    a copy stays in step. An object appears at its last change only, so rows of what it belongs to
    may come later than its own. Counts (`paragraph_count`, ...) follow from citations and make no
    row of their own.
    """

    schema = AnswerSchema()
    filter_backends = ()

    def known_parameters(self) -> set[str]:
        """Name what may stand behind the `?`."""
        return super().known_parameters() | {each.name for each in _PARAMETERS}

    def repeatable_parameters(self) -> set[str]:
        """Name what may be given more than once."""
        return {"resource"}

    @extend_schema(
        parameters=_PARAMETERS,
        responses={200: ChangesSerializer, 410: OpenApiResponse(description="Begin again.")},
    )
    def list(self, request: Request) -> Response:
        """Give one page of the feed."""
        feed = changes.feed()
        after = _place(request, feed)
        size = KeysetPagination().get_page_size(request)
        rows = Change.objects.filter(number__gt=after, number__lte=feed.head).order_by("number")
        if wanted := _resources(request):
            rows = rows.filter(resource__in=wanted)
        found = list(rows[: size + 1])
        page, more = found[:size], len(found) > size
        cursor = f"{feed.epoch}.{page[-1].number if more else feed.head}"
        data = self._data(page) if _wants_data(request) else {}
        here = request.build_absolute_uri()
        return Response(
            {
                "results": [self._row(change, data) for change in page],
                "cursor": cursor,
                "more": more,
                "next": replace_query_param(here, AFTER, cursor),
            }
        )

    def _row(self, change: Change, data: dict[Key, Any]) -> dict[str, Any]:
        return {
            "resource": change.resource,
            "id": change.key,
            "op": change.op,
            "url": self._url(change) if change.digest else None,
            "changed_at": change.changed_at,
            "data": data.get((change.resource, change.key)),
        }

    def _url(self, change: Change) -> str:
        if change.resource == Change.Resource.PARAGRAPHS:
            document, _, path = change.key.partition("/p/")
            names = {"document": document, "path": path}
        else:
            view, _field = SHOWN_BY[change.resource]
            names = {view.lookup_url_kwarg or view.lookup_field: change.key}
        name = f"api:{ONE_OF[change.resource]}-detail"
        return reverse(name, kwargs=names, request=self.request)

    def _data(self, page: Sequence[Change]) -> dict[Key, Any]:
        """The objects of these changes as their addresses show them, by resource and id."""
        found: dict[Key, Any] = {}
        for resource, (view_class, name) in SHOWN_BY.items():
            keys = [row.key for row in page if row.resource == resource and row.digest]
            if not keys:
                continue
            view = view_class(request=self.request, format_kwarg=None, detail=True)
            rows = list(view.as_rows(_rows(view, resource, name, keys)))
            view.complete(rows)
            for row, shown in zip(rows, view.get_serializer(rows, many=True).data, strict=True):
                found[resource, _public_id(row, resource, name)] = shown
        return found


def _rows(view: Resource, resource: str, name: str, keys: Sequence[str]) -> QuerySet[Any]:
    if resource != Change.Resource.PARAGRAPHS:
        return view.get_queryset().filter(**{f"{name}__in": keys})
    paths: dict[str, list[str]] = {}
    for key in keys:
        document, _, path = key.partition("/p/")
        paths.setdefault(document, []).append(path)
    wanted = Q()
    for document, within in paths.items():
        wanted |= Q(shown_in__slug=document, path__in=within)
    return view.get_queryset().filter(wanted)


def _public_id(row: Any, resource: str, name: str) -> str:
    value = str(getattr(row, name))
    in_document = resource == Change.Resource.PARAGRAPHS
    return f"{value_at(row, 'shown_in__slug')}/p/{value}" if in_document else value


def _place(request: Request, feed: Feed) -> int:
    """The number that `after` names; 0 without one."""
    text = request.query_params.get(AFTER)
    if text is None:
        return 0
    epoch, _, number = text.partition(".")
    try:
        place = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else -1
        same = uuid.UUID(epoch) == feed.epoch
    except ValueError:
        place, same = -1, False
    if place < 0:
        raise BadParameter(AFTER, "This cursor was not given out by this feed.")
    if not same or place > feed.head:
        raise HistoryGone()
    return place


def _resources(request: Request) -> list[str]:
    wanted = request.query_params.getlist("resource")
    for name in wanted:
        if name not in Change.Resource.values:
            known = Change.Resource.values
            raise BadParameter("resource", f"There is no resource {name!r}.", known)
    return wanted


def _wants_data(request: Request) -> bool:
    value = request.query_params.get("data", "false")
    if value not in ("true", "false"):
        raise BadParameter("data", "data is true or false.", ["true", "false"])
    return value == "true"
