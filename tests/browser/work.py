"""What happens behind the site: run as a module in the site's environment.

It does the queued work; with `forget NAME` it then removes the papers whose file has that name.
"""

import importlib
import sys

import django
from django.conf import settings

# The editor's; nothing else is signed in.
SESSION = "editor0editor0editor0editor0edit"
COOKIE = {"name": "sessionid", "value": SESSION, "domain": "127.0.0.1", "path": "/"}
STATE = {"cookies": [{**COOKIE, "expires": -1, "httpOnly": True, "secure": False}], "origins": []}
STATE["cookies"][0]["sameSite"] = "Lax"


def make_session() -> None:
    """Sign an editor in for good."""
    # Only now: importing them needs Django to be set up.
    auth = importlib.import_module("django.contrib.auth")
    account = importlib.import_module("tests.factories").make_editor(username="editor")
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
    store[auth.SESSION_KEY] = str(account.pk)
    store[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    # A key that no session has is not kept when it is given at the beginning.
    store._session_key = SESSION
    store.save(must_create=True)


def main() -> None:
    """Do the work, and forget what is to be forgotten."""
    django.setup()
    models = importlib.import_module("documents.models")
    pipeline = importlib.import_module("documents.pipeline")
    for job in models.Job.objects.filter(state="queued"):
        pipeline.perform_all(job_id=job.pk)
    if sys.argv[1:2] == ["forget"]:
        changes = importlib.import_module("documents.changes")
        gone = models.Document.objects.filter(versions__source__name=sys.argv[2])
        changes.forget(documents=gone)
        gone.delete()
        models.Source.objects.filter(name=sys.argv[2]).delete()


if __name__ == "__main__":
    main()
