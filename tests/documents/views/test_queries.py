"""What each page asks of the database, with the bundled papers: at most ten queries, and no change
that nobody noticed. The register, its history and the list of papers are in memory, as in any
process that has served a page of analysis, and the list of commitments was seen before one of them;
nothing else is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Commitment, Group, Instrument, State
from documents import memory, review, sampling, urls
from documents.filters import speakers
from documents.filters.citations import CitationFilter
from documents.history import register as history
from documents.memory import forget
from documents.models import Citation, Document, Report, Suggestion
from documents.positions import papers_in_order
from tests import baselines
from tests.reviewers import make_reviewer

TREATY = "commitments/npt/VI/"
# What gives readers no page of its own.
LEAD_ELSEWHERE = {"jump": 302, "password": 302, "sign-out": 405}
ACTION = "commitments/action-plan-2010/5/"
FOR_REVIEWERS = ("review", "sample")
# Pages of editors, and what only takes forms; their own tests look at what they ask.
NOT_FOR_EVERYBODY = {
    *("uploads", "upload-progress", "retry", "discard-file", "held"),
    *("settle-disagreement", "mend-head", "withdraw"),
}


@pytest.fixture
def papers(sources_dir: Path, register: None) -> None:
    """The bundled papers, taken in."""
    call_command("ingest", "--bundled", "--sync", verbosity=0)


def addresses() -> Iterator[tuple[str, str]]:
    """Pages by the name of their pattern; after a colon what is asked of it."""
    paper = Document.objects.public().get(versions__source__name__startswith="001").slug
    other = Document.objects.public().get(versions__source__name__startswith="003").slug
    citation = Citation.objects.counted().earliest("paragraph__position", "start", "pk").pk
    yield from {
        "home": "",
        "commitments": "commitments/",
        "instrument": "commitments/action-plan-2010/",
        "commitment": ACTION,
        "commitment: sub-item": "commitments/action-plan-2010/5c/",
        "commitment: article": TREATY,
        "commitment: filters": f"{ACTION}?party=nam&verb=calls-upon",
        "commitment: filters leave nothing": f"{ACTION}?party=CHN&cycle=2026",
        "documents": "documents/",
        "compare-papers": "documents/compare/",
        "compare-papers: one chosen": f"documents/compare/?a={paper}",
        "compare-papers: two": f"documents/compare/?a={paper}&b={other}",
        "document": f"documents/{paper}/",
        "paragraph": f"documents/{paper}/p/9/",
        "paragraph-file": f"documents/{paper}/p/9/cite.bib",
        "citations": "citations/",
        "citations: filters": "citations/?party=nam&instrument=npt&member_of=nam&q=核裁军",
        "citations: by party": "citations/?sort=party",
        "citations: file": "citations/?format=csv",
        "briefing": "briefing/",
        "briefing: commitment": "briefing/?commitment=action-plan-2010:5",
        "briefing: party": "briefing/?party=nam",
        "check": "check/",
        "report": f"citations/{citation}/report/",
        "report-thanks": f"citations/{citation}/report/thanks/",
        "parties": "parties/",
        "party": "parties/nam/",
        "party: State": "parties/CHN/",
        "positions": "positions/",
        "positions: panel of filters": "positions/?cycle=2026&filters=open",
        "positions: two filters": "positions/?party=nam&instrument=action-plan-2010",
        "positions: seven filters": "positions/?party=nam&member_of=nam&cycle=2026"
        "&theme=reductions&verb=calls-upon&q=核&kind=explicit",
        "positions: file": "positions/?format=csv",
        "matrix": "matrix/",
        "matrix: open": "matrix/?open=all&instrument=action-plan-2010",
        "matrix: themes": "matrix/?columns=theme&rows=member_of",
        "silence": "silence/",
        "silence: party": "silence/?party=nam",
        "compare": "compare/",
        "compare: two": "compare/?party=nam&party=CHN",
        "compare: filters": "compare/?party=nam&party=CHN&instrument=npt&cycle=2020",
        "jump": "jump/?q=5",
        "jump: two readings": "jump/?q=第四段",
        "search": "search/",
        "search: word": "search/?q=核裁军",
        "search: filters": "search/?q=核裁军&party=nam&cycle=2026&instrument=npt",
        "search: filters of no hit": "search/?q=核裁军&party=FJI&cycle=2010&instrument=steps-2000",
        "search: a commitment": "search/?q=行动5",
        "search: nothing": "search/?q=“不可逆转透明” 阿根廷 -核",
        "coverage": "coverage/",
        "misses": "coverage/misses/",
        "timeline": "timeline/?commitment=action-plan-2010:5&party=nam",
        "timeline: commitment": "timeline/?commitment=npt:VI",
        "quality": "quality/",
        **_reviewed(paper, citation),
        "sign-in": "account/sign-in/",
        "sign-out": "account/sign-out/",
        "password": "account/password/",
    }.items()


def _reviewed(paper: str, citation: object) -> dict[str, str]:
    """Pages for reviewers only, with a report, a decision just before, and a sample."""
    by = get_user_model().objects.get()
    row = Citation.objects.get(pk=citation)
    for note in ("一", "二"):
        Report.objects.create(citation=row, note=note)
    other = Citation.objects.counted().latest("paragraph__position", "start", "pk")
    review.accept(citation=other, by=by)
    guess = Suggestion.objects.waiting().earliest("paragraph__position", "commitment__key").pk
    sample = sampling.draw(size=5, seed=1, by=by).pk
    narrowed = "party=nam&document=" + paper
    return {
        "review": "review/",
        "review: suggested": "review/?queue=suggested",
        "review: filters": f"review/?queue=unresolved&{narrowed}&instrument=npt",
        "review: papers": "review/?queue=headers&party=nam",
        "review: after a decision": f"review/?last={other.pk}",
        "review-citation": f"review/citations/{citation}/",
        "review-citation: after a decision": f"review/citations/{citation}/?queue=reported"
        f"&last={other.pk}",
        "review-suggestion": f"review/suggestions/{guess}/?queue=suggested",
        "review-add": f"review/documents/{paper}/p/9/add/",
        "review-gold": "review/gold.jsonl",
        "samples": "review/samples/",
        "sample": f"review/samples/{sample}/",
        "sample-reading": f"review/samples/{sample}/0/",
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("papers")
def test_queries_of_each_page(client: Client) -> None:
    measured = {}
    reviewer = Client()
    reviewer.force_login(make_reviewer())
    places = list(addresses())
    forget()
    positions = CitationFilter(QueryDict(), queryset=Citation.objects.public())
    speakers.papers(positions, [])
    papers_in_order(positions.memory)
    for model in (Commitment, Instrument, State, Group):
        history.of_rows(positions.memory, model)
    history.of_memberships(positions.memory)
    common = dict(memory._kept)
    for name, address in places:
        forget()
        memory._kept.update(common)
        if name.partition(":")[0] == "commitment":
            client.get("/zh-hans/commitments/")
        with CaptureQueriesContext(connection) as queries:
            asks = reviewer if name.startswith(FOR_REVIEWERS) else client
            answer = asks.get(f"/zh-hans/{address}")
            body = b"".join(answer) if answer.streaming else answer.content
        status = LEAD_ELSEWHERE.get(name, 200)
        assert (answer.status_code, bool(body)) == (status, status == 200), name
        measured[name] = len(queries)
    named = {name.partition(":")[0] for name in measured}
    public = {pattern.name for pattern in urls.urlpatterns} - NOT_FOR_EVERYBODY
    assert public == named, "every page, and no other"
    found = baselines.differences("pages", measured)
    assert not found, baselines.advice(found)
