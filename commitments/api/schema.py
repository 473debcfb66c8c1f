"""How the API describes itself (OpenAPI 3.1): parameters, answers, errors, examples."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from commitments.api.files import JOINT
from commitments.api.pages import KeysetPagination
from commitments.api.problems import CONTENT_TYPE, SCHEMA
from commitments.api.rows import EXPANDED, SHAPING, field_names

ERRORS = {
    "400": "A parameter that is unknown, or a value that is none of those allowed.",
    "401": "The key is not valid; without one the answer would have been given.",
    "403": "The key's account may not do this.",
    "404": "There is no such row, or it is not public.",
    "410": "It was public once and is not now: remove it from your copy.",
    "406": "None of the accepted forms is served here.",
    "413": "The body is too large.",
    "415": "The body is of a form that is not read here: send `application/json`.",
    "429": "Too many requests; `Retry-After` says when to come back.",
    "500": "A mistake of ours; it is in our log under `request_id`.",
    "503": "The data cannot be reached, or took too long to find; `Retry-After` says when to "
    "come back.",
}
RETRY_AFTER = {
    "Retry-After": {"schema": {"type": "string"}, "description": "Seconds to wait, at least."}
}
FILE = {
    "text/csv": "All rows under the filters: UTF-8 with a byte order mark, a line of names, then a "
    f"line for each row, as RFC 4180 says. A list of codes is joined by `{JOINT}`; other lists "
    "and objects are JSON. A cell that a spreadsheet would compute begins with an apostrophe.",
    "application/jsonl": "All rows under the filters, a JSON object a line.",
    "application/x-ndjson": "The same as `application/jsonl`.",
}
PAGE_SIZE = {
    "minimum": 1,
    "maximum": KeysetPagination.max_page_size,
    "default": KeysetPagination.page_size,
}
HEADERS = {
    "Link": {
        "schema": {"type": "string"},
        "description": 'The pages beside this one, as RFC 8288 says: `rel="next"`, `rel="prev"`.',
    },
    "X-Total-Count": {
        "schema": {"type": "integer"},
        "description": "Rows of all pages; only with `count=true`.",
    },
}


@cache
def examples() -> dict[str, Any]:
    """A row of each kind, as the bundled papers give it, by the name of its component."""
    path = Path(__file__).with_name("examples.json")
    return json.loads(path.read_text(encoding="utf-8"))


class ApiSchema(AutoSchema):
    """What every operation has: described parameters, and the errors it may give."""

    def _get_format_parameters(self) -> list[dict[str, Any]]:
        described = "The form of the answer; without it `Accept` decides."
        found = super()._get_format_parameters() or [
            {"in": "query", "name": "format", "schema": {"type": "string", "enum": ["json"]}}
        ]
        return [each | {"description": described} for each in found]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found = super()._get_response_bodies(direction)
        self.registry.register_on_missing(
            ResolvedComponent("Problem", ResolvedComponent.SCHEMA, schema=SCHEMA, object="Problem")
        )
        body = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if getattr(self.view, "moves", False) and self.view.detail:
            found["301"] = {"description": "An address that it once had: `Location` is today's."}
        for status in self._statuses():
            headers = {"headers": RETRY_AFTER} if status in ("429", "503") else {}
            found.setdefault(status, {**headers, "description": ERRORS[status], "content": body})
        return found

    def _statuses(self) -> list[str]:
        body = ["413", "415"] if self.method == "POST" else []
        return ["400", "401", "406", *body, "429", "500", "503"]


class ResourceSchema(ApiSchema):
    """The operations of a resource: a list and its rows."""

    def _statuses(self) -> list[str]:
        gone = ["410"] if hasattr(self.view, "public_id") else []
        return sorted({*super()._statuses(), *(["404", *gone] if self.view.detail else [])})

    def _get_parameters(self) -> list[dict[str, Any]]:
        found = super()._get_parameters()
        for each in found:
            if each["in"] == "path":
                self._describe_id(each)
            elif each["name"] == KeysetPagination.page_size_query_param:
                each["schema"] |= PAGE_SIZE
        found += self._shaping()
        if self._is_list_view():
            described = "`true`: add the exact number of rows of all pages; costs a query more."
            found.append(_query("count", {"type": "boolean", "default": False}, described))
        return sorted(found, key=lambda each: (each["in"] != "path", each["name"]))

    def _describe_id(self, parameter: dict[str, Any]) -> None:
        """A public id: its form, and one that exists."""
        if parameter["name"] != (self.view.lookup_url_kwarg or self.view.lookup_field):
            return
        regex = getattr(self.view, "lookup_value_regex", None)
        described = getattr(self.view, "lookup_description", "")
        parameter["schema"] = {"type": "string", "pattern": f"^(?:{regex})$"}
        parameter["description"] = described
        if example := getattr(self.view, "lookup_example", None):
            parameter["example"] = example

    def _shaping(self) -> list[dict[str, Any]]:
        row = self.view.row
        always = ", ".join(f"`{name}`" for name in row.identity)
        words = {
            "fields": f"Only these fields of each row; {always} always among them.",
            "omit": "All fields but these.",
            "expand": f"Whole rows beside each row, under `{EXPANDED}`, by these names.",
        }
        names = dict.fromkeys(("fields", "omit"), list(field_names(type(row))))
        names["expand"] = list(row.expansions)
        return [
            _query(
                name,
                {"type": "array", "items": {"type": "string", "enum": names[name]}},
                words[name],
                style="form",
                explode=False,
            )
            for name in SHAPING
            if names[name]
        ]

    def _get_response_for_code(
        self,
        serializer: Any,
        status_code: str,
        media_types: Any = None,
        direction: Any = "response",
    ) -> dict[str, Any]:
        found = super()._get_response_for_code(
            serializer, status_code, media_types, direction or "response"
        )
        if status_code == "200" and self._is_list_view():
            for media_type, words in FILE.items():
                if media_type in found["content"]:
                    schema = {"type": "string", "description": words}
                    found["content"][media_type] = {"schema": schema}
            found["headers"] = HEADERS
        return found


def _query(name: str, schema: dict[str, Any], description: str, **more: Any) -> dict[str, Any]:
    return {"in": "query", "name": name, "schema": schema, "description": description, **more}


class ShapedRowExtension(OpenApiSerializerExtension):
    """Rows whose fields may be left out, and beside which others may stand."""

    target_class = "commitments.api.rows.ShapedRow"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """Promise only what no shape leaves out; add what may stand beside the row."""
        row = self.target
        found = auto_schema._map_serializer(row, direction, bypass_extensions=True)
        name = auto_schema._get_serializer_name(row, direction)
        if name in examples():
            found["examples"] = [examples()[name]]
        if not row.identity:
            return found
        found["required"] = list(row.identity)
        if row.expansions:
            found["properties"][EXPANDED] = {
                "type": "object",
                "description": "Only with `expand`: whole rows, by the names asked for.",
                "properties": {
                    name: _beside(auto_schema, expansion, direction)
                    for name, expansion in row.expansions.items()
                },
            }
        return found


def _beside(auto_schema: AutoSchema, expansion: Any, direction: Any) -> dict[str, Any]:
    row = auto_schema.resolve_serializer(expansion.serializer, direction).ref
    if expansion.many:
        return {"type": "array", "items": row}
    return {"oneOf": [row, {"type": "null"}]}


class AnswerSchema(ApiSchema):
    """An operation that gives one answer under the filters of a list."""

    def get_filter_backends(self) -> list[Any]:
        """Describe the filters, though this is no list."""
        return list(self.view.filter_backends)

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False
