"""The evidence's rows."""

from documents.models.attempt import SignInAttempt
from documents.models.change import Change, Feed
from documents.models.citation import Citation
from documents.models.decision import Decision
from documents.models.document import Document, SlugRedirect, Source, Submission, Version
from documents.models.paragraph import Paragraph, PathRedirect
from documents.models.report import Report
from documents.models.run import Job, Run
from documents.models.sample import Disagreement, Sample, SampleReading
from documents.models.suggestion import Suggestion
from documents.models.upload import Upload, UploadedFile

__all__ = [
    "Change",
    "Citation",
    "Decision",
    "Disagreement",
    "Document",
    "Feed",
    "Job",
    "Paragraph",
    "PathRedirect",
    "Report",
    "Run",
    "Sample",
    "SampleReading",
    "SignInAttempt",
    "SlugRedirect",
    "Source",
    "Submission",
    "Suggestion",
    "Upload",
    "UploadedFile",
    "Version",
]
