"""The evidence."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """What was said, in which paragraph."""

    name = "documents"
