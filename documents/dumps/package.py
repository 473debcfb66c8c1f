"""What a dump says of itself: a Frictionless data package, a data dictionary, a manifest."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from documents.dumps.files import SQLITE
from documents.dumps.table import Field, Table

DATAPACKAGE, DICTIONARY, MANIFEST = "datapackage.json", "dictionary.md", "manifest.json"
TITLE = "NPT commitments, and the Chinese-language working papers that cite them"
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".sqlite": "application/vnd.sqlite3",
}


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal figures."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_package(
    folder: Path, tables: tuple[Table, ...], counts: dict[str, int], about: dict[str, Any]
) -> None:
    """Describe the files of a folder; `about` holds `made_at`, `engine`, `licence` and the like."""
    package = _datapackage(folder, tables, about)
    _write_json(folder / DATAPACKAGE, package)
    (folder / DICTIONARY).write_text(_dictionary(tables, counts, about), encoding="utf-8")
    files = [_file(path, counts) for path in sorted(folder.iterdir())]
    _write_json(folder / MANIFEST, {"title": TITLE, **about, "rows": counts, "files": files})


def made_at(manifest: dict[str, Any]) -> datetime:
    """When a dump was made."""
    return datetime.fromisoformat(manifest["made_at"])


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _file(path: Path, counts: dict[str, int]) -> dict[str, Any]:
    rows = counts.get(path.stem) if path.suffix in (".csv", ".jsonl") else None
    return {
        "name": path.name,
        "media_type": TYPES[path.suffix],
        "bytes": path.stat().st_size,
        "sha256": fingerprint(path),
        "rows": rows,
    }


def _datapackage(folder: Path, tables: tuple[Table, ...], about: dict[str, Any]) -> dict[str, Any]:
    keys = {table.name: table.key[0] for table in tables if table.key}
    resources = []
    for table in tables:
        schema = _schema(table, keys)
        names = {"csv": table.name, "jsonl": f"{table.name}-jsonl"}
        for form, name in names.items():
            path = folder / f"{table.name}.{form}"
            described = {"title": table.description, "encoding": "utf-8", "schema": schema}
            profile = {"profile": "tabular-data-resource"} if form == "csv" else {}
            resources.append(_resource(path, name) | profile | described)
    resources.append(_resource(folder / SQLITE, "sqlite"))
    return {
        "profile": "data-package",
        "name": "npt-commitments",
        "title": TITLE,
        "description": about["licence"],
        "version": about["date"],
        "created": about["made_at"],
        "resources": resources,
    }


def _resource(path: Path, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": path.name,
        "format": path.suffix[1:],
        "mediatype": TYPES[path.suffix].partition(";")[0],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{fingerprint(path)}",
    }


def _schema(table: Table, keys: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, field) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    foreign = [_foreign(table, field, keys) for field in table.fields if field.refers]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(table: Table, field: Field) -> dict[str, Any]:
    constraints = {"required": field.required, "unique": table.key == (field.name,)}
    found = {"name": field.name, "type": field.type, "description": field.description}
    return found | {"constraints": {name: True for name, held in constraints.items() if held}}


def _foreign(table: Table, field: Field, keys: dict[str, str]) -> dict[str, Any]:
    # An empty name means the same resource.
    resource = "" if field.refers == table.name else field.refers
    return {
        "fields": field.name,
        "reference": {"resource": resource, "fields": keys[field.refers]},
    }


def _dictionary(tables: tuple[Table, ...], counts: dict[str, int], about: dict[str, Any]) -> str:
    lines = [
        f"# {TITLE}",
        "",
        f"Made at {about['made_at']} by engine {about['engine']}. {about['licence']}",
        "",
        "The same rows stand in `<table>.csv`, `<table>.jsonl` and the tables of "
        f"`{SQLITE}`. Text is UTF-8; arrays and objects are JSON in CSV and SQLite; an empty cell "
        "of CSV is null. Texts are given exactly: a spreadsheet may take one that begins with `=` "
        "for a formula, so import the columns as text.",
    ]
    for table in tables:
        lines += ["", f"## {table.name}", "", f"{table.description} {counts[table.name]} rows.", ""]
        lines += ["| field | type | meaning |", "|---|---|---|"]
        lines += [
            f"| {field.name} | {_kind(field)} | {field.description} |" for field in table.fields
        ]
    return "\n".join(lines) + "\n"


def _kind(field: Field) -> str:
    null = "" if field.required else ", may be null"
    return field.type + (f" -> {field.refers}" if field.refers else "") + null
