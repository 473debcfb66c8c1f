"""What a request may ask: nothing is ignored, and an error says what is allowed."""

import base64
import json

import pytest

from tests.factories import make_commitment, make_state

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def cursor(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def walk(client, url, direction="next"):
    pages = []
    while url:
        body = client.get(url).json()
        pages.append([row["code"] for row in body["results"]])
        last, url = url, body[direction]
    return pages, last


@pytest.mark.parametrize(
    "path",
    ["commitments/", "commitments/npt:VI/", "states/", "documents/", "citations/", ""],
)
def test_an_unknown_parameter_is_an_error_that_names_the_known(client, path):
    make_commitment("npt:VI")
    response = client.get(f"{API}{path}?comitment=npt:VI")
    assert response.status_code == 400
    body = response.json()
    assert body["parameter"] == "comitment"
    assert "format" in body["allowed"]
    assert ("page_size" in body["allowed"]) is (path.count("/") == 1)


def test_the_known_parameters_of_citations_are_named(client):
    assert client.get(f"{API}citations/?x=1").json()["allowed"] == [
        "addressee",
        "commitment",
        "count",
        "cursor",
        "cycle",
        "document",
        "expand",
        "fields",
        "format",
        "group",
        "instrument",
        "kind",
        "member_of",
        "omit",
        "page_size",
        "party",
        "pillar",
        "q",
        "review_state",
        "session",
        "status",
        "supporter",
        "theme",
        "through",
        "verb",
    ]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("commitments/?instrument=nptt", "instrument"),
        ("commitments/?instrument=", "instrument"),
        ("commitments/?page_size=1&page_size=1", "page_size"),
        ("commitments/?instrument=npt&instrument=", "instrument"),
        ("commitments/?addressee=NOBODY", "addressee"),
        ("commitments/?count=yes", "count"),
        ("commitments/?fields=key,paragraphs", "fields"),
        ("commitments/?omit=,", "omit"),
        ("commitments/?expand=citations", "expand"),
        ("states/?expand=memberships", "expand"),
        ("sessions/?cycle=1975a", "cycle"),
        ("commitments/?instrument=%00", "instrument"),
        ("commitments/?instrument=%ED%A0%80", "instrument"),
        ("commitments/?parent=npt:LX", "parent"),
        ("citations/?party=ATLANTIS", "party"),
        ("citations/?party=a%00", "party"),
        ("citations/?cycle=two", "cycle"),
        ("citations/?cycle=99999999999999999999999", "cycle"),
        ("citations/?document=unknown", "document"),
        ("citations/?commitment=npt", "commitment"),
        ("documents/?session=rc-1900", "session"),
        ("states/?page_size=0", "page_size"),
        ("states/?page_size=201", "page_size"),
        ("states/?page_size=-1", "page_size"),
        ("states/?page_size=ten", "page_size"),
        ("states/?page_size=99999999999999999999999", "page_size"),
        ("states/?format=xml", "format"),
    ],
)
def test_a_bad_value_is_an_error(client, query, parameter):
    make_commitment("npt:VI")
    response = client.get(API + query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["parameter"] == parameter
    assert response.json()["detail"]


def test_a_bad_choice_is_an_error_that_names_the_choices(client):
    response = client.get(f"{API}citations/?status=lost")
    assert response.status_code == 400
    assert response.json()["allowed"] == ["ambiguous", "linked", "unresolved"]


def test_pages_hold_fifty_rows_and_at_most_two_hundred(client):
    for first in "ABCDEFGHI":
        for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            make_state(f"{first}{second}Z")
    assert len(client.get(f"{API}states/").json()["results"]) == 50
    assert len(client.get(f"{API}states/?page_size=200").json()["results"]) == 200


def test_pages_lead_forth_and_back_over_every_row_once(client):
    codes = [f"{letter}AA" for letter in "ABCDEFG"]
    for code in codes:
        make_state(code)
    pages, last = walk(client, f"{API}states/?page_size=3")
    assert pages == [codes[:3], codes[3:6], codes[6:]]
    back, first = walk(client, last, "previous")
    assert back == [codes[6:], codes[3:6], codes[:3]]
    assert walk(client, first)[0] == pages


def test_a_list_without_rows_is_one_empty_page(client):
    assert client.get(f"{API}states/").json() == {"next": None, "previous": None, "results": []}


def test_pages_go_by_every_field_of_the_ordering(client):
    expected = []
    for instrument in ("a", "b"):
        for position in (1, 2, 3):
            make_commitment(f"{instrument}:{position}", position=1 + position // 2)
            expected.append(f"{instrument}:{position}")
    found, url = [], f"{API}commitments/?page_size=1"
    while url:
        body = client.get(url).json()
        found += [row["key"] for row in body["results"]]
        url = body["next"]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "????",
        "行动",
        "%00",
        "[" * 5000,
        cursor(),
        cursor(False),
        cursor(False, "AAA", "BBB"),
        cursor(0, "AAA"),
        cursor(False, None),
        cursor(False, ["AAA"]),
        cursor(False, "A\x00A"),
        cursor(False, "A\ud800"),
        cursor(False, "far too long"),
        base64.urlsafe_b64encode(b"[" * 100_000).decode().rstrip("="),
        base64.urlsafe_b64encode(b"[false," + b"9" * 5000 + b"]").decode().rstrip("="),
    ],
    ids=range(16),
)
def test_a_cursor_that_was_not_given_out_is_an_error(client, text):
    response = client.get(f"{API}states/", {"cursor": text})
    assert response.status_code == 400
    assert response.json()["parameter"] == "cursor"


@pytest.mark.parametrize("number", [-1, 10**30, 1.5, True, float("inf")])
def test_a_cursor_with_an_impossible_number_is_an_error(client, number):
    response = client.get(f"{API}commitments/", {"cursor": cursor(False, "npt", number, "npt:I")})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "commitments/npt:XXL/",
        "commitments/npt/",
        "commitments/npt:%00/",
        "commitments/npt:VI/more/",
        "instruments/NPT/",
        "states/mys/",
        "states/ZZZ/",
        "groups/nobody/",
        "documents/nothing/",
        "documents/nothing/paragraphs/1/",
        "documents/nothing/paragraphs/",
        "paragraphs/1/",
        "citations/00000000-0000-0000-0000-000000000000/",
        "citations/1/",
        "nothing/",
        "行动/",
    ],
)
def test_an_unknown_address_is_answered_in_json(client, path):
    for accept in ("*/*", "application/json", "text/html,*/*;q=0.8"):
        response = client.get(API + path, headers={"accept": accept})
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == 404


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    make_commitment("npt:VI")
    response = client.get(f"{API}commitments/npt:VI?format=json")
    assert response.status_code == 301
    assert response["Location"] == f"{API}commitments/npt:VI/?format=json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    make_commitment("npt:VI")
    for path in ("commitments/", "commitments/npt:VI/", "citations/"):
        response = getattr(client, method)(API + path)
        assert response.status_code == 405
        assert response.json()["status"] == 405


def test_the_root_names_the_lists(client):
    body = client.get(API).json()
    assert sorted(body) == [
        "bodies",
        "changes",
        "check",
        "citations",
        "commitments",
        "cycles",
        "documents",
        "groups",
        "instruments",
        "matrix",
        "paragraphs",
        "positions",
        "quality",
        "search",
        "sessions",
        "states",
        "themes",
        "unresolved",
        "vocabulary",
    ]
    expected = {"search": 400, "check": 405}
    for name, url in body.items():
        assert client.get(url).status_code == expected.get(name, 200), name
