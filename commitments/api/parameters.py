"""What a request may ask: every parameter is known, given once, and has a value that exists."""

from collections.abc import Iterable

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings


class BadParameter(ValidationError):
    """A parameter that cannot be used: 400 with its name, and the names or values allowed."""

    def __init__(self, parameter: str, detail: str, allowed: Iterable[str] = ()) -> None:
        body = {"detail": detail, "parameter": parameter}
        if allowed := sorted(allowed):
            body["allowed"] = allowed
        super().__init__(body)


def check_parameters(request: Request, allowed: set[str]) -> None:
    """Raise `BadParameter` for the first parameter that is unknown, repeated or empty."""
    for name, values in request.query_params.lists():
        if name not in allowed:
            raise BadParameter(name, f"There is no parameter {name!r} here.", allowed)
        if len(values) > 1:
            raise BadParameter(name, f"The parameter {name!r} is given more than once.")
        if not values[0].strip():
            raise BadParameter(name, f"The parameter {name!r} is empty.")


def check_format(request: Request, formats: Iterable[str]) -> None:
    """Raise `BadParameter` for a `format` that is not served."""
    name = api_settings.URL_FORMAT_OVERRIDE
    wanted = request.query_params.get(name)
    if wanted is not None and wanted not in formats:
        raise BadParameter(name, f"There is no format {wanted!r} here.", formats)


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
