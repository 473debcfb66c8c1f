"""Generated papers, for tests and measurements: plausible in layout, made up in every sentence.

Each one says in its title and in its first paragraph that it was generated; rows made of them are
marked, and `DocumentQuerySet.public` leaves them out.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from commitments import tracking
from commitments.models import Instrument
from documents import changes
from documents.models import (
    Citation,
    CitationEvent,
    Document,
    DocumentEvent,
    Paragraph,
    Run,
    Source,
    SubmissionEvent,
)
from documents.sources import remove_files

MARK = "生成文本，仅供测试"
LINE_WIDTH = 36
RULE = "__________________"
LINK = "www.example.org/generated"

# About as many parties as put papers forward: pages of positions and matrices grow with them.
SUBMITTERS = (
    *("不扩散核武器条约不结盟缔约国集团成员", "阿拉伯国家集团", "新议程联盟", "不扩散与裁军倡议"),
    *("维也纳十国集团", "欧洲联盟", "东南亚国家联盟", "非洲国家集团"),
    *("中国", "瑞典", "巴西", "印度尼西亚", "埃及", "南非", "日本", "澳大利亚", "加拿大", "墨西哥"),
    *("德国", "法国", "荷兰", "挪威", "瑞士", "奥地利", "爱尔兰", "芬兰", "新西兰", "菲律宾"),
    *("马来西亚", "泰国", "越南", "古巴", "智利", "秘鲁", "哈萨克斯坦", "蒙古", "约旦", "摩洛哥"),
    *("阿尔及利亚", "尼日利亚", "加纳", "肯尼亚", "希腊", "波兰", "西班牙", "意大利", "葡萄牙"),
    *("比利时", "丹麦", "冰岛", "新加坡", "孟加拉国", "沙特阿拉伯", "乌克兰", "白俄罗斯"),
    *("日本和澳大利亚", "阿根廷、加拿大和芬兰", "爱尔兰、墨西哥和新西兰", "瑞典和瑞士"),
)
# Paragraphs of one paper: 2,500 papers hold about 100,000.
PARAGRAPHS = (20, 60)
SUBJECTS = ("核裁军", "核不扩散", "和平利用核能", "安全保证", "核试验", "裂变材料", "审议进程")
SPEAKERS = ("本代表团", "本国", "我们", "提交国")
VERBS = ("重申", "回顾", "强调", "欢迎", "呼吁", "敦促", "注意到", "关切地指出", "建议", "认为")
OBJECTS = (
    "各方在这一问题上的耐心工作",
    "按时提交报告的做法",
    "工作组所做的准备",
    "在会前交换意见的习惯",
    "技术专家之间的定期磋商",
    "提高透明度的各项办法",
    "培训青年外交人员的方案",
    "整理历届文件的努力",
)
TAILS = (
    "并期待在下一届会议上继续讨论",
    "同时指出仍有许多工作要做",
    "并请秘书处分发有关资料",
    "因为这有助于增进互信",
    "并愿意为此提供实际协助",
    "但认为时间安排应当更加灵活",
)
NOTES = ("见上届会议的记录。", "可向提交国索取。", "数字由编写者假设。")


@dataclass(frozen=True, slots=True)
class GeneratedPaper:
    """A paper's file name and text, and how many numbered paragraphs it has."""

    name: str
    text: str
    paragraphs: int


def generate(*, papers: int, seed: int) -> Iterator[GeneratedPaper]:
    """Give `papers` generated papers; the same seed gives the same ones, in the same order."""
    for number in range(1, papers + 1):
        yield _paper(random.Random(f"{seed}/{number}"), seed, number)


def remove_generated() -> tuple[int, int]:
    """Delete every generated document, source, file and job; gives how many documents and sources.

    Resolutions that nothing cites any more go too, and the history of all that goes.
    """
    with transaction.atomic(), tracking.untold():
        documents = Document.objects.filter(generated=True)
        sources = Source.objects.filter(generated=True)
        changes.forget(documents=documents)
        CitationEvent.objects.filter(paragraph__version__document__in=documents).delete()
        SubmissionEvent.objects.filter(document__in=documents).delete()
        DocumentEvent.objects.filter(pgh_obj__in=documents).delete()
        # Bottom up, so that each is one statement: Django's cascade would fetch every row.
        Citation.objects.filter(paragraph__version__document__in=documents).delete()
        Run.objects.filter(version__document__in=documents).delete()
        documents.update(current_version=None, superseded_by=None)
        Paragraph.objects.filter(version__document__in=documents).delete()
        removed = documents.count(), sources.count()
        hashes = list(sources.values_list("sha256", flat=True))
        documents.delete()
        sources.delete()
        Instrument.objects.filter(origin=Instrument.Origin.CITED, citations=None).delete()
        # The resolutions that went have left the feed too.
        changes.record_register()
    remove_files(hashes=hashes)
    return removed


def _paper(rng: random.Random, seed: int, number: int) -> GeneratedPaper:
    count = rng.randint(*PARAGRAPHS)
    cycle = rng.choice((2010, 2015, 2020, 2026))
    subject = rng.choice(SUBJECTS)
    first = f"本文件由程序生成({MARK})，编号为{seed}之{number}，其中的话没有任何国家说过。"
    body = [first, *(_paragraph(rng) for _ in range(count - 1))]
    head = [
        f"不扩散核武器条约缔约国{cycle}年审议大会",
        f"{cycle - 1} 年 4 月 {rng.randint(1, 28)} 日",
        f"{subject}({MARK}，第{seed}-{number}号)",
        f"{rng.choice(SUBMITTERS)}提交的工作文件",
    ]
    layout = rng.choice((_plain, _wrapped))
    return GeneratedPaper(
        name=f"generated-{seed}-{number:05d}.txt",
        text=layout(rng, head, body),
        paragraphs=count,
    )


def _paragraph(rng: random.Random) -> str:
    sentences = [_sentence(rng) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.6:
        sentences.insert(rng.randint(0, len(sentences)), rng.choice(_CITING)(rng))
    return "".join(sentences)


def _sentence(rng: random.Random) -> str:
    verb, what, tail = rng.choice(VERBS), rng.choice(OBJECTS), rng.choice(TAILS)
    return f"{rng.choice(SPEAKERS)}{verb}{what}，{tail}。"


def _action(rng: random.Random) -> str:
    letter = f"({rng.choice('abcdefg')})" if rng.random() < 0.3 else ""
    number = 5 if letter else rng.randint(1, 64)
    return (
        f"{rng.choice(SPEAKERS)}{rng.choice(VERBS)}2010年审议大会行动计划的行动{number}{letter}。"
    )


def _actions(rng: random.Random) -> str:
    first, second, third = sorted(rng.sample(range(6, 65), 3))
    return f"2010年行动计划的行动{first}、{second}和{third}仍然有效，{rng.choice(TAILS)}。"


def _step(rng: random.Random) -> str:
    return (
        f"{rng.choice(SPEAKERS)}{rng.choice(VERBS)}2000年13项切实步骤中的步骤{rng.randint(1, 13)}。"
    )


def _article(rng: random.Random) -> str:
    article = rng.choice(("第一条", "第二条", "第四条", "第六条", "第七条"))
    return f"{rng.choice(SPEAKERS)}{rng.choice(VERBS)}《条约》{article}，{rng.choice(TAILS)}。"


def _resolution(rng: random.Random) -> str:
    session, number = rng.randint(60, 79), rng.randint(1, 99)
    return f"{rng.choice(SPEAKERS)}{rng.choice(VERBS)}大会第{session}/{number}号决议。"


def _collective(rng: random.Random) -> str:
    return f"{rng.choice(SPEAKERS)}{rng.choice(VERBS)}2010年审议大会的64点行动计划。"


_CITING: tuple[Callable[[random.Random], str], ...] = (
    _action,
    _action,
    _actions,
    _step,
    _article,
    _resolution,
    _collective,
)


def _plain(_rng: random.Random, head: list[str], body: list[str]) -> str:
    """One line for each paragraph; a page ends within the longest of them."""
    lines = ["", *(part for line in head for part in (line, ""))]
    broken = max(range(1, len(body)), key=lambda place: len(body[place]))
    for place, text in enumerate(body):
        # Not after a full stop, where it would look like the end of the paragraph.
        middle = text.index("，") - 1
        shown = f"{text[:middle]}\n\n\n\n{text[middle:]}" if place == broken else text
        lines += [f"{place + 1}. {shown}", ""]
    return "\n".join(lines) + "\n"


def _wrapped(rng: random.Random, head: list[str], body: list[str]) -> str:
    """Lines of a printed page, a blank one after each, with a footnote and a link at its foot."""
    lines = [f"  {line} " for line in head]
    noted = rng.randrange(1, len(body) // 2 + 1)
    for place, text in enumerate(body):
        mark = "1 " if place == noted else ""
        whole = f"{place + 1}. {text}{mark}"
        lines += [f"{line} " for line in _lines(whole)]
        if place == noted:
            # The page ends here; its links stand at its foot.
            lines += ["", RULE, f" 1 {rng.choice(NOTES)}可查阅 {LINK}。 ", f"http://{LINK}"]
    return "\n\n".join(lines) + "\n"


def _lines(text: str) -> Iterator[str]:
    """Wrap a paragraph as a printer does: no number is parted, no line begins with punctuation."""
    while len(text) > LINE_WIDTH:
        places = range(LINE_WIDTH // 2, min(len(text), LINE_WIDTH * 3 // 2))
        good = [place for place in places if text[place].isalpha() and text[place] > "z"]
        end = min(good, key=lambda place: abs(place - LINE_WIDTH))
        yield text[:end]
        text = text[end:]
    yield text
