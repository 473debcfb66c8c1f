"""A web process before its first request: what every page needs is loaded, and left in peace.

Python's collector looks through all objects now and then, and nothing else runs meanwhile. Nearly
all of them are code, routes, words and templates, which never become rubbish: with these set aside
a look took 70 ms where it had taken 300 to 400, and it is due less often.
"""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

from documents.text.query import parse

# How many looks at the young objects come before one at those that have grown old. What a page
# leaves behind is rarely caught in a circle: some 10 MB gather in between.
LOOKS = (700, 10, 100)


def warm_up() -> None:
    """Load routes, words, templates and the dictionary, then set aside what there is."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            # A language's words are read when the first is asked for, its routes likewise.
            translation.gettext("承诺")
            get_resolver()._populate()
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*.html")):
            get_template(path.relative_to(folder).as_posix())
    parse("条约")
    set_aside()


def set_aside() -> None:
    """Let the collector leave alone what is loaded so far."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS)
