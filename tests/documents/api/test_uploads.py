"""`/api/v1/uploads/`: only with a key that may; stored, queued, told."""

import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents import pipeline, tasks
from documents.models import Document, Job, Source, Upload
from npt_tracker.keys import create_key, withdraw_keys
from tests.documents.papers import paper
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "sent")]

ADDRESS = "/api/v1/uploads/"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that were sent."""
    found: list[Job] = []
    monkeypatch.setattr(tasks, "send", found.append)
    return found


@pytest.fixture
def key(db: None) -> str:
    """A key whose account may hand papers in."""
    # The row of the right is there.
    make_editor("upload")
    return create_key(name="secretariat", may_upload=True)


def post(client: Client, key: str, *files: SimpleUploadedFile, **more: Any) -> Any:
    headers = {"authorization": f"Token {key}"} if key else {}
    return client.post(ADDRESS, {"files": list(files), **more}, headers=headers)


def file(data: bytes = b"", name: str = "a.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or paper())


def test_handed_in_told_and_held(
    client: Client, key: str, sent: list[Job], register: None
) -> None:
    answer = post(client, key, file(), file(b"MZ", "b.exe"))
    assert answer.status_code == 202
    told = answer.json()
    assert [row["state"] for row in told["files"]] == ["queued", "refused"]
    assert told["files"][0]["sha256"] and told["files"][1]["sha256"] is None
    assert answer["Location"].endswith(f"{ADDRESS}{told['id']}/")
    assert "no-store" in answer["Cache-Control"]
    assert Upload.objects.get().by_name == "api-key:secretariat"
    pipeline.perform_all(job_id=sent[0].pk)
    again = client.get(answer["Location"], headers={"authorization": f"Token {key}"})
    told = again.json()
    assert told["settled"] and told["files"][0]["state"] == "ready"
    assert told["files"][0]["document"] is None and not Document.objects.public().exists()


def test_without_a_key_nothing_is_taken(client: Client) -> None:
    answer = post(client, "", file())
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Token"
    assert answer.json()["type"].endswith("#no-key")
    assert client.get(f"{ADDRESS}{uuid.uuid4()}/").status_code == 401
    # Cookies are no key.
    client.force_login(make_editor())
    assert post(client, "", file()).status_code == 401
    assert not Upload.objects.exists() and not Source.objects.exists()


def test_a_key_that_may_not_is_forbidden(client: Client, key: str) -> None:
    assert post(client, create_key(name="reader"), file()).status_code == 403
    withdraw_keys(name="secretariat")
    assert post(client, create_key(name="secretariat"), file()).status_code == 403
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"x", "multipart/form-data", 400),
        (b"", "multipart/form-data; boundary=x", 400),
        (b'--x\r\nContent-Disposition: form-data; name="files"\r\n\r\na\r\n--x--', "x", 415),
        (
            b'--x\r\nContent-Disposition: form-data; name="files"\r\n\r\na\r\n--x--',
            "multipart/form-data; boundary=x",
            400,
        ),
    ],
)
def test_what_holds_no_file_is_a_problem(
    client: Client, key: str, body: bytes, content_type: str, status: int
) -> None:
    answer = client.post(
        ADDRESS, body, content_type=content_type, headers={"authorization": f"Token {key}"}
    )
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_other_fields_are_refused(client: Client, key: str) -> None:
    for name in ("held", "generated", "version_of"):
        answer = post(client, key, file(), **{name: "1"})
        assert answer.status_code == 400 and answer.json()["parameter"] == name
    assert not Upload.objects.exists()


def test_too_much_is_told(client: Client, key: str, settings: Any) -> None:
    settings.UPLOAD_BYTES = 1024**2
    answer = post(client, key, file(b"x" * 1024**2))
    assert answer.status_code == 413 and "At most 1 MB" in answer.json()["detail"]
    settings.UPLOAD_BYTES, settings.UPLOAD_FILES = 1024**2, 1
    answer = post(client, key, file(), file())
    assert answer.status_code == 413 and "At most 1 files" in answer.json()["detail"]


def test_names_are_data(client: Client, key: str) -> None:
    name = '"><script>alert(1)</script>\u202e.txt'
    told = post(client, key, file(name=name)).json()
    assert "\u202e" not in told["files"][0]["name"]
    assert json.dumps(told)


def test_an_unknown_upload_is_not_found(client: Client, key: str) -> None:
    address = f"{ADDRESS}{uuid.uuid4()}/"
    answer = client.get(address, headers={"authorization": f"Token {key}"})
    assert answer.status_code == 404
    assert client.get(f"{ADDRESS}1/").status_code == 404
