"""The search page: hits with marks, facets, problems in words, ways out, few queries."""

from types import SimpleNamespace

import pytest
from django.test import Client

PAGE = "/zh-hans/search/"


def html(client: Client, status: int = 200, **params: str) -> str:
    answer = client.get(PAGE, params)
    assert answer.status_code == status
    return answer.content.decode()


def test_hits_are_marked_and_lead_to_their_paragraph(
    client: Client, world: SimpleNamespace
) -> None:
    page = html(client, q="回顾")
    assert "本集团<mark>回顾</mark>2010年行动计划" in page
    assert "/zh-hans/documents/paper-one/p/9/" in page
    assert "/zh-hans/commitments/action-plan-2010/5c/" in page
    assert "<strong>1段</strong>" in page


def test_everything_is_escaped(client: Client, world: SimpleNamespace) -> None:
    world.first.text = "<script>alert(1)</script>回顾"
    world.first.save()
    page = html(client, q='回顾 "><script>')
    assert "<script>" not in page.replace('<script src="', "")
    assert "&lt;script&gt;alert" in html(client, q="回顾")


def test_hidden_paragraphs_stay_hidden(client: Client, world: SimpleNamespace) -> None:
    assert "不得外传的段落" not in html(client, q="外传")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("核" * 10_000, "检索词太长"),
        (" ".join(map(str, range(30))), "检索词太多"),
        ("-核", "只有要排除的词"),
        ("&|!():*", "只有标点"),
        ("'; DROP TABLE", ""),
    ],
)
def test_hostile_queries_get_a_clear_message(
    client: Client, world: SimpleNamespace, text: str, words: str
) -> None:
    assert words in html(client, status=400 if words else 200, q=text)


@pytest.mark.parametrize("text", ["", "\x00", "  "])
def test_an_empty_query_explains_itself(client: Client, world: SimpleNamespace, text: str) -> None:
    page = html(client, q=text)
    assert "<details" in page and " open" in page
    assert 'role="alert"' not in page


def test_an_unclosed_quotation_mark_is_said(client: Client, world: SimpleNamespace) -> None:
    assert "引号没有成对" in html(client, q="“回顾2010")


def test_a_query_that_reads_as_a_commitment(client: Client, world: SimpleNamespace) -> None:
    page = html(client, q="行动5(c)")
    assert "您是否在找" in page


def test_facets_narrow_and_are_removed(client: Client, world: SimpleNamespace) -> None:
    page = html(client, q="行动")
    assert "party=nam" in page and "cycle=2026" in page and "instrument=action-plan-2010" in page
    page = html(client, q="行动", party="nam")
    assert "paper-one" in page and "paper-two" not in page
    assert "去掉这个筛选条件" in page


@pytest.mark.parametrize("params", [{"party": "zz"}, {"cycle": "x"}, {"instrument": "a\x00b"}])
def test_unknown_filters(client: Client, world: SimpleNamespace, params: dict[str, str]) -> None:
    assert "登记册中没有这个筛选条件" in html(client, status=400, q="行动", **params)


def test_nothing_found_shows_ways_out(client: Client, world: SimpleNamespace) -> None:
    page = html(client, q="回顾 zzz", cycle="2026")
    assert "去掉“zzz”" in page


@pytest.mark.parametrize("number", ["0", "2", "x", "9" * 30, "-1"])
def test_no_such_page(client: Client, world: SimpleNamespace, number: str) -> None:
    html(client, status=404, q="行动", page=number)


def test_in_english(client: Client, world: SimpleNamespace) -> None:
    page = client.get("/en/search/", {"q": "回顾"}).content.decode()
    assert "1 paragraph" in page
    assert 'lang="zh-Hans"' in page


def test_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):
        assert client.get(PAGE, {"q": "行动", "party": "nam", "cycle": "2026"}).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(PAGE, {"q": "行动5(c)"}).status_code == 200
