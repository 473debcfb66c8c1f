"""The floors under the engine's figures; `make gold` shows what stands below one."""

import pytest

from tests.gold.figures import Tally
from tests.gold.measure import Measured, measure
from tests.gold.scoring import Failure


@pytest.fixture(scope="module")
def measured() -> Measured:
    """One reading of all sets."""
    return measure()


def shown(failures: list[Failure]) -> str:
    return "\n".join(f"{each.where} {each.what} {each.keys} {each.text}" for each in failures)


def test_every_citation_of_the_papers_and_no_other(measured: Measured) -> None:
    total = measured.papers.total
    assert (total.wrong, total.missing) == (0, 0), shown(measured.papers.failures)


def test_spans_and_kinds_of_the_papers(measured: Measured) -> None:
    total = measured.papers.total
    assert (total.exact, total.kinds) == (total.right, total.right), shown(measured.papers.failures)


def test_heads_and_paragraphs_of_the_papers(measured: Measured) -> None:
    assert not measured.layout.failures, shown(measured.layout.failures)


def test_hard_cases(measured: Measured) -> None:
    failures = [each for result in measured.sentences.values() for each in result.failures]
    hard: Tally = measured.hard
    assert hard.precision.reaches(0.99), f"precision {hard.precision}\n{shown(failures)}"
    assert hard.recall.reaches(0.98), f"recall {hard.recall}\n{shown(failures)}"


def test_operative_verbs(measured: Measured) -> None:
    assert measured.verbs.shares["verbs"].reaches(0.95), shown(measured.verbs.failures)


def test_suggestions(measured: Measured) -> None:
    precision = measured.suggestions.shares["precision of what is shown"]
    assert precision.reaches(0.8), f"{precision}\n{shown(measured.suggestions.failures)}"
