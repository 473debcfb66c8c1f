"""The pages: for each an address with the bundled papers, and what is only there."""

import hashlib
from dataclasses import dataclass

from documents.bundled import PAPERS

LANGUAGES = ("zh-hans", "en")


def _slug(number: str) -> str:
    """A paper without a symbol has its address from its hash."""
    path = next(PAPERS.glob(f"{number}_*.txt"))
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


NAM, SECOND = _slug("001"), _slug("002")


@dataclass(frozen=True)
class Place:
    """An address below the language's, what it must show (CSS), and the answer's status."""

    path: str
    shows: str
    status: int = 200


PAGES = {
    "home": Place("", ".cells a"),
    "jump-readings": Place("jump/?q=斯洛", ".readings a"),
    "jump-nothing": Place("jump/?q=xyzzy", ".examples a"),
    "search-empty": Place("search/", "#search"),
    "search-hits": Place("search/?q=核裁军&party=nam", ".hits mark"),
    "search-none": Place("search/?q=核裁军 鲸鱼", ".big-count ~ ul a"),
    "search-mistake": Place("search/?q=-核裁军", ".problem", status=400),
    "commitments": Place("commitments/", ".rows a"),
    "instrument": Place("commitments/action-plan-2010/", ".rows a"),
    "action-5": Place("commitments/action-plan-2010/5/", ".card mark"),
    "action-5c": Place("commitments/action-plan-2010/5c/", ".card mark"),
    "action-5-narrowed": Place("commitments/action-plan-2010/5/?verb=reaffirms", ".picked a"),
    "article-VI": Place("commitments/npt/VI/", ".card mark"),
    "stone-with-its-own-text": Place("commitments/stepping-stones-2020/8/", "#own-text"),
    "not-cited": Place("commitments/action-plan-2010/60/", "#citing:not(:has(~ .party))"),
    "documents": Place("documents/", ".papers a"),
    "document": Place(f"documents/{NAM}/", ".block mark, .block .cite"),
    "paragraph": Place(f"documents/{NAM}/p/5/", ".passage.large"),
    "papers-choice": Place("documents/compare/", "#pick-b"),
    "papers": Place(f"documents/compare/?a={NAM}&b={SECOND}", ".pair"),
    "citations": Place("citations/?party=nam&instrument=action-plan-2010", ".citations mark"),
    "citations-none": Place("citations/?party=nam&q=鲸鱼", "#results > ul a"),
    "positions": Place("positions/", ".stack .number a"),
    "positions-panel": Place("positions/?cycle=2026&filters=open", ".filters[open] .choices"),
    "positions-filtered": Place("positions/?party=nam&cycle=2026", ".picked a"),
    "matrix": Place("matrix/", ".matrix td a"),
    "matrix-open": Place("matrix/?open=all", ".matrix .part"),
    "matrix-themes": Place("matrix/?columns=theme", ".matrix.upright"),
    "silence-choice": Place("silence/", "#s-party"),
    "silence": Place("silence/?party=nam", "section .stack"),
    "compare-choice": Place("compare/", ".filters[open]"),
    "compare": Place("compare/?party=nam&party=CHN", ".compare .count"),
    "briefing-choice": Place("briefing/", "main li a"),
    "briefing": Place("briefing/?commitment=action-plan-2010:5", ".entry mark"),
    "check": Place("check/", "textarea"),
    "parties": Place("parties/", ".names a"),
    "group": Place("parties/nam/", "main h2"),
    "state": Place("parties/CHN/", "main h2"),
    "coverage": Place("coverage/", "main table"),
    "misses": Place("coverage/misses/", "main h1"),
    "timeline": Place("timeline/?commitment=action-plan-2010:5", ".timeline .bar"),
    "quality": Place("quality/", "main table"),
    "sign-in": Place("account/sign-in/", "form.stacked input[type=password]"),
    "not-found": Place("nothing-here/", ".status-code", status=404),
    "bad-filter": Place("positions/?colour=red", ".status-code", status=400),
}
