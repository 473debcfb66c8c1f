"""Texts for the bench: papers and made-up text with about one citation per 500 characters.

Both languages are built the same way, so that the same density meets both readers: sentences
without a citation, and after every `EVERY` characters one sentence that holds one.
"""

import random
from collections.abc import Sequence
from pathlib import Path

PAPERS = Path(__file__).parents[1] / "documents" / "papers"
EVERY = 500  # characters for one citation, as in the bundled papers

_CHINESE_PLAIN = (
    "本集团深为关切核武器的持续存在及可能使用核武器对人类构成的威胁。",
    "各缔约国在一般性辩论中就透明度和问责制交换了意见，并强调审议进程的重要性。",
    "国际社会对安全形势的恶化深感担忧，要求恢复对话、重建信任的呼声日益高涨。",
    "核武器国家的军事和安全理论为使用核武器提供了依据，这一情况令人不安。",
    "会议欢迎在建立无核武器区方面取得的进展，并鼓励有关各方继续磋商。",
    "为和平目的利用核能有助于实现可持续发展目标，特别是在卫生、农业和水资源领域。",
    "本国认为，裁军教育能够使青年一代了解这些武器造成的人道主义后果。",
    "与会者指出，新技术既带来机会，也带来风险，需要在多边框架内加以讨论。",
    "有关国家应当避免采取可能加剧紧张局势、触发军备竞赛或损害战略稳定的步骤。",
    "委员会在上届会议上审议了各项报告，并商定在下一个周期继续就此开展工作。",
)
_CHINESE_CITING = (
    "本集团回顾2010年审议大会行动计划的行动{action}，并呼吁予以全面执行。",
    "缔约国重申《条约》第{article}条规定的义务。",
    "本国欢迎大会第{session}/{number}号决议获得通过。",
    "我们强调，13项切实步骤中的步骤{step}仍然有效。",
    "安全理事会第{council}({year})号决议要求各国加强有关措施。",
    "我们对行动5({letter})缺乏进展表示遗憾。",
    "1995年关于中东的决议在目标实现之前始终有效。",
)
_ENGLISH_PLAIN = (
    "The court below found that the parties had negotiated the terms of the lease in good faith. ",
    "Counsel for the appellant argued that the notice was served after the period had run. ",
    "It is undisputed that the agreement was signed by both parties and never amended in writing. ",
    "The record shows that the officer waited outside the building for about twenty minutes. ",
    "We review questions of law anew and give no weight to the conclusions of the trial court. ",
    "The jury heard evidence on damages for three days before it returned a general verdict. ",
    "Nothing in the statute suggests that the legislature meant to take away that remedy. ",
    "The plaintiff moved for a new trial, and the motion was denied without an opinion. ",
    "A contract that is silent on the point is read in the light of what the parties did. ",
    "The duty of care does not end when the goods have left the premises of the seller. ",
)
_ENGLISH_CITING = (
    "See {one} v. {two}, {volume} U.S. {page} ({year}). ",
    "The rule was stated in {one} v. {two}, {volume} F.3d {page}, {pin} (9th Cir. {year}). ",
    "In {one} v. {two}, {volume} F. Supp. 2d {page} (S.D.N.Y. {year}), the court held otherwise. ",
    "{one} v. {two}, {volume} S. Ct. {page} ({year}), is to the same effect. ",
    "Accord {one} v. {two}, {volume} N.E.2d {page} (Ill. {year}). ",
    "But see {one} v. {two}, {volume} P.2d {page}, {pin} (Cal. {year}) (dissenting opinion). ",
    "The court relied on {one} v. {two}, {volume} So. 2d {page} (Fla. Dist. Ct. App. {year}). ",
    "The remedy is given by 42 U.S.C. § {page}. ",
    "The regulation, 29 C.F.R. § {page}.{number}, says no more than that. ",
    "Id. at {pin}. ",
    "{one}, supra, at {pin}. ",
    "{one}, {volume} U.S. at {pin}. ",
)
_NAMES = ("Baker", "Harlan Mills", "Ortiz", "Westfield", "Quincy Rail Co.", "Lindqvist", "Amado")


def papers_each() -> list[str]:
    """The bundled papers."""
    return [path.read_text(encoding="utf-8") for path in sorted(PAPERS.glob("*.txt"))]


def chinese(size: int, seed: int = 1) -> str:
    """Numbered paragraphs of Chinese text of about `size` characters."""
    dice = random.Random(seed)
    paragraphs = _paragraphs(dice, size, _CHINESE_PLAIN, _CHINESE_CITING)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(paragraphs, start=1)) + "\n"


def english(size: int, seed: int = 1) -> str:
    """English legal text of about `size` characters."""
    dice = random.Random(seed)
    return "\n\n".join(_paragraphs(dice, size, _ENGLISH_PLAIN, _ENGLISH_CITING)) + "\n"


def _paragraphs(
    dice: random.Random, size: int, plain: Sequence[str], citing: Sequence[str]
) -> list[str]:
    """Paragraphs of `EVERY` characters or a little more, each with one citation in it."""
    found: list[str] = []
    length = 0
    while length < size:
        sentences = [_filled(dice, dice.choice(citing))]
        while sum(map(len, sentences)) < EVERY:
            sentences.insert(dice.randrange(len(sentences) + 1), dice.choice(plain))
        found.append("".join(sentences).rstrip())
        length += len(found[-1])
    return found


def _filled(dice: random.Random, sentence: str) -> str:
    """A sentence with figures that can exist."""
    one, two = dice.sample(_NAMES, 2)
    return sentence.format(
        action=dice.randint(1, 64),
        article="一二三四五六七八九十"[dice.randrange(10)],
        session=dice.randint(50, 79),
        number=dice.randint(20, 70),
        step=dice.randint(1, 13),
        council=dice.randint(1540, 2700),
        year=dice.randint(1980, 2024),
        letter=dice.choice("abcdefg"),
        one=one,
        two=two,
        volume=dice.randint(100, 590),
        page=dice.randint(100, 1990),
        pin=dice.randint(1991, 1999),
    )
