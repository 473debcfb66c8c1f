"""The evidence's rows."""

from documents.models.citation import Citation
from documents.models.document import Document, SlugRedirect, Source, Submission, Version
from documents.models.paragraph import Paragraph, PathRedirect
from documents.models.run import Job, Run

__all__ = [
    "Citation",
    "Document",
    "Job",
    "Paragraph",
    "PathRedirect",
    "Run",
    "SlugRedirect",
    "Source",
    "Submission",
    "Version",
]
