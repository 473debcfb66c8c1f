"""Taking a reader's report of a wrong link: one row for the review queue, nothing else."""

from django.db import transaction

from documents.limits import Limit
from documents.models import Citation, Report
from documents.refused import Refused

LIMIT = Limit("report", most=10, seconds=600)
# More open reports of one citation tell a reviewer nothing new.
MOST_OPEN = 20


def report(*, citation: Citation, note: str, address: str) -> Report | None:
    """Store a report; None when the citation has enough open ones. Raises Refused over the limit.

    `address` is counted, not kept.
    """
    if not LIMIT.allows(address):
        raise Refused("too many reports from this address")
    with transaction.atomic():
        Citation.objects.select_for_update(of=("self",)).get(pk=citation.pk)
        if citation.reports.filter(state=Report.State.OPEN).count() >= MOST_OPEN:
            return None
        return Report.objects.create(citation=citation, note=note.strip())
