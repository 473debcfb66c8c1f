"""The lexicon that all tests of the engine read with, and the bundled papers."""

from pathlib import Path

import pytest

from documents.lexicon import build_lexicon
from documents.text.types import Lexicon

PAPERS = Path(__file__).parents[3] / "documents" / "papers"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The register's lexicon."""
    return build_lexicon()


@pytest.fixture(
    scope="session", params=sorted(PAPERS.glob("*.txt")), ids=lambda path: path.name[:3]
)
def paper(request: pytest.FixtureRequest) -> Path:
    """Each bundled paper in turn."""
    return request.param
