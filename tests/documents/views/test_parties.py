"""The pages of the parties: whose papers, which commitments."""

from types import SimpleNamespace

import pytest
from django.test import Client

from commitments.models import Body, Group, Membership
from documents.models import Submission
from tests.documents.views.pages import html_of
from tests.factories import make_citation, make_document, make_paragraph, make_state


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["", "CHN/", "nam/"])
def test_pages_in_both_languages(
    client: Client, world: SimpleNamespace, language: str, page: str
) -> None:
    assert html_of(client, f"/{language}/parties/{page}").count("<h1") == 1


def test_those_with_papers_stand_first(client: Client, world: SimpleNamespace) -> None:
    make_state("AAA", name_en="Aaa")
    Body.objects.create(slug="un-secretariat", name_zh="秘书处", name_en="Secretariat", kind="x")
    directory = client.get("/zh-hans/parties/").context["directory"]
    assert [row.party.party_code for row in directory.speakers] == ["CHN", "JPN", "nam"]
    assert {row.submitted for row in directory.speakers} == {1}
    html = html_of(client, "/zh-hans/parties/")
    assert "/parties/AAA/" in html and "/parties/un-secretariat/" in html


def test_hidden_papers_make_no_speaker(client: Client, world: SimpleNamespace) -> None:
    hidden = make_document(public=False)
    Submission.objects.create(document=hidden, position=1, state=make_state("AAA"))
    speakers = client.get("/zh-hans/parties/").context["directory"].speakers
    assert "AAA" not in [row.party.party_code for row in speakers]


def test_commitments_of_a_party(client: Client, world: SimpleNamespace) -> None:
    context = client.get("/zh-hans/parties/nam/").context
    [grid] = context["grids"]
    [row] = grid.sections[0].rows
    assert (row.commitment, row.count) == (world.action5, 1)
    assert [child.commitment for child in row.children] == [world.action5c, world.action5g]
    assert context["paragraph_count"] == 1


def test_a_joint_paper_counts_for_each_submitter(client: Client, world: SimpleNamespace) -> None:
    paragraph = make_paragraph(document=world.joint, text="重申行动3。", path="2")
    make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3")
    for code in ("CHN", "JPN"):
        [grid] = client.get(f"/zh-hans/parties/{code}/").context["grids"]
        assert (grid.count, grid.collective) == (1, 1)


def test_a_supporter_has_no_citations(client: Client, world: SimpleNamespace) -> None:
    state = make_state("KAZ", name_zh="哈萨克斯坦")
    Submission.objects.create(document=world.paper, role="supporter", position=1, state=state)
    html = html_of(client, "/zh-hans/parties/KAZ/")
    assert "支持的文件" in html and "/documents/paper-one/" in html
    assert "没有援引登记册中的承诺" in html
    assert "没有收录该方提交的文件" in html


def test_members_and_groups(client: Client, world: SimpleNamespace) -> None:
    Membership.objects.create(
        group=world.group, state=world.china, from_year=1961, to_year=1990,
        npt_party="yes", confidence="sure",
    )  # fmt: skip
    assert "1961–1990" in html_of(client, "/zh-hans/parties/nam/")
    assert "所属集团" in html_of(client, "/zh-hans/parties/CHN/")


def test_papers_of_a_states_groups_are_a_choice_apart(
    client: Client, world: SimpleNamespace
) -> None:
    page = "/zh-hans/parties/CHN/"
    choices = ("/zh-hans/citations/?through=CHN", "/zh-hans/positions/?through=CHN")
    assert not any(choice in html_of(client, page) for choice in choices)
    Membership.objects.create(
        group=world.group, state=world.china, npt_party="yes", confidence="sure"
    )
    html = html_of(client, page)
    assert all(choice in html for choice in choices)
    assert "行动5" not in html, "what the group cites is not among the State's own"
    assert "?through=" not in html_of(client, "/zh-hans/parties/nam/")
    assert [row.quote for row in client.get(choices[0]).context["page"]][:1] == ["行动5(c)"]


def test_a_code_and_a_slug_that_differ_in_letters_only(
    client: Client, world: SimpleNamespace
) -> None:
    make_state("NAM", name_zh="纳米比亚")
    assert "<h1>不结盟集团" in html_of(client, "/zh-hans/parties/nam/")
    assert "<h1>纳米比亚" in html_of(client, "/zh-hans/parties/NAM/")


def test_other_letters_redirect(client: Client, world: SimpleNamespace) -> None:
    answer = client.get("/zh-hans/parties/chn/")
    assert (answer.status_code, answer.url) == (301, "/zh-hans/parties/CHN/")


def test_unknown_and_retired(client: Client, world: SimpleNamespace) -> None:
    Group.objects.filter(slug="nam").update(retired=True)
    for code in ("ZZZ", "nam", "no such party"):
        assert client.get(f"/zh-hans/parties/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"), [("/zh-hans/parties/", 5), ("/zh-hans/parties/nam/", 16)]
)
def test_queries(
    client: Client,
    world: SimpleNamespace,
    django_assert_max_num_queries: object,
    address: str,
    most: int,
) -> None:
    for _number in range(12):
        state = make_state()
        Membership.objects.create(
            group=world.group, state=state, npt_party="yes", confidence="sure"
        )
        document = make_document()
        Submission.objects.create(document=document, position=1, group=world.group)
        Submission.objects.create(document=document, position=2, state=state)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
