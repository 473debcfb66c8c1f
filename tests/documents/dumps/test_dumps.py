"""Dumps: everything public and nothing else, of one moment, whole or not there."""

import csv
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from commitments.models import Body, Group, Instrument, Membership, ReviewCycle
from documents.dumps import making
from documents.dumps.making import TABLES, make_dump
from documents.dumps.shelf import dumps
from documents.models import Citation, Document, Paragraph, Submission
from documents.refused import Refused
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_instrument,
    make_paragraph,
    make_session,
    make_state,
    make_version,
)

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "不得外传"
TEXT = '=重申"行动5(c)"，\n第二行😀，'


@pytest.fixture
def world():
    """Public rows of every table."""
    action = make_commitment("action-plan-2010:5")
    part = make_commitment("action-plan-2010:5c", parent=action)
    part.see_also.add(action)
    state = make_state("MYS")
    group = Group.objects.create(slug="nam", name_zh="不", name_en="NAM", kind="npt-group")
    Membership.objects.create(group=group, state=state, npt_party="yes", confidence="sure")
    Body.objects.create(slug="chair", name_zh="主席", name_en="Chair", kind="officer")
    cycle = ReviewCycle.objects.create(cycle_year=2026)
    session = make_session("pc-2026-iii", cycle=cycle, starts="2025-04-28", ends="2025-05-09")
    paper = make_document(slug="paper", session=session, cycle=cycle, reasons={"symbol": "x"})
    Submission.objects.create(document=paper, position=1, group=group)
    Submission.objects.create(document=paper, position=1, role="supporter", state=state)
    paragraph = make_paragraph(document=paper, path="1", text=TEXT)
    make_citation(paragraph=paragraph, commitment=part, quote="行动5(c)", verb="重申")
    make_citation(paragraph=paragraph, instrument=action.instrument, quote="第二行")
    make_citation(paragraph=paragraph, status="unresolved", candidates=["a", "b"], quote="行")
    return paper


def hide():
    """Rows that no dump may hold: each has the secret word in what would show it."""
    item = make_commitment("npt:VI")
    newer = make_document(slug="newer")
    hidden = [
        make_document(slug=f"secret-{number}", title=SECRET, **fields)
        for number, fields in enumerate(
            [
                {"public": False},
                {"published_at": None},
                {"withdrawn_at": timezone.now()},
                {"superseded_by": newer},
                {"generated": True},
            ]
        )
    ]
    only_there = make_instrument("secret-resolution", origin="cited", name_zh=SECRET)
    for document in hidden:
        paragraph = make_paragraph(document=document, text=SECRET)
        make_citation(paragraph=paragraph, commitment=item, quote=SECRET)
        make_citation(paragraph=paragraph, instrument=only_there, quote=SECRET)
        Submission.objects.create(document=document, position=1, state=make_state())
    old = make_version(document=newer, current=False)
    make_citation(paragraph=make_paragraph(version=old, text=SECRET), quote=SECRET)
    shown = make_paragraph(document=newer, path="9", text="某甲乙丙")
    make_citation(paragraph=shown, commitment=item, quote="某甲", rule="secret-rejected",
                  review_state="rejected")  # fmt: skip
    make_citation(paragraph=shown, commitment=item, quote="乙丙", rule="secret-suggested",
                  kind="suggested")  # fmt: skip


def lines(folder: Path, name: str) -> list[dict]:
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def cells(folder: Path, name: str) -> list[dict]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_cell(text: str, field) -> object:
    """A cell as a reader of Table Schema takes it."""
    if text == "":
        return None
    if field.type in ("array", "object", "boolean", "integer"):
        return json.loads(text)
    return text


def test_the_three_formats_agree_in_every_value(world, tmp_path):
    folder = make_dump(out=tmp_path)
    with sqlite3.connect(folder / "npt.sqlite") as database:
        for table in TABLES:
            rows = lines(folder, table.name)
            assert rows, f"no row of {table.name}"
            names = [field.name for field in table.fields]
            assert [list(row) for row in rows] == [names] * len(rows)
            fields = {field.name: field for field in table.fields}
            from_csv = [
                {name: read_cell(text, fields[name]) for name, text in row.items()}
                for row in cells(folder, table.name)
            ]
            assert from_csv == [
                {name: None if value == "" else value for name, value in row.items()}
                for row in rows
            ]
            stored = database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()
            assert stored == [
                tuple(
                    json.dumps(value, ensure_ascii=False)
                    if isinstance(value, list | dict)
                    else value
                    for value in row.values()
                )
                for row in rows
            ]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_a_quote_is_where_it_is_said_to_be(world, tmp_path):
    folder = make_dump(out=tmp_path)
    texts = {row["id"]: row["text"] for row in lines(folder, "paragraphs")}
    citations = lines(folder, "citations")
    assert len(citations) == 3
    for row in citations:
        assert texts[row["paragraph"]][row["start"] : row["end"]] == row["quote"]
    assert texts["paper/p/1"] == TEXT == cells(folder, "paragraphs")[0]["text"]


def test_every_value_has_the_type_that_is_said_of_it(world, tmp_path):
    folder = make_dump(out=tmp_path)
    types = {
        "string": str, "integer": int, "boolean": bool, "date": str, "datetime": str,
        "array": list, "object": dict,
    }  # fmt: skip
    for table in TABLES:
        for row in lines(folder, table.name):
            for field in table.fields:
                value = row[field.name]
                if value is None:
                    assert not field.required, (table.name, field.name)
                else:
                    assert type(value) is types[field.type], (table.name, field.name, value)


def test_nothing_hidden_is_in_any_file(world, tmp_path):
    before = make_dump(out=tmp_path / "before")
    hide()
    folder = make_dump(out=tmp_path / "after")
    for path in folder.iterdir():
        data = path.read_bytes()
        assert SECRET.encode() not in data, path.name
        assert b"secret" not in data, path.name
    assert len(lines(folder, "documents")) == len(lines(before, "documents")) + 1
    assert len(lines(folder, "citations")) == len(lines(before, "citations"))


def test_the_rows_are_what_public_says(world, tmp_path):
    hide()
    folder = make_dump(out=tmp_path)
    assert {row["slug"] for row in lines(folder, "documents")} == set(
        Document.objects.public().values_list("slug", flat=True)
    )
    assert len(lines(folder, "paragraphs")) == Paragraph.objects.public().count()
    assert {row["id"] for row in lines(folder, "citations")} == set(
        map(str, Citation.objects.shown().values_list("pk", flat=True))
    )
    assert Instrument.objects.count() == len(lines(folder, "instruments")) + 1


def test_the_manifest_tells_what_is_there(world, tmp_path):
    folder = make_dump(out=tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text())
    names = {path.name for path in folder.iterdir()}
    assert {file["name"] for file in manifest["files"]} == names - {"manifest.json"}
    for file in manifest["files"]:
        data = (folder / file["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert len(data) == file["bytes"]
        if file["name"].endswith(".jsonl"):
            assert file["rows"] == data.count(b"\n")
    assert manifest["rows"] == {table.name: len(lines(folder, table.name)) for table in TABLES}
    assert manifest["engine"] and manifest["licence"] and manifest["made_at"].endswith("Z")
    assert manifest["engines"] == ["factory"]


def test_the_data_package_describes_the_files(world, tmp_path):
    folder = make_dump(out=tmp_path)
    package = json.loads((folder / "datapackage.json").read_text())
    resources = {each["name"]: each for each in package["resources"]}
    assert len(resources) == len(package["resources"]) == 2 * len(TABLES) + 1
    for resource in resources.values():
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
    for table in TABLES:
        schema = resources[table.name]["schema"]
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in schema["fields"]]
        for foreign in schema.get("foreignKeys", ()):
            other = foreign["reference"]["resource"] or table.name
            known = {row[foreign["reference"]["fields"]] for row in lines(folder, other)}
            found = {row[foreign["fields"]] for row in lines(folder, table.name)}
            assert found - {None} <= known


def test_the_dictionary_names_every_field(world, tmp_path):
    text = (make_dump(out=tmp_path) / "dictionary.md").read_text()
    for table in TABLES:
        assert f"## {table.name}\n" in text
        for field in table.fields:
            assert f"| {field.name} | {field.type}" in text


def test_all_files_show_the_same_moment(world, tmp_path, monkeypatch):
    """What is published while a dump is made is in none of its files."""
    written, publish = making.write_table, threading.Event()

    def publish_meanwhile():
        make_paragraph(document=make_document(slug="meanwhile"), text="同时")
        connection.close()

    def write(table, folder, database):
        count = written(table, folder, database)
        if table.name == "sessions" and not publish.is_set():
            publish.set()
            thread = threading.Thread(target=publish_meanwhile)
            thread.start()
            thread.join()
        return count

    monkeypatch.setattr(making, "write_table", write)
    folder = make_dump(out=tmp_path)
    assert Document.objects.filter(slug="meanwhile").exists()
    assert "meanwhile" not in (folder / "documents.csv").read_text()
    assert "meanwhile" not in (folder / "paragraphs.csv").read_text()


def test_a_dump_that_fails_leaves_nothing(world, tmp_path, monkeypatch):
    def fail():
        yield from ()
        raise RuntimeError

    last = replace(making.TABLES[-1], records=fail)
    monkeypatch.setattr(making, "TABLES", (*making.TABLES[:-1], last))
    with pytest.raises(RuntimeError):
        make_dump(out=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


KILLED = """
import os, sys, time
from pathlib import Path
import django
django.setup()
from documents.dumps import making
def wait(folder, name, now):
    (folder / "half.jsonl").write_text("{")
    print("half", flush=True)
    time.sleep(60)
making._write = wait
making.make_dump(out=Path(sys.argv[1]))
"""


def test_a_killed_dump_is_not_seen_and_the_next_one_clears_up(world, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=Path(__file__).parents[3],
    )
    with process:
        assert process.stdout.readline() == b"half\n"
        with pytest.raises(Refused):
            make_dump(out=tmp_path)
        process.send_signal(signal.SIGKILL)
    assert list(tmp_path.glob(".partial-*/half.jsonl"))
    assert dumps(tmp_path) == []
    folder = make_dump(out=tmp_path)
    assert dumps(tmp_path) == [folder]
    assert not list(tmp_path.glob(".partial-*"))


def test_a_second_dump_of_a_day_has_a_name_of_its_own(world, tmp_path):
    made = [make_dump(out=tmp_path) for _ in range(3)]
    assert [each.name for each in made[1:]] == [f"{made[0].name}-2", f"{made[0].name}-3"]
    assert dumps(tmp_path) == made[::-1]
    newest = make_dump(out=tmp_path, keep=2)
    assert dumps(tmp_path) == [newest, made[2]]


def test_the_command_says_where_it_is(world, tmp_path, capsys):
    call_command("dump", out=tmp_path)
    said = capsys.readouterr().out
    assert str(tmp_path) in said and "1 documents" in said
    with pytest.raises(CommandError):
        call_command("dump", out=tmp_path, keep=-1)
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError):
        call_command("dump", out=tmp_path / "file")


def test_many_rows_are_not_held_at_once(world, tmp_path):
    document = make_document(slug="long")
    Paragraph.objects.bulk_create(
        Paragraph(
            version=document.current_version, position=n, path=str(n), kind="paragraph", text="段"
        )
        for n in range(1, 4500)
    )
    begin = time.monotonic()
    folder = make_dump(out=tmp_path)
    assert len(lines(folder, "paragraphs")) == 4500
    assert time.monotonic() - begin < 30
