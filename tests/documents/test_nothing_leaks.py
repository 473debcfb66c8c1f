"""What is not public shows on no page, in no file, feed or answer of the API.

Every address of the application is asked; one that is not in the lists here fails the test, so that
no new page is forgotten.
"""

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from commitments import catalogue
from commitments.models import Commitment, State
from commitments.register import load_register
from documents import changes, review_queue
from documents.models import (
    Citation,
    Document,
    Job,
    Source,
    Submission,
    Upload,
    UploadedFile,
    Version,
)
from tests.factories import (
    make_citation,
    make_document,
    make_paragraph,
    make_version,
)
from tests.reviewers import make_reviewer

pytestmark = pytest.mark.django_db

SLUG, WORD = "secret-paper", "绝密词语"
TEXT = f"本集团重申行动5(c)和{WORD}。"


def _superseded() -> Document:
    return make_document(slug=SLUG, superseded_by=make_document(slug="its-revision"))


def _held(document: Document) -> Document:
    """Its newest text waits for an editor, was handed in, and failed once."""
    version = document.versions.latest("number")
    Version.objects.filter(pk=version.pk).update(held=True, header={"title": WORD}, warnings=[WORD])
    Source.objects.filter(pk=version.source_id).update(name=f"{WORD}.txt", mended={"title": WORD})
    upload = Upload.objects.create(by_name=WORD)
    upload.files.create(
        position=1, name=f"{WORD}.txt", sha256=version.source.sha256, source=version.source
    )
    failed = {"state": Job.State.FAILED, "reason": f"{WORD}: {SLUG}"}
    Job.objects.create(verb=Job.Verb.LINK, version=version, **failed)
    Job.objects.create(
        verb=Job.Verb.INGEST, source=version.source, options={"hold": "yes"}, **failed
    )
    # And one beside a text that readers see.
    shown = make_document(slug="open-paper")
    make_paragraph(document=shown, text="另一段。", path="1")
    newer = make_version(document=shown, current=False, held=True, header={"title": WORD})
    make_paragraph(version=newer, text=TEXT, path="1")
    return document


HIDDEN: dict[str, Callable[[], Document]] = {
    "unpublished": lambda: make_document(slug=SLUG, published_at=None),
    "withdrawn": lambda: make_document(slug=SLUG, withdrawn_at=timezone.now()),
    "superseded": _superseded,
    "generated": lambda: make_document(slug=SLUG, generated=True),
    "of an earlier text": lambda: make_document(slug="open-paper"),
    "held": lambda: _held(make_document(slug=SLUG, public=False)),
}
# Asked of every page that reads them; a page ignores or refuses what it does not know.
QUESTIONS = ("", "?commitment=action-plan-2010:5", "?party=CHN", "?q=本集团重申")
FILES = ("?format=csv", "?format=jsonl")
# Addresses that need a name. `{citation}` is one of the hidden paper.
NAMED = {
    "instrument": ["commitments/action-plan-2010/"],
    "commitment": ["commitments/action-plan-2010/5c/", "commitments/action-plan-2010/5/"],
    "document": [f"documents/{SLUG}/"],
    "paragraph": [f"documents/{SLUG}/p/1/"],
    "paragraph-file": [f"documents/{SLUG}/p/1/cite.bib", f"documents/{SLUG}/p/1/cite.ris"],
    "report": ["citations/{citation}/report/"],
    "report-thanks": ["citations/{citation}/report/thanks/"],
    "review-citation": ["review/citations/{citation}/"],
    "review-suggestion": ["review/suggestions/{citation}/"],
    "review-add": [f"review/documents/{SLUG}/p/1/add/"],
    "mend-head": [f"review/papers/{SLUG}/head/"],
    "withdraw": [f"review/papers/{SLUG}/withdraw/"],
    "sample": ["review/samples/1/"],
    "sample-reading": ["review/samples/1/0/"],
    "settle-disagreement": ["review/disagreements/1/settle/"],
    "party": ["parties/CHN/"],
    "compare": ["compare/?party=CHN&party=JPN"],
    "silence": ["silence/?party=CHN"],
    "timeline": ["timeline/?party=CHN", "timeline/?commitment=action-plan-2010:5"],
    "jump": ["jump/?to=5c", "jump/?to=5"],
    "compare-papers": ["documents/compare/", f"documents/compare/?a={SLUG}"],
    "upload-progress": ["upload/{upload}/"],
    "retry": ["upload/jobs/{job}/retry/"],
    "discard-file": ["upload/files/{file}/discard/"],
    "held": ["upload/versions/{version}/"],
}


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _names(each.url_patterns)
        elif each.name:
            yield each.name, str(each.pattern)


def pages() -> list[str]:
    """The addresses of the pages, without their language."""
    found = []
    for name, pattern in _names(get_resolver("documents.urls").url_patterns):
        if name in NAMED:
            found += NAMED[name]
        else:
            assert "<" not in pattern, f"give the page {name!r} an address in NAMED"
            found += [pattern + question for question in (*QUESTIONS, *FILES)]
    return found


@pytest.fixture(params=list(HIDDEN))
def hidden(request: pytest.FixtureRequest) -> Citation:
    """A paper of China that nobody may see, with a citation, a miss and a heading."""
    catalogue.load(load_register())
    document = HIDDEN[request.param]()
    version = document.versions.latest("number")
    make_paragraph(version=version, text=f"{WORD}的标题", kind="heading", path="h1")
    paragraph = make_paragraph(version=version, text=TEXT, path="1")
    item = Commitment.objects.get(key="action-plan-2010:5c")
    citation = make_citation(paragraph=paragraph, commitment=item, quote="行动5(c)")
    make_citation(paragraph=paragraph, status="unresolved", quote=WORD)
    Submission.objects.create(document=document, position=1, state=State.objects.get(code="CHN"))
    if request.param == "of an earlier text":
        make_paragraph(version=make_version(document=document), text="另一段。", path="1")
    changes.record_all()
    return citation


def _names_of_uploads() -> dict[str, object]:
    """What stands in the addresses of uploads, or would."""
    rows = {"upload": Upload, "job": Job, "file": UploadedFile, "version": Version}
    found = {
        name: model.objects.values_list("pk", flat=True).last() for name, model in rows.items()
    }
    return {name: pk or (uuid.uuid4() if name == "upload" else 1) for name, pk in found.items()}


def _text(response: HttpResponseBase) -> str:
    streaming = getattr(response, "streaming", False)
    data = b"".join(response.streaming_content) if streaming else response.content
    return data.decode(errors="replace")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_and_no_file_shows_it(client: Client, hidden: Citation, language: str) -> None:
    wrong, names = [], _names_of_uploads()
    for page in pages():
        address = f"/{language}/{page.format(citation=hidden.pk, **names)}"
        response = client.get(address)
        text = _text(response)
        assert response.status_code < 500, address
        if WORD in text or (SLUG in text and SLUG not in address):
            wrong.append(address)
    assert wrong == []


def test_reviewers_see_no_more_papers(client: Client, hidden: Citation) -> None:
    """But for earlier texts of public papers, which hold what lost its words."""
    client.force_login(make_reviewer())
    Citation.objects.update(review_state="flagged")
    own = hidden.paragraph.version.document
    seen = Document.objects.public().filter(pk=own.pk).exists()
    for section in review_queue.SECTIONS:
        answer = client.get(f"/zh-hans/review/?queue={section}")
        assert (WORD in _text(answer)) is (seen and section == "flagged"), section
    assert client.get(f"/zh-hans/review/citations/{hidden.pk}/").status_code == (
        200 if seen else 404
    )
    assert WORD not in _text(client.get("/zh-hans/review/gold.jsonl"))


# What stands for a parameter in an address of the API.
IDS = {
    "slug": {"documents": SLUG, "instruments": "action-plan-2010", "groups": "nam"}
    | {"bodies": "un-secretariat", "themes": "reductions"},
    "key": {"commitments": "action-plan-2010:5c", "sessions": "rc-2020"},
    "code": {"states": "CHN"},
    "year": {"cycles": "2020"},
    "document": {"documents": SLUG},
    "path": {"documents": "1"},
}
ASKED = ("", "?commitment=action-plan-2010:5", "?party=CHN", "?document=open-paper", *FILES)
FEEDS = (
    "/feeds/commitments/action-plan-2010/5c/",
    "/feeds/parties/CHN/",
    "/feeds/search/?q=本集团重申",
)


def answers(citation: Citation) -> list[str]:
    """The addresses of the API, as its description names them, and the feeds."""
    found = list(FEEDS)
    for path, operations in SchemaGenerator().get_schema(public=True)["paths"].items():
        resource = path.split("/")[3]
        names = re.findall(r"{(\w+)}", path)
        if "get" not in operations:
            continue
        for name in names:
            value = str(citation.pk) if name == "id" else IDS[name][resource]
            path = path.replace(f"{{{name}}}", value)
        questions = ["?q=本集团重申"] if resource == "search" else ASKED
        found += [path] if names else [path + question for question in questions]
    return [*found, "/api/v1/changes/?data=true&page_size=200&resource=paragraphs"]


def test_no_answer_and_no_feed_shows_it(client: Client, hidden: Citation) -> None:
    asked = answers(hidden)
    assert len(asked) > 80
    wrong, given = [], 0
    for address in asked:
        response = client.get(address)
        text = _text(response)
        assert response.status_code < 500, address
        given += response.status_code == 200
        if WORD in text or (SLUG in text and SLUG not in address and "/changes/" not in address):
            wrong.append(address)
    assert wrong == []
    assert given > 40
