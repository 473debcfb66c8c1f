"""Shows a paragraph's text with its evidence: spans may overlap, nest and touch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from commitments.models import Commitment
from documents import reasons
from documents.models import Citation, Paragraph

register = template.Library()


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of a text: `strong` is marked, `href` leads on; neither: a miss.

    One with `verb` is an operative verb: underlined, whatever else lies over it.
    """

    start: int
    end: int
    href: str = ""
    strong: bool = False
    verb: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    strong: bool
    href: str
    cited: bool
    verb: bool


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """Give `text` as HTML with its spans: `<mark>` around strong ones, links to what others cite.

    The text is cut at every boundary, so overlapping spans give well-formed HTML; the shortest span
    over a piece decides where it leads. Everything is escaped.
    """
    pieces = _pieces(text, sorted(spans, key=lambda span: (span.end - span.start, span.start)))
    html = []
    for strong, group in groupby(pieces, lambda piece: piece.strong):
        inner = "".join(_inner(list(same)) for _key, same in groupby(group, _look))
        html.append(f"<mark>{inner}</mark>" if strong else inner)
    # Every part was escaped when it was made.
    return mark_safe("".join(html))  # noqa: S308


def _look(piece: _Piece) -> tuple[str, bool, bool]:
    return piece.href, piece.cited, piece.verb


def _pieces(text: str, spans: Sequence[Span]) -> Iterable[_Piece]:
    cuts = {0, len(text)}
    for span in spans:
        cuts |= {min(span.start, len(text)), min(span.end, len(text))}
    bounds = sorted(cuts)
    for start, end in zip(bounds, bounds[1:], strict=False):
        over = [span for span in spans if span.start <= start and end <= span.end]
        citing = [span for span in over if not span.verb]
        href = next((span.href for span in citing if span.href), "")
        strong = any(span.strong for span in citing)
        yield _Piece(text[start:end], strong, href, bool(citing), len(citing) < len(over))


def _inner(pieces: list[_Piece]) -> str:
    words, first = escape("".join(piece.text for piece in pieces)), pieces[0]
    if first.verb:
        words = format_html('<span class="verb">{}</span>', words)
    if first.href:
        return format_html('<a class="cite" href="{}">{}</a>', first.href, words)
    if first.cited and not first.strong:
        return format_html('<span class="miss">{}</span>', words)
    return words


@register.simple_tag
def evidence_text(paragraph: Paragraph, commitment: Commitment | None = None) -> SafeString:
    """Show a paragraph with its fetched `evidence`; what cites `commitment` is marked strongly."""
    spans = _spans(paragraph, lambda citation: _cites(citation, commitment), commitment)
    return marked(paragraph.text, spans)


@register.simple_tag
def collective_text(paragraph: Paragraph, instrument: object) -> SafeString:
    """Show a paragraph with its fetched `evidence`; what cites all of `instrument` is marked."""
    spans = _spans(paragraph, lambda row: row.instrument == instrument, instrument)
    return marked(paragraph.text, spans)


@register.simple_tag
def quote_text(paragraph: Paragraph) -> SafeString:
    """Show a paragraph with everything that it cites marked."""
    return marked(paragraph.text, _spans(paragraph, lambda row: row.status == "linked", None))


def _spans(paragraph: Paragraph, is_strong: object, page: object) -> list[Span]:
    """One span for each place that cites; one that cites several things leads to their list."""
    places: dict[tuple[int, int], list[Citation]] = {}
    for citation in paragraph.evidence:
        places.setdefault((citation.start, citation.end), []).append(citation)
    spans = []
    for (start, end), rows in places.items():
        targets = [row.commitment or row.instrument for row in rows if row.status == "linked"]
        href = ""
        if len(targets) == 1 and targets[0] != page and targets[0].pk:
            href = targets[0].get_absolute_url()
        elif len(targets) > 1 and paragraph.pk:
            href = paragraph.get_absolute_url() + "#citations"
        spans.append(Span(start, end, href, any(is_strong(row) for row in rows)))
    return spans + _verbs(row for row in paragraph.evidence if page is None or is_strong(row))


def _verbs(citations: Iterable[Citation]) -> list[Span]:
    """The spans of their operative verbs, each once."""
    places = {(row.verb_start, row.verb_end) for row in citations if row.verb_end}
    return [Span(start, end, verb=True) for start, end in sorted(places)]


def _cites(citation: Citation, commitment: Commitment | None) -> bool:
    cited = citation.commitment
    return bool(cited and commitment) and commitment.pk in (cited.pk, cited.parent_id)


@register.simple_tag
def why(citation: Citation) -> SafeString:
    """Why a citation stands, in one line; the paper's own words keep their language."""
    parts = []
    for clause in reasons.why(citation):
        quotes = {
            name: format_html('<q lang="zh-Hans">{}</q>', words)
            for name, words in clause.quotes.items()
        }
        values = {name: conditional_escape(value) for name, value in clause.values.items()}
        parts.append(conditional_escape(clause.words) % (values | quotes))
    # Words and values were escaped.
    return mark_safe(escape(pgettext("between clauses", "；")).join(parts))  # noqa: S308


@register.filter
def verb_words(slug: str) -> str:
    """An operative verb in the reader's language."""
    return reasons.verb_words(slug)


@dataclass(frozen=True, slots=True)
class Basis:
    """Citations of a paragraph that stand for the same reason: same words, verb and kind."""

    why: SafeString
    rows: list[Citation]


def by_basis(citations: list[Citation]) -> list[Basis]:
    """Group linked citations by why they stand, in reading order; what is cited twice once."""
    found: dict[tuple[str, str, str], dict[str | None, Citation]] = {}
    for row in citations:
        if row.status == "linked":
            rows = found.setdefault((why(row), row.verb, row.kind), {})
            rows.setdefault(row.target, row)
    return [Basis(key[0], list(rows.values())) for key, rows in found.items()]


@register.filter
def each_once(citations: list[Citation]) -> list[Citation]:
    """One of the citations that cite the same in the same way and verb, or miss the same words."""
    seen = {}
    for row in citations:
        missed = "" if row.status == "linked" else row.quote
        seen.setdefault((row.commitment_id, row.instrument_id, row.kind, row.verb, missed), row)
    return list(seen.values())


@register.filter
def citing(paragraph: Paragraph, commitment: Commitment) -> list[Citation]:
    """The fetched citations of a paragraph that cite `commitment` or one of its sub-items."""
    return [row for row in paragraph.evidence if _cites(row, commitment)]


@register.filter
def citing_all(paragraph: Paragraph, instrument: object) -> list[Citation]:
    """The fetched citations of a paragraph that cite `instrument` as a whole."""
    return [row for row in paragraph.evidence if row.instrument == instrument]
