"""Roles: each has the rights that are stated, no more; accounts are made with them."""

import pytest

from documents import accounts, roles
from documents.refused import Refused
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.django_db

ALL = {roles.UPLOAD, roles.PUBLISH, roles.WITHDRAW, roles.DECIDE, roles.CLOSE_REPORT}


def rights(account) -> set[str]:
    return {right for right in ALL if account.has_perm(right)}


@pytest.mark.parametrize(
    ("having", "expected"),
    [
        ((), set()),
        (("editor",), {roles.UPLOAD, roles.PUBLISH, roles.WITHDRAW}),
        (("reviewer",), {roles.DECIDE, roles.CLOSE_REPORT}),
        (("editor", "reviewer"), ALL),
        (("admin",), ALL),
    ],
)
def test_each_role_has_its_rights(having, expected):
    account = make_account(*having)
    assert rights(account) == expected
    assert roles.roles_of(account) == list(having)
    # Nobody but an admin is let into /admin/, and nobody at all is above the rights.
    assert account.is_staff is ("admin" in having)
    assert not account.is_superuser


def test_only_admins_change_accounts_and_nobody_deletes_one():
    names = ["auth.add_user", "auth.change_user", "auth.delete_user", "documents.view_job"]
    can = {
        role: [name for name in names if make_account(role).has_perm(name)] for role in roles.RIGHTS
    }
    expected = ["auth.add_user", "auth.change_user", "documents.view_job"]
    assert can == {"editor": [], "reviewer": [], "admin": expected}


def test_making_the_roles_again_changes_nothing(
    django_assert_num_queries, django_assert_max_num_queries
):
    roles.establish()
    with django_assert_max_num_queries(20) as asked:
        roles.establish()
    written = [
        each["sql"] for each in asked.captured_queries if not each["sql"].startswith("SELECT")
    ]
    assert not [sql for sql in written if "SAVEPOINT" not in sql]


def test_a_right_that_was_given_by_hand_is_taken_back():
    roles.establish()
    account = make_account("reviewer")
    group = account.groups.get()
    group.permissions.add(*roles._permissions("editor", [roles.UPLOAD]))
    roles.establish()
    assert not type(account).objects.get(pk=account.pk).has_perm(roles.UPLOAD)


def test_an_account_that_loses_a_role_loses_its_rights():
    account = make_account("admin")
    accounts.set_roles(account=account, having=["reviewer"])
    account = type(account).objects.get(pk=account.pk)
    assert rights(account) == {roles.DECIDE, roles.CLOSE_REPORT}
    assert not account.is_staff


@pytest.mark.parametrize(
    ("name", "password", "having"),
    [
        ("ming", "short", ["editor"]),
        ("ming", "123456789012345", ["editor"]),
        ("mingming-wang", "mingming-wang", ["editor"]),
        ("", PASSWORD, ["editor"]),
        ("api-key:ming", PASSWORD, []),
        ("ming", PASSWORD, ["king"]),
        ("there", PASSWORD, []),
    ],
    ids=["short", "figures", "own name", "no name", "as a key's", "no such role", "taken"],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(name, password, having):
    make_account(name="there")
    with pytest.raises(Refused):
        accounts.create(name=name, password=password, having=having)
    assert accounts.Account.objects.count() == 1
