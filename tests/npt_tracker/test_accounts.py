"""Accounts by command and in the admin."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from documents import roles
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.django_db

Account = get_user_model()


def run(*line: str, said: str = "", monkeypatch=None) -> str:
    out = io.StringIO()
    if monkeypatch is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
    call_command("account", *line, stdout=out)
    return out.getvalue()


def test_an_account_from_making_to_the_end_of_its_use(client, monkeypatch):
    made = run("create", "li", "--role", "editor", said=PASSWORD + "\n", monkeypatch=monkeypatch)
    assert made == "Made: li (editor).\n"
    li = Account.objects.get()
    assert li.check_password(PASSWORD) and roles.roles_of(li) == ["editor"] and not li.is_staff
    run("set-role", "li", "--role", "reviewer", "--role", "editor")
    run("set-password", "li", said="another quince 4712", monkeypatch=monkeypatch)
    Account.objects.create(username="api-key:team")
    assert run("list") == "li\teditor, reviewer\tlast signed in: never\n"
    run("disable", "li")
    assert "out of use" in run("list")
    assert not client.login(username="li", password="another quince 4712")
    run("enable", "li")
    assert client.login(username="li", password="another quince 4712")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["create"], PASSWORD),
        (["create", "li", "--role", "king"], PASSWORD),
        (["create", "li", "--role", "editor"], "short"),
        (["create", "li", "--role", "editor"], ""),
        (["set-role", "nobody", "--role", "editor"], ""),
        (["disable", "api-key:team"], ""),
        (["disable", "there", "--role", "editor"], ""),
    ],
    ids=["no name", "no such role", "short", "no password", "nobody", "a key's", "needless role"],
)
def test_what_cannot_be_is_refused(line, said, monkeypatch):
    make_account(name="there")
    Account.objects.create(username="api-key:team")
    with pytest.raises(CommandError) as refused:
        run(*line, said=said, monkeypatch=monkeypatch)
    assert str(refused.value).isascii()
    assert Account.objects.filter(is_active=True).count() == 2


@pytest.fixture
def as_admin(client):
    client.force_login(make_account("admin", name="zhao"))
    return client


def address(account: Account, page: str = "change") -> str:
    return f"/admin/auth/user/{account.pk}/{page}/"


def test_admins_make_accounts_and_give_roles(as_admin):
    sent = {"username": "qian", "usable_password": "true"}
    sent |= {"password1": PASSWORD, "password2": PASSWORD}
    assert as_admin.post("/admin/auth/user/add/", sent).status_code == 302
    qian = Account.objects.get(username="qian")
    chosen = list(qian.groups.model.objects.filter(name="reviewer").values_list("pk", flat=True))
    # Also what is sent beside the fields of the form is not taken.
    more = {"groups": chosen, "is_active": "on", "is_superuser": "on", "is_staff": "on"}
    assert as_admin.post(address(qian), more).status_code == 302
    qian = Account.objects.get(username="qian")
    assert roles.roles_of(qian) == ["reviewer"]
    assert (qian.is_active, qian.is_staff, qian.is_superuser) == (True, False, False)
    assert as_admin.post(address(qian), {"groups": chosen}).status_code == 302
    assert not Account.objects.get(username="qian").is_active


def test_nobody_takes_the_own_roles_away_or_deletes_an_account(as_admin):
    zhao = Account.objects.get(username="zhao")
    assert as_admin.post(address(zhao), {"groups": []}).status_code == 302
    zhao.refresh_from_db()
    assert roles.roles_of(zhao) == ["admin"] and zhao.is_staff and zhao.is_active
    assert as_admin.post(address(zhao, "delete"), {"post": "yes"}).status_code == 403


def test_an_admin_does_not_become_more_than_an_admin(as_admin):
    root = Account.objects.create_superuser("root", password=PASSWORD)
    assert as_admin.post(address(root), {"is_active": ""}).status_code == 403
    sent = {
        "usable_password": "true",
        "password1": "new quince 4713",
        "password2": "new quince 4713",
    }
    assert as_admin.post(address(root, "password").replace("change/", ""), sent).status_code == 403
    root.refresh_from_db()
    assert root.is_active and root.check_password(PASSWORD)


def test_lists_leave_out_keys_and_do_not_ask_per_row(as_admin, django_assert_max_num_queries):
    Account.objects.create(username="api-key:team")
    for _number in range(5):
        make_account("editor")
    with django_assert_max_num_queries(14):
        page = as_admin.get("/admin/auth/user/")
    assert len(page.context["cl"].result_list) == 6


def test_admins_look_at_the_evidence(as_admin):
    assert as_admin.get("/admin/documents/citation/").status_code == 200
    assert as_admin.get("/admin/commitments/commitment/").status_code == 200
    assert as_admin.get("/admin/auth/group/").status_code == 404


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_others_are_not_let_into_the_admin(client, role):
    client.force_login(make_account(role))
    led = client.get("/admin/auth/user/")
    assert led.status_code == 302
    page = client.get(led.url, follow=True)
    assert "无权使用您要去的页面" in page.content.decode()
