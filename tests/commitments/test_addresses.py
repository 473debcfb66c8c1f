"""Public ids and addresses of rows, and an admin that shows and never changes."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from commitments import catalogue
from commitments.models import Body, Commitment, Group, Instrument, State
from commitments.register import load_register


def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return HttpResponse("page")


urlpatterns = [
    path("admin/", admin.site.urls),
    path("commitments/<slug:slug>/", page, name="instrument"),
    path("commitments/<slug:instrument>/<str:number>/", page, name="commitment"),
    path("parties/<slug:code>/", page, name="party"),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("action-plan-2010:5c", "/commitments/action-plan-2010/5c/"),
        ("npt:VI", "/commitments/npt/VI/"),
        ("npt:X.1", "/commitments/npt/X.1/"),
        ("action-plan-2010:I.A.iii", "/commitments/action-plan-2010/I.A.iii/"),
    ],
)
def test_commitment(key: str, address: str) -> None:
    commitment = Commitment(key=key)
    assert commitment.get_absolute_url() == address
    assert commitment.number_part == key.split(":")[1]
    assert str(commitment) == key


def test_instrument_and_parties() -> None:
    assert Instrument(slug="steps-2000").get_absolute_url() == "/commitments/steps-2000/"
    assert State(code="CHN").get_absolute_url() == "/parties/CHN/"
    assert Group(slug="nam").get_absolute_url() == "/parties/nam/"
    assert Body(slug="un-secretariat").get_absolute_url() == "/parties/un-secretariat/"


@pytest.fixture
def editor(db: None, client: Client, settings: LazySettings, tmp_path: Path) -> Client:
    """A client with every right there is."""
    # WhiteNoise warns when the folder of collected files is missing; tests collect none.
    settings.STATIC_ROOT = str(tmp_path)
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.mark.parametrize(
    "model",
    [
        "state",
        "group",
        "body",
        "membership",
        "reviewcycle",
        "session",
        "instrument",
        "commitment",
        "theme",
    ],
)
def test_admin_is_read_only(editor: Client, model: str) -> None:
    catalogue.load(load_register())
    listing = f"/admin/commitments/{model}/"
    assert editor.get(listing).status_code == 200
    assert editor.get(f"{listing}add/").status_code == 403
    row = apps.get_model("commitments", model).objects.first()
    assert editor.get(f"{listing}{row.pk}/change/").status_code == 200
    assert editor.post(f"{listing}{row.pk}/change/", {}).status_code == 403
    assert editor.post(f"{listing}{row.pk}/delete/", {"post": "yes"}).status_code == 403
