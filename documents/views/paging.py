"""Pages of a list."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.views.errors import PageMissing


def page_of(
    request: HttpRequest, rows: Any, size: int, name: str = "page", *, count: int | None = None
) -> Page:
    """Give the page that `?page=` asks for, else the first; 404 where there is no such page.

    A `count` that is known spares the query for it.
    """
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(request.GET.get(name, 1))
    except InvalidPage:
        raise PageMissing(_("这个列表没有您所要的那一页。")) from None
