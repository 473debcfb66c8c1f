"""Pages of a list."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.views.errors import PageMissing


def page_of(request: HttpRequest, rows: Any, size: int) -> Page:
    """Give the page that `?page=` asks for, else the first; 404 where there is no such page."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except InvalidPage:
        raise PageMissing(_("这个列表没有您所要的那一页。")) from None
