"""Fill the database and the static files that a site for browsers needs: run as a module."""

import django
from django.core.management import call_command

# Nothing of these is on the pages, and to compress them takes longer than all the rest.
NOT_ON_PAGES = ["admin", "drf_spectacular_sidecar", "rest_framework"]


def main() -> None:
    """Tables, register, static files, the bundled papers, linked, and one decision."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_ON_PAGES)
    call_command("ingest", "--bundled", "--sync", verbosity=0)
    decide()


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
