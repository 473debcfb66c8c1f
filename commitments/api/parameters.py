"""What a request may ask: every parameter is known, given once, and has a value that exists."""

from collections.abc import Collection, Iterable
from urllib.parse import unquote_to_bytes

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings


class BadParameter(ValidationError):
    """A parameter that cannot be used: 400 with its name, and the names or values allowed."""

    def __init__(self, parameter: str, detail: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(detail, code="bad-parameter")
        self.parameter = parameter
        self.allowed = sorted(allowed)
        self.sentence = detail

    def __str__(self) -> str:
        return self.sentence


def check_parameters(request: Request, allowed: set[str], repeatable: Collection[str] = ()) -> None:
    """Raise `BadParameter` for the first that is unreadable, unknown, repeated or empty."""
    check_encoding(request)
    for name, values in request.query_params.lists():
        if name not in allowed:
            raise BadParameter(name, f"There is no parameter {name!r} here.", allowed)
        if len(values) > 1 and name not in repeatable:
            raise BadParameter(name, f"The parameter {name!r} is given more than once.")
        if not all(value.strip() for value in values):
            raise BadParameter(name, f"The parameter {name!r} is empty.")


def check_encoding(request: Request) -> None:
    """Raise `BadParameter` for the first that is not UTF-8 or holds a NUL.

    Django would put a question mark for what it cannot read, and look for that.
    """
    for pair in request.META.get("QUERY_STRING", "").encode("latin-1", "replace").split(b"&"):
        raw = unquote_to_bytes(pair.replace(b"+", b" "))
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            name = raw.partition(b"=")[0].decode(errors="replace")
            raise BadParameter(name, f"The parameter {name!r} is not in UTF-8.") from None
        name = text.partition("=")[0]
        if "\0" in text:
            raise BadParameter(name, f"The parameter {name!r} holds a NUL character.")


def one_of(request: Request, name: str, allowed: Iterable[str]) -> str | None:
    """Read a parameter, None without it; raise `BadParameter` unless it is one of these."""
    value = request.query_params.get(name)
    if value is not None and value not in (codes := list(allowed)):
        raise BadParameter(name, f"There is no {name} {value!r} here.", codes)
    return value


def check_format(request: Request, formats: Iterable[str]) -> None:
    """Raise `BadParameter` for a `format` that is not served."""
    one_of(request, api_settings.URL_FORMAT_OVERRIDE, formats)


class StrictFilterBackend(DjangoFilterBackend):
    """Filters whose bad values are errors that say what is allowed."""

    def filter_queryset(self, request, queryset, view):
        """Apply the view's filters; raise `BadParameter` for the first bad value."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            name, messages = next(iter(filterset.errors.items()))
            choices = filterset.filters[name].extra.get("choices", ())
            raise BadParameter(name, " ".join(messages), [value for value, _label in choices])
        return filterset.qs
