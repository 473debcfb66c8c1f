"""Tables of the register: instruments, commitments, parties, sessions."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q

from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    Session,
    State,
)
from documents.dumps.table import CHUNK, Field, Record, Table, listed, null_for_empty
from documents.models import Citation

RETIRED = Field("retired", "No longer in the register; kept for what cites it.", "boolean", True)
NAMES = (
    Field("name_zh", "Name in Chinese.", required=True),
    Field("name_en", "Name in English.", required=True),
    Field("aliases_zh", "Other names in Chinese papers.", "array", True),
)


def _instruments() -> Iterator[Record]:
    # What only hidden papers cite would tell of them.
    shown = Citation.objects.shown().order_by()
    cited = Q(pk__in=shown.values("instrument")) | Q(pk__in=shown.values("commitment__instrument"))
    rows = Instrument.objects.filter(Q(origin=Instrument.Origin.REGISTER) | cited)
    plain = ("slug", "origin", "kind", "year", "name_zh", "name_en", "aliases_zh", "symbols")
    notes = ("symbol", "source_url", "symbol_note_zh", "symbol_note_en")
    found = rows.order_by("slug").values(
        *plain, *notes, "retired", of=F("parent__slug"), at=F("conference__key")
    )
    for record in found.iterator(CHUNK):
        record["parent"], record["conference"] = record.pop("of"), record.pop("at")
        yield null_for_empty(record, *notes)


def _commitments() -> Iterator[Record]:
    see_also = defaultdict(list)
    links = Commitment.see_also.through.objects.order_by("to_commitment__key")
    for key, other in links.values_list("from_commitment__key", "to_commitment__key"):
        see_also[key].append(other)
    plain = ("key", "number", "letter", "position", "row_type", "pillar", "addressee")
    words = ("cite_zh", "cite_en", "summary_zh", "summary_en", "retired")
    rows = Commitment.objects.order_by("instrument__slug", "position", "key").values(
        *plain, *words, "instrument__slug", "parent__key", "theme__slug", "second_theme__slug"
    )
    for record in rows.iterator(CHUNK):
        record["instrument"] = record.pop("instrument__slug")
        record["parent"] = record.pop("parent__key")
        record["themes"] = listed((record.pop("theme__slug"), record.pop("second_theme__slug")))
        record["see_also"] = see_also[record["key"]]
        yield null_for_empty(record, "letter")


def _states() -> Iterator[Record]:
    names = ("code", "name_zh", "name_en", "aliases_zh", "npt_status", "region", "accession_year")
    for record in State.objects.order_by("code").values(*names, "retired").iterator(CHUNK):
        yield null_for_empty(record, "region")


def _groups() -> Iterator[Record]:
    names = ("slug", "name_zh", "name_en", "aliases_zh", "kind", "retired")
    yield from Group.objects.order_by("slug").values(*names).iterator(CHUNK)


def _bodies() -> Iterator[Record]:
    names = ("slug", "name_zh", "name_en", "aliases_zh", "kind", "retired")
    yield from Body.objects.order_by("slug").values(*names).iterator(CHUNK)


def _memberships() -> Iterator[Record]:
    rows = Membership.objects.current().order_by("group__slug", "state__code", "from_year", "pk")
    named = rows.values("from_year", "to_year", "npt_party", of=F("group__slug"))
    for record in named.annotate(member=F("state__code")).iterator(CHUNK):
        yield {"group": record.pop("of"), "state": record.pop("member"), **record}


def _sessions() -> Iterator[Record]:
    names = ("key", "kind", "ordinal", "name_zh", "name_en", "aliases_zh", "starts", "ends")
    rows = Session.objects.order_by("starts", "key").values(
        *names, "place", "symbol_prefix", "retired", year=F("cycle__cycle_year")
    )
    for record in rows.iterator(CHUNK):
        yield {"cycle": record.pop("year"), **record}


TABLES = (
    Table(
        "sessions",
        "Sittings of the Review Conference and of its Preparatory Committee.",
        ("key",),
        (
            Field("key", "`rc-2020`, `pc-2026-iii`.", required=True),
            Field("cycle", "Year that names the cycle: 2020 was held in 2022.", "integer", True),
            Field("kind", "What sat.", required=True),
            Field("ordinal", "Which sitting of its kind in the cycle.", "integer", True),
            *NAMES,
            Field("starts", "First day.", "date", True),
            Field("ends", "Last day.", "date", True),
            Field("place", "Where it sat.", required=True),
            Field("symbol_prefix", "How symbols of its documents begin.", required=True),
            RETIRED,
        ),
        _sessions,
    ),
    Table(
        "instruments",
        "Texts that create commitments, or that papers name beside them.",
        ("slug",),
        (
            Field("slug", "Public id: `action-plan-2010`.", required=True),
            Field("origin", "`register`, or `cited`: it appeared with a citation.", required=True),
            Field("kind", "What kind of text it is.", required=True),
            Field("year", "Year of adoption.", "integer"),
            *NAMES,
            Field("symbols", "Symbols by which papers cite it.", "array", True),
            Field("conference", "Session that adopted it.", refers="sessions"),
            Field("parent", "Instrument that it is part of.", refers="instruments"),
            Field("symbol", "Symbol of the document that holds the agreed text."),
            Field("source_url", "Where the agreed text can be read."),
            Field("symbol_note_zh", "Where in that document, in Chinese."),
            Field("symbol_note_en", "Where in that document, in English."),
            RETIRED,
        ),
        _instruments,
    ),
    Table(
        "commitments",
        "Numbered undertakings; summaries are this project's words, never official text.",
        ("key",),
        (
            Field("key", "Public id: `action-plan-2010:5c`.", required=True),
            Field("instrument", "Text it stands in.", required=True, refers="instruments"),
            Field("parent", "Item it is a part of.", refers="commitments"),
            Field("number", "Number of the item.", required=True),
            Field("letter", "Letter of the part."),
            Field("position", "Reading order within the instrument.", "integer", True),
            Field("row_type", "What kind of undertaking it is.", required=True),
            Field("pillar", "Part of the Treaty's work.", required=True),
            Field("themes", "Slugs, the main theme first.", "array", True),
            Field("addressee", "To whom it is addressed.", required=True),
            Field("cite_zh", "What it is called in Chinese.", required=True),
            Field("cite_en", "What it is called in English.", required=True),
            Field("summary_zh", "Summary in Chinese.", required=True),
            Field("summary_en", "Summary in English.", required=True),
            Field("see_also", "Keys of related commitments.", "array", True),
            RETIRED,
        ),
        _commitments,
    ),
    Table(
        "states",
        "States, party to the Treaty or not.",
        ("code",),
        (
            Field("code", "ISO 3166-1 alpha-3.", required=True),
            *NAMES,
            Field("npt_status", "Standing under the Treaty.", required=True),
            Field("region", "Regional group."),
            Field("accession_year", "Year of accession.", "integer"),
            RETIRED,
        ),
        _states,
    ),
    Table(
        "groups",
        "Groups of States that speak as one.",
        ("slug",),
        (
            Field("slug", "Public id: `nam`.", required=True),
            *NAMES,
            Field("kind", "What kind of group it is.", required=True),
            RETIRED,
        ),
        _groups,
    ),
    Table(
        "memberships",
        "One State in one group, by years.",
        (),
        (
            Field("group", "The group.", required=True, refers="groups"),
            Field("state", "The State.", required=True, refers="states"),
            Field("from_year", "First year; null: since an unknown date.", "integer"),
            Field("to_year", "Last year; null: a member still.", "integer"),
            Field("npt_party", "Whether the State is party to the Treaty.", required=True),
        ),
        _memberships,
    ),
    Table(
        "bodies",
        "Submitters that are neither a State nor a group.",
        ("slug",),
        (
            Field("slug", "Public id.", required=True),
            *NAMES,
            Field("kind", "What kind of body it is.", required=True),
            RETIRED,
        ),
        _bodies,
    ),
)
