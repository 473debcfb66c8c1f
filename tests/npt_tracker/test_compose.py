"""The compose file, as far as it can be read without containers."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["services"]


def test_web_and_worker_can_be_several(services: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        assert not {"ports", "container_name", "hostname"} & services[name].keys(), name
    assert [name for name, each in services.items() if "ports" in each] == ["proxy"]
    assert services["beat"]["deploy"]["replicas"] == 1


def test_only_this_machine_reaches_the_port(services: dict[str, Any]) -> None:
    (port,) = services["proxy"]["ports"]
    assert port.startswith("127.0.0.1:")


def test_a_web_server_is_asked_whether_it_can_give_a_page(services: dict[str, Any]) -> None:
    assert "/readyz" in services["web"]["healthcheck"]["test"][-1]
    assert services["proxy"]["depends_on"]["web"]["condition"] == "service_healthy"


def test_there_is_no_default_for_a_secret(services: dict[str, Any]) -> None:
    environment = services["web"]["environment"]
    assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")
    for name in ("DATABASE_URL", "REDIS_URL"):
        assert "PASSWORD:?" in environment[name]


def test_what_the_readme_says_can_be_set_is_handed_on(services: dict[str, Any]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Configuration")[2].partition("\n## ")[0]
    names = set(re.findall(r"`([A-Z_]+)`", "".join(re.findall(r"^\| (.+?) \|", table, re.M))))
    places = {"NPT_VAR", "SOURCES_DIR", "STATIC_ROOT", "DUMPS_DIR"}  # the image has its own
    never = {"DEBUG", "NPT_TEST_DATABASE_URL", "NPT_TEST_REDIS_URL"}
    assert len(names) > 25
    assert names - places - never == set(services["web"]["environment"])


def test_the_proxy_lets_through_what_the_site_takes() -> None:
    text = (ROOT / "docs" / "Caddyfile").read_text(encoding="utf-8")
    assert int(re.search(r"max_size (\d+)MB", text)[1]) * 10**6 > settings.UPLOAD_BYTES


def test_the_proxy_lets_nobody_write_the_address_he_comes_from() -> None:
    # The web server writes `X_Forwarded_For` over `X-Forwarded-For`, and tells them apart no more.
    text = (ROOT / "docs" / "Caddyfile").read_text(encoding="utf-8")
    assert "\n\trequest_header -*_*\n" in text


def test_the_proxy_finds_every_web_server() -> None:
    text = (ROOT / "docs" / "Caddyfile").read_text(encoding="utf-8")
    assert "dynamic a {" in text
    assert "name web" in text and "port 8000" in text
