"""The list of licences is that of the lock; an audit that could ask nobody does not end well."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from bench import audit
from npt_tracker.licences import pins

SOUND = {"name": "six", "version": "1.17.0", "vulns": []}
WEAK = {
    "name": "lxml",
    "version": "1.0",
    "vulns": [{"id": "CVE-2020-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}
SKIPPED = {"name": "jieba", "skip_reason": "Dependency not found"}


def test_the_list_of_licences_is_up_to_date() -> None:
    call_command("licences", check=True)


def test_an_old_list_is_told(settings: Settings, tmp_path: Path) -> None:
    lock = Path(settings.BASE_DIR) / "requirements.lock"
    (tmp_path / "requirements.lock").write_text(lock.read_text())
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="make licences"):
        call_command("licences", check=True)
    call_command("licences")
    call_command("licences", check=True)
    text = (tmp_path / "docs" / "licences.md").read_text()
    assert all(f"| {pin.name} | {pin.version} |" in text for pin in pins(lock))
    assert "not stated" not in text


@pytest.mark.parametrize(
    ("packages", "status", "told"),
    [
        ([SOUND], 0, "Asked about 1 of 2 packages: 0 known weaknesses."),
        ([SOUND, WEAK], 1, "lxml 1.0: CVE-2020-1, mended in 1.1"),
        ([SOUND, SKIPPED], 2, "The advisory service knows nothing of 1"),
        ([SKIPPED, SKIPPED], 2, "Asked about 0 of 2 packages"),
        ([WEAK, SKIPPED], 1, "1 known weaknesses"),
    ],
)
def test_what_an_audit_comes_to(
    packages: list[dict], status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.report(packages, 2) == status
    assert told in capsys.readouterr().out


def test_an_audit_without_the_service_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = subprocess.CompletedProcess([], 1, stdout="", stderr="Traceback\nProxyError: refused\n")
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: done)
    assert audit.main("pip-audit", tmp_path / "lock") == 2
    assert "could not be reached" in capsys.readouterr().out
