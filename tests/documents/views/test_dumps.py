"""Dumps over HTTP: listed, whole, in parts, and from there on."""

import hashlib
import json
from pathlib import Path

import pytest
from django.test import Client

from documents.dumps.making import make_dump
from tests.factories import make_citation

pytestmark = pytest.mark.django_db(transaction=True)


class ClosingClient(Client):
    """A client that closes what it got, read or not, as a server does."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list = []

    def request(self, **request):
        self.got.append(super().request(**request))
        return self.got[-1]


@pytest.fixture
def client():
    """Ours, in place of the usual one."""
    found = ClosingClient()
    yield found
    for answer in found.got:
        answer.close()


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    """A dump that is served."""
    settings.DUMPS_DIR = tmp_path / "dumps"
    make_citation()
    return make_dump(out=settings.DUMPS_DIR)


@pytest.fixture
def ask(client: Client, folder: Path):
    """Ask for a part of the paragraphs."""

    def get(**headers):
        return client.get(f"/dumps/{folder.name}/paragraphs.csv", headers=headers)

    return get


@pytest.fixture
def data(folder: Path) -> bytes:
    """The paragraphs."""
    return (folder / "paragraphs.csv").read_bytes()


def body(answer) -> bytes:
    return b"".join(answer)


def test_a_file_is_served_whole(ask, data):
    answer = ask(**{"accept-encoding": "gzip, br"})
    assert answer.status_code == 200
    assert body(answer) == data
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["ETag"] == f'"{hashlib.sha256(data).hexdigest()}"'
    assert answer["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in answer
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=3-99999999", slice(3, None)),
        ("bytes=-99999999", slice(0, None)),
    ],
)
def test_a_part_is_served(ask, data, asked, part):
    answer = ask(range=asked)
    found = body(answer)
    assert answer.status_code == 206
    assert found == data[part]
    first = len(data) - len(data[slice(part.start, None)]) if part.start else 0
    last = first + len(found) - 1
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(data)}"
    assert answer["Content-Length"] == str(len(found))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_that_does_not_exist(ask, data, asked):
    answer = ask(range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(data)}"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "rows=1-2", "bytes=0-1,3-4", "bytes=x"])
def test_a_part_that_cannot_be_read_is_the_whole(ask, data, asked):
    answer = ask(range=asked)
    assert (answer.status_code, body(answer)) == (200, data)


def test_a_download_is_taken_up_only_if_the_file_is_the_same(ask, data):
    etag, modified = ask()["ETag"], ask()["Last-Modified"]
    for same in (etag, modified):
        assert ask(range="bytes=5-", **{"if-range": same}).status_code == 206
    for other in ('"x"', f"W/{etag}", "Thu, 01 Jan 1970 00:00:00 GMT", "x"):
        assert body(ask(range="bytes=5-", **{"if-range": other})) == data


def test_what_is_held_already_is_not_sent_again(ask):
    etag, modified = ask()["ETag"], ask()["Last-Modified"]
    for header in ({"if-none-match": etag}, {"if-modified-since": modified}):
        answer = ask(**header)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == etag
    assert ask(**{"if-none-match": '"x"'}).status_code == 200


def test_the_latest_leads_to_the_newest(client, folder):
    newest = make_dump(out=folder.parent)
    answer = client.get("/dumps/latest/manifest.json")
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/dumps/{newest.name}/manifest.json",
    )
    served = client.get(answer["Location"])
    assert json.loads(body(served))["date"] == newest.name


def test_the_dumps_are_listed_for_people_and_programs(client, folder):
    page = client.get("/dumps/", headers={"accept-language": "en"}).content.decode()
    assert folder.name in page and "citations.jsonl" in page
    listed = client.get("/dumps/index.json").json()["dumps"]
    assert [each["date"] for each in listed] == [folder.name]
    assert client.get(listed[0]["manifest"]).status_code == 200


def test_without_a_dump_the_list_says_so(client, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path / "none"
    assert client.get("/dumps/").status_code == 200
    assert client.get("/dumps/index.json").json() == {"dumps": []}
    assert client.get("/dumps/latest/manifest.json").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "{}/.lock",
        "{}/nothing.csv",
        "{}/..%2f.lock",
        "../.lock",
        ".partial-x/half.jsonl",
        "2020-01-01/manifest.json",
        "{}/%00",
    ],
)
def test_nothing_else_is_served(client, folder, path):
    (folder.parent / ".partial-x").mkdir()
    (folder.parent / ".partial-x" / "half.jsonl").write_text("{")
    (folder / "other.txt").write_text("x")
    assert client.get(f"/dumps/{path.format(folder.name)}").status_code == 404
    assert client.get(f"/dumps/{folder.name}/other.txt").status_code == 404


def test_nothing_is_taken(client, folder):
    assert client.post(f"/dumps/{folder.name}/manifest.json").status_code == 405


def test_pages_of_others_may_read_dumps(client, folder):
    path = f"/dumps/{folder.name}/manifest.json"
    answer = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
