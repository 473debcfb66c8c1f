"""The register over the API: addresses by public keys, lists in a fixed order, bounded queries."""

import pytest

from commitments import catalogue
from commitments.models import Group, Membership, ReviewCycle, Session
from commitments.register import load_register
from tests.factories import make_commitment, make_instrument, make_state, make_theme

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def ids(response, name="key"):
    assert response.status_code == 200, response.content
    return [row[name] for row in response.json()["results"]]


def make_group(slug, *states, **fields):
    group = Group.objects.create(slug=slug, name_zh=slug, name_en=slug, kind="regional", **fields)
    for state in states:
        Membership.objects.create(
            group=group, state=state, from_year=1995, npt_party="yes", confidence="sure"
        )
    return group


@pytest.mark.parametrize("key", ["npt:X.1", "action-plan-2010:I.A.iii", "npt:VI", "steps-2000:6"])
def test_keys_with_dots_and_colons_have_addresses(client, key):
    make_commitment(key)
    response = client.get(f"{API}commitments/{key}/")
    assert response.status_code == 200
    body = response.json()
    assert body["key"] == key
    assert body["url"] == f"http://testserver{API}commitments/{key}/"
    assert client.get(body["url"]).json() == body


def test_a_commitment_shows_its_tree_its_themes_and_where_its_text_stands(client):
    plan = make_instrument(
        "action-plan-2010", symbol="NPT/CONF.2010/50 (Vol. I)", source_url="https://undocs.org/x"
    )
    second = make_theme("second")
    item = make_commitment(
        "action-plan-2010:5", instrument=plan, theme=make_theme("first"), second_theme=second
    )
    sub = make_commitment("action-plan-2010:5c", parent=item)
    step = make_commitment("steps-2000:9e")
    item.see_also.add(step)
    body = client.get(f"{API}commitments/action-plan-2010:5/").json()
    assert body["sub_items"] == [sub.key]
    assert body["parent"] is None
    assert body["instrument"] == "action-plan-2010"
    assert body["themes"] == ["first", "second"]
    assert body["see_also"] == ["steps-2000:9e"]
    assert body["symbol"] == "NPT/CONF.2010/50 (Vol. I)"
    assert body["source_url"] == "https://undocs.org/x"
    assert body["html_url"] == "http://testserver/commitments/action-plan-2010/5/"
    assert client.get(f"{API}commitments/{sub.key}/").json()["parent"] == item.key


def test_no_database_number_is_shown(client):
    item = make_commitment("npt:VI")
    make_group("nam", make_state("MYS"))
    for path in ("instruments/npt", "commitments/npt:VI", "states/MYS", "groups/nam"):
        assert "id" not in client.get(f"{API}{path}/").json()
    assert client.get(f"{API}commitments/{item.pk}/").status_code == 404


def test_commitments_come_in_reading_order(client):
    plan = make_instrument("action-plan-2010")
    for number in (10, 9, 2):
        make_commitment(f"action-plan-2010:{number}", instrument=plan, position=number)
    make_commitment("a-first-one:1")
    assert ids(client.get(f"{API}commitments/")) == [
        "a-first-one:1",
        "action-plan-2010:2",
        "action-plan-2010:9",
        "action-plan-2010:10",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("instrument=npt", ["npt:IV"]),
        ("pillar=disarmament", ["steps-2000:9", "steps-2000:9a"]),
        ("parent=steps-2000:9", ["steps-2000:9a"]),
        ("instrument=npt&pillar=disarmament", []),
    ],
)
def test_commitments_are_filtered(client, query, expected):
    make_commitment("npt:IV", pillar="peaceful-uses")
    make_commitment("steps-2000:9a", parent=make_commitment("steps-2000:9"))
    assert ids(client.get(f"{API}commitments/?{query}")) == expected


def test_an_instrument_names_what_it_belongs_to(client):
    cycle = ReviewCycle.objects.create(cycle_year=2010)
    conference = Session.objects.create(
        key="rc-2010", cycle=cycle, ordinal=8, starts="2010-05-03", ends="2010-05-28"
    )
    whole = make_instrument("final-document-2010", conference=conference)
    make_instrument("action-plan-2010", parent=whole, name_zh="2010年行动计划")
    response = client.get(f"{API}instruments/action-plan-2010/")
    body = response.json()
    assert (body["parent"], body["conference"]) == ("final-document-2010", None)
    assert "2010年行动计划".encode() in response.content
    assert client.get(f"{API}instruments/final-document-2010/").json()["conference"] == "rc-2010"


def test_states_and_groups_show_dated_memberships(client):
    state = make_state("MYS", name_zh="马来西亚")
    make_group("nam", state)
    member = {"from_year": 1995, "to_year": None, "npt_party": "yes"}
    body = client.get(f"{API}states/MYS/").json()
    assert body["memberships"] == [{"group": "nam", **member}]
    assert body["html_url"] == "http://testserver/parties/MYS/"
    assert client.get(f"{API}groups/nam/").json()["memberships"] == [{"state": "MYS", **member}]


def test_retired_rows_leave_the_lists_and_keep_their_address(client):
    make_commitment("npt:I", retired=True)
    assert ids(client.get(f"{API}commitments/")) == []
    assert client.get(f"{API}commitments/npt:I/").json()["retired"] is True


def test_html_addresses_are_the_permanent_ones_whatever_the_reader_speaks(client):
    make_commitment("npt:VI")
    for language in ("en", "zh-hans"):
        body = client.get(f"{API}commitments/npt:VI/", headers={"accept-language": language}).json()
        assert body["html_url"] == "http://testserver/commitments/npt/VI/"


@pytest.mark.parametrize("name", ["instruments", "commitments", "states", "groups"])
def test_queries_do_not_grow_with_the_page(client, name, django_assert_max_num_queries):
    states = [make_state() for _number in range(6)]
    for number in range(1, 7):
        item = make_commitment(f"npt-{number}:1")
        item.see_also.add(make_commitment(f"npt-{number}:1a", parent=item))
        make_group(f"group-{number}", *states)
    with django_assert_max_num_queries(6):
        assert len(ids(client.get(f"{API}{name}/"), "url")) >= 6


def test_every_fact_of_the_register_is_listed_and_has_an_address(client):
    register = load_register()
    catalogue.load(register)
    for name, key, facts in [
        ("instruments", "slug", register.instruments),
        ("commitments", "key", register.commitments),
        ("states", "code", register.states),
        ("groups", "slug", register.groups),
    ]:
        found, url = [], f"{API}{name}/?page_size=200"
        while url:
            page = client.get(url).json()
            found += page["results"]
            url = page["next"]
        assert {row[key] for row in found} == {getattr(fact, key) for fact in facts}
        assert len(found) == len(facts)
        for row in found:
            assert client.get(row["url"]).json() == row
