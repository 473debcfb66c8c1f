"""Addresses: pages under a language prefix; machines' addresses without one.

An address without prefix is the permanent, copied one; `LocaleMiddleware` redirects it to the
reader's language.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from documents.views import dumps
from documents.views.feeds import CommitmentFeed, PartyFeed, SearchFeed
from npt_tracker.docs import guide_page
from npt_tracker.health import healthz, readyz
from npt_tracker.metrics import metrics

handler400 = "npt_tracker.errors.bad_request"
handler403 = "npt_tracker.errors.forbidden"
handler404 = "npt_tracker.errors.not_found"
handler500 = "npt_tracker.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", include("npt_tracker.api")),
    path("dumps/", dumps.dump_list, name="dumps"),
    path("dumps/index.json", dumps.dump_index, name="dump-index"),
    path("dumps/<str:name>/<str:file>", dumps.dump_file, name="dump-file"),
    path(
        "feeds/commitments/<slug:instrument>/<str:number>/",
        CommitmentFeed.as_view(),
        name="commitment-feed",
    ),
    path("feeds/parties/<str:code>/", PartyFeed.as_view(), name="party-feed"),
    path("feeds/search/", SearchFeed.as_view(), name="search-feed"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("guide/", guide_page, name="guide"),
        path("", include("documents.urls")),
    ),
]
