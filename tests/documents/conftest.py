"""What tests of ingest share: a loaded register and a folder for sources."""

from pathlib import Path

import pytest
from pytest_django import Settings

from commitments import catalogue
from commitments.register import load_register


@pytest.fixture
def sources_dir(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder in which this test's sources are stored."""
    settings.SOURCES_DIR = tmp_path / "sources"
    return settings.SOURCES_DIR


@pytest.fixture
def register(db: None) -> None:
    """The register's own files, loaded."""
    catalogue.load(load_register())
