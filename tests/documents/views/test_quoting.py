"""Copying: lines in both languages, the address, BibTeX and RIS; the verb and why it matched."""

from types import SimpleNamespace

import pytest
from django.test import Client

from documents.models import Citation

FILE = "/documents/paper-one/p/9/cite."


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "page", ["documents/paper-one/", "documents/paper-one/p/9/", "commitments/action-plan-2010/5c/"]
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_paragraph_has_its_lines(
    client: Client, world: SimpleNamespace, page: str, language: str
) -> None:
    html = text_of(client, f"/{language}/{page}")
    assert '<span lang="zh-Hans">《核裁军》，不结盟集团提交的工作文件，第9段</span>' in html
    assert '<span lang="en">“核裁军”, working paper submitted by NAM, para. 9</span>' in html
    assert "http://testserver/documents/paper-one/p/9/" in html
    for form in ("bib", "ris"):
        assert f'href="/{language}{FILE}{form}" download' in html


def test_the_symbol_where_it_is_known(client: Client, world: SimpleNamespace) -> None:
    world.paper.symbol = "NPT/CONF.2026/WP.5"
    world.paper.save()
    html = text_of(client, "/zh-hans/documents/paper-one/p/9/")
    assert '<span lang="zh-Hans">NPT/CONF.2026/WP.5，第9段</span>' in html
    assert '<span lang="en">NPT/CONF.2026/WP.5, para. 9</span>' in html


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("bib", "application/x-bibtex", "@misc{paper-one-p-9,"),
        ("ris", "application/x-research-info-systems", "TY  - RPRT"),
    ],
)
def test_files(client: Client, world: SimpleNamespace, form: str, kind: str, begins: str) -> None:
    answer = client.get(f"/en{FILE}{form}")
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="paper-one-p-9.{form}"'
    text = answer.content.decode()
    assert text.startswith(begins) and "http://testserver/documents/paper-one/p/9/" in text
    shown = text_of(client, "/en/documents/paper-one/p/9/")
    assert begins in shown


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (f"/zh-hans{FILE}pdf", "no such form"),
        ("/zh-hans/documents/paper-one/p/99/cite.bib", "no such paragraph"),
        ("/zh-hans/documents/unpublished/p/1/cite.bib", "not public"),
        ("/zh-hans/documents/withdrawn/p/1/cite.ris", "withdrawn"),
    ],
)
def test_no_file(client: Client, world: SimpleNamespace, address: str, reason: str) -> None:
    assert client.get(address).status_code == 404, reason


def test_the_verb_is_shown_and_underlined(client: Client, world: SimpleNamespace) -> None:
    at = world.first.text.index("回顾")
    cited = world.first.citations.filter(quote="行动5(c)")
    cited.update(verb="recalls", verb_start=at, verb_end=at + 2)
    page = "commitments/action-plan-2010/5c/"
    html = text_of(client, f"/zh-hans/{page}")
    assert '本集团<span class="verb">回顾</span>2010年' in html
    assert '<span class="verb-word">回顾</span> <span class="kind">明确援引</span>' in html
    assert '<span class="verb">下划线</span>' in html  # the legend
    assert '<span class="verb-word">recalls</span>' in text_of(client, f"/en/{page}")
    for page in ("documents/paper-one/", "documents/paper-one/p/9/"):
        html = text_of(client, f"/zh-hans/{page}")
        assert '<span class="verb">回顾</span>' in html and 'class="verb-word">回顾<' in html


def test_why_it_matched(client: Client, world: SimpleNamespace) -> None:
    Citation.objects.filter(quote="行动5(c)").update(rule="action.governed")
    words = "点名2010年行动计划的行动5(c)；紧接在该计划的名称之后"
    for page in ("commitments/action-plan-2010/5c/", "documents/paper-one/p/9/"):
        assert words in text_of(client, f"/zh-hans/{page}")
    english = text_of(client, "/en/commitments/action-plan-2010/5c/")
    assert "names Action 5 (c) of Action Plan; it stands right behind the plan" in english


def test_what_stands_for_one_reason_is_said_once(client: Client, world: SimpleNamespace) -> None:
    rows = world.first.citations.exclude(commitment=world.action5)
    rows.update(kind="enumerated", rule="enumeration.letters", antecedent={"quote": "行动5<"})
    html = text_of(client, "/zh-hans/commitments/action-plan-2010/5/")
    assert html.count("再逐项写出其各分项") == 1
    assert '先点名<q lang="zh-Hans">行动5&lt;</q>' in html
