"""The words that a filter looks for."""

from django.utils.translation import gettext as _

from documents.filters.refusal import BadFilter
from documents.text.query import Query, parse


def parsed(name: str, value: str) -> Query:
    """Read a query; raise `BadFilter` where there is nothing to look for."""
    query = parse(value)
    if query.problem:
        raise BadFilter(name, value=value, detail=_("没有可以查找的字词。"))
    return query
