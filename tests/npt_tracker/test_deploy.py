"""The settings of production: what Django's own checks say of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "SECRET_KEY": "a-long-and-random-text-of-letters-0123456789-and-figures",
    "DATABASE_URL": "postgres://npt:secret@postgres:5432/npt_tracker",
    "REDIS_URL": "redis://:secret@redis:6379",
    "ALLOWED_HOSTS": "npt.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://npt.example.org",
    "HTTPS": "1",
    "METRICS_TOKEN": "token",
    "LOG_FORMAT": "json",
    "LOG_REQUESTS": "1",
    "REPLICA_DATABASE_URL": "postgres://npt:secret@replica:5432/npt_tracker",
    "DJANGO_SETTINGS_MODULE": "npt_tracker.settings",
}


def run(*words: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | PRODUCTION | changed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_checks_of_a_deployment_are_silent() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_they_can_fail() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", HTTPS="0")
    assert done.returncode == 1
    assert "SECURE_SSL_REDIRECT" in done.stderr


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "max-age=3600"),
        (
            {"HSTS_SECONDS": "31536000", "HSTS_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"},
            "max-age=31536000; includeSubDomains; preload",
        ),
    ],
)
def test_browsers_are_told_to_insist_on_tls(changed: dict[str, str], told: str) -> None:
    code = """
import django; django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
answer = Client().get("/healthz", secure=True, HTTP_X_FORWARDED_PROTO="https")
print(answer["Strict-Transport-Security"])
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)
print(Client().get("/zh-hans/").status_code, Client().get("/readyz").status_code)
"""
    done = run("-c", code, REPLICA_DATABASE_URL="", LOG_REQUESTS="0", **changed)
    assert done.stdout.splitlines() == [told, "True True True", "301 503"], done.stderr
