"""Accounts of people: made, given roles, put out of use; never deleted.

What an account decided keeps its name. All raise Refused, with what to do.
"""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from documents import roles
from documents.refused import Refused

Account = get_user_model()


@transaction.atomic
def create(*, name: str, password: str, having: Iterable[str]) -> AbstractBaseUser:
    """Make an account with a password and roles; admins may also see /admin/."""
    account = Account(username=Account.normalize_username(name))
    try:
        Account._meta.get_field("username").clean(account.username, account)
        account.validate_unique()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    _put_password(account, password)
    account.save(force_insert=True)
    set_roles(account=account, having=having)
    return account


@transaction.atomic
def set_roles(*, account: AbstractBaseUser, having: Iterable[str]) -> None:
    """Give an account these roles and no others."""
    wanted = list(dict.fromkeys(having))
    roles.check(wanted)
    roles.establish()
    account.groups.set(Group.objects.filter(name__in=wanted))
    account.is_staff = roles.ADMIN in wanted
    account.is_superuser = False
    account.save(update_fields=["is_staff", "is_superuser"])


def set_in_use(*, account: AbstractBaseUser, in_use: bool) -> None:
    """Let an account sign in, or no more: then its sessions are over with the next request."""
    account.is_active = in_use
    account.save(update_fields=["is_active"])


def set_password(*, account: AbstractBaseUser, password: str) -> None:
    """Give an account another password: its sessions are over with the next request."""
    _put_password(account, password)
    account.save(update_fields=["password"])


def _put_password(account: AbstractBaseUser, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    account.set_password(password)
