"""Search over the API: paragraphs by their words, the best first."""

from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from commitments.api.addresses import PageAddressField, address, asked
from commitments.api.parameters import BadParameter
from commitments.api.resource import KnownParameters
from commitments.api.rows import ShapedRow
from commitments.api.schema import ApiSchema
from documents import search
from documents.api.papers import LANGUAGE
from documents.api.serializers import paragraph_id
from documents.facets import Filters, UnknownFilter, chosen
from documents.models import Paragraph
from documents.text.query import LONGEST, MOST_WORDS, Query, parse

PAGE = "page"
FILTERS = ("party", "cycle", "instrument")
MOST_PAGES = search.CANDIDATES // search.PAGE
PROBLEMS = {
    "empty": "Say what to look for.",
    "too-long": f"The query is too long: at most {LONGEST} characters.",
    "too-many": f"The query has too many words: at most {MOST_WORDS}.",
    "only-excluded": "The query only excludes words: name one to look for.",
    "nothing-to-find": "The query has no letters, figures or Chinese characters.",
}
_PARAMETERS = [
    OpenApiParameter(
        "q",
        {
            "type": "string",
            "maxLength": LONGEST,
            "examples": ["核裁军 透明度", "“不可逆” -核武器国家"],
        },
        required=True,
        description='Words, all of them wanted; "phrases" in quotation marks, Chinese or ASCII; '
        "`-` before what is excluded. Script, width and letter case do not matter.",
    ),
    OpenApiParameter(
        "party",
        {"type": "string", "examples": ["nam"]},
        description="Who puts the paper forward: a code of `states`, `groups` or `bodies`.",
    ),
    OpenApiParameter(
        "cycle",
        {"type": "string", "pattern": "^[0-9]{4}$", "examples": ["2026"]},
        description="Review cycle, by the year in its name.",
    ),
    OpenApiParameter(
        "instrument",
        {"type": "string", "examples": ["action-plan-2010"]},
        description="Slug of an instrument that the paragraph cites, whole or in part.",
    ),
    OpenApiParameter(
        PAGE,
        {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1},
        description=f"Number of the page, of {search.PAGE} hits each, up to `pages` of the answer.",
    ),
]


class PieceSerializer(ShapedRow):
    """A run of the paragraph's text that holds hits, or its beginning."""

    text = serializers.CharField()
    hits = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="First code point in `text`, and the one after the last, of each hit.",
    )
    cut_before = serializers.BooleanField(help_text="Whether the paragraph has words before it.")
    cut_after = serializers.BooleanField(help_text="Whether the paragraph has words after it.")


class HitSerializer(ShapedRow):
    """A paragraph that was found."""

    id = serializers.SerializerMethodField(help_text="`<document slug>/p/<path>`")
    url = serializers.SerializerMethodField(help_text="Address of the paragraph here.")
    html_url = PageAddressField(source="paragraph")
    document = serializers.CharField(source="paragraph.version.document.slug")
    path = serializers.CharField(source="paragraph.path")
    kind = serializers.ChoiceField(source="paragraph.kind", choices=Paragraph.Kind.choices)
    language = serializers.CharField(
        source="paragraph.version.document.language", help_text=LANGUAGE
    )
    excerpt = PieceSerializer(source="pieces", many=True)
    more = serializers.IntegerField(help_text="Hits in the paragraph outside the excerpt.")
    targets = serializers.SerializerMethodField(
        help_text="Keys and slugs of what the paragraph cites, in its order, each once."
    )

    def get_id(self, hit: search.Hit) -> str:
        """Give the paragraph's public id."""
        return paragraph_id(hit.paragraph)

    def get_url(self, hit: search.Hit) -> str:
        """Give the address within the document's."""
        kwargs = {"document": hit.paragraph.version.document.slug, "path": hit.paragraph.path}
        return address("api:paragraph-detail", kwargs=kwargs, request=self.context["request"])

    def get_targets(self, hit: search.Hit) -> list[str]:
        """Give what is linked."""
        return list(dict.fromkeys(row.target for row in hit.paragraph.evidence if row.target))


class ChoiceSerializer(ShapedRow):
    """A value by which the search can be narrowed."""

    code = serializers.CharField(source="id")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    count = serializers.IntegerField(help_text="Hits that it leaves.")


class FacetsSerializer(ShapedRow):
    """The commonest values of each filter among the hits."""

    party = ChoiceSerializer(many=True)
    cycle = ChoiceSerializer(many=True)
    instrument = ChoiceSerializer(many=True)


class FoundSerializer(ShapedRow):
    """A page of hits."""

    count = serializers.IntegerField(help_text="Hits; exact unless `capped`.")
    capped = serializers.BooleanField(
        help_text=f"There are more: only the newest {search.CANDIDATES} are ranked and counted."
    )
    page = serializers.IntegerField()
    pages = serializers.IntegerField(help_text="Pages there are.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    facets = FacetsSerializer()
    results = HitSerializer(many=True)


class SearchView(KnownParameters, APIView):
    """Paragraphs that hold the words, ranked: the closer together and the rarer, the higher.

    Pages by number, because a rank is no place in an order that stays. For every hit without ranks
    or limits, in the order of the papers and as a file, ask `paragraphs/?q=…`.
    """

    schema = ApiSchema()

    def known_parameters(self) -> set[str]:
        """Add the query, what narrows it, and the page."""
        return super().known_parameters() | {each.name for each in _PARAMETERS}

    @extend_schema(parameters=_PARAMETERS, responses=FoundSerializer)
    def get(self, request: Request) -> Response:
        """Give a page of hits."""
        given = request.query_params
        query = _query(given.get("q", ""))
        filters = _filters(given)
        number = _number(given.get(PAGE, "1"))
        found = search.search(query, filters, number)
        if found is None:
            raise BadParameter(PAGE, "There are not so many pages.")
        _check(filters, found.facets)
        links = {
            rel: replace_query_param(asked(request), PAGE, number + step)
            if 1 <= number + step <= found.pages
            else None
            for rel, step in (("next", 1), ("previous", -1))
        }
        empty: dict[str, Any] = {name: [] for name in FILTERS}
        answer = {
            "count": found.count,
            "capped": found.capped,
            "page": number,
            "pages": found.pages,
            "facets": empty | found.facets,
            "results": found.hits,
            **links,
        }
        rels = {"next": links["next"], "prev": links["previous"]}
        line = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in rels.items() if url)
        body = FoundSerializer(answer, context={"request": request}).data
        return Response(body, headers={"Link": line} if line else {})


def _query(text: str) -> Query:
    if "\x00" in text:
        raise BadParameter("q", "The query holds a NUL character.")
    query = parse(text)
    if query.problem:
        raise BadParameter("q", PROBLEMS[query.problem])
    return query


def _filters(given: QueryDict) -> Filters:
    """Read what narrows the search."""
    for name in FILTERS:
        if "\x00" in given.get(name, ""):
            raise BadParameter(name, f"There is no such {name}.")
    return Filters(*(given.get(name, "") for name in FILTERS))


def _check(filters: Filters, found: dict[str, Any]) -> None:
    """Refuse what the register does not hold; what the hits offer is not looked up."""
    try:
        chosen(filters, found)
    except UnknownFilter as error:
        raise BadParameter(str(error), f"There is no such {error}; its list names them.") from None


def _number(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) >= 1:
        return int(text)
    raise BadParameter(PAGE, f"{PAGE} is a number from 1 to {MOST_PAGES}.")
