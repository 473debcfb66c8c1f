"""Rows of which lists are long: what the register calls things is looked up, not joined."""

from functools import cached_property
from typing import Any

from rest_framework.request import Request

from commitments.api.addresses import Site
from commitments.api.rows import RowSerializer
from documents.filters.vocabulary import Vocabulary
from documents.memory import Memory


def vocabulary_of(request: Any) -> Vocabulary:
    """What the register's rows are called, read once for a request."""
    if not hasattr(request, "vocabulary"):
        request.vocabulary = Vocabulary.kept(Memory())
    return request.vocabulary


class QuickRow(RowSerializer):
    """A row of which lists are long."""

    @cached_property
    def site(self) -> Site:
        """The addresses of this request."""
        return Site(self.context["request"])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the register's rows are called: joined to each row it would cost more than it."""
        return vocabulary_of(self.context["request"])


class NamesCodes:
    """For views of quick rows: read the register's codes while the state of the data is known.

    A file is written when the request is over.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the request, then read the codes."""
        super().initial(request, *args, **kwargs)
        vocabulary_of(request)
