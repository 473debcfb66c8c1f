"""The papers that the filters over citations leave, whether they cite anything or not."""

from django.db.models import Q, QuerySet

from documents.filters.citations import CitationFilter
from documents.filters.vocabulary import NONE, Term, Vocabulary
from documents.models import Document, Submission


def papers(filters: CitationFilter) -> QuerySet[Document]:
    """The public papers of the submitters, cycles and sessions that are chosen."""
    found = Document.objects.public()
    if (own := filters.submitters()) is not None:
        found = found.filter(pk__in=own.values("document"))
    if cycles := filters.given("cycle"):
        known = [pk for pk in filters.vocabulary.pks("cycle", cycles) if pk is not None]
        found = found.filter(
            Q(cycle__in=known) | Q(cycle=None) if NONE in cycles else Q(cycle__in=known)
        )
    if sessions := filters.given("session"):
        found = found.filter(session__in=filters.vocabulary.pks("session", sessions))
    return found


def speakers(vocabulary: Vocabulary) -> list[tuple[Term, int]]:
    """Those with papers held here, with the number of their papers; groups and States apart."""
    public = Submission.objects.filter(role="submitter", document__in=Document.objects.public())
    terms = vocabulary.terms("party")
    codes = public.order_by().values_list("state__code", "group__slug", "body__slug")
    counts: dict[str, int] = {}
    for state, group, body in codes:
        code = state or group or body
        counts[code] = counts.get(code, 0) + 1
    found = [(terms[code], number) for code, number in counts.items() if code in terms]
    return sorted(found, key=lambda pair: (pair[0].sort == "1", -pair[1], pair[0].code))
