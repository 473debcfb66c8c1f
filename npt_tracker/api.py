"""Addresses of the API, version 1."""

from typing import Any

from django.urls import path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.views import APIView

from commitments.api.resource import KnownParameters
from commitments.api.views import GroupViewSet, StateViewSet
from documents.api.changes import ChangesViewSet
from documents.api.views import (
    PATH,
    SLUG,
    CitationViewSet,
    CommitmentViewSet,
    DocumentParagraphViewSet,
    DocumentViewSet,
    InstrumentViewSet,
    ParagraphViewSet,
)
from documents.views.freshness import live
from npt_tracker.docs import DocsView

app_name = "api"


class RootView(KnownParameters, APIRootView):
    """The lists there are."""

    live = True


class UnknownAddress(APIView):
    """Every other address below the API's: not a page for people."""

    schema = None
    live = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say that nothing is here, whatever is asked."""
        raise NotFound()


class Router(DefaultRouter):
    """Addresses end with a slash; the format stands in `Accept` or `?format=`, not in a suffix."""

    include_format_suffixes = False
    APIRootView = RootView


router = Router()
router.register("instruments", InstrumentViewSet, basename="instrument")
router.register("commitments", CommitmentViewSet, basename="commitment")
router.register("states", StateViewSet, basename="state")
router.register("groups", GroupViewSet, basename="group")
router.register("documents", DocumentViewSet, basename="document")
router.register("paragraphs", ParagraphViewSet, basename="paragraph")
router.register("citations", CitationViewSet, basename="citation")
router.register("changes", ChangesViewSet, basename="change")

urlpatterns = [
    path("schema/", live(SpectacularAPIView.as_view()), name="schema"),
    path("docs/", live(DocsView.as_view()), name="docs"),
    # The guide is a page like others; this is the address that errors name.
    path("guide/", RedirectView.as_view(pattern_name="guide", query_string=True), name="guide"),
    *router.urls,
    re_path(
        rf"^documents/(?P<document>{SLUG})/paragraphs/(?P<path>{PATH})/$",
        DocumentParagraphViewSet.as_view({"get": "retrieve"}, detail=True),
        name="paragraph-detail",
    ),
    # Only with a slash at the end, so that an address without one is still led to the one with it.
    re_path(r"^(?:.*/)?$", UnknownAddress.as_view()),
]
