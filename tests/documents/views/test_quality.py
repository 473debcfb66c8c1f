"""The page on quality: the stored figures, and what it says when there are none."""

import json
from pathlib import Path

import pytest
from django.test import Client

from documents import quality


def tally(right: int, wrong: int, missing: int) -> dict[str, object]:
    def share(part: int, whole: int) -> dict[str, object]:
        value = part / whole if whole else None
        return {"part": part, "whole": whole, "value": value, "low": value, "high": value}

    return {
        "right": right,
        "wrong": wrong,
        "missing": missing,
        "precision": share(right, right + wrong),
        "recall": share(right, right + missing),
    }


STORED = {
    "date": "2026-11-20",
    "code": "1",
    "engine": "1+abc",
    "note": "What must be known.",
    "sets": [{"name": "blind", "rules_tuned_on": True, "what": "x", "labels": 10}],
    "first_run": {
        "set": "blind",
        "date": "2026-11-01",
        "rows": 10,
        "right": 8,
        "true_positives": 90,
        "false_positives": 10,
        "false_negatives": 0,
    },
    "papers": {
        "total": tally(9, 1, 0),
        "kinds": {"listed": tally(9, 1, 0), "range": tally(0, 0, 0)},
    },
    "hard": {
        "total": tally(3, 0, 1),
        "blind": {"total": tally(3, 0, 1), "rows": {"part": 9, "whole": 10, "value": 0.9}},
    },
    "failures": {
        "blind": [{"where": "row 7", "what": "missing", "keys": "npt:VI", "text": "<b>第六条</b>"}],
        "papers": [],
    },
}


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "quality.json"
    monkeypatch.setattr(quality, "STORED", path)
    return path


def test_figures(client: Client, db: None, stored: Path) -> None:
    stored.write_text(json.dumps(STORED), encoding="utf-8")
    page = client.get("/zh-hans/quality/").content.decode()
    assert "90.0%" in page and "75.0%" in page
    assert "10句中8句" in page and "10句中9句" in page
    assert "row 7" in page and "&lt;b&gt;第六条" in page
    assert "列举" in page and "What must be known." in page
    read = quality.read_quality()
    assert [section.path for section in read.sections] == [
        ("papers",),
        ("hard",),
        ("hard", "blind"),
    ]
    # Kinds that nothing is known of are left out.
    assert [row.name for row in read.sections[0].links] == ["total", "listed"]


def test_intervals_are_wilson() -> None:
    found = quality.share("x", 9, 10)
    assert (round(found.low, 3), round(found.high, 3)) == (0.596, 0.982)
    assert quality.share("x", 0, 0).value is None


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}"])
def test_without_figures(client: Client, db: None, stored: Path, text: str | None) -> None:
    if text is not None:
        stored.write_text(text, encoding="utf-8")
    answer = client.get("/en/quality/")
    assert answer.status_code == 200
    if text != "{}":
        assert "make gold WRITE=1" in answer.content.decode()


def test_it_is_linked_from_the_legend(client: Client, world: object) -> None:
    page = client.get("/zh-hans/commitments/action-plan-2010/5/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "/zh-hans/quality/" in main
