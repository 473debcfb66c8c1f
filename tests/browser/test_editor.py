"""An editor: drops a paper on the page, watches it being read, looks at it, and publishes it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.looking import look_over
from tests.browser.site import Site
from tests.browser.work import STATE

NAME = "<img src=x onerror=alert(1)>.txt"
TEXT = (
    "不扩散核武器条约缔约国2026年审议大会\n\n核裁军<b>粗体</b>\n\n中国提交的工作文件\n\n"
    "1. 我们重申2010年审议大会行动计划的行动5(c)和所有承诺。\n\n"
    "2. 我们回顾《条约》第六条，并强调行动77和透明度的重要性。\n\n"
)
DROPPED = """([name, text]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], name, { type: "text/plain" }));
  return dropped;
}"""


def test_from_the_drop_to_the_readers(visit: Callable[..., Page], site: Site) -> None:
    page = visit("/zh-hans/upload/", storage_state=STATE)
    dropped = page.evaluate_handle(DROPPED, [NAME, TEXT])
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    expect(page.locator("#chosen li bdi")).to_have_text(NAME)
    assert not look_over({"zh-hans": page})
    page.locator("form.stacked button").click()
    try:
        expect(page.locator(".badge")).to_have_text("排队等候")
        site.work()
        # Nobody reloads the page.
        expect(page.locator(".badge")).to_have_text("读完，等待审阅")
        assert not look_over({"zh-hans": page})
        page.get_by_role("link", name="看读出的内容").click()
        expect(page.locator("h1")).to_have_text("核裁军<b>粗体</b>")
        expect(page.locator(".missed q")).to_have_text("行动77")
        assert not look_over({"zh-hans": page})
        page.get_by_label("标题").fill("改正的标题")
        page.get_by_role("button", name="发布", exact=True).click()
        expect(page).to_have_url(re.compile(r"/zh-hans/documents/[0-9a-f]{12}/$"))
        expect(page.locator("h1")).to_have_text("改正的标题")
        # What readers see can be mended too.
        page.locator("a[href$='/head/']").click()
        assert not look_over({"zh-hans": page})
        page.get_by_label("文件日期").fill("2026-04-20")
        page.get_by_role("button", name="保存更正").click()
        expect(page.get_by_role("status")).to_contain_text("已保存")
        assert not look_over({"zh-hans": page})
        page.get_by_role("link", name="看这份文件").click()
        expect(page.locator("main")).to_contain_text("2026年4月20日")
    finally:
        site.work("forget", NAME)
