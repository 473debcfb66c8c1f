"""Addresses of the pages. Models build theirs with these names."""

from django.urls import path

from documents.views import commitments, documents, home, jump, parties

urlpatterns = [
    path("", home.home, name="home"),
    path("commitments/", commitments.commitment_list, name="commitments"),
    path("commitments/<slug:slug>/", commitments.instrument_page, name="instrument"),
    path(
        "commitments/<slug:instrument>/<str:number>/",
        commitments.commitment_page,
        name="commitment",
    ),
    path("documents/", documents.document_list, name="documents"),
    path("documents/<slug:slug>/", documents.document_page, name="document"),
    path("documents/<slug:slug>/p/<str:path>/", documents.paragraph_page, name="paragraph"),
    path("parties/", parties.party_list, name="parties"),
    path("parties/<str:code>/", parties.party_page, name="party"),
    path("jump/", jump.jump, name="jump"),
]
