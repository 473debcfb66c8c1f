"""Fill the database and the static files that a site for browsers needs: run as a module."""

from datetime import timedelta
from importlib import import_module

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.utils import timezone

from tests.browser.work import make_session

# The session of a reviewer, as its cookie holds it.
REVIEWER = "areviewerssessionforbrowsertests"
# Nothing of these is on the pages, and to compress them takes longer than all the rest.
NOT_ON_PAGES = ["admin", "drf_spectacular_sidecar", "rest_framework"]


def main() -> None:
    """Tables, register, static files, the bundled papers, linked, and one decision."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_ON_PAGES)
    call_command("ingest", "--bundled", "--sync", verbosity=0)
    _sign_in()
    decide()
    make_session()


def _sign_in() -> None:
    """A reviewer with a session that the tests know; models can be had only now."""
    reviewers = import_module("tests.reviewers")
    sessions = import_module("django.contrib.sessions.backends.db")
    user = reviewers.make_reviewer("reviewer")
    store = sessions.SessionStore()
    kept = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    store.model.objects.create(
        session_key=REVIEWER,
        session_data=store.encode(kept),
        expire_date=timezone.now() + timedelta(days=1),
    )


def decide() -> None:
    """Say of one link that it is right: nothing that is shown or counted changes."""
    # Models can be had when Django is set up only.
    from documents import review
    from documents.models import Citation
    from tests.factories import make_account

    cited = Citation.objects.counted().filter(commitment__key="action-plan-2010:5c")
    review.accept(citation=cited.first(), by=make_account("reviewer", "editor", name="li"))


if __name__ == "__main__":
    main()
