"""The pages of the papers: head, paragraphs, permalinks, moved addresses."""

from types import SimpleNamespace

import pytest
from django.test import Client

from documents.models import Document, PathRedirect, SlugRedirect, Submission
from documents.views import documents as views
from tests.documents.views.pages import html_of
from tests.factories import (
    make_citation,
    make_document,
    make_paragraph,
    make_state,
    make_version,
)

PAPER = "/zh-hans/documents/paper-one/"
JOINT = "/zh-hans/documents/paper-two/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["", "paper-one/", "paper-one/p/9/", "paper-two/p/u1/"])
def test_pages_in_both_languages(
    client: Client, world: SimpleNamespace, language: str, page: str
) -> None:
    html = html_of(client, f"/{language}/documents/{page}")
    assert html.count("<h1") == 1


def test_the_list_has_public_papers_only(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, "/zh-hans/documents/")
    assert "收录3份文件" in html
    for hidden, status in (("unpublished", 404), ("withdrawn", 410), ("superseded", 302)):
        assert f"/documents/{hidden}/" not in html
        assert client.get(f"/zh-hans/documents/{hidden}/").status_code == status
        assert client.get(f"/zh-hans/documents/{hidden}/p/1/").status_code == status


def test_the_list_has_pages(
    client: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "DOCUMENTS_A_PAGE", 2)
    pages = [client.get(f"/zh-hans/documents/?page={n}").context["page"] for n in (1, 2)]
    slugs = [document.slug for page in pages for document in page]
    assert sorted(slugs) == ["newer", "paper-one", "paper-two"]
    assert client.get("/zh-hans/documents/?page=3").status_code == 404


def test_citations_lead_to_their_commitments(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, PAPER)
    link = '<a class="cite" href="/zh-hans/commitments/action-plan-2010/5c/">行动5(c)</a>'
    assert f"行动计划的{link}和" in html
    assert 'id="p-9"' in html
    assert 'href="/zh-hans/documents/paper-one/p/9/"' in html


def test_a_miss_is_shown_with_its_reason(client: Client, world: SimpleNamespace) -> None:
    html = html_of(client, JOINT)
    assert '<span class="miss">行动65</span>' in html
    assert "未能链接：该文书没有这一编号" in html


def test_what_the_head_does_not_say(client: Client, world: SimpleNamespace) -> None:
    world.joint.supplied = {"venue": "papers.toml"}
    world.joint.venue = "纽约"
    world.joint.save()
    html = html_of(client, JOINT)
    assert "未注明（文件中没有写明）" in html
    assert (
        '<span lang="zh-Hans">纽约</span> <span class="badge">编者补充，文件未写明</span>' in html
    )
    assert (
        '<a href="/zh-hans/parties/CHN/">中国</a>、<a href="/zh-hans/parties/JPN/">日本</a>' in html
    )


def test_supporters_are_named_apart(client: Client, world: SimpleNamespace) -> None:
    backer = make_state("KAZ", name_zh="哈萨克斯坦")
    Submission.objects.create(document=world.paper, role="supporter", position=1, state=backer)
    html = html_of(client, PAPER)
    assert html.index("不结盟集团") < html.index("支持方") < html.index("哈萨克斯坦")


def test_what_is_text_and_what_is_not(client: Client, world: SimpleNamespace) -> None:
    for kind, path, text in (
        ("header", "x1", "文件头一行"),
        ("artefact", "x2", "页脚一行"),
        ("heading", "h1", "一个标题"),
        ("note", "n1", "一条注释"),
        ("paragraph", "9.2.1", "深处的一项"),
    ):
        make_paragraph(document=world.paper, kind=kind, path=path, text=text, label="")
    html = html_of(client, PAPER)
    assert "文件头一行" not in html and "页脚一行" not in html
    assert '<h3 class="d0" id="p-h1" lang="zh-Hans">一个标题</h3>' in html
    assert '<div class="block d2" id="p-9.2.1">' in html
    assert html.index("深处的一项") < html.index('id="notes"') < html.index("一条注释")


def test_only_the_current_version_is_read(client: Client, world: SimpleNamespace) -> None:
    version = make_version(document=world.paper)
    make_paragraph(version=version, text="新的文本。", path="1")
    html = html_of(client, PAPER)
    assert "新的文本。" in html and "行动5(c)" not in html


def test_a_paragraph_alone(client: Client, world: SimpleNamespace) -> None:
    make_paragraph(document=world.paper, text="下一段。", path="10")
    html = html_of(client, PAPER + "p/9/")
    assert "<mark>" in html and "下一段。" not in html
    assert "《核裁军》，不结盟集团提交的工作文件，第9段" in html
    assert "http://testserver/documents/paper-one/p/9/" in html
    assert 'rel="next" href="/zh-hans/documents/paper-one/p/10/"' in html
    assert 'rel="prev"' not in html
    assert "<code>factory</code>" in html


def test_candidates_of_an_ambiguous_citation(client: Client, world: SimpleNamespace) -> None:
    make_citation(
        paragraph=world.second,
        status="ambiguous",
        reason="two-readings",
        candidates=["action-plan-2010:3", "action-plan-2010"],
        quote="我们",
    )
    html = html_of(client, JOINT + "p/u1/")
    assert "有多种解读，未链接：有两种以上解读" in html
    assert '<a href="/zh-hans/commitments/action-plan-2010/3/">action-plan-2010:3</a>' in html
    assert '<a href="/zh-hans/commitments/action-plan-2010/">action-plan-2010</a>' in html


def test_old_addresses_redirect(client: Client, world: SimpleNamespace) -> None:
    SlugRedirect.objects.create(slug="old-slug", document=world.paper)
    PathRedirect.objects.create(document=world.paper, old_path="8", new_path="9")
    for old, new in (
        ("/zh-hans/documents/old-slug/", PAPER),
        ("/zh-hans/documents/old-slug/p/9/", PAPER + "p/9/"),
        (PAPER + "p/8/", PAPER + "p/9/"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer.url) == (301, new)


def test_an_old_address_of_an_unpublished_paper_is_unknown(
    client: Client, world: SimpleNamespace
) -> None:
    hidden = make_document(public=False)
    SlugRedirect.objects.create(slug="old-slug", document=hidden)
    assert client.get("/zh-hans/documents/old-slug/").status_code == 404


@pytest.mark.parametrize("address", ["withdrawn/", "withdrawn/p/1/", "once/", "once/p/1/"])
def test_a_withdrawn_paper_is_gone_and_the_page_says_so(
    client: Client, world: SimpleNamespace, address: str
) -> None:
    withdrawn = Document.objects.get(slug="withdrawn")
    SlugRedirect.objects.create(slug="once", document=withdrawn)
    answer = client.get(f"/zh-hans/documents/{address}")
    assert answer.status_code == 410
    html = answer.content.decode()
    assert "这份文件已被撤回" in html and "<h1" in html
    # Neither its title nor its text.
    assert "已撤回" not in html and "不得外传" not in html
    assert "has been withdrawn" in client.get(f"/en/documents/{address}").content.decode()


def test_a_paper_withdrawn_before_it_was_published_is_unknown(
    client: Client, world: SimpleNamespace
) -> None:
    Document.objects.filter(slug="withdrawn").update(published_at=None)
    assert client.get("/zh-hans/documents/withdrawn/").status_code == 404


@pytest.mark.parametrize("address", ["superseded/", "superseded/p/1/"])
def test_a_superseded_paper_leads_to_its_revision_which_says_so(
    client: Client, world: SimpleNamespace, address: str
) -> None:
    Document.objects.filter(slug="superseded").update(symbol="NPT/X/WP.1")
    answer = client.get(f"/zh-hans/documents/{address}")
    revision = "/zh-hans/documents/newer/"
    assert (answer.status_code, answer.url) == (302, revision + "?replaced=superseded")
    html = html_of(client, answer.url)
    assert "您要看的文件（NPT/X/WP.1）已由这份修订本取代" in html
    assert "不得外传" not in html
    assert "取代" not in html_of(client, revision)


@pytest.mark.parametrize("slug", ["withdrawn", "paper-one", "none-such", "%00"])
def test_only_what_was_replaced_by_this_paper_is_named(
    client: Client, world: SimpleNamespace, slug: str
) -> None:
    assert "取代" not in html_of(client, f"/zh-hans/documents/newer/?replaced={slug}")


def test_a_superseded_paper_of_a_hidden_revision_is_unknown(
    client: Client, world: SimpleNamespace
) -> None:
    Document.objects.filter(slug="newer").update(published_at=None)
    assert client.get("/zh-hans/documents/superseded/").status_code == 404


def test_a_paragraph_that_is_gone_says_so(client: Client, world: SimpleNamespace) -> None:
    PathRedirect.objects.create(document=world.paper, old_path="7", new_path="")
    answer = client.get(PAPER + "p/7/")
    assert answer.status_code == 404
    assert "现行文本已不再载有该段" in answer.content.decode()
    assert client.get(PAPER + "p/99/").status_code == 404


def test_hostile_text_is_escaped(client: Client, world: SimpleNamespace) -> None:
    text = "<script>alert(1)</script>行动3"
    document = make_document(slug="hostile", title="<b>题</b>")
    paragraph = make_paragraph(document=document, text=text, path="1")
    make_citation(paragraph=paragraph, commitment=world.action3, quote="<script>")
    for page in ("documents/hostile/", "documents/hostile/p/1/", "commitments/action-plan-2010/3/"):
        html = html_of(client, f"/zh-hans/{page}")
        assert "<script>" not in html and "<b>" not in html
        assert "alert(1)" in html


@pytest.mark.parametrize(
    ("address", "most"), [("/zh-hans/documents/", 7), (PAPER, 9), (PAPER + "p/9/", 10)]
)
def test_queries_do_not_grow_with_the_text(
    client: Client,
    world: SimpleNamespace,
    django_assert_max_num_queries: object,
    address: str,
    most: int,
) -> None:
    for number in range(20, 40):
        paragraph = make_paragraph(document=world.paper, text="重申行动3。", path=str(number))
        make_citation(paragraph=paragraph, commitment=world.action3, quote="行动3")
        make_document()
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
