"""Keys to the API: they give a higher rate, and no right but those of their account.

A key belongs to an account of its own that cannot log in; it may hand papers in where that right
was given with the key, and nothing else. Only the key's digest is stored; the key itself is shown
once, when it is made.
"""

from datetime import timedelta
from hmac import compare_digest

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from knox.settings import CONSTANTS
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

# Accounts of keys cannot be mistaken for those of people.
ACCOUNT = "api-key:"
SCHEMES = (b"token", b"bearer")


class ApiKey(TokenAuthentication):
    """`Authorization: Token <key>` or `Bearer <key>`; one query, and nothing is written."""

    def authenticate(self, request: Request) -> tuple[object, AuthToken] | None:
        """Find the key's account; None without a key; raises `AuthenticationFailed`."""
        scheme, _blank, key = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        # Another scheme is for somebody before us, a proxy with a password for instance.
        if scheme.lower().encode(errors="replace") not in SCHEMES:
            return None
        return self.authenticate_credentials(key.strip().encode(errors="replace"))

    def authenticate_credentials(self, token: bytes) -> tuple[object, AuthToken]:
        """Find the account of a key that is known, valid and in use."""
        text = token.decode(errors="replace").replace("\0", "")
        digest = hash_token(text)
        for row in valid_keys().filter(token_key=text[: CONSTANTS.TOKEN_KEY_LENGTH]):
            if compare_digest(digest, row.digest):
                return row.user, row
        raise AuthenticationFailed("This key is unknown, has run out, or was withdrawn.")


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """How the description of the API tells of keys."""

    target_class = ApiKey
    name = "apiKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Describe the header."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key for a higher rate; all that is public is open without one. "
            "Handing papers in needs the key of an account that may.",
        }


def valid_keys() -> QuerySet[AuthToken]:
    """Keys that have not run out, of accounts that are in use."""
    running = Q(expiry=None) | Q(expiry__gt=timezone.now())
    return AuthToken.objects.filter(running, user__is_active=True).select_related("user")


@transaction.atomic
def create_key(*, name: str, days: int | None = None, may_upload: bool = False) -> str:
    """Make a key for `name`, valid for `days` or until it is withdrawn; gives the key, once.

    With `may_upload` the account of that name may hand papers in, by all its keys.
    """
    account, _new = get_user_model().objects.get_or_create(
        username=ACCOUNT + name, defaults={"password": "!"}
    )
    if may_upload:
        account.user_permissions.add(
            Permission.objects.get(content_type__app_label="documents", codename="upload")
        )
    expiry = None if days is None else timedelta(days=days)
    _row, key = AuthToken.objects.create(user=account, expiry=expiry)
    return key


@transaction.atomic
def withdraw_keys(*, name: str) -> int:
    """Withdraw every key of `name`, and what it might do; gives how many there were."""
    count, _by_model = AuthToken.objects.filter(user__username=ACCOUNT + name).delete()
    for account in get_user_model().objects.filter(username=ACCOUNT + name):
        account.user_permissions.clear()
    return count
