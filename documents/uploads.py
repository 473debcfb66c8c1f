"""Files that people and programs hand in: stored and queued, each on its own, with a trace."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import QuerySet

from documents import pipeline
from documents.models import Job, Upload, UploadedFile, Version
from documents.readers import FORMATS, archive, can_read
from documents.receiving import clean_name
from documents.refused import Refused


class State(models.TextChoices):
    """How far a file has come."""

    REFUSED = "refused"
    DISCARDED = "discarded"
    QUEUED = "queued"
    READING = "reading"
    LINKING = "linking"
    FAILED = "failed"
    READY = "ready"
    PUBLIC = "public"
    STORED = "stored"


# After these nothing changes by itself.
SETTLED = frozenset(State) - {State.QUEUED, State.READING, State.LINKING}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it is handed in; `refused` says why it is not taken, if that is known already."""

    name: str
    read: Callable[[], bytes]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands; `reason` why it failed or was refused, `job` what can be tried again."""

    file: UploadedFile
    state: State
    reason: str = ""
    job: Job | None = None
    version: Version | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing changes by itself any more."""
        return self.state in SETTLED


def receive(
    *, files: Iterable[Handed], by: AbstractBaseUser | None, by_name: str = "", hold: bool = True
) -> tuple[Upload, list[Job]]:
    """Store files and queue them, each in a transaction of its own; gives the jobs to be sent.

    Of a zip each member is a file.

    A file that is not taken is a row with its reason. With `hold` nothing of them is public before
    an editor publishes it.
    """
    name = by.get_username() if by is not None else by_name
    upload = Upload.objects.create(by=by, by_name=name)
    members = (each for handed in files for each in _unpacked(handed))
    found = [_take(upload, position, each, hold) for position, each in enumerate(members, start=1)]
    return upload, [job for job in found if job is not None]


def _unpacked(handed: Handed) -> list[Handed]:
    """The files in a zip; any other file alone."""
    if handed.refused or not archive.is_archive(handed.name):
        return [handed]
    try:
        found = archive.members(handed.read(), clean_name(handed.name))
    except Refused as error:
        return [Handed(handed.name, bytes, str(error))]
    return [Handed(path, lambda data=data: data) for path, data in found]


def _take(upload: Upload, position: int, handed: Handed, hold: bool) -> Job | None:
    file = UploadedFile(upload=upload, position=position, name=clean_name(handed.name))
    try:
        with transaction.atomic():
            data = _checked(handed, file.name)
            submitted = pipeline.submit(data=data, name=file.name, hold=hold)
            file.source, file.sha256 = submitted.source, submitted.source.sha256
            file.known = submitted.known
            file.save()
    except Refused as error:
        file.source, file.sha256, file.refused = None, "", str(error)
        file.save()
        return None
    return submitted.job if submitted.fresh else None


def _checked(handed: Handed, name: str) -> bytes:
    if handed.refused:
        raise Refused(handed.refused)
    if not can_read(name):
        known = ", ".join(suffix for suffix in FORMATS if suffix)
        suffix = PurePath(name).suffix
        raise Refused(f"{suffix} files are not read here, only {known}: save it as one of these")
    data = handed.read()
    if not data:
        raise Refused("the file is empty: choose the file with the text")
    return data


def standings(files: QuerySet[UploadedFile] | Collection[UploadedFile]) -> list[Standing]:
    """Where these files stand, in their order; two queries."""
    files = list(files)
    sources = {file.source_id for file in files if file.source_id}
    versions = {
        row.source_id: row
        for row in Version.objects.filter(source__in=sources)
        .select_related("document", "source")
        .order_by("pk")
    }
    jobs: dict[int, list[Job]] = {}
    of_either = models.Q(source__in=sources) | models.Q(version__source__in=sources)
    for job in Job.objects.filter(of_either).select_related("version").order_by("pk"):
        jobs.setdefault(job.source_id or job.version.source_id, []).append(job)
    return [
        _standing(file, jobs.get(file.source_id, []), versions.get(file.source_id))
        for file in files
    ]


def _standing(file: UploadedFile, jobs: list[Job], version: Version | None) -> Standing:
    if file.refused:
        return Standing(file, State.REFUSED, file.refused)
    if file.discarded_at or file.source_id is None:
        return Standing(file, State.DISCARDED, file.note)
    if failed := [job for job in jobs if job.state == Job.State.FAILED]:
        return Standing(file, State.FAILED, failed[-1].reason, failed[-1], version)
    undone = [job for job in jobs if job.state != Job.State.DONE]
    if undone or not any(job.verb == Job.Verb.LINK for job in jobs):
        return Standing(file, _on_its_way(undone), version=version)
    if version is None:
        return Standing(file, State.STORED)
    return Standing(file, _at_the_end(version), version=version)


def _on_its_way(undone: list[Job]) -> State:
    job = undone[-1] if undone else None
    if job is None or (job.verb == Job.Verb.INGEST and job.state == Job.State.QUEUED):
        return State.QUEUED
    return State.LINKING if job.verb == Job.Verb.LINK else State.READING


def _at_the_end(version: Version) -> State:
    if version.held:
        return State.READY
    document = version.document
    shown = document.current_version_id == version.pk and not document.withdrawn_at
    return State.PUBLIC if shown and not document.superseded_by_id else State.STORED
