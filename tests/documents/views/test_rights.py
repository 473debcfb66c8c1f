"""Every route of the site and every role: who gets what. A route that is not in the table fails.

The table says what a reader without an account, an editor, a reviewer and an admin are answered.
"""

from collections.abc import Iterator
from itertools import chain

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils.translation import get_language

from commitments.models import Body, Commitment
from documents.models import Citation, Document, Job, Report
from npt_tracker.keys import create_key
from tests.factories import PASSWORD, make_account

ROLES = ("reader", "editor", "reviewer", "admin")
ALL = (200, 200, 200, 200)
GONE = (404, 404, 404, 404)
MOVED = (302, 302, 302, 302)
NO_FORM = (405, 405, 405, 405)
# Who has an account: readers are led to the page for signing in.
ACCOUNTS = (302, 200, 200, 200)
# Who reviews: readers may sign in, editors may not.
REVIEWERS = (302, 403, 200, 200)
NO_SUCH_REVIEW = (302, 403, 404, 404)
# Who takes papers in: readers may sign in, reviewers may not.
EDITORS = (302, 200, 403, 200)
NO_SUCH_UPLOAD = (302, 404, 403, 404)
NO_UPLOAD_FORM = (302, 405, 403, 405)
NOWHERE = "00000000-0000-0000-0000-000000000000"

# In the admin others are led to sign in as somebody else.
ADMINS = (302, 302, 302, 200)
NOBODY = (302, 302, 302, 403)

# Pages, under the language's prefix: where they are asked, and the answers.
PAGES = {
    "": ("", ALL),
    "guide/": ("guide/", ALL),
    "commitments/": ("commitments/", ALL),
    "commitments/<slug:slug>/": ("commitments/action-plan-2010/", ALL),
    "commitments/<slug:instrument>/<str:number>/": ("commitments/action-plan-2010/5c/", ALL),
    "documents/": ("documents/", ALL),
    "documents/compare/": ("documents/compare/", ALL),
    "documents/<slug:slug>/": ("documents/paper-one/", ALL),
    "documents/<slug:slug>/p/<str:path>/": ("documents/paper-one/p/9/", ALL),
    "documents/<slug:slug>/p/<str:path>/cite.<slug:form>": (
        "documents/paper-one/p/9/cite.bib",
        ALL,
    ),
    "citations/": ("citations/", ALL),
    "briefing/": ("briefing/", ALL),
    "check/": ("check/", ALL),
    "citations/<uuid:identity>/report/": ("citations/{citation}/report/", ALL),
    "citations/<uuid:identity>/report/thanks/": ("citations/{citation}/report/thanks/", ALL),
    "parties/": ("parties/", ALL),
    "parties/<str:code>/": ("parties/nam/", ALL),
    "positions/": ("positions/", ALL),
    "matrix/": ("matrix/", ALL),
    "silence/": ("silence/", ALL),
    "compare/": ("compare/", ALL),
    "jump/": ("jump/?q=5c", MOVED),
    "search/": ("search/", ALL),
    "coverage/": ("coverage/", ALL),
    "coverage/misses/": ("coverage/misses/", ALL),
    "timeline/": ("timeline/?commitment=action-plan-2010:5c", ALL),
    "quality/": ("quality/", ALL),
    "review/": ("review/", REVIEWERS),
    "review/gold.jsonl": ("review/gold.jsonl", REVIEWERS),
    "review/citations/<uuid:identity>/": ("review/citations/{citation}/", REVIEWERS),
    "review/suggestions/<uuid:identity>/": ("review/suggestions/{citation}/", NO_SUCH_REVIEW),
    "review/documents/<slug:slug>/p/<str:path>/add/": (
        "review/documents/paper-one/p/9/add/",
        REVIEWERS,
    ),
    "review/papers/<slug:slug>/head/": ("review/papers/paper-one/head/", EDITORS),
    "review/papers/<slug:slug>/withdraw/": ("review/papers/paper-one/withdraw/", NO_UPLOAD_FORM),
    "review/samples/": ("review/samples/", REVIEWERS),
    "review/samples/<int:number>/": ("review/samples/1/", NO_SUCH_REVIEW),
    "review/samples/<int:number>/<int:place>/": ("review/samples/1/1/", NO_SUCH_REVIEW),
    "review/disagreements/<int:number>/settle/": ("review/disagreements/1/settle/", NO_FORM),
    "upload/": ("upload/", EDITORS),
    "upload/<uuid:identity>/": (f"upload/{NOWHERE}/", NO_SUCH_UPLOAD),
    "upload/jobs/<int:job>/retry/": ("upload/jobs/0/retry/", NO_UPLOAD_FORM),
    "upload/files/<int:file>/discard/": ("upload/files/0/discard/", NO_UPLOAD_FORM),
    "upload/versions/<int:pk>/": ("upload/versions/0/", NO_SUCH_UPLOAD),
    "account/sign-in/": ("account/sign-in/", ALL),
    "account/sign-out/": ("account/sign-out/", NO_FORM),
    "account/password/": ("account/password/", ACCOUNTS),
}
API = {
    **{
        f"^{name}/$": (f"{name}/", ALL)
        for name in (
            *("instruments", "commitments", "themes", "states", "groups", "bodies", "cycles"),
            *("sessions", "documents", "paragraphs", "citations", "changes", "unresolved"),
            *("positions", "vocabulary"),
        )
    },
    "^instruments/(?P<slug>[a-z0-9-]+)/$": ("instruments/action-plan-2010/", ALL),
    r"^commitments/(?P<key>[a-z0-9-]+:[A-Za-z0-9.]+)/$": ("commitments/action-plan-2010:5c/", ALL),
    "^themes/(?P<slug>[a-z0-9-]+)/$": ("themes/nothing/", GONE),
    "^states/(?P<code>[A-Z]{3})/$": ("states/CHN/", ALL),
    "^groups/(?P<slug>[a-z0-9-]+)/$": ("groups/nam/", ALL),
    "^bodies/(?P<slug>[a-z0-9-]+)/$": ("bodies/chair/", ALL),
    "^cycles/(?P<year>[0-9]{4})/$": ("cycles/2026/", ALL),
    "^sessions/(?P<key>[a-z0-9-]+)/$": ("sessions/pc-2026-iii/", ALL),
    "^documents/(?P<slug>[-a-zA-Z0-9_]+)/$": ("documents/paper-one/", ALL),
    "^citations/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/$": (
        "citations/{citation}/",
        ALL,
    ),
    r"^documents/(?P<document>[-a-zA-Z0-9_]+)/paragraphs/(?P<path>[\w.~-]+)/$": (
        "documents/paper-one/paragraphs/9/",
        ALL,
    ),
    "": ("", ALL),
    "schema/": ("schema/", ALL),
    "docs/": ("docs/", ALL),
    "guide/": ("guide/", MOVED),
    "matrix/": ("matrix/", ALL),
    "search/": ("search/?q=行动", ALL),
    "quality/": ("quality/", ALL),
    "check/": ("check/", NO_FORM),
    # Only keys have rights here, whoever is signed in.
    "uploads/": ("uploads/", NO_FORM),
    "uploads/<uuid:id>/": (f"uploads/{NOWHERE}/", (401, 401, 401, 401)),
    r"^(?:[\s\S]*/)?\Z": ("nothing/", GONE),
}
MACHINES = {
    "readyz": ("readyz", ALL),
    # Off until a token or networks are named.
    "metrics": ("metrics", GONE),
    "healthz": ("healthz", (503, 503, 503, 503)),
    "dumps/": ("dumps/", ALL),
    "dumps/index.json": ("dumps/index.json", ALL),
    "dumps/<str:name>/<str:file>": ("dumps/2026-01-01/nothing.csv", GONE),
    "feeds/commitments/<slug:instrument>/<str:number>/": (
        "feeds/commitments/action-plan-2010/5c/",
        ALL,
    ),
    "feeds/parties/<str:code>/": ("feeds/parties/nam/", ALL),
    "feeds/search/": ("feeds/search/?q=行动", ALL),
}
# Shown in the admin, where nobody changes them.
SHOWN = {
    "commitments": (
        *("state", "group", "body", "membership", "reviewcycle", "session"),
        *("instrument", "commitment", "theme"),
    ),
    "documents": ("document", "version", "paragraph", "citation", "report", "job"),
    # Keys are made by a command; nobody but who was made by `createsuperuser` sees them here.
    "knox": ("authtoken",),
}
ADMIN = {
    "": ("", ADMINS),
    "login/": ("login/", MOVED),
    "logout/": ("logout/", (302, 302, 302, 405)),
    "password_change/": ("password_change/", MOVED),
    "password_change/done/": ("password_change/done/", ADMINS),
    "autocomplete/": ("autocomplete/", NOBODY),
    "jsi18n/": ("jsi18n/", ADMINS),
    "r/<path:content_type_id>/<path:object_id>/": ("r/1/nothing/", (302, 302, 302, 404)),
    "auth/user/": ("auth/user/", ADMINS),
    "auth/user/add/": ("auth/user/add/", ADMINS),
    "auth/user/<id>/password/": ("auth/user/{account}/password/", ADMINS),
    "auth/user/<path:object_id>/history/": ("auth/user/{account}/history/", ADMINS),
    "auth/user/<path:object_id>/change/": ("auth/user/{account}/change/", ADMINS),
    "auth/user/<path:object_id>/delete/": ("auth/user/{account}/delete/", NOBODY),
    "auth/user/<path:object_id>/": ("auth/user/{account}/", MOVED),
    "^(?P<app_label>knox|commitments|documents|auth)/$": ("documents/", ADMINS),
    "(?P<url>.*)$": ("nothing/", (302, 302, 302, 404)),
}


def shown_in_the_admin() -> Iterator[tuple[str, tuple[str, tuple[int, ...]]]]:
    for app, models in SHOWN.items():
        see = ADMINS if app != "knox" else NOBODY
        for model in models:
            at, one = f"{app}/{model}/", f"{app}/{model}/{{{model}}}/"
            yield at, (at, see)
            yield f"{at}add/", (f"{at}add/", NOBODY)
            yield f"{at}<path:object_id>/history/", (f"{one}history/", see)
            yield f"{at}<path:object_id>/change/", (f"{one}change/", see)
            yield f"{at}<path:object_id>/delete/", (f"{one}delete/", NOBODY)
            yield f"{at}<path:object_id>/", (one, MOVED)


def table() -> dict[str, tuple[str, tuple[int, ...]]]:
    """Each route's pattern, with the address that is asked and what each role is answered."""
    parts = {
        f"{get_language()}/": PAGES,
        "api/v1/": API,
        "": MACHINES,
        "admin/": ADMIN | dict(shown_in_the_admin()),
    }
    return {
        f"{prefix}{pattern}": (f"/{prefix}{address}", answers)
        for prefix, part in parts.items()
        for pattern, (address, answers) in part.items()
    }


def routes(resolver=None, before: str = "") -> Iterator[str]:
    """The patterns of all routes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{before}{entry.pattern}"
        else:
            yield from routes(entry, f"{before}{entry.pattern}")


@pytest.fixture
def site(world, settings, tmp_path):
    """A row of every kind, and what stands in the table's addresses for them."""
    settings.DUMPS_DIR = tmp_path
    Body.objects.create(slug="chair", name_zh="主席", name_en="Chair", kind="officer")
    citation = Citation.objects.public().filter(commitment__key="action-plan-2010:5c").first()
    Report.objects.create(citation=citation)
    Job.objects.create(verb=Job.Verb.LINK, version=world.paper.current_version)
    world.group.memberships.create(state=world.china, npt_party="yes")
    create_key(name="team")
    models = [apps.get_model(app, model) for app, names in SHOWN.items() for model in names]
    ids = {model._meta.model_name: model.objects.first() for model in models}
    account = make_account("editor")
    return {name: row.pk if row else "1" for name, row in ids.items()} | {
        "citation": citation.pk,
        "account": account.pk,
    }


@pytest.fixture
def clients() -> dict[str, Client]:
    made = {role: Client() for role in ROLES}
    for role in ROLES[1:]:
        made[role].force_login(make_account(role))
    return made


def test_every_route_is_in_the_table():
    found = set(routes())
    assert found == table().keys(), "a route without rights, or rights without a route"


@pytest.mark.django_db
def test_every_role_is_answered_as_the_table_says(site, clients):
    wrong = []
    for pattern, (address, expected) in table().items():
        asked = address.format(**site)
        found = tuple(clients[role].get(asked).status_code for role in ROLES)
        if found != expected:
            wrong.append(f"{pattern} ({asked}): {found}, expected {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_nothing_is_taken_from_elsewhere(site):
    """Without the mark of our forms nothing that is sent is taken, whoever sends it."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_account("admin"))
    before = state()
    for pattern, (address, _expected) in table().items():
        asked = address.format(**site)
        sent = {"note": "x", "is_superuser": "on"}
        status = strict.post(asked, sent, "application/json").status_code
        # Programs have neither cookies nor forms, and may only read, or have a text checked.
        allowed = (405, 404, 403, 401, 400, 415) if asked.startswith("/api/") else (403,)
        assert status in allowed, f"{pattern}: {status}"
    assert state() == before


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reader", "editor", "reviewer", "admin"])
def test_what_is_sent_beside_the_fields_of_a_form_changes_nothing(site, clients, role):
    client = clients[role]
    more = {
        **dict.fromkeys(("is_staff", "is_superuser", "is_active", "groups"), "1"),
        **{"status": "unresolved", "review_state": "accepted", "state": "closed", "id": "1"},
        **{"withdrawn_at": "2026-01-01", "published_at": "", "slug": "x", "title": "x"},
    }
    before = state()
    client.post(f"/zh-hans/citations/{site['citation']}/report/", more | {"note": "字"})
    report = Report.objects.order_by("pk").last()
    assert (report.note, report.state) == ("字", "open")
    report.delete()
    client.post("/zh-hans/check/", more | {"text": "重申行动5(c)。"})
    client.post("/zh-hans/account/sign-in/", more | {"name": "nobody", "password": "x"})
    new = PASSWORD + "!"
    client.post("/zh-hans/account/password/", more | {"old": PASSWORD, "new": new, "again": new})
    for model in chain.from_iterable(
        [f"{app}/{name}" for name in names] for app, names in SHOWN.items()
    ):
        name = model.partition("/")[2]
        for page in ("add/", f"{site[name]}/change/", f"{site[name]}/delete/"):
            status = client.post(f"/admin/{model}/{page}", more | {"post": "yes"}).status_code
            assert status == (403 if role == "admin" else 302), model + page
    assert state() == before


def state() -> list[object]:
    """What nobody may change here."""
    accounts = get_user_model().objects.order_by("pk")
    return [
        list(accounts.values_list("pk", "username", "is_staff", "is_superuser", "is_active")),
        list(accounts.values_list("pk", "groups", "user_permissions")),
        list(Document.objects.order_by("pk").values()),
        list(Citation.objects.order_by("pk").values()),
        list(Commitment.objects.order_by("pk").values()),
        list(Report.objects.order_by("pk").values()),
    ]
