"""A client that keeps a copy by the changes feed alone ends with exactly the server's data."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from commitments.models import Commitment
from documents import changes, review
from documents.models import Citation, Document, Feed, Paragraph
from tests.documents.papers import BODY, HEAD, paper, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir")]

API = "/api/v1/"
RESOURCES = (
    "instruments",
    "commitments",
    "states",
    "groups",
    "documents",
    "paragraphs",
    "citations",
)
IDS = {"instruments": "slug", "commitments": "key", "states": "code", "groups": "slug"}
# Counts follow from the citations: whoever has those can count.
COUNTS = {"paragraph_count", "paper_count", "collective_count"}


class Mirror:
    """A copy of what the feed tells, and the place up to which it was read."""

    def __init__(self, client: Client, page_size: int = 7) -> None:
        self.client, self.page_size = client, page_size
        self.cursor = ""
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}

    def sync(self) -> int:
        """Read on to the end; gives how many rows came."""
        came, more = 0, True
        while more:
            query = {"data": "true", "page_size": self.page_size}
            if self.cursor:
                query["after"] = self.cursor
            response = self.client.get(f"{API}changes/", query)
            assert response.status_code == 200, response.content
            page = response.json()
            for row in page["results"]:
                self._apply(row)
            came += len(page["results"])
            self.cursor, more = page["cursor"], page["more"]
        return came

    def _apply(self, row: dict[str, Any]) -> None:
        key = row["resource"], row["id"]
        if row["op"] == "delete":
            self.rows.pop(key, None)
        elif row["data"] is not None:
            self.rows[key] = row["data"]


def everything(client: Client) -> dict[tuple[str, str], dict[str, Any]]:
    """The server's data, list by list."""
    found = {}
    for resource in RESOURCES:
        address = f"{API}{resource}/?page_size=200"
        while address:
            page = client.get(address).json()
            for row in page["results"]:
                found[
                    resource, row[IDS.get(resource, "slug" if resource == "documents" else "id")]
                ] = row
            address = page["next"]
    return found


def bare(rows: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The same without counts; resources that have no list here are left out."""
    return {
        key: {name: value for name, value in row.items() if name not in COUNTS}
        for key, row in rows.items()
        if key[0] in RESOURCES
    }


@pytest.fixture
def mirror(client: Client) -> Mirror:
    """A client that has the register and one paper."""
    call_command("load_catalogue", verbosity=0)
    take_in(paper())
    copy = Mirror(client)
    assert copy.sync() > 500
    assert bare(copy.rows) == bare(everything(client))
    return copy


@pytest.fixture
def by() -> Any:
    return get_user_model().objects.create_user("wang")


def check(mirror: Mirror, client: Client) -> int:
    came = mirror.sync()
    assert bare(mirror.rows) == bare(everything(client))
    return came


def test_nothing_comes_when_nothing_changed(mirror: Mirror, client: Client) -> None:
    call_command("relink")
    call_command("load_catalogue", verbosity=0)
    assert mirror.sync() == 0


def test_ingest_of_papers_and_of_a_new_text(mirror: Mirror, client: Client) -> None:
    take_in(paper(*BODY[:2], head=HEAD.replace("核裁军", "核查")))
    assert check(mirror, client) > 0
    slug = Document.objects.order_by("pk").first().slug
    take_in(paper(BODY[1], "新的一段，重申行动计划的行动9。", BODY[3]), version_of=slug)
    assert check(mirror, client) > 0


def test_relink_after_a_change_of_the_register(mirror: Mirror, client: Client) -> None:
    Commitment.objects.filter(key="npt:VI").update(summary_en="In other words")
    changes.record_register()
    Citation.objects.filter(commitment__key="npt:VI").delete()
    assert mirror.rows["commitments", "npt:VI"]["summary_en"] != "In other words"
    call_command("relink")
    assert check(mirror, client) > 0
    assert mirror.rows["commitments", "npt:VI"]["summary_en"] == "In other words"


def test_review(mirror: Mirror, client: Client, by: Any) -> None:
    first = Citation.objects.get(paragraph__path="1")
    review.correct(citation=first, target="action-plan-2010:5d", by=by)
    assert check(mirror, client) == 2
    review.accept(citation=Citation.objects.get(paragraph__path="2"), by=by)
    paragraph = Paragraph.objects.get(path="4")
    review.add(paragraph=paragraph, target="npt:VI", start=0, end=2, by=by)
    review.reject(citation=Citation.objects.get(paragraph__path="3"), by=by)
    assert check(mirror, client) == 3
    targets = {row["target"] for key, row in mirror.rows.items() if key[0] == "citations"}
    assert targets == {"action-plan-2010:5d", "npt:VI"}


def test_withdrawal_and_return(mirror: Mirror, client: Client, by: Any) -> None:
    document = Document.objects.get()
    cited = str(Citation.objects.get(paragraph__path="1").pk)
    addresses = [
        f"{API}documents/{document.slug}/",
        f"{API}documents/{document.slug}/paragraphs/1/",
        f"{API}citations/{cited}/",
    ]
    review.withdraw(document=document, by=by, note="撤回")
    check(mirror, client)
    assert not [key for key in mirror.rows if key[0] in ("documents", "paragraphs", "citations")]
    for address in addresses:
        assert client.get(address).status_code == 410, address
    review.reinstate(document=document, by=by)
    check(mirror, client)
    assert ("documents", document.slug) in mirror.rows
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_counts_follow_from_the_copy(mirror: Mirror, client: Client) -> None:
    cited: dict[str, set[str]] = {}
    for (resource, _id), row in mirror.rows.items():
        if resource == "citations" and row["status"] == "linked" and row["commitment"]:
            parent = mirror.rows["commitments", row["commitment"]]["parent"]
            for key in {row["commitment"], parent} - {None}:
                cited.setdefault(key, set()).add(row["paragraph"])
    for key in ("action-plan-2010:5", "action-plan-2010:5c", "npt:VI", "npt:IV"):
        told = client.get(f"{API}commitments/{key}/").json()["paragraph_count"]
        assert told == len(cited.get(key, ()))


def test_another_history_is_gone(mirror: Mirror, client: Client) -> None:
    Feed.objects.update(epoch="00000000-0000-4000-8000-000000000000")
    assert client.get(f"{API}changes/", {"after": mirror.cursor}).status_code == 410
    epoch, _, number = client.get(f"{API}changes/?page_size=1").json()["cursor"].partition(".")
    assert client.get(f"{API}changes/", {"after": f"{epoch}.{number}"}).status_code == 200
    assert client.get(f"{API}changes/", {"after": f"{epoch}.999999999"}).status_code == 410


@pytest.mark.parametrize(
    "query",
    [
        {"after": "nonsense"},
        {"after": "00000000-0000-4000-8000-000000000000.-1"},
        {"after": "00000000-0000-4000-8000-000000000000." + "9" * 30},
        {"resource": "secrets"},
        {"data": "yes"},
        {"page_size": "201"},
        {"since": "yesterday"},
    ],
)
def test_bad_questions_are_told(client: Client, query: dict[str, str]) -> None:
    response = client.get(f"{API}changes/", query)
    assert response.status_code == 400
    assert response.json()["parameter"] == next(iter(query))


def test_one_resource_alone(mirror: Mirror, client: Client) -> None:
    page = client.get(f"{API}changes/", {"resource": "documents"}).json()
    assert [(row["resource"], row["op"]) for row in page["results"]] == [("documents", "upsert")]
    assert not page["more"]
    assert page["results"][0]["data"] is None
    # What follows begins after everything that was there, of whatever resource.
    assert page["cursor"] == mirror.cursor
