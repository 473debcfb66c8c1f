"""Permanent addresses of pages, as they stand beside ids."""

import re
from typing import Any
from urllib.parse import quote

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_from_path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

# What Django's `reverse` leaves as it is.
_PLAIN = "!$&'()*+,;=~:@"
_IS_PLAIN = re.compile(r"[\w.~-]*", re.ASCII).fullmatch


def address(name: str, *, kwargs: Any = None, request: HttpRequest, **_more: Any) -> str:
    """Give the whole address of something of the API: the same in whatever form it was asked for.

    The rest framework's own `reverse` hands the `?format=` of the request on.
    """
    return request.build_absolute_uri(reverse(name, kwargs=kwargs))


class Site:
    """Whole addresses by their known beginnings: what `address` and `permanent` give, faster."""

    def __init__(self, request: HttpRequest) -> None:
        self._root = request.build_absolute_uri("/").rstrip("/")
        self._beginnings: dict[str, str] = {}

    def under(self, name: str, *parts: str) -> str:
        """The address of what stands under a list, by the parts of its path."""
        if name not in self._beginnings:
            self._beginnings[name] = self._root + permanent(reverse(name))
        # Most parts are plain, and quoting is slow.
        if not all(map(_IS_PLAIN, parts)):
            parts = tuple(quote(part, safe=_PLAIN) for part in parts)
        return f"{self._beginnings[name]}{'/'.join(parts)}/"


def asked(request: HttpRequest) -> str:
    """Give the whole address that was asked for, quoted, however the client wrote it."""
    query = request.GET.urlencode(safe=":")
    here = request.build_absolute_uri(request.path)
    return f"{here}?{query}" if query else here


class RowAddressField(serializers.HyperlinkedIdentityField):
    """The address of this row in the API."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reverse = address


def permanent(path: str) -> str:
    """Take the language off an address: the address without it leads to the reader's language."""
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}") if language else path


@extend_schema_field(OpenApiTypes.URI)
class PageAddressField(serializers.Field):
    """The address of the page that shows this row to people."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"source": "*"} | kwargs | {"read_only": True})

    def to_representation(self, value: Model) -> str:
        """Give the whole address, with scheme and host."""
        return self.context["request"].build_absolute_uri(permanent(value.get_absolute_url()))
