"""The page on which an editor mends the head of a public paper."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import Decision, Document, Source
from tests.documents.papers import BODY, HEAD, paper, take_in
from tests.factories import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]

SYMBOL = "NPT/CONF.2026/WP.77"


@pytest.fixture
def document() -> Document:
    """A public paper without a symbol, of China, supported by a group whose name has commas."""
    note = "本工作文件得到以下国家支持:法国、德国和联合王国。"
    return take_in(paper(*BODY, note)).document


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which an editor is signed in."""
    client.force_login(make_account("editor", name="chen"))
    return client


def address(document: Document, language: str = "zh-hans") -> str:
    return f"/{language}/review/papers/{document.slug}/head/"


def sent(client: Client, document: Document, language: str = "zh-hans", **said: str) -> Any:
    """Send the form as it is shown, but for what is said."""
    page = client.get(address(document, language))
    shown = {field.name: field.value() or "" for field in page.context["form"]}
    given = shown | {"seen": page.context["seen"]} | said
    return client.post(address(document, language), given)


def parties(document: Document) -> list[str]:
    found = [row.party for row in document.submissions.order_by("role", "position")]
    return [getattr(party, "code", None) or party.slug for party in found]


def test_the_numbers_follow_the_submitters_at_once(editor: Client, document: Document) -> None:
    def counted(code: str) -> list[Any]:
        reader = Client()
        found = reader.get(f"/zh-hans/citations/?party={code}").context["page"].paginator.count
        told = reader.get(f"/api/v1/positions/?party={code}").json()
        listed = reader.get(f"/api/v1/documents/?party={code}&count=true").json()
        of_party = reader.get(f"/zh-hans/parties/{code}/").content.decode()
        return [found, len(told["results"]), listed["count"], document.title in of_party]

    before = counted("CHN")
    assert before[0] > 0 and before[2:] == [1, True] and counted("nam") == [0, 0, 0, False]
    answer = sent(editor, document, submitters="nam", note="封面如此")
    assert (answer.status_code, answer.url) == (302, f"{address(document)}?done")
    assert counted("nam") == before and counted("CHN") == [0, 0, 0, False]
    page = editor.get(answer.url).content.decode()
    assert "已保存" in page and "编者更正" in page and "封面如此" in page and "chen" in page
    # Readers are told that an editor did it, neither who nor the note.
    shown = Client().get(document.get_absolute_url()).content.decode()
    assert "一位编辑" in shown and "chen" not in shown and "封面如此" not in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_nobody_touches_is_not_mended(
    editor: Client, document: Document, language: str
) -> None:
    assert sent(editor, document, language, submitters="e3\nCHN").status_code == 302
    assert parties(document)[:2] == ["e3", "CHN"]
    assert sent(editor, document, language, title="核裁军\r\n").status_code == 302
    assert Source.objects.get().mended == {"submitters": ["e3", "CHN"]}
    # The name has commas in English: the form has the code, which reads back as the group.
    sent(editor, document, language, submitters="e3")
    shown = editor.get(address(document, language)).context["form"]["submitters"].value()
    sent(editor, document, language, submitters=f"{shown}\nJPN")
    assert parties(document)[:2] == ["e3", "JPN"]


def test_a_symbol_moves_the_address_and_the_old_one_leads_on(
    editor: Client, document: Document
) -> None:
    answer = sent(editor, document, symbol=SYMBOL)
    assert answer.url == "/zh-hans/review/papers/npt-conf-2026-wp-77/head/?done"
    old = f"/zh-hans/documents/{document.slug}/p/1/"
    assert Client().get(old).url == "/zh-hans/documents/npt-conf-2026-wp-77/p/1/"
    # Who still has the form under the old address is not lost.
    assert editor.get(address(document)).status_code == 200


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "已是另一份文件"), ("en", "is the symbol of the document")]
)
def test_the_symbol_of_another_is_refused_with_words(
    editor: Client, document: Document, language: str, words: str
) -> None:
    other = take_in(paper(*BODY[:2], head=f"{SYMBOL}\n\n{HEAD}")).document
    answer = sent(editor, document, language, symbol=SYMBOL, title="另一标题", note="字")
    page = answer.content.decode()
    assert answer.status_code == 409 and words in page
    assert other.slug in page and "另一标题" in page and ">字</textarea>" in page
    document.refresh_from_db()
    assert (document.symbol, document.title) == ("", "核裁军")
    assert not Decision.objects.exists()


def test_of_two_editors_the_second_sees_what_the_first_did(
    editor: Client, document: Document
) -> None:
    page = editor.get(address(document))
    given = {field.name: field.value() or "" for field in page.context["form"]}
    given["seen"] = page.context["seen"]
    assert sent(editor, document, supporters="日本").status_code == 302
    answer = editor.post(address(document), given | {"title": "另一标题"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "另一标题" in page
    assert '现在显示：<span lang="zh-Hans">日本</span>' in page
    assert parties(document) == ["CHN", "JPN"]
    again = {field.name: field.value() or "" for field in answer.context["form"]}
    again |= {"seen": answer.context["seen"], "supporters": "日本"}
    assert editor.post(address(document), again).status_code == 302
    document.refresh_from_db()
    assert document.title == "另一标题" and parties(document) == ["CHN", "JPN"]


def test_what_is_no_symbol_or_party_is_told_at_its_field(
    editor: Client, document: Document
) -> None:
    answer = sent(editor, document, symbol="<b>", submitters="<i>谁也不是</i>\x00")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"symbol", "submitters"}
    assert "<b>" not in page and "<i>" not in page
    assert not Decision.objects.exists()


def test_papers_that_readers_see_no_more_are_mended_too(editor: Client, document: Document) -> None:
    sent(editor, document, symbol=SYMBOL)
    newer = take_in(paper(*BODY[:2], head=f"{SYMBOL}/Rev.1\n\n{HEAD}")).document
    document.refresh_from_db()
    assert document.superseded_by == newer
    assert "已由修订本取代" in editor.get(address(document)).content.decode()
    sent(editor, document, symbol="NPT/CONF.2026/WP.78")
    assert Document.objects.public().count() == 2
    waiting = take_in(paper(*BODY[:1]), hold=True).document
    assert editor.get(address(waiting)).status_code == 404


def test_the_way_there_is_shown_to_those_who_may(document: Document) -> None:
    found = {}
    for roles in ((), ("editor",), ("reviewer",), ("editor", "reviewer")):
        browser = Client()
        if roles:
            browser.force_login(make_account(*roles))
        pages = [document.get_absolute_url()]
        pages += ["/zh-hans/review/?queue=headers"] if "reviewer" in roles else []
        found[roles] = [address(document) in browser.get(page).content.decode() for page in pages]
    assert found == {
        (): [False],
        ("editor",): [True],
        ("reviewer",): [False, False],
        ("editor", "reviewer"): [True, True],
    }


def test_it_asks_little(editor: Client, document: Document) -> None:
    sent(editor, document, submitters="日本\n中国\nnam", supporters="瑞士\nun-secretariat")
    with CaptureQueriesContext(connection) as queries:
        editor.get(address(document))
    # Parties of all kinds, but none by itself; four of them are for who is signed in.
    assert len(queries) <= 17, [each["sql"][:90] for each in queries]


def test_a_paper_is_withdrawn_and_given_back(editor: Client, document: Document) -> None:
    page = f"/zh-hans/review/papers/{document.slug}/withdraw/"
    refused = editor.post(page, {"do": "withdraw", "note": " "})
    assert refused.status_code == 409 and Document.objects.public().exists()
    assert editor.post(page, {"do": "withdraw", "note": "重复的文件"}).status_code == 302
    shown = f"/zh-hans/documents/{document.slug}/"
    gone = Client().get(shown)
    assert gone.status_code == 410 and not Document.objects.public().exists()
    back = editor.get(address(document)).content.decode()
    assert "交还读者" in back and "重复的文件" in back
    assert editor.post(page, {"do": "reinstate"}).status_code == 302
    assert Client().get(shown).status_code == 200
