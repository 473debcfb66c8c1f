"""Keys: shown once, stored as a digest, good for a rate and for nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone
from knox.models import AuthToken

from npt_tracker.keys import create_key, withdraw_keys

pytestmark = pytest.mark.django_db

STATES = "/api/v1/states/"


def status(client, header):
    return client.get(STATES, headers={"authorization": header}).status_code


def test_a_key_is_known_in_both_spellings(client):
    key = create_key(name="a")
    assert key.startswith("npt_")
    assert status(client, f"Token {key}") == status(client, f"bearer {key}") == 200


def test_a_key_is_not_stored():
    key = create_key(name="a")
    row = AuthToken.objects.get()
    assert key not in (row.digest, row.token_key)
    assert len(row.token_key) < len(key) // 2


@pytest.mark.parametrize(
    "header",
    ["Token", "Token ", "Bearer x", "Bearer a b c", "Token \udcff", "Bearer " + "x" * 5000],
)
def test_what_is_no_key_is_refused(client, header):
    create_key(name="a")
    answer = client.get(STATES, headers={"authorization": header})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Token"


def test_a_key_with_one_letter_changed_is_refused(client):
    key = create_key(name="a")
    changed = key[:-1] + ("0" if key[-1] != "0" else "1")
    assert status(client, f"Token {changed}") == 401


def test_another_scheme_is_for_somebody_before_us(client):
    assert status(client, "Basic eDp5") == 200


def test_a_key_that_has_run_out_is_refused(client):
    key = create_key(name="a", days=1)
    assert status(client, f"Token {key}") == 200
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert status(client, f"Token {key}") == 401


def test_a_withdrawn_key_is_refused(client):
    key, other = create_key(name="a"), create_key(name="b")
    assert withdraw_keys(name="a") == 1
    assert status(client, f"Token {key}") == 401
    assert status(client, f"Token {other}") == 200


def test_an_account_that_is_closed_has_no_key(client):
    key = create_key(name="a")
    get_user_model().objects.update(is_active=False)
    assert status(client, f"Token {key}") == 401


def test_a_key_changes_nothing_and_opens_nothing(client):
    header = {"authorization": f"Token {create_key(name='a')}"}
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(STATES, headers=header).status_code == 405
    assert client.get("/admin/", headers=header).status_code == 302
    account = get_user_model().objects.get()
    assert not (account.is_staff or account.is_superuser or account.has_usable_password())
    assert authenticate(username=account.username, password="!") is None


def test_with_a_key_one_more_query_is_made(client, django_assert_num_queries):
    key = create_key(name="a")
    with django_assert_num_queries(2):
        client.get(STATES)
    with django_assert_num_queries(3):
        client.get(STATES, headers={"authorization": f"Token {key}"})


def test_the_command_makes_lists_and_withdraws(capsys, client):
    call_command("api_key", "create", "team@example.org", days=3)
    key = capsys.readouterr().out.strip()
    assert status(client, f"Token {key}") == 200
    call_command("api_key", "list")
    listed = capsys.readouterr().out
    assert "team@example.org" in listed and key not in listed
    call_command("api_key", "withdraw", "team@example.org")
    assert "1" in capsys.readouterr().out
    assert status(client, f"Token {key}") == 401


@pytest.mark.parametrize(
    "line", [("create",), ("create", "a b"), ("create", "a", "--days=0"), ("withdraw", "nobody")]
)
def test_the_command_says_what_it_needs(line):
    with pytest.raises(CommandError):
        call_command("api_key", *line)
