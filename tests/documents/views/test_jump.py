"""The jump box leads straight to the page, lists the readings, or says that there is none."""

from types import SimpleNamespace

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("5c", "commitments/action-plan-2010/5c/"),
        ("行动5(c)", "commitments/action-plan-2010/5c/"),
        ("64点行动计划", "commitments/action-plan-2010/"),
        ("中国", "parties/CHN/"),
        ("nam", "parties/nam/"),
        ("paper-one", "documents/paper-one/"),
        ("npt/conf.2026/pc.iii/wp.9", "documents/paper-two/"),
    ],
)
def test_straight_to_the_page(client: Client, world: SimpleNamespace, text: str, page: str) -> None:
    world.joint.symbol = "NPT/CONF.2026/PC.III/WP.9"
    world.joint.save()
    answer = client.get("/zh-hans/jump/", {"q": text})
    assert (answer.status_code, answer.url) == (302, f"/zh-hans/{page}")


def test_the_language_stays(client: Client, world: SimpleNamespace) -> None:
    assert client.get("/en/jump/", {"q": "5c"}).url == "/en/commitments/action-plan-2010/5c/"


def test_several_readings_are_listed(client: Client, world: SimpleNamespace) -> None:
    world.joint.slug = "5c"
    world.joint.save()
    answer = client.get("/zh-hans/jump/", {"q": "5c"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "/zh-hans/documents/5c/" in html
    assert "/zh-hans/commitments/action-plan-2010/5c/" in html


@pytest.mark.parametrize("text", ["", "\x00"])
def test_nothing_typed(client: Client, world: SimpleNamespace, text: str) -> None:
    answer = client.get("/zh-hans/jump/", {"q": text})
    assert answer.status_code == 404
    assert "?q=5c" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["zzz", "行动65", "<script>alert(1)</script>", "unpublished", "步骤9"]
)
def test_what_names_nothing_is_searched_for(
    client: Client, world: SimpleNamespace, text: str
) -> None:
    answer = client.get("/zh-hans/jump/", {"q": text}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/zh-hans/search/?q=")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):
        client.get("/zh-hans/jump/", {"q": "5c"})
