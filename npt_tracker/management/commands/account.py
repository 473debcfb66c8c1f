"""`manage.py account`: make, list and change accounts of people."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from documents import accounts, roles
from documents.refused import Refused
from npt_tracker.keys import ACCOUNT

Account = get_user_model()


class Command(BaseCommand):
    """Who may change something has an account; readers need none."""

    help = (
        "Make, list and change accounts of people. The password is asked for, or read from "
        "standard input where that is no terminal. Accounts are put out of use, not deleted: what "
        "they decided keeps its name."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what can be done, with whom."""
        parser.add_argument(
            "action", choices=["create", "list", "set-role", "set-password", "disable", "enable"]
        )
        parser.add_argument("name", nargs="?", default="", help="the account's name")
        parser.add_argument(
            "--role",
            action="append",
            default=[],
            metavar="|".join(roles.RIGHTS),
            help="what the account may do; give it twice for two roles",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        action, name, having = options["action"], options["name"], options["role"]
        if action == "list":
            self._list()
            return
        if not name:
            raise CommandError(f"Say whose: manage.py account {action} NAME")
        if having and action not in ("create", "set-role"):
            raise CommandError(f"{action} takes no --role. See: manage.py account set-role")
        try:
            # The rules about passwords speak the site's language, commands English.
            with translation.override("en"):
                self._do(action, name, having)
        except Refused as error:
            raise CommandError(str(error)) from error

    def _do(self, action: str, name: str, having: list[str]) -> None:
        if action == "create":
            roles.check(having)
            accounts.create(name=name, password=self._password(), having=having)
            self.stdout.write(f"Made: {name} ({_called(having)}).")
            return
        account = _find(name)
        if action == "set-role":
            accounts.set_roles(account=account, having=having)
            self.stdout.write(f"{name} is now: {_called(having)}.")
        elif action == "set-password":
            accounts.set_password(account=account, password=self._password())
            self.stdout.write(f"{name} has a new password, and is signed out everywhere.")
        else:
            accounts.set_in_use(account=account, in_use=action == "enable")
            self.stdout.write(f"{name} may {'' if action == 'enable' else 'no longer '}sign in.")

    def _list(self) -> None:
        people = Account.objects.exclude(username__startswith=ACCOUNT).order_by("username")
        for account in people.prefetch_related("groups"):
            last = f"{account.last_login:%Y-%m-%d}" if account.last_login else "never"
            state = "" if account.is_active else "\tout of use"
            called = _called(roles.roles_of(account))
            self.stdout.write(f"{account.username}\t{called}\tlast signed in: {last}{state}")

    def _password(self) -> str:
        """Ask for a password twice, or take the first line of what is piped in."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        password = getpass.getpass("Password: ")
        if getpass.getpass("Password (again): ") != password:
            raise CommandError("The two passwords differ.")
        return password


def _find(name: str) -> AbstractBaseUser:
    found = Account.objects.filter(username=name).exclude(username__startswith=ACCOUNT).first()
    if found is None:
        raise CommandError(f"There is no account {name}. See: manage.py account list")
    return found


def _called(having: list[str]) -> str:
    return ", ".join(having) or "no role"
