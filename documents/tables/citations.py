"""Every citation as a row, with its words and what stands around them."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.filters.citations import CitationFilter
from documents.models import Citation
from documents.positions import submitters, submitters_line
from documents.querysets import NOT_SHOWN, PAPER
from documents.tables.table import Column, Ordering, Record

# Characters shown on either side of a quote.
AROUND = 36
# The document, as a row shows it.
SHOWN = "paragraph__version__document"
# In reading order; also what parts rows that are equal by another sort.
READING_ORDER = (
    "shown_in__slug",
    "paragraph__position",
    "start",
    "end",
    "commitment__key",
    "id",
)
DEFAULT_SORT = "document"
SORTS = {
    "document": (),
    "party": (F("line"),),
    "target": (
        Coalesce("commitment__instrument__slug", "instrument__slug"),
        F("commitment__position"),
    ),
    "kind": (F("kind"),),
    "verb": (F("verb"),),
    "session": (F("shown_in__cycle__cycle_year"), F("shown_in__session__starts")),
    "status": (F("status"), F("reason")),
}


@dataclass(frozen=True, slots=True)
class Context:
    """A quote and the words before and after it; `…` where the paragraph goes on."""

    before: str
    quote: str
    after: str

    def __str__(self) -> str:
        return self.before + self.quote + self.after


def rows(filters: CitationFilter, ordering: Ordering) -> QuerySet[Citation]:
    """The citations under the filters, sorted, with all that a row shows."""
    found = filters.rows()
    if ordering.name == "party":
        found = found.annotate(line=submitters_line(PAPER))
    if ordering.name == DEFAULT_SORT:
        order = ordering.fields(map(F, READING_ORDER))
    else:
        order = [*ordering.fields(SORTS[ordering.name]), *READING_ORDER]
    parties = f"{SHOWN}__submissions__"
    return (
        found.order_by(*order)
        .select_related(
            f"{SHOWN}__session",
            f"{SHOWN}__cycle",
            "commitment__instrument",
            "instrument",
        )
        .prefetch_related(parties + "state", parties + "group", parties + "body")
        .defer(*(f"paragraph__{name}" for name in NOT_SHOWN))
    )


def context_of(citation: Citation) -> Context:
    """The quote in its paragraph, cut to a line or two."""
    text, start, end = citation.paragraph.text, citation.start, citation.end
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    return Context(before, text[start:end], after)


def columns() -> list[Column]:
    """The columns of a file of citations."""
    return [
        Column("id", _("编号")),
        Column("submitters", _("提交方")),
        Column("document", pgettext("one row", "文件")),
        Column("symbol", _("文号")),
        Column("paragraph", _("段")),
        Column("quote", _("原文")),
        Column("context", _("上下文")),
        Column("target", _("援引对象")),
        Column("kind", _("方式")),
        Column("verb", _("执行动词")),
        Column("cycle", _("审议周期")),
        Column("session", _("届会")),
        Column("date", _("日期")),
        Column("status", _("链接状态")),
        Column("reason", _("原因")),
        Column("review_state", _("复核状态")),
        Column("engine", _("引擎版本")),
    ]


def record(citation: Citation) -> Record:
    """One row of a file."""
    document = citation.paragraph.version.document
    return {
        "id": str(citation.pk),
        "submitters": " ".join(party.party_code for party in submitters(document)),
        "document": document.slug,
        "symbol": document.symbol or None,
        "paragraph": citation.paragraph.path,
        "quote": citation.quote,
        "context": str(context_of(citation)),
        "target": citation.target,
        "kind": citation.kind,
        "verb": citation.verb or None,
        "cycle": document.cycle.cycle_year if document.cycle else None,
        "session": document.session.key if document.session else None,
        "date": document.document_date.isoformat() if document.document_date else None,
        "status": citation.status,
        "reason": citation.reason or None,
        "review_state": citation.review_state,
        "engine": citation.engine,
    }
