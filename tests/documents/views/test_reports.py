"""A reader reports a wrong link: a row for the queue, and nothing changes."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from documents import reporting
from documents.limits import Limit
from documents.models import Citation, Report
from tests.factories import make_document


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def citation(world: SimpleNamespace) -> Citation:
    return world.first.citations.get(quote="行动5(c)")


def page_of(citation: Citation, language: str = "zh-hans") -> str:
    return f"/{language}/citations/{citation.pk}/report/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_shows_what_is_reported(client: Client, citation: Citation, language: str) -> None:
    answer = client.get(page_of(citation, language))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1 and "行动5(c)" in html and citation.paragraph.text in html
    assert "csrfmiddlewaretoken" in html and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("note", ["", "  这是行动6。<b>  "])
def test_a_report_is_stored_and_nothing_else_changes(
    client: Client, citation: Citation, note: str
) -> None:
    before = Citation.objects.filter(pk=citation.pk).values().get()
    answer = client.post(page_of(citation), {"note": note})
    assert (answer.status_code, answer.url) == (302, page_of(citation) + "thanks/")
    row = Report.objects.get()
    assert (row.citation, row.note, row.state) == (citation, note.strip(), "open")
    assert Citation.objects.filter(pk=citation.pk).values().get() == before
    html = client.get(answer.url).content.decode()
    assert "谢谢" in html and citation.paragraph.get_absolute_url() in html


def test_it_needs_the_token(citation: Citation) -> None:
    assert Client(enforce_csrf_checks=True).post(page_of(citation)).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("note", "reason"), [("长" * 1001, "too long"), ("a\x00b", "no plain text")]
)
def test_bad_notes(client: Client, citation: Citation, note: str, reason: str) -> None:
    answer = client.post(page_of(citation), {"note": note})
    assert answer.status_code == 400, reason
    assert 'role="alert"' in answer.content.decode()
    assert not Report.objects.exists()


def test_too_many_from_one_address(
    client: Client, citation: Citation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "LIMIT", Limit("report", most=2, seconds=600))
    codes = [client.post(page_of(citation)).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    assert client.post(page_of(citation))["Retry-After"] == "600"
    assert client.post(page_of(citation), REMOTE_ADDR="192.0.2.9").status_code == 302
    assert Report.objects.count() == 3


def test_behind_a_proxy_readers_are_told_apart(
    client: Client, citation: Citation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "LIMIT", Limit("report", most=1, seconds=600))

    def post(forwarded: str) -> int:
        return client.post(page_of(citation), headers={"X-Forwarded-For": forwarded}).status_code

    with override_settings(TRUSTED_PROXIES=1):
        # Only what the proxy adds, the last, counts.
        assert [post("1.1.1.1, 192.0.2.1"), post("2.2.2.2, 192.0.2.1")] == [302, 429]
        assert post("192.0.2.2") == 302
    assert post("192.0.2.3") == 302 and post("192.0.2.4") == 429


def test_enough_open_reports_are_enough(
    client: Client, citation: Citation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_OPEN", 1)
    assert [client.post(page_of(citation)).status_code for _ in range(2)] == [302, 302]
    assert Report.objects.count() == 1


def test_what_is_not_public_has_no_page(client: Client, world: SimpleNamespace) -> None:
    hidden = Citation.objects.exclude(pk__in=Citation.objects.public())
    assert hidden.exists()
    for row in hidden:
        assert client.get(page_of(row)).status_code == 404
        assert client.post(page_of(row)).status_code == 404
    assert client.get(f"/zh-hans/citations/{uuid4()}/report/").status_code == 404
    assert not Report.objects.exists()


def test_every_citation_leads_to_its_report(client: Client, world: SimpleNamespace) -> None:
    make_document()
    for page in ("documents/paper-one/", "documents/paper-one/p/9/"):
        html = client.get(f"/zh-hans/{page}").content.decode()
        for row in world.first.citations.all():
            assert f"/zh-hans/citations/{row.pk}/report/" in html, page
    html = client.get("/zh-hans/commitments/action-plan-2010/5/").content.decode()
    for row in (*world.first.citations.all(), world.second.citations.get(status="linked")):
        assert f"/zh-hans/citations/{row.pk}/report/" in html
