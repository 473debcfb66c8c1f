"""Tables as files: the rows of the page, all of them, safe in spreadsheets, with what was asked."""

import csv
import io
import json
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import Client

from documents.tables import files, positions
from documents.tables.table import Column, Table
from documents.views import citations as views
from tests.documents.views.conftest import world as world  # a fixture

ABOUT = {"source": "https://x/", "filters": {"party": ["nam", "CHN"]}, "made": "2026-01-02"}


def table(*records: dict[str, Any]) -> Table:
    return Table("list", [Column("name", "名称"), Column("n", "数")], records, ABOUT)


def read_csv(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer.streaming_content)


def test_csv_says_what_was_asked_in_the_heading_of_a_column_without_cells() -> None:
    head, *rows = read_csv("".join(files.write_csv(table({"name": "甲", "n": 2}, {"name": None}))))
    assert head[:2] == ["name", "n"]
    assert head[2] == "about: source=https://x/; filters=party=nam,CHN; made=2026-01-02"
    assert rows == [["甲", "2", ""], ["", "", ""]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    text = f"{start}1+1"
    rows = read_csv("".join(files.write_csv(table({"name": text, "n": -1}))))
    assert rows[1][:2] == [f"'{text}", "-1"]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(files.write_xlsx(table({"name": text})))))
    assert book["list"]["A2"].data_type == "s"


def test_a_line_break_in_a_cell_stays_in_it() -> None:
    rows = read_csv("".join(files.write_csv(table({"name": '一\n"二",三'}))))
    assert rows[1][0] == '一\n"二",三'


def test_json_lines() -> None:
    lines = [json.loads(line) for line in files.write_jsonl(table({"name": "甲", "n": 2}))]
    assert lines == [{"about": ABOUT}, {"name": "甲", "n": 2}]
    assert "甲" in "".join(files.write_jsonl(table({"name": "甲"})))


def test_workbook() -> None:
    data = b"".join(files.write_xlsx(table({"name": "甲\x00\ud800", "n": 2})))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [[cell.value for cell in row] for row in book["list"]] == [["名称", "数"], ["甲��", 2]]
    about = {row[0].value: row[1].value for row in book["about"]}
    assert about["filters"] == "party=nam,CHN"
    assert about["名称"] == "name"


def test_a_long_workbook_goes_on_on_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SHEET_ROWS", 3)
    data = b"".join(files.write_xlsx(table(*({"name": "甲", "n": n} for n in range(5)))))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = [sheet for sheet in book if sheet.title != "about"]
    numbers = [row[1].value for sheet in sheets for row in list(sheet)[1:]]
    assert numbers == list(range(5))
    assert len(sheets) == 3


@pytest.mark.parametrize("write", [files.write_csv, files.write_jsonl, files.write_xlsx])
def test_an_empty_table_is_a_file_too(write: Any) -> None:
    assert list(write(table()))


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_file_holds_every_row_of_the_list(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(views, "ROWS_A_PAGE", 1)
    query = "instrument=action-plan-2010&sort=-document"
    answer = client.get(f"/zh-hans/citations/?{query}&format={form}")
    data = body(answer)
    assert f'.{form}"' in answer["Content-Disposition"]
    shown = [
        str(row.pk)
        for number in range(1, 5)
        for row in client.get(f"/zh-hans/citations/?{query}&page={number}").context["page"]
    ]
    assert ids(form, data) == shown


def ids(form: str, data: bytes) -> list[str]:
    if form == "csv":
        return [row[0] for row in read_csv(data.decode())[1:]]
    if form == "jsonl":
        return [json.loads(line)["id"] for line in data.decode().splitlines()[1:]]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["citations"]
    return [row[0].value for row in list(sheet)[1:]]


def test_a_file_says_what_was_asked_and_which_engine_read(
    client: Client, world: SimpleNamespace
) -> None:
    data = body(client.get("/en/citations/?party=nam&kind=explicit&format=jsonl&page=1"))
    about = json.loads(data.decode().splitlines()[0])["about"]
    assert about["filters"] == {"party": ["nam"], "kind": ["explicit"]}
    assert about["engines"] == ["factory"]
    assert about["source"].startswith("http://testserver/en/citations/?party=nam")
    assert about["made"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_positions_as_a_file(client: Client, world: SimpleNamespace, form: str) -> None:
    data = body(client.get(f"/zh-hans/positions/?format={form}&sort=commitment"))
    assert position_rows(form, data) == [
        ("nam", "action-plan-2010:5"),
        ("nam", "action-plan-2010:5c"),
        ("nam", "action-plan-2010:5g"),
    ]


def position_rows(form: str, data: bytes) -> list[tuple[str, str]]:
    if form == "jsonl":
        rows = [json.loads(line) for line in data.decode().splitlines()[1:]]
        return [(row["party"], row["commitment"]) for row in rows]
    if form == "csv":
        _, *found = read_csv(data.decode())
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        _, *found = [[cell.value for cell in line] for line in sheet]
    keys = [column.key for column in positions.columns()]
    party, commitment = keys.index("party"), keys.index("commitment")
    return [(row[party], row[commitment]) for row in found]
