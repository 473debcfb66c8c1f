"""Addresses: pages under a language prefix; machines' addresses without one.

An address without prefix is the permanent, copied one; `LocaleMiddleware` redirects it to the
reader's language.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from npt_tracker.health import healthz

handler400 = "documents.views.errors.bad_request"
handler403 = "documents.views.errors.forbidden"
handler404 = "documents.views.errors.not_found"
handler500 = "documents.views.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", include("npt_tracker.api")),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("documents.urls"))),
]
