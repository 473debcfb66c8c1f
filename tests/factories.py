"""Rows for tests: sensible defaults, every field of the model can be given by its name.

Each call makes a new row; what it needs beside it (an instrument, a document, ...) is made too
unless it is given. Documents are public and paragraphs in a current version unless told otherwise.
"""

import hashlib
import itertools
import string
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from commitments.models import Commitment, Instrument, ReviewCycle, Session, State, Theme
from documents import accounts
from documents.models import Citation, Document, Paragraph, Source, Suggestion, Version
from documents.text.segment import search_tokens

_numbers = itertools.count(1)


# Long and strange enough for the rules about passwords.
PASSWORD = "saltern quince 4711"


def make_account(*roles: str, name: str = "", **fields: Any) -> Any:
    """Make an account with these roles (`editor`, `reviewer`, `admin`) and PASSWORD."""
    name = name or f"person-{next(_numbers)}"
    account = accounts.create(name=name, password=PASSWORD, having=roles)
    for field, value in fields.items():
        setattr(account, field, value)
    account.save()
    return account


def make_state(code: str = "", **fields: Any) -> State:
    """Make a State; without a code it gets one of the user-assigned codes, from XAA on."""
    first, second = divmod(next(_numbers), 26)
    code = code or f"X{string.ascii_uppercase[first % 26]}{string.ascii_uppercase[second]}"
    defaults = {
        "iso2": code[:2],
        "name_zh": f"国家{code}",
        "name_en": f"State {code}",
        "npt_status": "NNWS",
    }
    return State.objects.create(code=code, **defaults | fields)


def make_instrument(slug: str = "", **fields: Any) -> Instrument:
    """Make an instrument of the register, an agreed outcome by default."""
    slug = slug or f"instrument-{next(_numbers)}"
    defaults = {
        "name_zh": f"文书{slug}",
        "name_en": f"Instrument {slug}",
        "kind": "final-document",
        "origin": Instrument.Origin.REGISTER,
        "confidence": "sure",
    }
    return Instrument.objects.create(slug=slug, **defaults | fields)


def make_session(key: str, *, cycle: ReviewCycle, **fields: Any) -> Session:
    """Make a session of a review cycle; key and dates are its own, the rest has defaults."""
    defaults = {
        "kind": "review-conference",
        "ordinal": 1,
        "name_zh": f"会议{key}",
        "name_en": f"Session {key}",
        "place": "New York",
        "symbol_prefix": f"NPT/{key}/",
        "confidence": "sure",
    }
    return Session.objects.create(key=key, cycle=cycle, **defaults | fields)


def make_theme(slug: str = "", **fields: Any) -> Theme:
    """Make a theme."""
    slug = slug or f"theme-{next(_numbers)}"
    defaults = {"name_zh": f"主题{slug}", "name_en": f"Theme {slug}", "pillar": "disarmament"}
    return Theme.objects.create(slug=slug, **defaults | fields)


def make_commitment(
    key: str = "",
    *,
    instrument: Instrument | None = None,
    parent: Commitment | None = None,
    theme: Theme | None = None,
    **fields: Any,
) -> Commitment:
    """Make a commitment of `instrument`, of the parent's, of the one in the key, else of a new one.

    With `parent` it becomes a sub-item: of `action-plan-2010:5` and `letter="c"`, `...:5c`.
    """
    slug = key.partition(":")[0]
    if instrument is None and parent is not None:
        instrument = parent.instrument
    if instrument is None:
        instrument = Instrument.objects.filter(slug=slug).first() or make_instrument(slug)
    position = instrument.commitments.count() + 1
    if parent is not None:
        letter = fields.setdefault("letter", key.removeprefix(parent.key).lstrip(".") or "a")
        key = key or f"{parent.key}{letter}"
    key = key or f"{instrument.slug}:{position}"
    number = parent.number if parent is not None else key.partition(":")[2]
    defaults = {
        "number": number,
        "position": position,
        "row_type": "sub" if parent is not None else "action",
        "pillar": "disarmament",
        "theme": theme or make_theme(),
        "addressee": "all-parties",
        "cite_zh": f"行动{number}",
        "cite_en": f"Action {number}",
        "summary_zh": f"{key} 的内容",
        "summary_en": f"What {key} says",
        "confidence": "sure",
    }
    return Commitment.objects.create(
        key=key, instrument=instrument, parent=parent, **defaults | fields
    )


def make_source(**fields: Any) -> Source:
    """Make a source row; no file is written."""
    number = next(_numbers)
    defaults = {
        "sha256": hashlib.sha256(f"source {number}".encode()).hexdigest(),
        "name": f"paper-{number}.txt",
        "size": 100,
    }
    return Source.objects.create(**defaults | fields)


def make_document(*, public: bool = True, **fields: Any) -> Document:
    """Make a document with one version, current and published unless `public=False`."""
    defaults = {
        "slug": f"document-{next(_numbers)}",
        "title": "工作文件",
        "language": "zh",
        "npt": True,
    }
    if public:
        defaults["published_at"] = timezone.now()
    document = Document.objects.create(**defaults | fields)
    make_version(document=document, current=public)
    return document


def make_version(
    *, document: Document | None = None, current: bool = True, **fields: Any
) -> Version:
    """Make the next version of a document (of a new one without `document`), current by default."""
    if document is None:
        document = make_document(public=current)
        return document.versions.get()
    defaults = {"number": document.versions.count() + 1, "fidelity": "exact"}
    if "source" not in fields:
        defaults["source"] = make_source()
    version = Version.objects.create(document=document, **defaults | fields)
    if current:
        document.current_version = version
        document.save(update_fields=["current_version"])
    return version


def make_paragraph(
    *,
    version: Version | None = None,
    document: Document | None = None,
    text: str = "",
    **fields: Any,
) -> Paragraph:
    """Make the next paragraph of `version`, else of the document's latest, else of a new one's."""
    if version is None:
        document = document or make_document()
        version = document.versions.latest("number")
    position = version.paragraphs.count() + 1
    text = text or "本集团重申2010年行动计划的行动5(c)。"
    path = fields.get("path", str(position))
    defaults = {
        "position": position,
        "kind": Paragraph.Kind.PARAGRAPH,
        "path": path,
        "label": path,
        "spans": [[0, len(text)]],
        "map": [[0, 0, len(text)]],
        "tokens": search_tokens(text),
    }
    return Paragraph.objects.create(version=version, text=text, **defaults | fields)


def make_citation(
    *,
    paragraph: Paragraph | None = None,
    commitment: Commitment | None = None,
    instrument: Instrument | None = None,
    quote: str = "",
    **fields: Any,
) -> Citation:
    """Make a citation of `quote` (the paragraph's first character without one) in a paragraph.

    Linked to `commitment` or `instrument`, to a new commitment when neither is given; with
    `status="unresolved"` linked to nothing.
    """
    paragraph = paragraph or make_paragraph(text=f"重申{quote}。" if quote else "")
    linked = fields.get("status", Citation.Status.LINKED) == Citation.Status.LINKED
    if linked and commitment is None and instrument is None:
        commitment = make_commitment()
    quote = quote or paragraph.text[:1]
    start = paragraph.text.index(quote)
    defaults = {
        "id": uuid.uuid4(),
        "kind": Citation.Kind.COLLECTIVE if instrument else Citation.Kind.EXPLICIT,
        "status": Citation.Status.LINKED,
        "reason": "" if linked else "no-antecedent",
        "start": start,
        "end": start + len(quote),
        "rule": "factory",
        "engine": "factory",
    }
    return Citation.objects.create(
        paragraph=paragraph,
        commitment=commitment,
        instrument=instrument,
        quote=quote,
        **defaults | fields,
    )


def make_suggestion(
    *, paragraph: Paragraph, commitment: Commitment, terms: Sequence[str] = (), **fields: Any
) -> Suggestion:
    """Make a suggestion with one reason: these terms of the paragraph, its first character else."""
    text = paragraph.text
    places = [
        {"term": term, "start": text.index(term), "end": text.index(term) + len(term)}
        for term in terms or [text[0]]
    ]
    score = fields.get("score", 0.6)
    defaults = {
        "id": uuid.uuid4(),
        "score": score,
        "reasons": [{"rule": "factory", "weight": score, "terms": places}],
        "engine": "factory",
    }
    return Suggestion.objects.create(
        paragraph=paragraph, commitment=commitment, **defaults | fields
    )


def make_editor(*rights: str, **fields: Any) -> Any:
    """Make an account with these rights on documents, `upload` and `publish` without any."""
    content_type = ContentType.objects.get_for_model(Document)
    fields.setdefault("username", f"editor-{next(_numbers)}")
    account = get_user_model().objects.create_user(**fields)
    for codename in rights or ("upload", "publish"):
        permission, _made = Permission.objects.get_or_create(
            codename=codename, content_type=content_type, defaults={"name": codename}
        )
        account.user_permissions.add(permission)
    return account
