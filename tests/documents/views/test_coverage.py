"""The page on coverage: what is held, what is known to be missing, what was not linked."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from documents import coverage
from documents.models import Job
from documents.refused import Refused
from documents.templatetags.coverage import warning_words
from tests.factories import make_document, make_paragraph, make_source

PAGE = "/zh-hans/coverage/"


def html(client: Client, page: str = PAGE) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_papers_by_session_with_their_warnings(client: Client, world: SimpleNamespace) -> None:
    version = world.paper.current_version
    version.warnings = ["numbering-gap:3-5", "replacement-characters"]
    version.save()
    page = html(client)
    assert "段号从3跳到5" in page and "有字符在来源文件中已经损坏" in page
    assert "unpublished" not in page
    rows = {(row.cycle, row.papers, row.warned) for row in coverage.sessions()}
    assert rows == {(2026, 1, 1), (None, 2, 0)}


def test_symbols_that_papers_cite_and_that_are_not_held(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = make_document(slug="held", symbol="NPT/CONF.2026/PC.III/WP.1/Rev.1")
    text = "见NPT/CONF.2026/PC.III/WP.1和NPT/CONF.2026/PC.III/WP.7号文件。"
    make_paragraph(document=held, text=text)
    hidden = make_document(public=False)
    make_paragraph(document=hidden, text="见NPT/CONF.2026/PC.III/WP.99。")
    monkeypatch.setattr(coverage, "listed", lambda: frozenset({"NPT/CONF.2020/WP.3"}))
    found = [(row.symbol, row.listed, len(row.cited_in)) for row in coverage.missing()]
    assert found == [("NPT/CONF.2020/WP.3", True, 0), ("NPT/CONF.2026/PC.III/WP.7", False, 1)]
    page = html(client)
    assert "NPT/CONF.2026/PC.III/WP.7" in page and "WP.99" not in page


def test_gaps_in_numbers_prove_nothing(world: SimpleNamespace) -> None:
    for number in (1, 3):
        make_document(slug=f"p{number}", symbol=f"NPT/CONF.2026/WP.{number}")
    assert coverage.missing() == []


@pytest.mark.parametrize(
    "text", ["symbols = 1", "symbols = ['WP.1']", "other = []", "symbols = [", "symbols = [1]"]
)
def test_a_malformed_list_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / coverage.KNOWN_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        coverage.listed(tmp_path)


def test_the_list_that_comes_along_is_well_formed(tmp_path: Path) -> None:
    coverage.listed()
    assert coverage.listed(tmp_path) == frozenset()


def test_a_malformed_list_is_said_on_the_page(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise Refused("known.toml: broken")

    monkeypatch.setattr(coverage, "listed", refuse)
    assert "known.toml: broken" in html(client)


def test_failed_work_with_its_reason(client: Client, world: SimpleNamespace) -> None:
    jobs = [
        ("bad.txt", "no paragraph found: the file holds no running text", {}),
        ("odd.txt", "unexpected OSError: /srv/secret (the log has the details)", {}),
        ("made.txt", "generated one", {"generated": True}),
    ]
    for name, reason, more in jobs:
        source = make_source(name=name, **more)
        Job.objects.create(verb="ingest_source", source=source, state="failed", reason=reason)
    page = html(client)
    assert "bad.txt" in page and "没有找到段落" in page
    assert "odd.txt" in page and "/srv/secret" not in page and "意外错误" in page
    assert "made.txt" not in page


def test_misses_with_their_reasons(client: Client, world: SimpleNamespace) -> None:
    assert "/zh-hans/coverage/misses/?reason=no-such-item" in html(client)
    for page in ("misses/", "misses/?reason=no-such-item"):
        found = html(client, PAGE + page)
        assert "行动65" in found and "该文书没有这一编号" in found
    assert "行动65" not in html(client, PAGE + "misses/?reason=two-readings")
    assert client.get(PAGE + "misses/?reason=nonsense").status_code == 404


def test_warnings_without_words_are_shown_as_they_are() -> None:
    assert warning_words("papers.toml: title is A, the paper says B").startswith("papers.toml")
    assert warning_words("numbering-repeat:4") == "段号4重复"
    assert warning_words("unreadable-characters:7") == "有7个字符无法读出"
    assert warning_words("numbering-format:odd").startswith("Word编号格式“odd”")
    assert warning_words("unreadable-characters:x") == "unreadable-characters:x"


def test_queries(
    client: Client, world: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200
    with django_assert_max_num_queries(4):
        assert client.get(PAGE + "misses/").status_code == 200
