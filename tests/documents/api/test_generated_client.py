"""A client that a tool makes of the API's description works, unchanged, against the server."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from documents import changes
from tests.factories import make_citation, make_commitment, make_document, make_paragraph

NAME = "npt_generated_client"
PARTS = (
    "client",
    "errors",
    "api.changes.changes_retrieve",
    "api.citations.citations_list",
    "api.commitments.commitments_retrieve",
    "api.documents.documents_retrieve",
)


@pytest.fixture
def generated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client
) -> Iterator[dict[str, ModuleType]]:
    """The modules of the client, made of the schema as it is served, by name."""
    schema = client.get("/api/v1/schema/?format=json").json()
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "conf.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", "schema.json", "--config", "conf.yaml", "--output-path", NAME]
    command += ["--fail-on-warning"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(tmp_path)
    yield {part: importlib.import_module(f"{NAME}.{part}") for part in PARTS}
    for name in [name for name in sys.modules if name.startswith(NAME)]:
        del sys.modules[name]


@pytest.fixture
def site(generated: dict[str, ModuleType], live_server: LiveServer) -> Iterator[Any]:
    """The client, with the address of the server."""
    make = generated["client"].Client
    with make(base_url=live_server.url, raise_on_unexpected_status=True) as client:
        yield client


@pytest.fixture
def evidence(transactional_db: None) -> None:
    """Three citations of parts of action 5 in one paper."""
    action = make_commitment("action-plan-2010:5")
    part = make_commitment("action-plan-2010:5c", parent=action)
    paper = make_document(slug="paper")
    for number in (1, 2, 3):
        paragraph = make_paragraph(document=paper, path=str(number), text="重申行动5(c)。")
        make_citation(paragraph=paragraph, commitment=part, quote="行动5(c)", verb="reaffirms")
    changes.record_all()


def test_it_lists_and_reads(generated: dict[str, ModuleType], evidence: None, site: Any) -> None:
    listed = generated["api.citations.citations_list"].sync
    page = listed(client=site, commitment=["action-plan-2010:5"], page_size=2, count=True)
    assert page.count == 3
    assert [(row.quote, row.commitment) for row in page.results] == [
        ("行动5(c)", "action-plan-2010:5c")
    ] * 2
    item = generated["api.commitments.commitments_retrieve"].sync("action-plan-2010:5", client=site)
    assert (item.paragraph_count, item.sub_items) == (3, ["action-plan-2010:5c"])
    paper = generated["api.documents.documents_retrieve"].sync("paper", client=site)
    assert paper.slug == "paper"
    feed = generated["api.changes.changes_retrieve"].sync(client=site, page_size=200)
    assert {row.id for row in feed.results} >= {"paper", "paper/p/1", "action-plan-2010:5c"}


def test_a_mistake_is_told_in_its_own_type(
    generated: dict[str, ModuleType], evidence: None, site: Any
) -> None:
    problem = generated["api.citations.citations_list"].sync(client=site, commitment=["npt:XX"])
    assert (problem.status, problem.parameter) == (400, "commitment")
