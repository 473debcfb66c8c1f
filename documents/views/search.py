"""The search page: paragraphs by their words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents import facets, search
from documents.jump import read
from documents.text.query import LONGEST, MOST_WORDS, Query, parse
from documents.views.errors import PageMissing
from documents.views.jump import rows_of

EXAMPLES = ("核裁军 透明度", "“不可逆”", "无核武器国家 -安全保证", "第六條")
FILTERS = ("party", "cycle", "instrument")
PROBLEMS = {
    "too-long": gettext_lazy("检索词太长：最多%(longest)s个字符。"),
    "too-many": gettext_lazy("检索词太多：最多%(most)s个。"),
    "only-excluded": gettext_lazy("只有要排除的词。请至少写一个要找的词。"),
    "nothing-to-find": gettext_lazy("只有标点，没有可以检索的词。请输入汉字、字母或数字。"),
}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the paragraphs that `?q=` finds, with facets; 400 when it cannot be looked for."""
    text = _clean(request, "q")
    query = parse(text)
    filters = facets.Filters(*(_clean(request, name)[:60] for name in FILTERS))
    context: dict[str, Any] = {
        "text": text[:LONGEST],
        "query": query,
        "filters": filters,
        "examples": EXAMPLES,
        "candidates": search.CANDIDATES,
        "longest": LONGEST,
    }
    if query.problem:
        problem = _problem(query)
        return render(
            request,
            "search/search.html",
            context | {"problem": problem},
            status=400 if problem else 200,
        )
    found = search.search(query, filters, _number(request))
    if found is None:
        raise PageMissing(_("这个列表没有您所要的那一页。"))
    try:
        context["chosen"] = facets.chosen(filters, found.facets)
    except facets.UnknownFilter:
        problem = _("登记册中没有这个筛选条件。请去掉它再试。")
        return render(request, "search/search.html", context | {"problem": problem}, status=400)
    context["found"] = found
    context["meant"] = rows_of([each for each in read(text) if each.kind != "party"])
    if not found.count:
        context["ways"] = search.ways_out(query, filters)
    return render(request, "search/search.html", context)


def _clean(request: HttpRequest, name: str) -> str:
    # Postgres takes no NUL.
    return request.GET.get(name, "").replace("\x00", " ").strip()


def _problem(query: Query) -> str:
    if query.problem not in PROBLEMS:
        return ""
    return str(PROBLEMS[query.problem]) % {"longest": LONGEST, "most": MOST_WORDS}


def _number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
