"""Addresses of the pages. Models build theirs with these names."""

from django.urls import path

from documents.views import (
    accounts,
    briefings,
    citations,
    commitments,
    compare,
    comparing,
    coverage,
    documents,
    drafts,
    home,
    jump,
    matrix,
    parties,
    positions,
    quality,
    quoting,
    reports,
    search,
    silence,
    timeline,
)

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
    path("documents/compare/", comparing.compare_papers, name="compare-papers"),
    path("documents/<slug:slug>/", documents.document_page, name="document"),
    path("documents/<slug:slug>/p/<str:path>/", documents.paragraph_page, name="paragraph"),
    path(
        "documents/<slug:slug>/p/<str:path>/cite.<slug:form>",
        quoting.paragraph_file,
        name="paragraph-file",
    ),
    path("citations/", citations.citation_list, name="citations"),
    path("briefing/", briefings.briefing_page, name="briefing"),
    path("check/", drafts.check_page, name="check"),
    path("citations/<uuid:identity>/report/", reports.report_page, name="report"),
    path(
        "citations/<uuid:identity>/report/thanks/", reports.thanks_page, name="report-thanks"
    ),
    path("parties/", parties.party_list, name="parties"),
    path("parties/<str:code>/", parties.party_page, name="party"),
    path("positions/", positions.position_list, name="positions"),
    path("matrix/", matrix.matrix_page, name="matrix"),
    path("silence/", silence.silence_page, name="silence"),
    path("compare/", compare.compare_page, name="compare"),
    path("jump/", jump.jump, name="jump"),
    path("search/", search.search_page, name="search"),
    path("coverage/", coverage.coverage_page, name="coverage"),
    path("coverage/misses/", coverage.misses_page, name="misses"),
    path("timeline/", timeline.timeline_page, name="timeline"),
    path("account/sign-in/", accounts.sign_in, name="sign-in"),
    path("account/sign-out/", accounts.sign_out, name="sign-out"),
    path("account/password/", accounts.password_page, name="password"),
    path("quality/", quality.quality_page, name="quality"),
]
