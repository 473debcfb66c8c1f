"""What a reviewer reads around a citation: the paragraph today, its neighbours, what it cites."""

from dataclasses import dataclass

from documents.models import Citation, Paragraph, PathRedirect
from documents.querysets import NOT_SHOWN

UNREAD = tuple(f"paragraph__{name}" for name in NOT_SHOWN)
# Readable paragraphs stand at most so far apart: between them may be page feet.
REACH = 4


@dataclass(frozen=True, slots=True)
class Around:
    """The readable paragraphs before and after one, None at the ends."""

    before: Paragraph | None
    after: Paragraph | None


def around(paragraph: Paragraph) -> Around:
    """The neighbours of a paragraph, in one query."""
    place = paragraph.position
    near = paragraph.version.paragraphs.readable().for_reading()
    rows = list(near.filter(position__range=(place - REACH, place + REACH)).order_by("position"))
    before = [row for row in rows if row.position < place]
    after = [row for row in rows if row.position > place]
    return Around(before[-1] if before else None, after[0] if after else None)


def cited_in(paragraph: Paragraph) -> list[Citation]:
    """All citations of a paragraph in reading order, the rejected ones too."""
    rows = paragraph.citations.select_related("commitment__instrument", "instrument")
    return list(rows.order_by("start", "end", "pk"))


def home_of(row: Citation) -> Paragraph:
    """Where a citation's paragraph stands in the current text.

    Where its text is gone: the paragraph that has its number now, else what stands in its place.
    """
    own = row.paragraph
    document = own.version.document
    if own.version_id == document.current_version_id:
        return own
    paths = [own.path]
    moved = PathRedirect.objects.filter(document=document, old_path=own.path).exclude(new_path="")
    paths += moved.values_list("new_path", flat=True)
    today = Paragraph.objects.filter(version=document.current_version_id).readable().for_reading()
    today = today.select_related("version__document").order_by("position")
    return (
        today.filter(path__in=paths).first()
        or (today.filter(label=own.label).first() if own.label else None)
        or today.filter(position__gte=own.position).first()
        or today.last()
        or own
    )
