"""Loading the catalogue is idempotent, keeps primary keys and deletes nothing."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments import catalogue
from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    ReviewCycle,
    Session,
    State,
    Theme,
)
from commitments.register import DATA, load_register

pytestmark = pytest.mark.django_db

MODELS = [State, Group, Body, Membership, ReviewCycle, Session, Instrument, Commitment, Theme]


@pytest.fixture
def loaded() -> catalogue.LoadReport:
    return catalogue.load(load_register())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a test may change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def drop_line(folder: Path, file: str, start: str) -> None:
    lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) == len(lines) - 1
    (folder / file).write_text("".join(kept), encoding="utf-8")


def writes(queries: CaptureQueriesContext) -> list[str]:
    verbs = ("INSERT", "UPDATE", "DELETE")
    return [q["sql"] for q in queries.captured_queries if q["sql"].startswith(verbs)]


def snapshot() -> list[tuple[object, ...]]:
    return [row for model in MODELS for row in model.objects.order_by("pk").values_list()]


# --- loading


def test_first_load_creates_every_fact(loaded: catalogue.LoadReport) -> None:
    facts_read = load_register()
    assert State.objects.count() == len(facts_read.states) == 197
    assert Commitment.objects.count() == len(facts_read.commitments) == 202
    assert Instrument.objects.count() == len(facts_read.instruments)
    assert Membership.objects.count() == len(facts_read.memberships)
    assert loaded.total.changed == loaded.total.unchanged == loaded.total.retired == 0


def test_second_load_writes_nothing(loaded: catalogue.LoadReport) -> None:
    before = snapshot()
    with CaptureQueriesContext(connection) as queries:
        report = catalogue.load(load_register())
    assert writes(queries) == []
    assert snapshot() == before
    assert report.total == catalogue.Counts(unchanged=loaded.total.created)


def test_a_changed_cell_changes_one_row(loaded: catalogue.LoadReport, folder: Path) -> None:
    key = "action-plan-2010:5f"
    before = Commitment.objects.get(key=key)
    edit(folder, "commitments.csv", "降低核武器被意外使用的可能", "使核武器更难被意外使用")
    report = catalogue.load(load_register(folder))
    after = Commitment.objects.get(key=key)
    assert (after.pk, after.summary_zh) == (before.pk, "使核武器更难被意外使用")
    assert report.total == catalogue.Counts(changed=1, unchanged=loaded.total.created - 1)
    assert report.tables["commitment"].changed == 1


def test_a_changed_parent_or_session_is_stored(loaded: catalogue.LoadReport, folder: Path) -> None:
    edit(folder, "instruments.csv", ",,ga-hlm-2013,ga-resolution", ",rc-2015,npt,ga-resolution")
    report = catalogue.load(load_register(folder))
    assert report.tables["instrument"].changed == 1
    moved = Instrument.objects.get(parent__slug="npt", conference__key="rc-2015", year=2013)
    assert moved.slug == "ga-res-68-32"


def test_a_vanished_row_is_retired_and_comes_back(
    loaded: catalogue.LoadReport, folder: Path
) -> None:
    pk = Commitment.objects.get(key="stepping-stones-2020:11").pk
    drop_line(folder, "commitments.csv", "stepping-stones-2020:11,")
    report = catalogue.load(load_register(folder))
    assert report.total.retired == 1
    assert Commitment.objects.get(key="stepping-stones-2020:11").retired
    assert not Commitment.objects.current().filter(pk=pk).exists()
    # Retired already: not again.
    assert catalogue.load(load_register(folder)).total.retired == 0

    back = catalogue.load(load_register())
    assert (back.total.created, back.total.changed) == (0, 1)
    assert Commitment.objects.get(key="stepping-stones-2020:11", retired=False).pk == pk


def test_retired_parties_and_memberships(loaded: catalogue.LoadReport, folder: Path) -> None:
    drop_line(folder, "memberships.csv", "nac,SVN,")
    drop_line(folder, "bodies.csv", "ctbto-prepcom,")
    report = catalogue.load(load_register(folder))
    assert report.tables["membership"].retired == report.tables["body"].retired == 1
    assert Body.objects.filter(slug="ctbto-prepcom", retired=True).exists()


def test_see_also_follows_the_files(loaded: catalogue.LoadReport, folder: Path) -> None:
    first = Commitment.objects.get(key="npt:X.2")
    second = Commitment.objects.get(key="decision3-1995:1")
    assert second in first.see_also.all()
    assert first in second.see_also.all()
    edit(folder, "commitments.csv", ",decision3-1995:1,sure", ",,sure")
    edit(folder, "commitments.csv", ",npt:X.2,sure", ",,sure")
    report = catalogue.load(load_register(folder))
    assert report.tables["see also"].retired == 1
    assert not first.see_also.exists()
    assert not second.see_also.exists()
    assert catalogue.load(load_register()).tables["see also"].created == 1
    assert second in first.see_also.all()


def test_every_see_also_is_stored_both_ways(loaded: catalogue.LoadReport) -> None:
    for fact in load_register().commitments:
        stored = Commitment.objects.get(key=fact.key).see_also.values_list("key", flat=True)
        assert set(stored) == set(fact.see_also)


def test_cited_instruments_are_left_alone(loaded: catalogue.LoadReport) -> None:
    cited = Instrument.objects.create(
        slug="ga-res-80-1",
        origin=Instrument.Origin.CITED,
        kind="ga-resolution",
        name_zh="大会第80/1号决议",
        name_en="General Assembly resolution 80/1",
    )
    report = catalogue.load(load_register())
    cited.refresh_from_db()
    assert not cited.retired
    assert report.total.retired == 0


def test_a_cited_instrument_is_adopted_when_the_files_hold_it() -> None:
    cited = Instrument.objects.create(
        slug="ga-res-68-32", origin=Instrument.Origin.CITED, kind="ga-resolution"
    )
    catalogue.load(load_register())
    cited.refresh_from_db()
    assert cited.origin == Instrument.Origin.REGISTER
    assert cited.symbol == "A/RES/68/32"


def test_a_failing_load_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("stop")

    monkeypatch.setattr(catalogue, "_load_see_also", fail)
    with pytest.raises(RuntimeError):
        catalogue.load(load_register())
    assert not State.objects.exists()


# --- the command


def test_command_prints_one_line() -> None:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    call_command("load_catalogue", stdout=out)
    first, second = out.getvalue().splitlines()
    assert first.startswith("catalogue: ")
    assert second.startswith("catalogue: 0 created, 0 changed, ")
    assert second.endswith(" unchanged, 0 retired")


def test_command_names_the_faulty_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(folder, "memberships.csv", "p5,CHN", "p5,CHX")
    monkeypatch.setattr(
        "documents.management.commands.load_catalogue.load_register",
        lambda: load_register(folder),
    )
    with pytest.raises(CommandError, match=r"memberships\.csv, line 2: 'CHX'"):
        call_command("load_catalogue")
