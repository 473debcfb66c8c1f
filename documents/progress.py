"""How far files have come on their way through the three verbs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from documents.models import Job


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a file stands: finished or not, and why it failed if it did."""

    finished: bool
    reason: str = ""


def outcomes(source_ids: Collection[int]) -> dict[int, Outcome]:
    """Where these sources stand, by their ids."""
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    of_sources = Job.objects.filter(source__in=source_ids)
    of_versions = Job.objects.filter(version__source__in=source_ids)
    for jobs in (of_sources, of_versions):
        rows = jobs.values_list(
            Coalesce("source_id", "version__source_id"), "verb", "state", "reason"
        )
        for source_id, *row in rows:
            found[source_id].append(tuple(row))
    return {source_id: _outcome(found[source_id]) for source_id in source_ids}


def _outcome(rows: list[tuple[str, str, str]]) -> Outcome:
    for _verb, state, reason in rows:
        if state == Job.State.FAILED:
            return Outcome(finished=True, reason=reason)
    verbs = {verb for verb, _state, _reason in rows}
    done = all(state == Job.State.DONE for _verb, state, _reason in rows)
    return Outcome(finished=done and Job.Verb.LINK in verbs)
