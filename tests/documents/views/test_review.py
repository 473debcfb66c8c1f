"""The reviewers' queue and desk: who may see it, what waits, what a step does, where it leads."""

import re
import uuid
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from commitments.models import Commitment
from documents import changes, deciding
from documents.models import Change, Citation, Decision, Report, Suggestion
from tests.documents.views.pages import html_of
from tests.factories import make_citation, make_document, make_paragraph, make_suggestion
from tests.reviewers import make_reviewer

QUEUE = "/zh-hans/review/"


@pytest.fixture
def reviewer(db: None) -> Any:
    return make_reviewer("wang")


@pytest.fixture
def desk(client: Client, reviewer: Any) -> Client:
    client.force_login(reviewer)
    return client


def address(row: Any, section: str = "", language: str = "zh-hans") -> str:
    kind = "suggestions" if isinstance(row, Suggestion) else "citations"
    there = f"/{language}/review/{kind}/{row.pk}/"
    return f"{there}?queue={section}" if section else there


def take(desk: Client, row: Citation, action: str, section: str = "", **fields: Any) -> Any:
    """Send a step with the stamp of what is shown now."""
    sent = {"action": action, "seen": deciding.stamp(row), **fields}
    return desk.post(address(row, section), sent)


def missed(world: SimpleNamespace, **fields: Any) -> Citation:
    row = world.second.citations.get(status="unresolved")
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


PAGES = ("", "gold.jsonl", "samples/", "citations/{citation}/", "documents/paper-one/p/9/add/")


@pytest.mark.parametrize("page", PAGES)
def test_who_may_see_it(client: Client, world: SimpleNamespace, page: str) -> None:
    there = QUEUE + page.format(citation=world.first.citations.earliest("pk").pk)
    answer = client.get(there)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.url).query)["next"] == [there]
    client.force_login(make_reviewer("reader", "close_report"))
    assert client.get(there).status_code == 403
    client.force_login(make_reviewer("wang"))
    answer = client.get(there)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]


def test_what_waits_by_sections(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    Report.objects.create(citation=row, note="这是<b>另一</b>份计划")
    make_suggestion(paragraph=world.second, commitment=world.action3, score=0.7)
    html = html_of(desk, QUEUE)
    shown = dict(re.findall(r'queue=([\w]+)[^>]*>[^<]+<span class="n">(\d+)<', html))
    assert shown == {
        "reported": "1", "ambiguous": "0", "flagged": "0", "unresolved": "1",
        "disagreements": "0", "suggested": "1", "fidelity": "0", "headers": "1",
    }  # fmt: skip
    # The first section that has anything, with the reader's note as text.
    assert "这是&lt;b&gt;另一&lt;/b&gt;份计划" in html and address(row, "reported") in html
    for section, words in (
        ("unresolved", "行动65"), ("suggested", str(world.second.text[1:5])), ("headers", "阶石"),
    ):  # fmt: skip
        assert words in html_of(desk, f"{QUEUE}?queue={section}"), section
    assert desk.get(f"{QUEUE}?queue=nothing").status_code == 400


def test_filters_narrow_every_section(desk: Client, world: SimpleNamespace) -> None:
    row = missed(world, status="ambiguous", candidates=["action-plan-2010:5", "npt:VI"])
    for query, there in (
        ("document=paper-two", True),
        ("document=paper-one", False),
        ("party=CHN", True),
        ("party=nam", False),
        ("instrument=action-plan-2010", True),
        ("party=JPN&document=paper-two", True),
    ):
        html = html_of(desk, f"{QUEUE}?queue=ambiguous&{query}")
        assert (str(row.pk) in html) is there, query
    assert desk.get(f"{QUEUE}?document=nothing").status_code == 400


def test_hidden_papers_are_not_in_the_queue(desk: Client, world: SimpleNamespace) -> None:
    paragraph = make_paragraph(document=make_document(public=False), text="未发布的行动65")
    row = make_citation(paragraph=paragraph, status="unresolved", quote="行动65")
    assert str(row.pk) not in html_of(desk, f"{QUEUE}?queue=unresolved")
    assert desk.get(address(row)).status_code == 404
    assert desk.get(address(Citation(pk=uuid.uuid4()))).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_desk_shows_what_was_read(desk: Client, world: SimpleNamespace, language: str) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    html = html_of(desk, address(row, language=language))
    assert html.count("<h1") == 1 and "<mark>行动5(c)</mark>" in html
    assert f'name="seen" value="{deciding.stamp(row)}"' in html
    for key in "aresn":
        assert f'data-key="{key}"' in html, key


def test_each_step_leads_to_the_next(desk: Client, world: SimpleNamespace) -> None:
    first = missed(world)
    later = make_paragraph(document=world.joint, text="也不忘行动66。", path="u2")
    second = make_citation(paragraph=later, status="unresolved", quote="行动66")
    answer = take(desk, first, "reject", "unresolved", note="另一份计划")
    assert answer.url == f"{address(second, 'unresolved')}&last={first.pk}"
    html = html_of(desk, answer.url)
    assert "上一步：否定" in html and 'data-key="u"' in html
    answer = take(desk, second, "reject", "unresolved")
    assert answer.url == f"{QUEUE}?queue=unresolved&last={second.pk}"
    decisions = Decision.objects.order_by("pk").values_list("action", "by_name", "note")
    assert list(decisions) == [("reject", "wang", "另一份计划"), ("reject", "wang", "")]
    answer = take(desk, Citation.objects.get(pk=first.pk), "undo")
    assert answer.url == address(first)
    assert Citation.objects.get(pk=first.pk).review_state == "unreviewed"


def test_one_tap_decides_an_ambiguous_one(desk: Client, world: SimpleNamespace) -> None:
    row = missed(world, status="ambiguous", candidates=["action-plan-2010:5", "npt:VI"])
    assert 'name="pick" value="action-plan-2010:5"' in html_of(desk, address(row))
    take(desk, row, "", pick="action-plan-2010:5")
    new = Citation.objects.public().get(paragraph=world.second, origin="person")
    assert (new.target, new.quote) == ("action-plan-2010:5", "行动65")


@pytest.mark.parametrize(
    ("typed", "target"),
    [("5g", "5g"), ("行动5(g)", "5g"), ("action-plan-2010:3", "3"), ("Action 3", "3")],
)
def test_a_target_is_typed_as_in_the_jump_box(
    desk: Client, world: SimpleNamespace, typed: str, target: str
) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    answer = take(desk, row, "correct", target=typed)
    new = Citation.objects.get(origin="person")
    assert answer.url == address(new)
    assert (new.target, new.quote) == (f"action-plan-2010:{target}", "行动5(c)")
    # Undone, both halves of the correction are.
    assert take(desk, new, "undo").url == address(row)
    row.refresh_from_db()
    assert row.review_state == "unreviewed" and not Citation.objects.filter(origin="person")


def test_a_name_with_several_readings_is_asked_back(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    answer = take(desk, row, "correct", target="第四段", note="我的话")
    html = answer.content.decode()
    assert answer.status_code == 400 and html.count('name="pick"') > 1 and "我的话" in html
    answer = take(desk, row, "correct", target="xyzzy")
    assert answer.status_code == 400 and "登记册里没有这个对象" in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "span", [{"start": 3, "end": 9}, {"words": "2010年"}, {"words": " 2010 年 ", "start": 0}]
)
def test_a_span_is_moved_by_numbers_or_by_words(
    desk: Client, world: SimpleNamespace, span: dict[str, Any]
) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    take(desk, row, "correct", **span)
    new = Citation.objects.get(origin="person")
    assert new.quote == world.first.text[new.start : new.end]
    assert new.quote.startswith("2010年" if "words" in span else world.first.text[3])


@pytest.mark.parametrize(
    ("span", "said"),
    [({"words": "没有的字"}, "没有这些字"), ({"start": 0, "end": 9999}, "须在本段之内")],
)
def test_a_span_that_is_none(
    desk: Client, world: SimpleNamespace, span: dict[str, Any], said: str
) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    answer = take(desk, row, "correct", **span)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not Decision.objects.exists()


def test_offsets_count_characters_not_units(desk: Client, world: SimpleNamespace) -> None:
    text = "𠮷田先生重申行动5(c)。"
    paragraph = make_paragraph(document=world.paper, text=text, path="12")
    desk.post(
        f"{QUEUE}documents/paper-one/p/12/add/",
        {"action": "add", "target": "5c", "start": 6, "end": 12},
    )
    assert paragraph.citations.get().quote == "行动5(c)"


def test_two_reviewers_at_one_citation(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    seen = deciding.stamp(row)
    take(desk, row, "accept")
    other = Client()
    other.force_login(make_reviewer("li"))
    answer = other.post(
        address(row), {"action": "reject", "seen": seen, "note": "我认为不对", "target": "5g"}
    )
    html = answer.content.decode()
    assert answer.status_code == 409 and "别人已作了决定" in html
    # Nothing is lost: the words are still there, with who decided what.
    assert "我认为不对" in html and 'value="5g"' in html and "wang" in html
    row.refresh_from_db()
    assert row.review_state == "accepted" and Decision.objects.count() == 1


def test_reports_are_closed_with_the_decision(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    for note in ("一", "二"):
        Report.objects.create(citation=row, note=note)
    take(desk, row, "accept")
    assert Report.objects.filter(state="open").count() == 2
    row.refresh_from_db()
    assert "已结束的读者报告" not in html_of(desk, address(row))
    take(desk, row, "close", note="已看")
    assert not Report.objects.filter(state="open")
    assert Decision.objects.filter(action="close-report").count() == 2
    html = html_of(desk, address(row))
    assert "已结束的读者报告" in html and html.count("只结束报告，没有改援引<br>已看") == 2
    Report.objects.create(citation=row, note="三")
    take(desk, row, "reject", close="on")
    html = html_of(desk, address(row))
    assert re.search(r"三</span>.*wang [^<]*· 随这项决定结束：否定</span>", html)
    english = html_of(desk, address(row, language="en"))
    assert "Closed reports of readers" in english
    assert "closed with the decision: Reject" in english
    # Of before this was kept, and by hand.
    Decision.objects.filter(action="close-report").update(after={})
    assert html_of(desk, address(row)).count("怎样结束没有记录") == 3
    Decision.objects.filter(action="close-report").delete()
    assert html_of(desk, address(row)).count("怎样结束没有记录") == 3


def test_who_may_not_close_reports_leaves_them_open(client: Client, world: SimpleNamespace) -> None:
    client.force_login(make_reviewer("li", "decide"))
    row = world.first.citations.get(quote="行动5(c)")
    Report.objects.create(citation=row)
    assert take(client, row, "close").status_code == 403
    assert take(client, row, "accept", close="on").status_code == 302
    assert Report.objects.filter(state="open").count() == 1


def test_a_note_alone_decides_nothing(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    assert take(desk, row, "note").status_code == 400
    take(desk, row, "note", note="再问一问")
    row.refresh_from_db()
    assert row.review_state == "unreviewed"
    assert "再问一问" in html_of(desk, address(row))


def test_a_decision_that_lost_its_words(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    Citation.objects.filter(pk=row.pk).update(
        review_state="flagged", quote="从前的字", paragraph=_earlier(world)
    )
    row.refresh_from_db()
    html = html_of(desk, f"{QUEUE}?queue=flagged")
    assert address(row, "flagged") in html
    html = html_of(desk, address(row, "flagged"))
    assert "从前的字" in html and world.first.text[:8] in html
    take(desk, row, "add", "flagged", words="2010年行动计划")
    new = Citation.objects.get(origin="person")
    assert (new.paragraph, new.target) == (world.first, "action-plan-2010:5c")
    row.refresh_from_db()
    assert row.review_state == "unreviewed"  # of an earlier text: the next run takes it away


def _earlier(world: SimpleNamespace) -> Any:
    version = world.paper.versions.create(
        number=9, source=world.first.version.source, fidelity="exact"
    )
    return make_paragraph(version=version, text="从前的字。", path="9")


def test_a_suggestion_becomes_a_link(desk: Client, world: SimpleNamespace) -> None:
    row = make_suggestion(paragraph=world.second, commitment=world.action3, terms=["欢迎", "计划"])
    html = html_of(desk, address(row))
    start = world.second.text.index("欢迎")
    assert f'name="start" type="number" min="0" inputmode="numeric" value="{start}"' in html
    answer = desk.post(address(row, "suggested"), {"action": "accept", "seen": "unreviewed"})
    new = Citation.objects.get(origin="person")
    assert answer.url == f"{QUEUE}?queue=suggested&last={new.pk}"
    assert (new.target, new.quote) == ("action-plan-2010:3", "欢迎64点行动计划")
    assert not Suggestion.objects.public().filter(pk=row.pk)
    assert desk.post(address(row), {"action": "reject", "seen": "unreviewed"}).status_code == 409
    take(desk, new, "undo")
    assert Suggestion.objects.public().filter(pk=row.pk)


def test_a_suggestion_linked_to_another_target_waits_again_when_undone(
    desk: Client, world: SimpleNamespace
) -> None:
    row = make_suggestion(paragraph=world.second, commitment=world.action3, terms=["欢迎", "计划"])
    desk.post(address(row), {"action": "correct", "seen": "unreviewed", "target": "5g"})
    new = Citation.objects.get(origin="person")
    assert new.target == "action-plan-2010:5g" and not Suggestion.objects.public().filter(pk=row.pk)
    take(desk, new, "undo")
    assert Suggestion.objects.public().filter(pk=row.pk)


def test_a_rejected_suggestion_is_hidden_and_can_come_back(
    desk: Client, world: SimpleNamespace
) -> None:
    row = make_suggestion(paragraph=world.second, commitment=world.action3)
    changes.record_all()
    before = changes.feed().head
    desk.post(address(row), {"action": "reject", "seen": "unreviewed", "note": "太远"})
    assert [each.resource for each in Change.objects.filter(number__gt=before)] == ["paragraphs"]
    assert not Suggestion.objects.public().filter(pk=row.pk)
    made = Decision.objects.get()
    assert (made.action, made.note) == ("reject", "太远")
    assert made.after["suggestion"] == "action-plan-2010:3"
    desk.post(address(row), {"action": "undo", "seen": "rejected"})
    assert Suggestion.objects.public().filter(pk=row.pk)


def test_a_citation_is_added(desk: Client, world: SimpleNamespace) -> None:
    there = f"{QUEUE}documents/paper-one/p/9/add/"
    for path in ("99", "9%00~"):
        assert desk.get(f"{QUEUE}documents/paper-one/p/{path}/add/").status_code == 404
    sent = {"action": "add", "target": "5g", "words": "2010年行动计划"}
    answer = desk.post(there, sent)
    new = Citation.objects.get(origin="person")
    assert answer.url == f"{there}?last={new.pk}" and "2010年行动计划" in html_of(desk, answer.url)
    again = desk.post(there, sent)
    assert again.status_code == 400 and "已经链接到action-plan-2010:5g" in again.content.decode()
    assert desk.post(there, {"action": "add", "target": "5g"}).status_code == 400


def test_public_pages_lead_reviewers_to_the_desk(
    client: Client, world: SimpleNamespace, reviewer: Any
) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    Citation.objects.filter(pk=row.pk).update(review_state="accepted")
    pages = ("documents/paper-one/", "documents/paper-one/p/9/", "commitments/action-plan-2010/5/")
    for page in pages:
        answer = client.get(f"/zh-hans/{page}")
        html = answer.content.decode()
        assert "/review/" not in html and "经人核对" in html, page
        assert "public" in answer["Cache-Control"]
    client.force_login(reviewer)
    for page in pages:
        answer = client.get(f"/zh-hans/{page}")
        assert address(row) in answer.content.decode(), page
        assert "private" in answer["Cache-Control"]


def test_what_is_sent_is_shown_as_text(desk: Client, world: SimpleNamespace) -> None:
    row = world.first.citations.get(quote="行动5(c)")
    evil = '"><script>alert(1)</script>'
    html = take(desk, row, "correct", target=evil, words=evil, note=evil).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)" in html
    assert desk.post(address(row), {"action": "drop"}).status_code == 400
    assert desk.post(address(row), {"action": "accept", "note": "\x00"}).status_code == 400
    assert Commitment.objects.count() == 4 and not Decision.objects.exists()


@pytest.mark.parametrize(
    "query", ["document=a/%00", "document=%00", "party=%00", "queue=%00", "page=x", "last=%00"]
)
def test_addresses_that_nobody_gave(desk: Client, world: SimpleNamespace, query: str) -> None:
    assert desk.get(f"{QUEUE}?{query}").status_code in (200, 400, 404)


def test_steps_need_the_token(world: SimpleNamespace, reviewer: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer)
    row = world.first.citations.get(quote="行动5(c)")
    for there in (address(row), f"{QUEUE}documents/paper-one/p/9/add/", f"{QUEUE}samples/"):
        assert strict.post(there, {"action": "accept"}).status_code == 403
    assert not Decision.objects.exists()
