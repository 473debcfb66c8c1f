"""Addresses of the API, version 1."""

from typing import Any

from django.urls import path, re_path
from django.views.generic import RedirectView
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.views import APIView

from commitments.api.parameters import one_of
from commitments.api.resource import KnownParameters
from commitments.api.views import (
    BodyViewSet,
    GroupViewSet,
    ReviewCycleViewSet,
    SessionViewSet,
    StateViewSet,
    ThemeViewSet,
)
from documents.api.changes import ChangesViewSet
from documents.api.check import CheckView
from documents.api.derived import PositionViewSet
from documents.api.matrix import MatrixView
from documents.api.quality import QualityView
from documents.api.search import SearchView
from documents.api.uploads import UploadsView, UploadView
from documents.api.views import (
    PATH,
    SLUG,
    CitationViewSet,
    CommitmentViewSet,
    DocumentParagraphViewSet,
    DocumentViewSet,
    InstrumentViewSet,
    ParagraphViewSet,
    UnresolvedViewSet,
)
from documents.api.vocabulary import VocabularyViewSet
from npt_tracker.docs import DocsView

app_name = "api"


# What is no list of rows.
ANSWERS = ("matrix", "search", "quality", "check")


class RootView(KnownParameters, APIRootView):
    """The lists there are, and what else can be asked."""

    live = True


class SchemaView(KnownParameters, SpectacularAPIView):
    """The description of the API, as OpenAPI 3.1."""

    live = True

    def known_parameters(self) -> set[str]:
        """Add the language."""
        return super().known_parameters() | {"lang"}

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        parameters=[
            OpenApiParameter("format", str, enum=["json", "yaml"], description="Its form."),
            OpenApiParameter("lang", str, enum=["zh-hans", "en"], description="Of labels in it."),
        ]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Give the description."""
        one_of(request, "lang", ["zh-hans", "en"])
        return super().get(request, *args, **kwargs)


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

    def get_api_root_view(self, api_urls: Any = None) -> Any:
        """Name the lists, and the answers that are none."""
        lists = {prefix: f"{basename}-list" for prefix, _view, basename in self.registry}
        return self.APIRootView.as_view(api_root_dict=lists | {name: name for name in ANSWERS})


router = Router()
router.register("instruments", InstrumentViewSet, basename="instrument")
router.register("commitments", CommitmentViewSet, basename="commitment")
router.register("themes", ThemeViewSet, basename="theme")
router.register("states", StateViewSet, basename="state")
router.register("groups", GroupViewSet, basename="group")
router.register("bodies", BodyViewSet, basename="body")
router.register("cycles", ReviewCycleViewSet, basename="cycle")
router.register("sessions", SessionViewSet, basename="session")
router.register("documents", DocumentViewSet, basename="document")
router.register("paragraphs", ParagraphViewSet, basename="paragraph")
router.register("citations", CitationViewSet, basename="citation")
router.register("changes", ChangesViewSet, basename="change")
router.register("unresolved", UnresolvedViewSet, basename="unresolved")
router.register("positions", PositionViewSet, basename="position")
router.register("vocabulary", VocabularyViewSet, basename="vocabulary")

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    # The guide is a page like others; this is the address that errors name.
    path("guide/", RedirectView.as_view(pattern_name="guide", query_string=True), name="guide"),
    *router.urls,
    path("matrix/", MatrixView.as_view(), name="matrix"),
    path("search/", SearchView.as_view(), name="search"),
    path("quality/", QualityView.as_view(), name="quality"),
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<uuid:id>/", UploadView.as_view(), name="upload"),
    path("check/", CheckView.as_view(), name="check"),
    re_path(
        rf"^documents/(?P<document>{SLUG})/paragraphs/(?P<path>{PATH})/$",
        DocumentParagraphViewSet.as_view({"get": "retrieve"}, detail=True),
        name="paragraph-detail",
    ),
    # Only with a slash at the end, so that an address without one is still led to the one with it.
    re_path(r"^(?:[\s\S]*/)?\Z", UnknownAddress.as_view()),
]
