"""The way through the review: which item is next, what was done last, what is asked."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import jump
from documents.deciding import stamp
from documents.forms import StepForm
from documents.models import Citation, Decision
from documents.refused import Refused
from documents.review_queue import FILTERS, OF_CITATIONS, Queue

# What decides nothing about a citation, and is not taken back.
UNTAKEN = ("note", "close-report")
UNCLEAR = "check what was filled in"


@dataclass(frozen=True, slots=True)
class Way:
    """The queue that a reviewer goes through, and the place in it; all empty without one."""

    section: str = ""
    query: str = ""
    place: int = 0
    number: int = 0
    before: Any = None
    after: Any = None

    @classmethod
    def read(cls, request: HttpRequest, identity: uuid.UUID, name: str) -> "Way":
        """Read `?queue=` with its filters; unknown names and sections are no queue."""
        section = request.GET.get("queue", "")
        if section not in (*OF_CITATIONS, "suggested"):
            return cls()
        if (section == "suggested") != (name == "review-suggestion"):
            return cls()
        queue = Queue(request.GET)
        kept = QueryDict(mutable=True)
        kept["queue"] = section
        for key in FILTERS:
            if values := queue.data.getlist(key):
                kept.setlist(key, values)
        ids = queue.places(section)
        place = ids.index(identity) if identity in ids else -1
        others = [each for each in ids if each != identity]
        before = ids[place - 1] if place > 0 else None
        after = next(iter(ids[place + 1 :] if place >= 0 else others), None)
        return cls(section, kept.urlencode(), place + 1, len(ids), before, after)

    def onward(self, name: str, last: uuid.UUID | None) -> str:
        """The address after a decision: the next item, else the one before, else the list."""
        query = QueryDict(self.query, mutable=True)
        if last:
            query["last"] = str(last)
        there = self.after or self.before
        base = reverse(name, kwargs={"identity": there}) if there else reverse("review")
        return f"{base}?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the reviewer did last, ready to be undone."""

    action: str
    citation: Citation
    seen: str


def last_of(request: HttpRequest) -> uuid.UUID | None:
    """The citation that `?last=` names."""
    try:
        return uuid.UUID(request.GET.get("last", ""))
    except ValueError:
        return None


def taken_last(request: HttpRequest) -> Taken | None:
    """What the reviewer decided last, as the address tells; None without."""
    identity = last_of(request)
    if identity is None:
        return None
    made = Decision.objects.filter(citation_id=OuterRef("pk"), by=request.user.pk)
    action = made.exclude(action__in=UNTAKEN).values("action")[:1]
    rows = Citation.objects.select_related("commitment", "instrument").filter(pk=identity)
    row = rows.annotate(action=Subquery(action)).exclude(action=None).first()
    return Taken(row.action, row, stamp(row)) if row else None


def target_of(form: StepForm) -> tuple[str, list[str]]:
    """The target that a form names, and all readings where it names several; raises Refused."""
    data = form.cleaned_data
    if data["pick"]:
        return data["pick"], []
    if not data["target"].strip():
        return "", []
    found = jump.targets(data["target"])
    if not found:
        raise Refused(
            "the register has nothing of this name: write 5c, action 5 (c), article VI, or a key "
            "such as action-plan-2010:5c"
        )
    return (found[0], []) if len(found) == 1 else ("", found)


def several_words() -> str:
    """What is said when a name has several readings."""
    return _("这个名称有几种读法，请选一种。")
