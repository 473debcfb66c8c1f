"""Tables of the evidence: public documents, their paragraphs, and what these cite."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F
from django.db.models.functions import Coalesce

from documents.dumps.table import CHUNK, Field, Record, Table, null_for_empty
from documents.models import Citation, Document, Paragraph, Submission

HEAD = ("symbol", "title", "original_language", "venue", "session_printed")


def _documents() -> Iterator[Record]:
    parties = _parties()
    plain = ("slug", "language", "document_date", "starts", "ends", "npt", "reasons", "supplied")
    rows = Document.objects.public().order_by("slug")
    named = rows.values("pk", *plain, *HEAD, "generated", "published_at").annotate(
        in_session=F("session__key"),
        in_cycle=F("cycle__cycle_year"),
        version=F("current_version__number"),
        sha256=F("current_version__source__sha256"),
        fidelity=F("current_version__fidelity"),
        warnings=F("current_version__warnings"),
    )
    for record in named.iterator(CHUNK):
        record["session"], record["cycle"] = record.pop("in_session"), record.pop("in_cycle")
        key = record.pop("pk")
        record["submitters"] = parties[key, Submission.Role.SUBMITTER]
        record["supporters"] = parties[key, Submission.Role.SUPPORTER]
        yield null_for_empty(record, *HEAD, "fidelity")


def _parties() -> dict[tuple[int, str], list[str]]:
    """Codes of the parties by document and role, in the order of the paper."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    code = Coalesce("state__code", "group__slug", "body__slug")
    rows = Submission.objects.filter(document__in=Document.objects.public())
    for document, role, party in rows.order_by("position").values_list("document", "role", code):
        found[document, role].append(party)
    return found


def _paragraphs() -> Iterator[Record]:
    plain = ("path", "parent", "position", "kind", "label", "text", "themes")
    rows = Paragraph.objects.public().order_by("version__document__slug", "position")
    named = rows.values(*plain, document=F("version__document__slug"), own=F("states__key"))
    for record in named.iterator(CHUNK):
        record["states"] = record.pop("own")
        record["themes"] = sorted(record["themes"])
        yield null_for_empty(
            {"id": f"{record['document']}/p/{record['path']}", **record}, "parent", "label"
        )


def _citations() -> Iterator[Record]:
    plain = ("kind", "status", "reason", "candidates", "start", "end", "quote", "verb")
    found = ("antecedent", "rule", "engine", "origin", "review_state")
    place = ("paragraph__version__document__slug", "paragraph__position", "start", "end", "id")
    rows = Citation.objects.shown().order_by(*place)
    named = rows.values("id", *plain, *found).annotate(
        document=F("paragraph__version__document__slug"),
        path=F("paragraph__path"),
        item=F("commitment__key"),
        of=F("commitment__instrument__slug"),
        whole=F("instrument__slug"),
    )
    for record in named.iterator(CHUNK):
        item, of, whole = (record.pop(name) for name in ("item", "of", "whole"))
        record["paragraph"] = f"{record['document']}/p/{record.pop('path')}"
        record |= {"target": item or whole, "commitment": item, "instrument": of or whole}
        yield null_for_empty(record, "reason", "verb")


PARTIES = "codes of States, slugs of groups and bodies, in the order of the paper."
TABLES = (
    Table(
        "documents",
        "Public documents, in their current version: one symbol in one language.",
        ("slug",),
        (
            Field("slug", "Public id, from the symbol.", required=True),
            Field("symbol", "UN symbol."),
            Field("title", "As in the head of the paper."),
            Field("language", "Of this text.", required=True),
            Field("original_language", "Of the original."),
            Field("document_date", "As in the head of the paper.", "date"),
            Field("session", "Session it was handed to.", refers="sessions"),
            Field("session_printed", "The session in the words of the paper."),
            Field("cycle", "Year that names the cycle.", "integer"),
            Field("venue", "Where the session sat."),
            Field("starts", "First day of the session, as printed.", "date"),
            Field("ends", "Last day of the session, as printed.", "date"),
            Field("npt", "Whether the head names the NPT; null: names no body.", "boolean"),
            Field("submitters", f"Who puts it forward: {PARTIES}", "array", True),
            Field("supporters", f"Who backs it in a footnote: {PARTIES}", "array", True),
            Field("reasons", "Why a field is null, by field.", "object", True),
            Field("supplied", "Where a field comes from that is not printed.", "object", True),
            Field("generated", "Made by a program, for tests.", "boolean", True),
            Field("version", "Number of the text.", "integer", True),
            Field("sha256", "Of the file the text was read from.", required=True),
            Field("fidelity", "How well the file's text was read."),
            Field("warnings", "What was odd about it.", "array", True),
            Field("published_at", "Since when it is public.", "datetime", True),
        ),
        _documents,
    ),
    Table(
        "paragraphs",
        "Every block of every public document: paragraphs, headings, notes and the rest.",
        ("id",),
        (
            Field("id", "`<document>/p/<path>`.", required=True),
            Field("document", "The document.", required=True, refers="documents"),
            Field("path", "Labels of what it is under, and its own.", required=True),
            Field("parent", "Path of what it is under."),
            Field("position", "Order in the document.", "integer", True),
            Field("kind", "paragraph, heading, header, note or artefact.", required=True),
            Field("label", "As printed, without its punctuation."),
            Field("text", "The words; offsets of citations count its code points.", required=True),
            Field("states", "Commitment whose own text this is.", refers="commitments"),
            Field("themes", "Slugs of its subjects.", "array", True),
        ),
        _paragraphs,
    ),
    Table(
        "citations",
        "What paragraphs cite, and what could not be linked, with the reason.",
        ("id",),
        (
            Field("id", "Kept when the paper is read again.", required=True),
            Field("document", "The document.", required=True, refers="documents"),
            Field("paragraph", "The paragraph.", required=True, refers="paragraphs"),
            Field("target", "Key of the commitment, or slug of the instrument cited whole."),
            Field("commitment", "What is cited.", refers="commitments"),
            Field("instrument", "What is cited whole, or stands around it.", refers="instruments"),
            Field("kind", "How it is cited.", required=True),
            Field("status", "linked, ambiguous or unresolved.", required=True),
            Field("reason", "Why nothing is linked."),
            Field("candidates", "What it may mean, where it is ambiguous.", "array", True),
            Field("start", "First code point of the quote in the text.", "integer", True),
            Field("end", "Code point after the quote.", "integer", True),
            Field("quote", "The words: `text[start:end]`.", required=True),
            Field("verb", "What the paragraph does with it, in its own word."),
            Field("antecedent", "Span that names the instrument or number.", "object"),
            Field("rule", "Name of the rule that found it.", required=True),
            Field("engine", "Version of the engine that found it.", required=True),
            Field("origin", "`automatic` or `person`.", required=True),
            Field("review_state", "Whether a person has looked at it.", required=True),
        ),
        _citations,
    ),
)
