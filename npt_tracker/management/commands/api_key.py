"""`manage.py api_key`: make, list and withdraw keys to the API."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from knox.models import AuthToken

from npt_tracker.keys import ACCOUNT, create_key, withdraw_keys

NAME = re.compile(r"[\w.@+-]{1,100}")


class Command(BaseCommand):
    """Keys give a higher rate, and with --may-upload the right to hand papers in."""

    help = "Make, list or withdraw keys to the API. A key is shown once, when it is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what can be done, and for whom."""
        parser.add_argument("action", choices=["create", "list", "withdraw"])
        parser.add_argument("name", nargs="?", default="", help="whose key: a name or an address")
        parser.add_argument(
            "--may-upload", action="store_true", help="all keys of this name may hand papers in"
        )
        parser.add_argument("--days", type=int, help="valid for so many days (default: for good)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        if options["action"] == "list":
            self._list()
            return
        name = options["name"]
        if not NAME.fullmatch(name):
            raise CommandError(
                f"Say whose key, in letters, figures and . @ + - _: "
                f"manage.py api_key {options['action']} somebody@example.org"
            )
        if options["action"] == "create":
            self._create(name, options["days"], options["may_upload"])
        elif not (count := withdraw_keys(name=name)):
            raise CommandError(f"{name} has no key. See: manage.py api_key list")
        else:
            self.stdout.write(f"Withdrawn: {count} of {name}.")

    def _create(self, name: str, days: int | None, may_upload: bool) -> None:
        if days is not None and days < 1:
            raise CommandError("--days is 1 or more.")
        self.stdout.write(create_key(name=name, days=days, may_upload=may_upload))
        self.stderr.write("Pass it on now: it is not stored, and cannot be shown again.")

    def _list(self) -> None:
        keys = AuthToken.objects.filter(user__username__startswith=ACCOUNT)
        for key in keys.select_related("user").order_by("user__username", "created"):
            until = f"until {key.expiry:%Y-%m-%d}" if key.expiry else "for good"
            name = key.user.username.removeprefix(ACCOUNT)
            self.stdout.write(f"{name}\t{key.token_key}…\tfrom {key.created:%Y-%m-%d} {until}")
