"""Atom feeds of new paragraphs: per commitment, per party, per search.

Their addresses have no language; `?lang=` chooses one, else the reader's own is taken.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from commitments.models import Body, Commitment, Group, State
from documents import facets, feeds, references
from documents.filters.refusal import BadFilter, check_names, one_of
from documents.models import Paragraph
from documents.tables.files import NOT_XML
from documents.text.query import parse
from documents.views.errors import PageMissing

# A tag: address names who gave it and from when on (RFC 4151); it never changes.
SINCE = "2026"
SEARCHED_BY = ("party", "cycle", "instrument")
MINUTES = 10


class ParagraphFeed(Feed):
    """Paragraphs, the latest first; each keeps its id in every feed."""

    feed_type = Atom1Feed
    parameters: tuple[str, ...] = ()
    authority = ""
    address = ""

    @classmethod
    def as_view(cls) -> Callable[..., HttpResponse]:
        """Give a view; a feed knows the host that was asked, so each request has one of its own."""

        def view(request: HttpRequest, **named: str) -> HttpResponse:
            return cls()(request, **named)

        return require_safe(conditional_page(view))

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the feed in the language that is asked for."""
        check_names(request.GET, {"lang", *self.parameters})
        language = translation.get_language()
        if asked := request.GET.get("lang"):
            language = one_of("lang", asked, dict(settings.LANGUAGES))
        self.authority = settings.FEED_AUTHORITY or request.get_host().partition(":")[0]
        self.address = request.get_full_path()
        with translation.override(language):
            answer = super().__call__(request, *args, **kwargs)
        answer["Cache-Control"] = f"public, max-age={MINUTES * 60}"
        return answer

    def subject(self, found: Any) -> str:
        """What the feed is about."""
        raise NotImplementedError

    def path(self, found: Any) -> str:
        """The page that shows the same, without a language."""
        raise NotImplementedError

    def title(self, found: Any) -> str:
        """Name the feed."""
        names = {"subject": self.subject(found)}
        return _("新段落：%(subject)s") % names

    def subtitle(self, found: Any) -> str:
        """Say by whom it is."""
        return _("核不扩散条约承诺追踪")

    def author_name(self, found: Any) -> str:
        """Atom wants an author."""
        return _("核不扩散条约承诺追踪")

    def link(self, found: Any) -> str:
        """Lead to the page."""
        return self.path(found)

    def feed_url(self, found: Any) -> str:
        """Lead to the feed itself, with all that was asked for."""
        return self.address

    def feed_guid(self, found: Any) -> str:
        """Give the feed an id that stays."""
        return self._tag(f"feeds{self.path(found)}")

    def item_guid(self, item: Paragraph) -> str:
        """Give the paragraph an id that stays."""
        return self._tag(references.permanent_path(item).strip("/"))

    def item_link(self, item: Paragraph) -> str:
        """Lead to the paragraph."""
        return references.permanent_path(item)

    def item_title(self, item: Paragraph) -> str:
        """Name the paragraph, and who put its paper forward."""
        return writable(references.reference_line(item))

    def item_description(self, item: Paragraph) -> str:
        """Give the words: of HTML, so marked up as a text."""
        written = item.version.document.language
        tag = "zh-Hans" if written == "zh" else written
        return format_html('<p lang="{}">{}</p>', tag, writable(item.text))

    def item_pubdate(self, item: Any) -> Any:
        """Tell since when it can be seen."""
        return item.since

    item_updateddate = item_pubdate

    def _tag(self, name: str) -> str:
        return f"tag:{self.authority},{SINCE}:{name}"


def writable(text: str) -> str:
    """A text without what XML cannot hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


class CommitmentFeed(ParagraphFeed):
    """New paragraphs that cite a commitment or one of its sub-items."""

    def get_object(self, request: HttpRequest, instrument: str, number: str) -> Commitment:
        """Find the commitment."""
        rows = Commitment.objects.current().filter(key=f"{instrument}:{number}")
        found = rows.select_related("instrument").first()
        if found is None:
            raise PageMissing(_("登记册中没有这项承诺。"))
        return found

    def subject(self, found: Commitment) -> str:
        """Name the commitment."""
        name = references.local(found.instrument, "name")
        return f"{references.cite(found)} · {name}"

    def path(self, found: Commitment) -> str:
        """The commitment's page."""
        return f"/commitments/{found.key.replace(':', '/')}/"

    def items(self, found: Commitment) -> Any:
        """The latest paragraphs."""
        return feeds.citing(found)


class PartyFeed(ParagraphFeed):
    """New paragraphs of a party's papers that cite something."""

    def get_object(self, request: HttpRequest, code: str) -> State | Group | Body:
        """Find the party by its id."""
        found = (
            State.objects.current().filter(code=code).first()
            or Group.objects.current().filter(slug=code).first()
            or Body.objects.current().filter(slug=code).first()
        )
        if found is None:
            raise PageMissing(_("登记册中没有这个国家、集团或机构。"))
        return found

    def subject(self, found: State | Group | Body) -> str:
        """Name the party."""
        return references.local(found, "name")

    def path(self, found: State | Group | Body) -> str:
        """The party's page."""
        return f"/parties/{found.party_code}/"

    def items(self, found: State | Group | Body) -> Any:
        """The latest paragraphs."""
        return feeds.written_by(found)


class SearchFeed(ParagraphFeed):
    """New paragraphs that a search finds."""

    parameters = ("q", *SEARCHED_BY)

    def get_object(self, request: HttpRequest) -> dict[str, Any]:
        """Read the search; a search for nothing is an error."""
        text = request.GET.get("q", "").replace("\x00", " ").strip()
        query = parse(text)
        if query.problem:
            raise BadFilter("q", value=text, detail=_("没有可以查找的字词。"))
        filters = facets.Filters(*(request.GET.get(name, "")[:60] for name in SEARCHED_BY))
        try:
            facets.chosen(filters, {})
        except facets.UnknownFilter as error:
            name = error.args[0]
            raise BadFilter(name, value=request.GET[name]) from None
        given = {name: request.GET[name] for name in self.parameters if request.GET.get(name)}
        return {"text": text, "query": query, "filters": filters, "given": given}

    def subject(self, found: dict[str, Any]) -> str:
        """Name the words, and what the search is narrowed by."""
        return writable(" · ".join([found["text"], *list(found["given"].values())[1:]]))

    def path(self, found: dict[str, Any]) -> str:
        """The page of the search."""
        return f"/search/?{urlencode(found['given'])}"

    def items(self, found: dict[str, Any]) -> Any:
        """The latest paragraphs."""
        return feeds.holding(found["query"], found["filters"])
