"""Signing in: a password may be tried a few times, then not for a while.

Attempts are counted in the database, not in the cache: a cache that is down must not open the door,
and one that comes and goes must not give the count anew. An attempt is counted before the password
is looked at, so that many at once are no more than many in turn.
"""

import logging
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from documents.limits import Limit, client_network
from documents.models import SignInAttempt
from documents.refused import Refused

# Of one account from one address, and of all accounts from one address.
OF_ACCOUNT = Limit("sign-in-account", most=5, seconds=900)
OF_ADDRESS = Limit("sign-in-address", most=30, seconds=900)

Found = TypeVar("Found")
log = logging.getLogger(__name__)


class TooManyAttempts(Refused):
    """No password is looked at for so many `seconds`, not even the right one."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many attempts: try again in {seconds} seconds")
        self.seconds = seconds


def account_of(*, name: str, password: str, address: str) -> AbstractBaseUser | None:
    """The account with this name and password; None where there is none, or it is out of use.

    `address` is whoever asks (`limits.client_address`). Raises TooManyAttempts over the limits.
    """

    def look() -> AbstractBaseUser | None:
        return authenticate(username=name, password=password)

    return _counted(name, address, look) or None


def knows_password(*, account: AbstractBaseUser, password: str, address: str) -> bool:
    """Whether this is the password of an account; counted as signing in is."""

    def look() -> bool:
        return account.check_password(password)

    return bool(_counted(account.get_username(), address, look))


def _counted(name: str, address: str, look: Callable[[], Found]) -> Found:
    """Count an attempt, make it, and forget those of the account and address if it succeeds."""
    network = client_network(address)
    # Who writes a name otherwise does not get a count of his own.
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    pair, alone = _keyed(f"{folded}\0{network}"), _keyed(network)
    _begin(pair, alone)
    found = look()
    if found:
        SignInAttempt.objects.filter(pair=pair).delete()
    return found


def _keyed(text: str) -> str:
    return salted_hmac("sign-in", text).hexdigest()[:32]


def _begin(pair: str, alone: str) -> None:
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Attempts of one address are counted one after the other.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [alone])
        _forget(before=now - timedelta(seconds=max(OF_ACCOUNT.seconds, OF_ADDRESS.seconds)))
        waits = (_wait(OF_ACCOUNT, now, pair=pair), _wait(OF_ADDRESS, now, address=alone))
        if not any(waits):
            SignInAttempt.objects.create(pair=pair, address=alone, made_at=now)
    if any(waits):
        log.warning("signing in is refused for %d s: too many attempts", max(waits))
        raise TooManyAttempts(max(waits))


def _forget(*, before: datetime) -> None:
    """Remove what counts no more, but for what somebody else is just removing."""
    old = SignInAttempt.objects.filter(made_at__lte=before).select_for_update(skip_locked=True)
    if found := list(old.values_list("pk", flat=True)[:1000]):
        SignInAttempt.objects.filter(pk__in=found).delete()


def _wait(limit: Limit, now: datetime, **whose: str) -> int:
    """Seconds until one more is within the limit; 0 when it is now."""
    since = now - timedelta(seconds=limit.seconds)
    times = SignInAttempt.objects.filter(made_at__gt=since, **whose).order_by("-made_at")
    # The one that has to become too old first; attempts over the limit are not counted.
    last = times.values_list("made_at", flat=True)[limit.most - 1 : limit.most].first()
    if last is None:
        return 0
    return max(1, int((last - since).total_seconds()) + 1)
