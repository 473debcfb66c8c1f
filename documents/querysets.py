"""What anybody may see, and how it is counted. Every page, count, API and export asks here."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Func, Prefetch, Q

PARAGRAPHS = Count("paragraph", distinct=True)
# The document that shows a public row.
PAPER = "shown_in__pk"
# Columns of a paragraph that are large and on no page.
NOT_SHOWN = ("spans", "map", "tokens", "search")
# Columns of what is cited that stand on its own page only.
_OF_INSTRUMENT = (
    *("aliases_zh", "weak_aliases_zh", "symbols", "source_url", "note"),
    *("symbol_note_zh", "symbol_note_en"),
)
NOT_CITED = (
    *("commitment__summary_zh", "commitment__summary_en"),
    *(f"commitment__instrument__{name}" for name in _OF_INSTRUMENT),
    *(f"instrument__{name}" for name in _OF_INSTRUMENT),
)


def _seen(path: str) -> Q:
    """What readers see: where this leads to a public document."""
    shown = {
        f"{path}published_at__isnull": False,
        f"{path}withdrawn_at": None,
        f"{path}superseded_by": None,
    }
    # Generated papers are for tests and measurements: beside real ones they are false evidence.
    if not getattr(settings, "SHOW_GENERATED", False):
        shown[f"{path}generated"] = False
    return Q(**shown)


def _with_parties(path: str) -> Prefetch:
    """Fetch submissions with their State, group or body, in one query."""
    submissions = apps.get_model("documents", "Submission").objects
    return Prefetch(path, submissions.select_related("state", "group", "body"))


class ItemAndParent(Func):
    """One row for the commitment that is cited, and one for the item it is under."""

    template = "unnest(ARRAY[%(expressions)s])"
    arity = 2
    set_returning = True
    output_field = models.BigIntegerField()


class DocumentQuerySet(models.QuerySet):
    """Documents."""

    def public(self):
        """Published, not withdrawn, not superseded by a revision, with a whole current version.

        Generated papers are left out unless the setting `SHOW_GENERATED` is true.
        """
        return self.filter(_seen(""), current_version__isnull=False)

    def once_public(self):
        """Published at some time, whatever became of it: withdrawn and superseded ones too."""
        published = self.filter(published_at__isnull=False)
        if getattr(settings, "SHOW_GENERATED", False):
            return published
        return published.filter(generated=False)

    def submitted_by(self, party):
        """Put forward by this State, group or body, alone or with others."""
        return self.filter(
            submissions__role="submitter", **{f"submissions__{party._meta.model_name}": party}
        )

    def supported_by(self, party):
        """Backed by this State, group or body in a footnote."""
        return self.filter(
            submissions__role="supporter", **{f"submissions__{party._meta.model_name}": party}
        )

    def counts_of(self, party) -> dict[str, int]:
        """How many this State, group or body put forward (`submitter`) and backed (`supporter`)."""
        own = {f"submissions__{party._meta.model_name}": party}
        return self.aggregate(
            **{
                role: Count("pk", distinct=True, filter=Q(submissions__role=role, **own))
                for role in ("submitter", "supporter")
            }
        )

    def named(self, text):
        """With exactly this symbol, in whatever letters, or this slug."""
        if not text:
            return self.none()
        return self.filter(Q(symbol__iexact=text) | Q(slug=text.lower()))

    def with_head(self):
        """Fetch what the head of a document names: its session, cycle and parties."""
        return self.select_related("session", "cycle", "current_version").prefetch_related(
            _with_parties("submissions")
        )

    def newest_first(self):
        """By cycle, session and date, the latest first; undated ones last; stable."""
        return self.order_by(
            F("cycle__cycle_year").desc(nulls_last=True),
            F("session__starts").desc(nulls_last=True),
            F("document_date").desc(nulls_last=True),
            "slug",
        )


class ParagraphQuerySet(models.QuerySet):
    """Paragraphs."""

    def public(self):
        """Of current versions of public documents only."""
        return self.filter(_seen("shown_in__"))

    def neighbours(self, paragraph):
        """The paragraphs before and after this one, None at the ends."""
        before = self.filter(position__lt=paragraph.position).order_by("-position").first()
        return before, self.filter(position__gt=paragraph.position).order_by("position").first()

    def readable(self):
        """What a reader of the paper sees: no header lines, page feet and other artefacts."""
        return self.exclude(kind__in=["header", "artefact"])

    def for_reading(self):
        """Fetch what is shown, without the large columns that no page shows."""
        return self.defer(*NOT_SHOWN)

    def with_evidence(self):
        """Fetch `evidence`: what each paragraph cites or fails to cite, in reading order."""
        evidence = self.model._meta.get_field("citations").related_model.objects.shown()
        rows = evidence.select_related("commitment__instrument", "instrument").defer(*NOT_CITED)
        in_order = rows.order_by("start", "end", "id")
        return self.prefetch_related(Prefetch("citations", in_order, to_attr="evidence"))

    def with_document(self):
        """Fetch the document of each paragraph, with its session, cycle and parties."""
        return self.select_related(
            "version__document__session", "version__document__cycle"
        ).prefetch_related(_with_parties("version__document__submissions"))


class CitationQuerySet(models.QuerySet):
    """Citations."""

    def public(self):
        """In public paragraphs, not rejected by a reviewer."""
        return self.filter(_seen("shown_in__")).exclude(review_state="rejected")

    def standing(self):
        """Linked, not rejected, not suggested; for paragraphs that are known to be public."""
        linked = self.filter(status="linked").exclude(review_state="rejected")
        return linked.exclude(kind="suggested")

    def counted(self):
        """What the numbers are made of: public, linked, not suggested."""
        return self.public().standing()

    def unresolved(self):
        """Misses, each with its reason."""
        return self.public().exclude(status="linked")

    def reviewable(self):
        """Of public papers, rejected ones and those of an earlier text too: for reviewers."""
        documents = apps.get_model("documents", "Document").objects
        return self.filter(version__document__in=documents.public().values("pk"))

    def citing(self, commitment):
        """Rows that cite `commitment` or one of its sub-items."""
        return self.citing_any([commitment])

    def paragraph_count(self) -> int:
        """Distinct paragraphs: the number shown."""
        return self.aggregate(n=Count("paragraph", distinct=True))["n"]

    def shown(self):
        """What a paragraph is shown with: public, linked or a visible miss, not suggested."""
        return self.public().exclude(kind="suggested")

    def touching(self, instrument):
        """Rows that cite `instrument` as a whole or any numbered commitment of it."""
        return self.filter(Q(instrument=instrument) | Q(commitment__instrument=instrument))

    def item_totals(self) -> dict[str, int]:
        """Distinct paragraphs that cite numbered commitments, and distinct commitments cited."""
        return self.of_items().aggregate(
            paragraphs=Count("paragraph", distinct=True),
            commitments=Count("commitment", distinct=True),
        )

    def totals(self) -> dict[str, int]:
        """The rows themselves, distinct paragraphs, and distinct documents."""
        return self.order_by().aggregate(
            rows=Count("pk"),
            paragraphs=Count("paragraph", distinct=True),
            papers=Count(PAPER, distinct=True),
        )

    def submitted_by(self, party):
        """In papers that this State, group or body put forward, alone or with others."""
        submissions = "shown_in__submissions__"
        return self.filter(
            **{submissions + "role": "submitter", submissions + party._meta.model_name: party}
        )

    def of_items(self):
        """Rows that cite a numbered commitment, not an instrument as a whole."""
        return self.filter(commitment__isnull=False)

    def citing_any(self, commitments):
        """Rows that cite one of these commitments or one of their sub-items."""
        # A list of its own: with a join the database reads all citations for the sake of the `or`.
        known = apps.get_model("commitments", "Commitment").objects.order_by()
        pks = [getattr(each, "pk", each) for each in commitments]
        either = known.filter(Q(pk__in=pks) | Q(parent__in=pks))
        return self.filter(commitment__in=either.values("pk"))

    def tallies_by_commitment(self) -> dict[int, tuple[int, int]]:
        """Distinct paragraphs and papers by commitment id; an item includes its sub-items."""
        papers = Count(PAPER, distinct=True)
        tallies = self._by_commitment().annotate(paragraphs=PARAGRAPHS, papers=papers)
        # No id: what is cited has no item above it.
        return {cited: tuple(counts) for cited, *counts in tallies if cited is not None}

    def counts_by_commitment(self) -> dict[int, int]:
        """Distinct paragraphs by commitment id; an item includes its sub-items, each once."""
        counts = dict(self._by_commitment().annotate(n=PARAGRAPHS))
        counts.pop(None, None)
        return counts

    def _by_commitment(self, *before):
        items = self.of_items().order_by()
        cited = items.annotate(cited=ItemAndParent("commitment", "commitment__parent"))
        return cited.values_list(*before, "cited")

    def counts_together(self) -> dict[str, dict[int | None, int]]:
        """All of these in one query: distinct paragraphs by `item`, `instrument` and `whole`.

        As `counts_by_commitment`, `counts_by_instrument` and `collective_counts` give them; and
        under `all` and None those that cite any numbered commitment.
        """
        items, whole = self.of_items().order_by(), self.filter(instrument__isnull=False).order_by()
        kind = models.Value
        parts = [
            self._by_commitment(kind("item")),
            items.values_list(kind("instrument"), "commitment__instrument"),
            whole.values_list(kind("whole"), "instrument"),
            items.values_list(kind("all"), models.Value(None, models.BigIntegerField())),
        ]
        first, *others = [part.annotate(n=PARAGRAPHS) for part in parts]
        found = {"item": {}, "instrument": {}, "whole": {}, "all": {}}
        for name, key, number in first.union(*others, all=True):
            found[name][key] = number
        found["item"].pop(None, None)
        return found

    def counts_by_instrument(self) -> dict[int, int]:
        """Distinct paragraphs by instrument id that cite any numbered commitment of it."""
        items = self.of_items().order_by().values_list("commitment__instrument")
        return dict(items.annotate(n=Count("paragraph", distinct=True)))

    def collective_counts(self) -> dict[int, int]:
        """Distinct paragraphs by instrument id that cite it as a whole."""
        whole = self.filter(instrument__isnull=False).order_by().values_list("instrument")
        return dict(whole.annotate(n=Count("paragraph", distinct=True)))

    def counts_by_document(self) -> dict[int, int]:
        """Distinct paragraphs by document id."""
        by_document = self.order_by().values_list(PAPER)
        return dict(by_document.annotate(n=Count("paragraph", distinct=True)))


class SuggestionQuerySet(models.QuerySet):
    """Suggestions: never in a number of citations; they have a table of their own."""

    def public(self):
        """In public paragraphs of today's text; no reviewer rejected it or made a link of it."""
        current = self.filter(_seen("paragraph__shown_in__"))
        return current.exclude(review_state__in=["accepted", "rejected", "flagged"])

    def waiting(self):
        """Those that nobody has decided about."""
        return self.public().filter(review_state="unreviewed")

    def of(self, commitment):
        """Rows that suggest `commitment` or one of its sub-items."""
        return self.filter(Q(commitment=commitment) | Q(commitment__parent=commitment))

    def likeliest_first(self):
        """By score, then by key; stable."""
        return self.order_by("-score", "commitment__key", "pk")
