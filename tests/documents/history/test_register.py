"""The history of the register: commitments and memberships, and nothing of the first load."""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from commitments import catalogue, tracking
from commitments.models import Commitment, Group, Instrument, State
from commitments.register import load_register
from documents.history import register
from documents.memory import Memory
from tests.factories import make_account, make_commitment


@pytest.mark.django_db(transaction=True)
def test_what_came_first_is_no_history_and_what_changed_is(tmp_path, client):
    files = load_register()
    with tracking.by(command="load_catalogue"):
        catalogue.load(files)
    assert register.of_rows(Memory(), Commitment) == {}
    assert register.of_memberships(Memory()) == ({}, {})

    facts = [
        replace(fact, summary_zh="改过的摘要") if fact.key == "npt:VI" else fact
        for fact in files.commitments
    ]
    (gone, *kept) = [fact for fact in files.memberships if fact.group == "nam"]
    others = [fact for fact in files.memberships if fact.group != "nam"]
    new = replace(gone, state="CHN", from_year=2030, to_year=None)
    with tracking.by(command="load_catalogue"):
        catalogue.load(replace(files, commitments=tuple(facts), memberships=(*others, *kept, new)))
    article = Commitment.objects.get(key="npt:VI")
    ((pk, (entry,)),) = register.of_rows(Memory(), Commitment).items()
    assert pk == article.pk
    assert (entry.act, entry.who.kind) == ("changed", "register")
    assert [(each.field, each.after) for each in entry.changes] == [("summary_zh", "改过的摘要")]

    by_group, by_state = register.of_memberships(Memory())
    entries = by_group[Group.objects.get(slug="nam").pk]
    assert {(each.act, each.subject.zh) for each in entries} == {
        ("listed", "中国"),
        ("changed", State.objects.get(code=gone.state).name_zh),
    }
    (retired,) = [each for each in entries if each.act == "changed"]
    assert [(each.field, each.before, each.after) for each in retired.changes] == [
        ("retired", False, True)
    ]
    china = State.objects.get(code="CHN").pk
    assert [(each.act, each.subject.en) for each in by_state[china]] == [
        ("listed", Group.objects.get(slug="nam").name_en)
    ]
    page = client.get(article.get_absolute_url(), follow=True).content.decode()
    assert "登记册中这一项的历史" in page and "改过的摘要" in page
    Group.objects.filter(slug="nam").update(name_en="Another name")
    page = client.get("/en/parties/nam/").content.decode()
    assert "History of this entry of the register" in page and "Another name</ins>" in page
    Instrument.objects.filter(slug="npt").update(name_zh="别名")
    page = client.get("/zh-hans/commitments/npt/").content.decode()
    assert "别名</ins>" in page
    page = client.get("/en/parties/nam/").content.decode()
    assert "History of these memberships" in page and "Update of the register" in page
    assert "历史" not in client.get("/zh-hans/commitments/npt/I/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_is_related_is_told_by_both(client):
    with transaction.atomic():
        article, action, step = (
            make_commitment(key, cite_zh=zh, cite_en=en)
            for key, zh, en in [
                ("npt:VI", "第六条", "Article VI"),
                ("action-plan-2010:5", "行动5", "Action 5"),
                ("steps-2000:6", "步骤6", "Step 6"),
            ]
        )
    with tracking.by(command="load_catalogue"):
        article.see_also.add(action, step)
    with tracking.by(user=make_account("admin").pk):
        step.see_also.clear()
    with connection.cursor() as cursor:
        # By hand, one way only.
        cursor.execute(
            "UPDATE commitments_commitment_see_also SET to_commitment_id = %s"
            " WHERE from_commitment_id = %s",
            [step.pk, article.pk],
        )

    def told(row):
        found = register.of_row(Memory(), row)
        return sorted(
            (entry.act, entry.who.kind, sorted(each.zh for each in entry.subject))
            for entry in found
        )

    assert told(article) == [
        ("related", "register", ["步骤6", "行动5"]),
        ("related", "unknown", ["步骤6"]),
        ("unrelated", "editor", ["步骤6"]),
        ("unrelated", "unknown", ["行动5"]),
    ]
    assert told(action) == [("related", "register", ["第六条"])]
    assert told(step) == [("related", "register", ["第六条"]), ("unrelated", "editor", ["第六条"])]
    page = client.get(step.get_absolute_url(), follow=True).content.decode()
    assert "登记册文件的更新：列为相关承诺 <q>第六条</q>" in page
    page = client.get("/en/commitments/steps-2000/6/").content.decode()
    assert "An editor: no longer listed as related <q>Article VI</q>" in page
