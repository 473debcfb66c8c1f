"""Addresses of what was public once: they answer 410, not 404."""

from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response

from documents import changes


class Gone(APIException):
    """What was here is here no more."""

    status_code = status.HTTP_410_GONE

    def __init__(self) -> None:
        super().__init__(
            "This was public once. It was withdrawn, or a newer text or reading no longer has it: "
            "remove it from your copy.",
            code="gone",
        )


class TellsGone:
    """For views of one row: tell what is gone from what never was. `resource` is the feed's."""

    resource: str

    def public_id(self) -> str:
        """The public id that the address names."""
        return self.kwargs[self.lookup_field]

    def handle_exception(self, exc: Exception) -> Response:
        """Make a missing row a gone one where the changes feed knows it."""
        missing = self.detail and isinstance(exc, Http404 | NotFound)
        if missing and changes.is_gone(self.resource, self.public_id()):
            exc = Gone()
        return super().handle_exception(exc)
