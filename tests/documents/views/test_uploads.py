"""The pages on which editors hand papers in, follow them, and publish them."""

import html
import re
import uuid
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commitments import catalogue
from commitments.register import load_register
from documents import pipeline, tasks
from documents.models import Document, Job, Source, Upload, Version
from documents.sources import MAX_BYTES
from tests.documents.papers import HEAD, paper, take_in
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "no_broker")]

PAGE = "/zh-hans/upload/"
XSS = "\"><img src=x onerror=alert(1)>'{{7*7}}.txt"


@pytest.fixture
def loaded(db: None) -> None:
    """The register's own files."""
    catalogue.load(load_register())


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Jobs are not sent; they are listed."""
    sent: list[Job] = []
    monkeypatch.setattr(tasks, "send", sent.append)
    return sent


@pytest.fixture
def insider(client: Client) -> Client:
    """Somebody who may upload and publish."""
    client.force_login(make_editor())
    return client


@pytest.fixture
def editor(insider: Client, loaded: None) -> Client:
    """The same, where papers can be read."""
    return insider


def file(data: bytes = b"", name: str = "a.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or paper())


def hand_in(client: Client, *files: SimpleUploadedFile) -> Upload:
    """Upload files, and do the work here."""
    answer = client.post(PAGE, {"files": list(files)})
    assert answer.status_code == 302, answer.content.decode()
    upload = Upload.objects.latest("made_at")
    assert answer["Location"] == f"/zh-hans/upload/{upload.pk}/"
    for job in Job.objects.filter(state=Job.State.QUEUED):
        pipeline.perform_all(job_id=job.pk)
    return upload


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def head(client: Client, page: str, **said: str) -> dict[str, str]:
    """What the form on the page would send, with these fields changed."""
    answer = client.get(page)
    form = answer.context["form"]
    return {name: form.initial[name] or "" for name in form.fields} | said


@pytest.mark.parametrize(
    "address",
    ["upload/", f"upload/{uuid.uuid4()}/", "upload/versions/1/"],
)
def test_who_is_not_signed_in_is_led_there(client: Client, address: str) -> None:
    answer = client.get(f"/zh-hans/{address}")
    assert answer.status_code == 302
    assert f"next=/zh-hans/{address}" in unquote(answer["Location"])
    client.force_login(make_editor("nothing"))
    assert client.get(f"/zh-hans/{address}").status_code == 403


@pytest.mark.parametrize("address", ["jobs/1/retry/", "files/1/discard/", "versions/1/", ""])
def test_nothing_is_done_for_others(client: Client, address: str) -> None:
    assert client.post(PAGE + address, {"files": file()}).status_code == 302
    client.force_login(make_editor("nothing"))
    assert client.post(PAGE + address, {"files": file()}).status_code == 403
    assert not Upload.objects.exists()


def test_who_may_only_upload_does_not_publish(client: Client, loaded: None) -> None:
    client.force_login(make_editor("upload"))
    upload = hand_in(client, file())
    version = Version.objects.get()
    page = text_of(client, f"{PAGE}{upload.pk}/")
    assert "读完，等待审阅" in page and f"versions/{version.pk}" not in page
    assert client.post(f"{PAGE}versions/{version.pk}/", {"do": "publish"}).status_code == 403


def test_a_post_without_a_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_editor())
    for address in (PAGE, f"{PAGE}versions/1/", f"{PAGE}jobs/1/retry/"):
        assert strict.post(address, {"files": file()}).status_code == 403
    assert not Upload.objects.exists()


def test_from_the_file_to_the_readers(editor: Client, no_broker: list[Job]) -> None:
    upload = hand_in(editor, file(), file(paper("一段而已，重申第六条。"), "b.md"))
    assert [job.verb for job in no_broker] == ["ingest_source"] * 2
    page = text_of(editor, f"{PAGE}{upload.pk}/")
    assert page.count("读完，等待审阅") == 2 and "hx-trigger" not in page
    first = Version.objects.order_by("pk").first()
    held = f"{PAGE}versions/{first.pk}/"
    assert held in page and held in text_of(editor, PAGE)
    shown = text_of(editor, held)
    assert "行动5(c)" in shown and "核裁军" in shown and "文件中没有写明" in shown
    assert not Document.objects.public().exists()
    answer = editor.post(held, head(editor, held, do="publish", title="改过的标题"))
    document = Document.objects.public().get()
    assert answer["Location"] == f"/zh-hans/documents/{document.slug}/"
    assert "标题由编者更正" in text_of(editor, answer["Location"])
    assert "已公开" in text_of(editor, f"{PAGE}{upload.pk}/")
    assert editor.get(held)["Location"] == answer["Location"]


def test_progress_is_asked_again_until_all_has_settled(editor: Client) -> None:
    editor.post(PAGE, {"files": [file()]})
    address = f"{PAGE}{Upload.objects.get().pk}/"
    page = text_of(editor, address)
    assert 'hx-trigger="every 2s"' in page and "排队等候" in page
    again = html.unescape(re.search(r'hx-get="([^"]+)"', page)[1])
    assert editor.get(again, headers={"hx-request": "true"}).status_code == 204
    pipeline.perform_all(job_id=Job.objects.get().pk)
    answer = editor.get(again, headers={"hx-request": "true"})
    assert answer.status_code == 200 and "hx-trigger" not in answer.content.decode()


def test_without_a_queue_the_files_are_kept(
    insider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(job: Job) -> None:
        raise tasks.OperationalError("down")

    monkeypatch.setattr(tasks, "send", down)
    monkeypatch.setattr(tasks, "queue_answers", lambda: False)
    assert insider.post(PAGE, {"files": [file(), file(name="b.txt")]}).status_code == 302
    page = text_of(insider, f"{PAGE}{Upload.objects.get().pk}/")
    assert "队列暂时不通" in page
    assert Job.objects.get().state == Job.State.QUEUED


def test_the_same_file_leads_to_its_paper(editor: Client) -> None:
    document = take_in(paper()).document
    upload = hand_in(editor, file())
    page = text_of(editor, f"{PAGE}{upload.pk}/")
    assert "同样的文件以前已经收下" in page and f"/documents/{document.slug}/" in page


class TestLimits:
    """What is too much is told, and nothing of it stays."""

    def test_nothing_is_chosen(self, insider: Client) -> None:
        answer = insider.post(PAGE, {})
        assert answer.status_code == 400 and "请先选择文件" in answer.content.decode()

    def test_one_file_is_too_large(self, editor: Client) -> None:
        upload = hand_in(editor, file(b"x" * (MAX_BYTES + 5 * 1024**2), "large.txt"), file())
        page = text_of(editor, f"{PAGE}{upload.pk}/")
        assert "文件有25.0 MB，最多收20 MB" in page and "读完，等待审阅" in page
        assert Source.objects.count() == 1

    def test_all_together_are_too_large(self, insider: Client, settings: Any) -> None:
        settings.UPLOAD_BYTES = 1024**2
        answer = insider.post(PAGE, {"files": [file(b"x" * 1024**2)]})
        assert answer.status_code == 413
        assert "一次最多收1 MB" in answer.content.decode()

    def test_too_many(self, insider: Client, settings: Any) -> None:
        settings.UPLOAD_FILES = 2
        answer = insider.post("/en/upload/", {"files": [file() for _ in range(3)]})
        assert answer.status_code == 413
        assert "At most 2 files" in answer.content.decode()
        assert not Upload.objects.exists()

    def test_too_often(self, insider: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("documents.limits.Limit.allows", lambda self, address: False)
        assert insider.post(PAGE, {"files": [file()]}).status_code == 429

    def test_other_pages_take_no_files(self, client: Client) -> None:
        answer = client.post("/zh-hans/check/", {"text": "重申行动5(c)。", "files": file()})
        assert answer.status_code in (200, 400)
        assert not answer.wsgi_request.FILES


def test_names_and_heads_are_data(editor: Client) -> None:
    title = "<script>alert(1)</script>{{7*7}}"
    data = paper(head=HEAD.replace("核裁军", title))
    upload = hand_in(editor, file(data, XSS), file(b"\x00" * 99, XSS), file(b"MZ", "<b>.exe"))
    version = Version.objects.get()
    pages = [PAGE, f"{PAGE}{upload.pk}/", f"{PAGE}versions/{version.pk}/", "/zh-hans/coverage/"]
    text = "".join(text_of(editor, page) for page in pages)
    assert "<img src=x" not in text and "<script>alert" not in text and "<b>.exe" not in text
    assert "&lt;img src=x" in text and "{{7*7}}" in text
    held = pages[2]
    bad = head(editor, held, do="save", title=title, symbol="<b>", submitters="<i>x</i>")
    answer = editor.post(held, bad)
    assert answer.status_code == 400
    assert "<i>x" not in answer.content.decode() and "<b>" not in answer.content.decode()


def test_an_odd_note_or_address_does_no_harm(editor: Client, no_broker: list[Job]) -> None:
    upload = hand_in(editor, file(b"\x00" * 99), file())
    broken = upload.files.get(position=1)
    failed = Job.objects.get(state=Job.State.FAILED)
    assert editor.post(f"{PAGE}jobs/{failed.pk}/retry/", {"next": "nowhere"}).url == PAGE
    Job.objects.filter(pk=failed.pk).update(state=Job.State.FAILED)
    gone = editor.post(f"{PAGE}files/{broken.pk}/discard/", {"note": "no\x00text", "next": "home"})
    assert (gone.status_code, gone.url) == (302, PAGE)
    broken.refresh_from_db()
    assert broken.note == "notext"
    held = f"{PAGE}versions/{Version.objects.get().pk}/"
    answer = editor.post(held, head(editor, held, do="publish", note="a\x00b"))
    assert answer.status_code == 302 and Document.objects.public().exists()


class TestHeld:
    """Deciding on a text that waits."""

    @pytest.fixture
    def held(self, editor: Client) -> str:
        hand_in(editor, file())
        return f"{PAGE}versions/{Version.objects.get().pk}/"

    def test_parties_by_code_or_name_in_both_languages(self, editor: Client, held: str) -> None:
        said = "jpn\nNew Zealand，不结盟国家"
        answer = editor.post(held, head(editor, held, do="save", submitters=said))
        assert answer.status_code == 302
        assert Version.objects.get().header["submitters"] == ["JPN", "NZL", "nam"]

    def test_what_another_editor_mended_is_not_written_over(
        self, editor: Client, held: str
    ) -> None:
        seen = editor.get(held).context["seen"]
        editor.post(held, head(editor, held, do="save", submitters="jpn"))
        late = head(editor, held, do="publish", title="另一标题", submitters="chn") | {"seen": seen}
        answer = editor.post(held, late)
        page = answer.content.decode()
        assert answer.status_code == 409 and "另一标题" in page and "现在显示：" in page
        assert Version.objects.get().header["submitters"] == ["JPN"]
        assert not Document.objects.public().exists()
        # Who has looked decides.
        late["seen"] = answer.context["seen"]
        assert editor.post(held, late).status_code == 302
        assert Document.objects.public().get().title == "另一标题"

    def test_what_is_no_party_is_told(self, editor: Client, held: str) -> None:
        answer = editor.post(held, head(editor, held, do="save", submitters="亚特兰蒂斯"))
        assert answer.status_code == 400 and "亚特兰蒂斯" in answer.content.decode()
        assert Source.objects.get().mended == {}

    def test_saving_what_was_read_mends_nothing(self, editor: Client, held: str) -> None:
        for language in ("zh-hans", "en"):
            page = held.replace("zh-hans", language)
            assert editor.post(page, head(editor, page, do="save")).status_code == 302
        assert Source.objects.get().mended == {}

    def test_a_session_brings_its_cycle(self, editor: Client, held: str) -> None:
        editor.post(held, head(editor, held, do="publish", session_key="rc-2020"))
        document = Document.objects.public().get()
        assert (document.session.key, document.cycle.cycle_year) == ("rc-2020", 2020)

    def test_as_a_new_text_of_another_paper(self, editor: Client, held: str) -> None:
        other = take_in(paper("重申第六条，一段而已。")).document
        answer = editor.post(held, head(editor, held, do="publish-as", slug="nothing-here"))
        assert answer.status_code == 409 and "nothing-here" in answer.content.decode()
        answer = editor.post(held, head(editor, held, do="publish-as", slug=other.slug))
        assert answer["Location"] == f"/zh-hans/documents/{other.slug}/"

    def test_a_paper_of_the_same_title_is_named(self, editor: Client, held: str) -> None:
        assert not editor.get(held).context["alike"]
        editor.post(held, head(editor, held, do="publish"))
        first = Document.objects.public().get()
        hand_in(editor, file(paper("1. 另有一段，措辞不同。")))
        again = f"{PAGE}versions/{Version.objects.get(held=True).pk}/"
        page = editor.get(again)
        assert page.context["alike"] == [first]
        # The Enter key presses the first button: it must not publish.
        first_button = re.search(r"<button[^>]*>", page.content.decode().partition("head-form")[2])
        assert first_button and 'value="save"' in first_button[0]
        answer = editor.post(again, head(editor, again) | {"as": first.slug})
        assert (answer.status_code, answer.url) == (302, first.get_absolute_url())
        assert Document.objects.get() == first and first.versions.count() == 2

    def test_discarded(self, editor: Client, held: str) -> None:
        answer = editor.post(held, {"do": "discard", "note": "误传"})
        assert answer["Location"] == PAGE and not Version.objects.exists()
        assert text_of(editor, held, 404)
        page = text_of(editor, f"{PAGE}{Upload.objects.get().pk}/")
        assert "已删除" in page and "误传" in page

    def test_pages_take_few_queries_however_long_the_paper(
        self, editor: Client, held: str, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(16):
            editor.get(held)


class TestFailed:
    """Work that was given up."""

    @pytest.fixture
    def failed(self, editor: Client) -> Job:
        hand_in(editor, file(b"\x00\x01" * 99, "geheim.txt"))
        return Job.objects.get()

    def test_a_button_tries_again(self, editor: Client, failed: Job, no_broker: list[Job]) -> None:
        no_broker.clear()
        there = f"{PAGE}jobs/{failed.pk}/retry/"
        for page in (f"{PAGE}{Upload.objects.get().pk}/", "/zh-hans/coverage/"):
            assert there in text_of(editor, page)
        answer = editor.post(there, {"next": "https://evil.example/"})
        assert answer["Location"] == PAGE
        assert no_broker == [failed] and Job.objects.get().state == Job.State.QUEUED
        assert editor.post(there).status_code == 409

    def test_it_can_be_discarded(self, editor: Client, failed: Job) -> None:
        row = Upload.objects.get().files.get()
        answer = editor.post(f"{PAGE}files/{row.pk}/discard/", {"next": "/zh-hans/coverage/"})
        assert answer["Location"] == "/zh-hans/coverage/"
        assert not Source.objects.exists()
        assert editor.post(f"{PAGE}files/{row.pk}/discard/").status_code == 404

    def test_its_name_is_not_for_everybody(self, failed: Job, client: Client) -> None:
        page = text_of(Client(), "/zh-hans/coverage/")
        assert "一份等待审阅的文件" in page
        assert "geheim" not in page and "retry" not in page and failed.reason not in page

    def test_the_admin_tries_again(self, editor: Client, failed: Job) -> None:
        boss = make_editor(is_staff=True, is_superuser=True)
        editor.force_login(boss)
        sent = {"action": "try_again", "_selected_action": [failed.pk]}
        assert editor.post("/admin/documents/job/", sent).status_code == 302
        assert Job.objects.get().state == Job.State.QUEUED
