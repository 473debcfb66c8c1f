"""What the address of an analyst's page asks for, and the links that change one thing of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from documents.filters.citations import CitationFilter
from documents.filters.facets import FACETS, Facet, facets
from documents.filters.refusal import check_names, one_of
from documents.filters.vocabulary import LISTS, Term
from documents.models import Citation
from documents.tables.table import Ordering, both_ways

# The page begins anew when a filter changes, and the panel of filters closes.
PAGES = ("page", "columns_page", "filters")
# The panel of filters is closed at first: its hundreds of numbers are counted when asked for.
OPEN = {"filters": "open"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in use: its name and value, and the address without it."""

    name: str
    label: str
    term: Term
    href: str


class Selection:
    """The filters, sort and layout that the address names; every name and value is checked."""

    def __init__(
        self,
        request: HttpRequest,
        *,
        also: Collection[str] = (),
        rows: QuerySet[Citation] | None = None,
        offered: Sequence[str] = (),
        only: Collection[str] = CitationFilter.base_filters,
    ) -> None:
        """Read the address. With `offered` only these filters are read, and other names ignored.

        `rows` are what is filtered: all public citations without it. `only` are the filters that
        the page takes; other names are an error.
        """
        self.request = request
        self.also = also
        self.offered = offered or FACETS
        known = {*(offered or only), *also, *OPEN}
        if not offered:
            check_names(request.GET, known)
        self.data = QueryDict(mutable=True)
        for name, values in request.GET.lists():
            if name not in known:
                continue
            if kept := [value for value in dict.fromkeys(values) if value.strip()]:
                self.data.setlist(name, kept)
        public = Citation.objects.public() if rows is None else rows
        self.filters = CitationFilter(self.data, queryset=public)
        self.filters.check()

    def one(self, name: str, allowed: Collection[str], default: str) -> str:
        """One value of a parameter that is no filter, the default without it."""
        return one_of(name, self.data.get(name, default), allowed)

    def ordering(self, names: Collection[str], default: str) -> Ordering:
        """The sort that was chosen, else the default."""
        return Ordering.read(self.one("sort", both_ways(names), default))

    def address(self, **changes: Any) -> str:
        """This page with other values: a list sets several, None or [] takes the name away."""
        data = self.data.copy()
        for name in PAGES:
            data.pop(name, None)
        for name, value in changes.items():
            if value:
                data.setlist(name, value if isinstance(value, list) else [value])
            else:
                data.pop(name, None)
        return f"?{data.urlencode()}" if data else self.request.path

    def without(self, name: str, value: str) -> str:
        """This page without one value of a filter."""
        return self.address(**{name: [each for each in self.data.getlist(name) if each != value]})

    def evidence(self, filters: dict[str, Any], replaced: Collection[str]) -> str:
        """The list of the citations behind a number; "" where no filters name them.

        The page's own filters stay, but for those that the number's take the place of.
        """
        if not filters:
            return ""
        data = QueryDict(mutable=True)
        for name, values in self.data.lists():
            if name in CitationFilter.base_filters and name not in replaced:
                data.setlist(name, values)
        for name, value in filters.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        return f"{reverse('citations')}?{data.urlencode()}"

    def chips(self) -> list[Chip]:
        """Every filter in use, with the address without it."""
        return [
            Chip(name, str(spec.label), self._term(name, value), self.without(name, value))
            for name, spec in self.filters.filters.items()
            for value in self.filters.given(name)
        ]

    def _term(self, name: str, value: str) -> Term:
        terms = self.filters.vocabulary.lists.get(LISTS.get(name, name), {})
        return terms.get(value) or Term(value, value, value)

    def kept(self) -> list[tuple[str, str]]:
        """What the filter form hands on unseen: sort and layout, and filters without choices."""
        names = [name for name in self.also if name not in (*PAGES, "format")]
        return [(name, value) for name in (*names, "document") for value in self.data.getlist(name)]

    def context(self, shown: Sequence[str] = (), *, opened: bool = False) -> dict[str, Any]:
        """What the templates of filters and chips need.

        `shown` are the facets that the page shows while the panel is closed.
        """
        opened = opened or self.one("filters", (*OPEN.values(), ""), "") != ""
        names = self.offered if opened else shown
        found: list[Facet] = facets(self.filters, names) if names else []
        chips = self.chips()
        return {
            "selection": self,
            "facets": found,
            "panel": {"opened": opened, "href": self.address(**OPEN)},
            "chips": chips,
            "cleared": self.address(**dict.fromkeys(CitationFilter.base_filters)),
            "sought": self.data.get("q", ""),
        }

    def asked(self) -> dict[str, list[str]]:
        """The parameters in use but for pages and format, by name, for files."""
        return {
            name: values for name, values in self.data.lists() if name not in (*PAGES, "format")
        }
