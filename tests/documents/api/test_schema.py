"""The description of the API: complete, valid, without a warning, and true of the answers."""

import json

import jsonschema
import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from openapi_spec_validator import OpenAPIV31SpecValidator

from commitments.models import Group, Membership, ReviewCycle
from documents.api import vocabulary
from documents.models import Submission
from tests.factories import (
    make_citation,
    make_commitment,
    make_document,
    make_paragraph,
    make_state,
)

API = "/api/v1/"


def schema():
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_made_without_a_warning(capsys):
    schema()
    assert not GENERATOR_STATS, capsys.readouterr().err


def test_the_schema_is_valid_openapi_3_1():
    document = schema()
    validate_schema(document)
    assert document["openapi"] == "3.1.0"


def test_every_resource_is_described():
    assert set(schema()["paths"]) == {
        f"{API}{path}"
        for path in [
            "bodies/",
            "bodies/{slug}/",
            "changes/",
            "check/",
            "citations/",
            "citations/{id}/",
            "commitments/",
            "commitments/{key}/",
            "cycles/",
            "cycles/{year}/",
            "documents/",
            "documents/{slug}/",
            "documents/{document}/paragraphs/{path}/",
            "groups/",
            "groups/{slug}/",
            "instruments/",
            "instruments/{slug}/",
            "matrix/",
            "paragraphs/",
            "positions/",
            "quality/",
            "schema/",
            "search/",
            "sessions/",
            "sessions/{key}/",
            "states/",
            "states/{code}/",
            "themes/",
            "themes/{slug}/",
            "unresolved/",
            "uploads/",
            "uploads/{id}/",
            "vocabulary/",
        ]
    }


def test_enums_have_names_of_their_own():
    names = {name for name in schema()["components"]["schemas"] if name.endswith("Enum")}
    assert names == {
        "BlankEnum",
        "BodyKindEnum",
        "ChangeOpEnum",
        "ChangeResourceEnum",
        "CitationKindEnum",
        "CitationOriginEnum",
        "CitationStatusEnum",
        "GroupKindEnum",
        "InstrumentOriginEnum",
        "MatrixColumnsEnum",
        "MatrixRowsEnum",
        "NptPartyEnum",
        "NptStatusEnum",
        "ParagraphKindEnum",
        "PartyKindEnum",
        "PillarEnum",
        "RegionEnum",
        "ReviewStateEnum",
        "RowTypeEnum",
        "SessionKindEnum",
        "SubmissionRoleEnum",
        "UploadStateEnum",
    }


# What names a row: no `fields` and no `omit` leaves it out.
IDENTITIES = {
    "Body": {"slug"},
    "Citation": {"id"},
    "Commitment": {"key"},
    "CountedCommitment": {"key"},
    "CountedInstrument": {"slug"},
    "Document": {"slug"},
    "Group": {"slug"},
    "Instrument": {"slug"},
    "Paragraph": {"id"},
    "Position": {"party", "commitment", "cycle"},
    "ReviewCycle": {"year"},
    "Session": {"key"},
    "State": {"code"},
    "Theme": {"slug"},
    "Word": {"list", "code"},
}
# Those of a page without `count=true`, and of an error.
OTHERS = {"Problem": {"type", "title", "status", "detail", "request_id"}}


def test_every_field_of_an_answer_is_promised():
    for name, described in schema()["components"]["schemas"].items():
        if "properties" not in described:
            continue
        promised = set(described["required"])
        if name.startswith("Paginated"):
            assert set(described["properties"]) - promised == {"count"}
        else:
            every = IDENTITIES.get(name) or OTHERS.get(name) or set(described["properties"])
            assert promised == every, name


def test_every_parameter_is_described_and_every_operation_names_its_errors():
    for path, operations in schema()["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            for each in operation.get("parameters", ()):
                assert each["description"], (path, each["name"])
                assert not each["description"].startswith("None"), (path, each["name"])
            if path != f"{API}schema/":
                assert {"400", "406", "429"} <= set(operation["responses"]), path
            if "{" in path:
                assert "404" in operation["responses"], path


def test_rows_have_examples_that_are_as_described():
    components = schema()["components"]
    for name in IDENTITIES:
        described = components["schemas"][name]
        (example,) = described["examples"]
        assert set(example) == set(described["properties"]) - {"expanded"}, name
        jsonschema.validate(
            example, described | {"components": components}, jsonschema.Draft202012Validator
        )


def test_the_command_says_nothing_and_openapi_spec_validator_agrees(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json")
    written = capsys.readouterr()
    assert written.err == ""
    OpenAPIV31SpecValidator(json.loads(written.out)).validate()


def test_enums_have_words_in_both_languages():
    schemas = schema()["components"]["schemas"]
    for name in vocabulary.ENUMS:
        words = schemas[name]["x-enum-descriptions"]
        assert set(words) >= set(schemas[name]["enum"]) - {"rejected"}, name
        assert all(each["zh"] and each["en"] for each in words.values()), name


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_schema_is_served(client, form):
    response = client.get(f"{API}schema/?format={form}")
    assert response.status_code == 200
    assert b"3.1.0" in response.content


@pytest.fixture
def rows():
    state = make_state("MYS")
    group = Group.objects.create(slug="nam", name_zh="名", name_en="name", kind="npt-group")
    Membership.objects.create(group=group, state=state, npt_party="yes", confidence="sure")
    item = make_commitment("action-plan-2010:5")
    sub = make_commitment("action-plan-2010:5c", parent=item)
    sub.see_also.add(make_commitment("npt:VI"))
    paper = make_document(
        slug="a",
        cycle=ReviewCycle.objects.create(cycle_year=2026),
        reasons={"symbol": "not-stated"},
    )
    Submission.objects.create(document=paper, position=1, group=group)
    paragraph = make_paragraph(document=paper, path="1", text="重申行动5(c)")
    antecedent = {"path": "1", "start": 0, "end": 1, "quote": "重"}
    make_citation(paragraph=paragraph, commitment=sub, kind="carried", antecedent=antecedent)
    make_citation(paragraph=paragraph, instrument=item.instrument)
    make_citation(paragraph=paragraph, status="unresolved")


@pytest.mark.django_db
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("listed", "detail"),
    [
        ("instruments/", "instruments/{slug}/"),
        ("commitments/", "commitments/{key}/"),
        ("states/", "states/{code}/"),
        ("groups/", "groups/{slug}/"),
        ("documents/", "documents/{slug}/"),
        ("paragraphs/", "documents/{document}/paragraphs/{path}/"),
        ("citations/", "citations/{id}/"),
    ],
)
def test_answers_are_as_described(client, listed, detail):
    document = schema()

    def check(path, body):
        content = document["paths"][API + path]["get"]["responses"]["200"]["content"]
        described = content["application/json"]["schema"] | {"components": document["components"]}
        jsonschema.validate(body, described, jsonschema.Draft202012Validator)

    page = client.get(API + listed).json()
    check(listed, page)
    assert page["results"]
    assert set(page) == {"next", "previous", "results"}
    for row in page["results"]:
        check(detail, row)
        ref = document["paths"][API + detail]["get"]["responses"]["200"]["content"]
        name = ref["application/json"]["schema"]["$ref"].rpartition("/")[2]
        every = document["components"]["schemas"][name]["properties"]
        assert set(row) == set(every) - {"expanded"}
        assert client.get(row["url"]).json() == row
