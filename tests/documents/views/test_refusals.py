"""What is refused is said in the reader's language, wherever a page shows it."""

import io
import re
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from documents import pipeline, tasks
from documents.models import Job, Upload, UploadedFile
from tests.documents.papers import paper, take_in
from tests.factories import make_document, make_editor, make_paragraph, make_source
from tests.reviewers import make_reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir")]

SYMBOL = "NPT/CONF.2026/WP.9"
HEAD = {"title": "核裁军", "npt": "yes", "do": "publish"}
ENGLISH = re.compile(r'lang="en">(?!English<)')


@pytest.fixture
def editor(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who may upload and publish; jobs are not sent."""
    monkeypatch.setattr(tasks, "send", lambda job: None)
    client.force_login(make_editor())
    return client


def both(client: Client, address: str, **sent: str) -> tuple[str, str]:
    """The main part of a page in Chinese and in English; what is sent is refused with 409."""
    found = []
    for language in ("zh-hans", "en"):
        there = f"/{language}/{address}"
        answer = client.post(there, sent) if sent else client.get(there)
        assert answer.status_code == (409 if sent else 200)
        found.append(answer.content.decode().partition("<main")[2])
    return found[0], found[1]


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for name, data in members.items():
            bundle.writestr(name, data)
    return packed.getvalue()


def test_files_that_are_refused(editor: Client) -> None:
    inner = "<b>{0}{name}.zip"
    files = [
        SimpleUploadedFile("a.txt", b"MZ\x90\x00\x03" + bytes(99)),
        SimpleUploadedFile("all.zip", zipped(**{inner: zipped(a=b"a")})),
        SimpleUploadedFile("b.exe", b"MZ"),
        SimpleUploadedFile("c.txt", b"x"),
    ]
    assert editor.post("/zh-hans/upload/", {"files": files}).status_code == 302
    for job in Job.objects.filter(state=Job.State.QUEUED):
        pipeline.perform_all(job_id=job.pk)
    UploadedFile.objects.filter(name="c.txt").update(source=None, sha256="", refused="old <words>")
    chinese, english = both(editor, f"upload/{Upload.objects.get().pk}/")
    assert "这是Windows程序，后缀却是.txt：请上交PDF、DOCX、HTML或UTF-8文字的文件。" in chinese
    assert f"“all.zip”中还有zip文件（{escape(inner)}）：请解开，上交其中的文件。" in chinese
    assert "这里不读.exe文件，只读.txt、.md、.pdf" in chinese
    # A sentence of another release stays as it was stored, and says that it is English.
    assert ENGLISH.findall(chinese) == ['lang="en">']
    assert '<span lang="en">old &lt;words&gt;</span>' in chinese
    assert "this is a Windows program, though its name ends in .txt: give the paper" in english
    assert f"all.zip holds another zip ({escape(inner)}): unpack it" in english
    assert ".exe files are not read here, only .txt, .md, .pdf" in english
    assert not re.search('class="warned">[^/]*[一-鿿]', english)
    assert "<b>" not in chinese + english
    # Stored and told to programs it is English.
    assert Job.objects.filter(reason__startswith="this is a Windows program").exists()


def test_what_an_editor_notes_is_no_refusal(editor: Client) -> None:
    upload = Upload.objects.create()
    file = upload.files.create(position=1, name="a.txt", sha256="0" * 64, note="this file is gone")
    UploadedFile.objects.filter(pk=file.pk).update(note="this file is gone already")
    chinese, _english = both(editor, f"upload/{upload.pk}/")
    assert '<p class="warned">this file is gone already</p>' in chinese


def test_a_symbol_that_is_taken_and_the_like(editor: Client, register: None) -> None:
    make_document(symbol=SYMBOL, slug="taken")
    held = f"upload/versions/{take_in(paper(), hold=True).pk}/"
    chinese, english = both(editor, held, **HEAD, symbol=SYMBOL)
    assert f"文件上的文号{SYMBOL}属于文件taken" in chinese and not ENGLISH.search(chinese)
    assert f"the file bears the symbol {SYMBOL} of the document taken" in english
    chinese, english = both(editor, held, **HEAD | {"do": "publish-as"}, slug="<i>{0}")
    assert "没有名称为&#x27;&lt;i&gt;{0}&#x27;的文件" in chinese
    assert "there is no document &#x27;&lt;i&gt;{0}&#x27;" in english
    assert "<i>" not in chinese + english
    for language, words in (
        ("zh-hans", "登记册里没有“亚特兰蒂斯、&lt;i&gt;”：请写代码或名称。"),
        ("en", "the register has no party 亚特兰蒂斯, &lt;i&gt;: give a code or its name"),
    ):
        answer = editor.post(f"/{language}/{held}", HEAD | {"submitters": "亚特兰蒂斯\n<i>"})
        assert answer.status_code == 400 and words in answer.content.decode()


def test_work_that_failed(editor: Client) -> None:
    source = make_source(name="a.pdf")
    reason = "the PDF has 1001 pages; at most 1000 are read: split it into its papers"
    job = Job.objects.create(verb="ingest_source", source=source, state="failed", reason=reason)
    chinese, english = both(Client(), "coverage/")
    assert "PDF有1001页，最多读1000页：请拆成一份份文件。" in chinese and reason in english
    assert not ENGLISH.search(chinese)
    Job.objects.filter(pk=job.pk).update(state="done")
    chinese, english = both(editor, f"upload/jobs/{job.pk}/retry/", next="/")
    assert "这项工作没有失败，或者已在重试：请刷新页面。" in chinese
    assert "this work has not failed" in english


def test_reviewers_are_answered_in_their_language(client: Client, world: SimpleNamespace) -> None:
    client.force_login(make_reviewer())
    paragraph = make_paragraph(document=world.paper, text="重申行动5(c)。", path="12")
    sent = {"action": "add", "target": "5c", "words": "没有<i>的字"}
    said = {}
    for language in ("zh-hans", "en"):
        there = f"/{language}/review/documents/paper-one/p/{paragraph.path}/add/"
        for given in (sent, sent | {"words": "", "start": "3", "end": "2"}, {"start": "x"}):
            answer = client.post(there, given)
            assert answer.status_code == 400
            page = answer.content.decode()
            said[language] = said.get(language, "") + page.partition('id="problem">')[2][:300]
    assert "本段没有这些字，请照原文写。" in said["zh-hans"]
    assert "第3至2字不能选" in said["zh-hans"] and "请检查所填的内容。" in said["zh-hans"]
    assert "these words do not stand in the paragraph" in said["en"]
    assert "3 to 2 is no span" in said["en"] and "check what was filled in" in said["en"]
