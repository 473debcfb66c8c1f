"""What stands beside a passage, drawn in Python: a page shows hundreds of these lines."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from documents.models import Citation, Paragraph
from documents.references import reference_line_in
from documents.templatetags.evidence import by_basis, each_once, verb_words
from documents.templatetags.quoting import permanent
from documents.templatetags.wording import kind_words, label, reason_words, status_words

register = template.Library()


@register.simple_tag
def cited(row: Citation, here: Any = None) -> SafeString:
    """What a linked citation cites, with the way there; none where that is the page itself."""
    target = row.commitment or row.instrument
    # A draft may name what the register does not have.
    words = escape(label(target)) if target else SafeString()
    if not target or target.pk is None:
        return words
    if here is not None and row.commitment_id == here.pk:
        return mark_safe(f"<span>{words}</span>")  # noqa: S308
    # Here as below: everything was escaped.
    return mark_safe(f'<a href="{escape(target.get_absolute_url())}">{words}</a>')  # noqa: S308


@register.simple_tag
def manner(row: Citation) -> SafeString:
    """With which operative verb, and how, a citation cites."""
    verb = f'<span class="verb-word">{escape(verb_words(row.verb))}</span> ' if row.verb else ""
    return mark_safe(f'{verb}<span class="kind">{escape(kind_words(row.kind))}</span>')  # noqa: S308


def _badge(row: Citation) -> str:
    if row.review_state != Citation.ReviewState.ACCEPTED:
        return ""
    words = escape(gettext("经人核对"))
    return f' <span class="badge">{words}</span>'


@register.simple_tag
def bases(rows: list[Citation], here: Any = None) -> SafeString:
    """What a paragraph cites, each with why it stands."""
    lines = []
    for basis in by_basis(rows):
        targets = " ".join(cited(row, here) + _badge(row) for row in basis.rows)
        lines.append(
            f'<li>{targets} {manner(basis.rows[0])} <span class="why">{basis.why}</span></li>\n'
        )
    called = escape(gettext("援引方式"))
    html = f'<ul class="cites long" aria-label="{called}">\n{"".join(lines)}</ul>'
    return mark_safe(html)  # noqa: S308


@register.simple_tag
def citation_list(rows: list[Citation]) -> SafeString:
    """What a paragraph cites or fails to cite, each once, in short."""
    lines = "".join(
        f"<li>{cited(row)} {manner(row)}{_badge(row)}</li>\n"
        if row.status == Citation.Status.LINKED
        else f'<li class="missed">{miss(row)}</li>\n'
        for row in each_once(rows)
    )
    called = escape(gettext("本段援引"))
    return mark_safe(f'<ul class="cites" aria-label="{called}">\n{lines}</ul>')  # noqa: S308


@register.simple_tag
def miss(row: Citation) -> SafeString:
    """The words of a citation that is not linked, and the reason."""
    status, reason = status_words(row.status), reason_words(row.reason)
    why = escape(status + pgettext("before a reason", "：") + reason)
    words = f'<q lang="zh-Hans">{escape(row.quote)}</q> <span class="kind">{why}</span>'
    return mark_safe(words)  # noqa: S308


@register.simple_tag(takes_context=True)
def quotable(context: template.Context, paragraph: Paragraph) -> SafeString:
    """The lines to copy of a paragraph, its address, and its records to download."""
    copied = [
        (' lang="zh-Hans"', reference_line_in(paragraph, "zh-hans")),
        (' lang="en"', reference_line_in(paragraph, "en")),
    ]
    rows = [f"<span{lang}>{escape(line)}</span>" for lang, line in copied]
    rows.append(escape(permanent(context, paragraph)))
    lines = "".join(f'<div class="copy-row"><p class="copy">{row}</p></div>\n' for row in rows)
    here = escape(paragraph.get_absolute_url())
    files = " ".join(
        f'<a href="{here}cite.{ending}" download>{name}</a>'
        for ending, name in (("bib", "BibTeX"), ("ris", "RIS"))
    )
    words = escape(gettext("下载"))
    return mark_safe(f'{lines}<p class="files">{words} {files}</p>')  # noqa: S308


@register.simple_tag(takes_context=True)
def reports(context: template.Context, rows: list[Citation]) -> SafeString:
    """The ways to report each citation of a paragraph, and for reviewers to mend it."""
    decides = context["perms"]["documents"]["decide"]
    words, review = escape(gettext("报告错误链接")), escape(gettext("复核"))
    parts = [words]
    for row in each_once(rows):
        target = row.commitment or row.instrument
        said = escape(label(target)) if target else f'<q lang="zh-Hans">{escape(row.quote)}</q>'
        address = reverse("report", kwargs={"identity": row.pk})
        parts.append(
            f'<a class="report" href="{address}" rel="nofollow">'
            f'<span class="unseen">{words} </span>{said}</a>'
        )
        if decides:
            address = reverse("review-citation", kwargs={"identity": row.pk})
            parts.append(f'<a class="report" href="{address}">{review}</a>')
    if decides and rows:
        paper = rows[0].paragraph.version.document.slug
        address = reverse("review-add", kwargs={"slug": paper, "path": rows[0].paragraph.path})
        more = escape(gettext("加一条援引"))
        parts.append(f'<a class="report" href="{escape(address)}">{more}</a>')
    return mark_safe(f'<p class="reports">{" ".join(parts)}</p>')  # noqa: S308
