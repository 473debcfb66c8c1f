"""Looking a page over, as a phone and as a desk show it, light and dark."""

from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, DESK, SMALLEST = 360, 1280, 320
HEIGHT = 800
FULL, QUICK, NOT = "full", "quick", "not"
# In both languages axe runs at both widths. Two rules, of contrast and of the size of targets, take
# nine tenths of its time: they run on the phone in light and on the desk in dark, so that each
# width and each scheme has them once. The languages go side by side, each in a process of its own.
LOOKS = {
    "zh-hans": [(PHONE, "light", FULL), (PHONE, "dark", NOT)]
    + [(DESK, "dark", NOT), (DESK, "light", QUICK)],
    "en": [(DESK, "dark", FULL), (DESK, "light", NOT)]
    + [(PHONE, "light", NOT), (PHONE, "dark", QUICK)],
}
AXE = Axe()
BEGIN = """(all) => {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const rules = { "color-contrast": { enabled: all }, "target-size": { enabled: all } };
  const runOnly = { type: "tag", values };
  const options = { preload: false, resultTypes: ["violations"], runOnly, rules };
  window.axeRun = axe.run(document, options);
}"""
END = """async () => (await window.axeRun).violations.flatMap((rule) => rule.nodes.map((node) =>
  `${rule.id}: ${node.html.slice(0, 200)} (${(node.any[0] ?? node.all[0] ?? node.none[0]).message})`
))"""
TOO_WIDE = """() => {
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return "";
  const out = [...document.body.querySelectorAll("*")]
    .find((each) => each.getBoundingClientRect().right > root.clientWidth + 0.5);
  return `${over} px too wide, first ${out?.outerHTML.slice(0, 120)}`;
}"""


def look_over(pages: Mapping[str, Page]) -> list[str]:
    """What is wrong with one page, open in each of these languages: scrolling sideways, axe."""
    found = []
    for page in pages.values():
        page.evaluate(AXE.axe_script)
    for step in range(4):
        looks = {language: LOOKS[language][step] for language in pages}
        for language, page in pages.items():
            width, scheme, axe = looks[language]
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)
            if axe != NOT:
                page.evaluate(BEGIN, axe == FULL)
        for language, page in pages.items():
            width, scheme, axe = looks[language]
            name = f"{language}, {width} px, {scheme}"
            found += [f"{name}: {line}" for line in (page.evaluate(END) if axe != NOT else [])]
            if wide := page.evaluate(TOO_WIDE):
                found.append(f"{name}: {wide}")
    for language, page in pages.items():
        page.set_viewport_size({"width": SMALLEST, "height": HEIGHT})
        if wide := page.evaluate(TOO_WIDE):
            found.append(f"{language}, {SMALLEST} px: {wide}")
    return found
