"""Texts made to be slow to read: each grows with one size, and time must grow no faster.

A text is named after what it repeats. `full` is its size in characters in the tests, and the
greatest of the three sizes in the bench.
"""

from collections.abc import Callable
from dataclasses import dataclass

_CHINESE = (
    "条约不结盟缔约国集团重申，《条约》的每项条款对所有缔约国均有约束力。"
    "本集团深为关切核武器的持续存在，呼吁全面履行《条约》第六条规定的义务。"
    "我们回顾2010年审议大会行动计划行动5(c)和大会第77/47号决议，并欢迎各方的努力。"
)
_BRACKETS = "(《“[（〔"
_LABELS = ("一、", "㈠ ", "1. ", "1.1 ", "(a) ", "(i) ", "• ", "– ")


@dataclass(frozen=True, slots=True)
class Hostile:
    """One kind of text: its name, its greatest size in characters, and how to make it."""

    name: str
    full: int
    make: Callable[[int], str]


def _repeated(piece: str) -> Callable[[int], str]:
    """`piece` again and again, on one line."""
    return lambda size: piece * (size // len(piece))


def _one_sentence(piece: str) -> Callable[[int], str]:
    """A sentence that goes on and on, with a citation at both ends, so that its verb is sought."""
    return lambda size: "行动5" + piece * (size // len(piece)) + "行动6"


def _lines(*pieces: str) -> Callable[[int], str]:
    """A line for each piece, all again and again."""
    text = "\n".join(pieces) + "\n"
    return lambda size: text * max(1, size // len(text))


def _nested(size: int) -> str:
    """Labels of every style, one inside the other, then back out."""
    lines = [f"{label}各方应履行义务。" for label in _LABELS]
    text = "\n".join((*lines, *reversed(lines))) + "\n"
    return text * max(1, size // len(text))


def _decimals(size: int) -> str:
    """1.1.1.1 ..., each label longer than the one before, up to 200 levels, then again."""
    rungs = [f"{'.'.join(['1'] * depth)} 各方应履行义务。\n" for depth in range(1, 201)]
    text = "".join(rungs)
    return (text * (size // len(text) + 1))[:size]


def _marks(size: int) -> str:
    """A figure behind every second word, and a footnote that bears each."""
    marked = "".join(f"《条约》{number % 99 + 1}，各方¹" for number in range(size // 12))
    notes = "\n".join(f"{number} 见某文件。" for number in range(1, 100))
    return f"1. {marked}。\n\n__________\n{notes}\n"


def _sentences(size: int) -> str:
    """One paragraph of many sentences, each with a verb and a citation."""
    sentence = "本集团重申行动5(c)，并呼吁全面执行《条约》第六条。"
    return sentence * (size // len(sentence))


def _letters(size: int) -> str:
    """行动5 with letters that never end."""
    return "行动5要求：" + "".join(f"({'abcdefg'[index % 7]}) 各方；" for index in range(size // 7))


def _paragraphs(size: int) -> str:
    """Many numbered paragraphs, as in a long report."""
    text = "各方回顾行动5，并欢迎大会第77/47号决议。"
    return "".join(f"{number}. {text}\n" for number in range(1, size // 27 + 1))


KINDS = (
    Hostile("one line of Chinese text", 1_700_000, _repeated(_CHINESE)),
    Hostile("one line of 行动1、", 400_000, _repeated("行动1、")),
    Hostile("one line of 行动1。", 200_000, _repeated("行动1。")),
    Hostile("figures after one noun", 200_000, lambda size: "行动" + "5、" * (size // 2)),
    Hostile("sentences with verbs", 200_000, _sentences),
    Hostile("verbs without an end", 200_000, _one_sentence("我们重申，并呼吁，")),
    Hostile("verbs and nothing else", 200_000, _one_sentence("重申呼吁")),
    Hostile("an object without an end", 200_000, _one_sentence("对重申")),
    Hostile("adverbs without an end", 200_000, _one_sentence("仍然最后进一步深重申")),
    Hostile("groups without an end", 200_000, _one_sentence("集团重申")),
    Hostile("clauses without an end", 200_000, _one_sentence("根据，")),
    Hostile("unbalanced brackets", 200_000, _repeated(_BRACKETS)),
    Hostile("opening (", 200_000, _repeated("(")),
    Hostile("《 alone", 350_000, _repeated("《")),
    Hostile("《》 with words", 200_000, _repeated("《某某条约")),
    Hostile("digits", 1_000_000, _repeated("1234567890")),
    Hostile("digits and dots", 200_000, _repeated("1.")),
    Hostile("Chinese numerals", 200_000, _repeated("一二三四五六七八九十百")),
    Hostile("lines of bullets", 1_200_000, _lines("• 各方应履行义务。")),
    Hostile("lines of bare bullets", 200_000, _lines("•")),
    Hostile("nested labels", 200_000, _nested),
    Hostile("decimal labels", 200_000, _decimals),
    Hostile("footnote marks", 200_000, _marks),
    Hostile("lines of notes", 200_000, _lines("* 见A/75/150。", "¹ 见A/75/151。")),
    Hostile("2010年", 200_000, _repeated("2010年")),
    Hostile("第", 200_000, _repeated("第")),
    Hostile("第六条", 200_000, _repeated("第六条")),
    Hostile("第1号", 200_000, _repeated("第1号")),
    Hostile("第77/47、", 200_000, _repeated("第77/47、")),
    Hostile("(a)", 200_000, _repeated("(a)")),
    Hostile("letters of one action", 200_000, _letters),
    Hostile("2010年审议大会", 200_000, _repeated("2010年审议大会")),
    Hostile("行动计划", 200_000, _repeated("行动计划")),
    Hostile("modifiers of a plan", 200_000, _repeated("2010年审议大会《最后文件》的")),
    Hostile("该计划的行动5", 200_000, _repeated("该计划的行动5")),
    Hostile("《条约》第六条", 200_000, _repeated("《条约》第六条")),
    Hostile("《禁止核武器条约》第六条", 200_000, _repeated("《禁止核武器条约》第六条，")),
    Hostile("13个步骤", 200_000, _repeated("13个步骤")),
    Hostile("1995年决定2第4段", 200_000, _repeated("1995年决定2第4段")),
    Hostile("numbered paragraphs", 200_000, _paragraphs),
    Hostile("blanks", 1_000_000, _repeated("条 \u3000")),
    Hostile("blank lines", 200_000, _lines("各方", "", "", "")),
    Hostile("Latin words", 200_000, _repeated("action 5 (c) and ")),
    Hostile("asterisks", 200_000, _repeated("*")),
    Hostile("Markdown links", 200_000, _repeated("[68/32](#)、")),
    Hostile("open Markdown", 200_000, _repeated("[a](")),
    Hostile("underscores", 200_000, _repeated("_")),
    Hostile("traditional and full width", 200_000, _repeated("行動５（ｃ）、")),
)
