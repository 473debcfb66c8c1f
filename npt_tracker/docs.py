"""How the API is explained: a guide to read, and its description to click through."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from commitments.api.problems import BY_STATUS, KINDS
from documents.views.freshness import live

# The errors with the status they come with, for the table that `type` leads to.
STATUSES = {kind: status for status, kind in BY_STATUS.items()} | {
    "bad-parameter": 400,
    "bad-body": 400,
    "no-key": 401,
    "query-timeout": 503,
}


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI, from our own files and under the same CSP as every page.

    With `?script` its script: none stands in the page.
    """

    url_name = "api:schema"
    template_name = "docs/swagger.html"
    authentication_classes = ()
    throttle_classes = ()
    live = True

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give the page, or its script."""
        return super().get(request, *args, **kwargs)


# It tells rates, which are settings and no public data.
@live
@require_safe
def guide_page(request: HttpRequest) -> HttpResponse:
    """Show the guide; its examples name this very site."""
    problems = [(kind, STATUSES[kind], *words) for kind, words in KINDS.items()]
    context = {
        "site": f"{request.scheme}://{request.get_host()}",
        "problems": sorted(problems, key=lambda row: row[1]),
        "rates": settings.API_RATES,
        "seconds": f"{settings.API_QUERY_SECONDS:g}",
    }
    return render(request, "guide/guide.html", context)
