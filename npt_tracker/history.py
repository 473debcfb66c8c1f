"""Whose request changes something: told to the history of what is changed."""

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware


class HistoryOfRequest(HistoryMiddleware):
    """Middleware: marks changes with the account and the request's id; reading asks nothing."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """The account's id, None without one, and the request's, which the log has too."""
        return {"user": request.user.pk, "request": request.request_id}
