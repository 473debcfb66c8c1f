"""The description of the API: complete, valid, without a warning, and true of the answers."""

import jsonschema
import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from commitments.models import Group, Membership, ReviewCycle
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
            "changes/",
            "citations/",
            "citations/{id}/",
            "commitments/",
            "commitments/{key}/",
            "documents/",
            "documents/{slug}/",
            "documents/{document}/paragraphs/{path}/",
            "groups/",
            "groups/{slug}/",
            "instruments/",
            "instruments/{slug}/",
            "paragraphs/",
            "schema/",
            "states/",
            "states/{code}/",
        ]
    }


def test_enums_have_names_of_their_own():
    names = {name for name in schema()["components"]["schemas"] if name.endswith("Enum")}
    assert names == {
        "BlankEnum",
        "ChangeOpEnum",
        "ChangeResourceEnum",
        "CitationKindEnum",
        "CitationOriginEnum",
        "CitationStatusEnum",
        "GroupKindEnum",
        "InstrumentOriginEnum",
        "NptPartyEnum",
        "NptStatusEnum",
        "ParagraphKindEnum",
        "PillarEnum",
        "RegionEnum",
        "ReviewStateEnum",
        "RowTypeEnum",
    }


def test_every_field_of_an_answer_is_promised():
    for name, described in schema()["components"]["schemas"].items():
        if "properties" in described:
            assert set(described["required"]) == set(described["properties"]), name


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
    for row in page["results"]:
        check(detail, row)
        assert client.get(row["url"]).json() == row
