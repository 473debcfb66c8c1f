"""What citations can be filtered by: one definition for pages, files and the API."""

from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.models import Commitment
from documents.filters import submitters
from documents.filters.codes import CodesField, CodesFilter, DocumentsFilter
from documents.filters.refusal import BadFilter
from documents.filters.vocabulary import LISTS, NONE, Vocabulary
from documents.filters.words import parsed
from documents.memory import Found, Memory
from documents.models import Citation, Document, Paragraph, Submission
from documents.search import fits
from documents.text.query import LONGEST

# Filters by what is cited. Where rows are commitments (positions, matrix) they choose the rows.
TARGET_FILTERS = ("instrument", "commitment", "pillar", "theme", "addressee")
# Filters by who submits. Where rows are parties they choose the rows.
PARTY_FILTERS = ("party", "group", "member_of", "through")


class CitationFilter(django_filters.FilterSet):
    """Filters over citations. Give it `Citation.objects.public()`.

    Suggestions are left out unless their kind is asked for, and what is not linked unless a
    `status` is given; `default_status = ""` lists misses too. Several values of one filter widen
    the choice, several filters narrow it.
    """

    default_status = Citation.Status.LINKED
    # The way from a row to its paper.
    to_paper = "shown_in__"

    party = CodesFilter(
        _("提交方"),
        method="by_party",
        description="Who puts the paper forward: ISO 3166-1 alpha-3 code, group or body.",
    )
    group = CodesFilter(
        _("集团自己提交"),
        method="by_party",
        description="A group that itself puts the paper forward, by its slug.",
    )
    member_of = CodesFilter(
        _("集团成员国提交"),
        method="by_membership",
        description="A group of which a submitting State was a member at the document's date "
        "(else at the session's start; a blank first year: since an unknown date).",
    )
    through = CodesFilter(
        _("国家所属集团提交"),
        method="by_group_of",
        description="A State: papers that groups put forward of which it was then a member, by the "
        "same date. Its own papers are `party`'s.",
    )
    supporter = CodesFilter(
        _("支持方"),
        method="by_supporter",
        description="Who backs the paper in a footnote, by the same codes as `party`.",
    )
    instrument = CodesFilter(
        pgettext_lazy("one row", "文书"),
        method="by_instrument",
        description="Slug of an instrument, cited as a whole or by one of its commitments.",
    )
    commitment = CodesFilter(
        pgettext_lazy("one row", "承诺"),
        method="by_commitment",
        description="Key of a commitment, its sub-items included: `action-plan-2010:5`.",
    )
    pillar = CodesFilter(_("支柱"), method="by_pillar", description="Part of the Treaty's work.")
    theme = CodesFilter(
        _("主题"), method="by_theme", description="Slug of a theme, first or second, of the same."
    )
    addressee = CodesFilter(_("对象"), method="by_addressee", description="Whom it addresses.")
    cycle = CodesFilter(
        _("审议周期"),
        method="by_cycle",
        description="By the year in its name: `2020` was held in 2022; `none`: unknown.",
    )
    session = CodesFilter(
        _("届会"), method="by_session", description="Key of the session: `rc-2020`, `pc-2026-iii`."
    )
    kind = CodesFilter(
        _("援引方式"),
        method="by_kind",
        description="How it is cited; all kinds but `suggested` unless given.",
    )
    verb = CodesFilter(
        _("执行动词"),
        method="by_verb",
        description="The operative verb of its clause; `none`: there is none.",
    )
    status = CodesFilter(
        _("链接状态"), method="by_status", description="Whether it is linked, or why not."
    )
    review_state = CodesFilter(
        _("复核状态"), method="by_review_state", description="What a reviewer found."
    )
    document = DocumentsFilter(
        pgettext_lazy("one row", "文件"), method="by_document", description="Slug of the document."
    )
    q = django_filters.CharFilter(
        label=_("全文"),
        method="by_text",
        max_length=LONGEST,
        help_text='What the paragraph holds, as search reads it: words, "phrases", -without.',
    )

    class Meta:
        model = Citation
        fields: Sequence[str] = ()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        every = type(self).base_filters
        # Only what is given: every filter is copied for every request, and so is its form field.
        self.base_filters = {name: each for name, each in every.items() if name in (data or ())}
        super().__init__(data, *args, **kwargs)

    @cached_property
    def memory(self) -> Memory:
        """What was counted of the present state."""
        return Memory()

    def remembered(self, make: Callable[[], Found], *key: Hashable) -> Found:
        """What `make` gave for these filters over these rows; `key` says what it makes."""
        if self.data.get("q"):  # words are without end
            return make()
        asked = tuple((name, *self.data.getlist(name)) for name in self.base_filters)
        return self.memory.of(make, asked, self.default_status, str(self.queryset.query), *key)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The codes there are."""
        return Vocabulary.kept(self.memory)

    def get_form_class(self) -> type[forms.Form]:
        """The form, with the codes of this moment."""
        form = super().get_form_class()
        for name, field in form.base_fields.items():
            if isinstance(field, CodesField):
                field.codes = self.codes(name)
        return form

    def codes(self, name: str) -> list[str]:
        """The codes that a filter takes; none where there is no list of them."""
        return list(self.vocabulary.lists.get(LISTS.get(name, name), ()))

    def check(self) -> None:
        """Raise `BadFilter` for the first bad value."""
        for name in self.errors:
            allowed = self.codes(name)
            wrong = next((each for each in self.data.getlist(name) if each not in allowed), "")
            detail = "" if allowed else " ".join(self.errors[name])
            raise BadFilter(name, value=wrong, detail=detail, allowed=allowed)

    @property
    def values(self) -> dict[str, Any]:
        """What is asked for, by filter."""
        self.check()
        return self.form.cleaned_data

    def given(self, name: str) -> list[str]:
        """The values of one filter, [] where it is not used."""
        found = self.values.get(name) or []
        return [found] if isinstance(found, str) else list(dict.fromkeys(found))

    def rows(self, *, without: Collection[str] = ()) -> QuerySet[Citation]:
        """The citations under all filters but some."""
        return self.filter_queryset(self.queryset.all(), without=without)

    def filter_queryset(
        self, rows: QuerySet[Any], *, without: Collection[str] = ()
    ) -> QuerySet[Any]:
        """Apply the filters but some, with what is left out unless it is asked for."""
        for name, value in self.values.items():
            if name not in without:
                rows = self.filters[name].filter(rows, value)
        if "kind" in without or not self.given("kind"):
            rows = rows.exclude(kind=Citation.Kind.SUGGESTED)
        if self.default_status and not self.given("status") and "status" not in without:
            rows = rows.filter(status=self.default_status)
        return rows

    def chooses_targets(self) -> bool:
        """Whether a filter by what is cited is in use."""
        return any(self.given(name) for name in TARGET_FILTERS)

    def submitters(self) -> QuerySet[Submission] | None:
        """The submitters that the filters by party leave, None where they leave all."""
        if not any(map(self.given, PARTY_FILTERS)):
            return None
        found = Submission.objects.filter(role="submitter")
        for name in ("party", "group"):
            if codes := self.given(name):
                own = submitters.of_parties(self.vocabulary.parties(codes))
                found = found.filter(pk__in=own.values("pk"))
        if groups := self.given("member_of"):
            members = submitters.members_of(self.vocabulary.pks("group", groups))
            found = found.filter(pk__in=members.values("pk"))
        if states := self.given("through"):
            groups_of = submitters.groups_of(self.vocabulary.pks("state", states))
            found = found.filter(pk__in=groups_of.values("pk"))
        return found.order_by()

    def commitments(self) -> QuerySet[Commitment]:
        """The commitments that the filters by what is cited leave, whoever cites them."""
        rows = Commitment.objects.current()
        for name in TARGET_FILTERS:
            if values := self.given(name):
                rows = rows.filter(self._target(name, values, ""))
        return rows

    def _target(self, name: str, values: list[str], prefix: str) -> Q:
        """What a filter by what is cited asks of a commitment."""
        if name in ("pillar", "addressee"):
            return Q(**{f"{prefix}{name}__in": values})
        if name == "commitment":
            return Q(**{f"{prefix}pk__in": self.vocabulary.with_parts(values)})
        pks = self.vocabulary.pks(name, values)
        if name == "theme":
            return Q(**{f"{prefix}theme__in": pks}) | Q(**{f"{prefix}second_theme__in": pks})
        return Q(**{f"{prefix}instrument__in": pks})

    def by_instrument(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations of the instruments as a whole and of their commitments."""
        whole, items = self.vocabulary.pks(name, values), self.vocabulary.within(values)
        return rows.filter(Q(instrument__in=whole) | Q(commitment__in=items))

    def by_commitment(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations of the commitments or of their sub-items."""
        return rows.filter(commitment__in=self.vocabulary.with_parts(values))

    def by_target(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations of commitments of this pillar, theme or addressee."""
        return rows.filter(self._target(name, values, "commitment__"))

    by_pillar = by_theme = by_addressee = by_target

    def by_party(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in papers that one of the parties put forward."""
        return self._in_papers(rows, submitters.of_parties(self.vocabulary.parties(values)))

    def by_supporter(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in papers that one of the parties backs."""
        backed = submitters.of_parties(self.vocabulary.parties(values), role="supporter")
        return self._in_papers(rows, backed)

    def by_membership(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in papers of States that were then members of one of the groups."""
        return self._in_papers(rows, submitters.members_of(self.vocabulary.pks("group", values)))

    def by_group_of(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in papers of groups of which one of the States was then a member."""
        return self._in_papers(rows, submitters.groups_of(self.vocabulary.pks("state", values)))

    def _in_papers(self, rows: QuerySet, found: QuerySet[Submission]) -> QuerySet:
        return rows.filter(**{f"{self.to_paper}pk__in": found.order_by().values("document")})

    def by_cycle(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in papers of these review cycles, or of none that is known."""
        known = Q(**{f"{self.to_paper}cycle__in": self.vocabulary.pks(name, {*values} - {NONE})})
        if NONE in values:
            known |= Q(**{f"{self.to_paper}cycle": None})
        return rows.filter(known)

    def by_session(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in papers of these sessions."""
        return rows.filter(**{f"{self.to_paper}session__in": self.vocabulary.pks(name, values)})

    def by_column(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations that have one of these values in the column of the filter's name."""
        return rows.filter(**{f"{name}__in": values})

    by_kind = by_status = by_review_state = by_column

    def by_verb(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations with one of these operative verbs, or with none."""
        return rows.filter(verb__in=["" if code == NONE else code for code in values])

    def by_document(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """Keep citations in these documents; a document that is not public is an error."""
        public = Document.objects.public().filter(slug__in=values)
        found = dict(public.values_list("slug", "pk"))
        if missing := [slug for slug in values if slug not in found]:
            raise BadFilter(name, value=missing[0])
        return rows.filter(**{f"{self.to_paper}pk__in": list(found.values())})

    def by_text(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep citations in paragraphs that a search for the same words finds."""
        found = Paragraph.objects.filter(fits(parsed(name, value)))
        return rows.filter(paragraph__in=found.values("pk"))
