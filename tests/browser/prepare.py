"""Fill the database and the static files that a site for browsers needs: run as a module."""

import django
from django.core.management import call_command

from tests.browser.work import make_session

# Nothing of these is on the pages, and to compress them takes longer than all the rest.
NOT_ON_PAGES = ["admin", "drf_spectacular_sidecar", "rest_framework"]


def main() -> None:
    """Tables, register, static files and the bundled papers, linked."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_ON_PAGES)
    call_command("ingest", "--bundled", "--sync", verbosity=0)
    make_session()


if __name__ == "__main__":
    main()
