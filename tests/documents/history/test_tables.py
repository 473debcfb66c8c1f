"""Which tables of the evidence are tracked, and why the others need not be."""

from django.apps import apps
from pghistory.models import Event

# Tables whose history is not kept, each with the reason.
NOT_TRACKED = {
    "Change": "is the record of what came, changed or went for readers",
    "Decision": "is the record of what people decided, and never changed",
    "Disagreement": "comes of two readings, and keeps who settled it when",
    "Feed": "the number of the last change",
    "Job": "work to be done, no evidence",
    "Paragraph": "a text whose paragraphs change is a new version, of which the document tells",
    "PathRedirect": "an address that once was; comes with a new version",
    "Report": "who closed it, when and how is a decision",
    "Run": "is the record of one pass of the engine",
    "Sample": "drawn once; keeps when it was finished",
    "SampleReading": "one reader's, and closed when it is handed in",
    "SignInAttempt": "is deleted by its age, and tells of nobody",
    "SlugRedirect": "an address that once was; the document tells of its slug",
    "Source": "bytes that never change; what a person mends of the head is a decision",
    "Suggestion": "no citation; what people decide on it is a decision",
    "Upload": "is the record of what was handed in",
    "UploadedFile": "is the record of what was handed in, and who discarded it",
    "Version": "made once; which is shown is told by the document",
}


def test_every_table_of_the_evidence_is_tracked_or_said_not_to_be() -> None:
    tables = [
        model
        for model in apps.get_app_config("documents").get_models(include_auto_created=True)
        if not issubclass(model, Event)
    ]
    tracked = {model.__name__ for model in tables if hasattr(model, "history")}
    assert tracked == {"Citation", "Document", "Submission"}
    assert {model.__name__ for model in tables} - tracked == NOT_TRACKED.keys()
