"""The query language of search: words, "phrases" and -excluded ones, as values.

Words are all wanted. Quotation marks, Chinese or ASCII, ask for consecutive text; a minus before a
word or phrase excludes it. Script, width, letter case and blanks do not matter. Pure.
"""

import re
from dataclasses import dataclass
from functools import cache

from documents.text.segment import CHINESE, LETTERS, folded, lower, narrowing, query_words, trimmed
from documents.text.width import View, fold, folding

LONGEST = 200
MOST_WORDS = 20
_TERM = re.compile(
    r"""
    (?:(?<!\S)(?P<minus>-)(?=\S))?
    (?:
        "(?P<phrase>[^"]*)(?:"|\Z)      # 「核裁军」, or to the end when it is not closed
      | (?P<word>[^\s"]+)               # 核裁军, 5(c)
    )
    """,
    re.X,
)
_BLANK = r"[\s\u00a0\u2009\u202f\u3000]"
_WIDE = "０-９Ａ-Ｚａ-ｚ"


@dataclass(frozen=True, slots=True)
class Sought:
    """Consecutive text that is looked for, folded.

    `tokens` are those that the index holds wherever it stands. `certain` when they prove it; else
    the text itself has to be asked: `places` finds it in folded text, `pattern` in any (Postgres).
    """

    chars: str
    tokens: tuple[str, ...]
    places: re.Pattern[str]
    pattern: str
    certain: bool

    @property
    def is_word(self) -> bool:
        """Whether a dictionary could hold it: Chinese characters only."""
        return re.fullmatch(f"[{CHINESE}]+", self.chars) is not None


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted and what is excluded; `problem` is a code when it cannot be looked for."""

    wanted: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()
    phrases: bool = False
    unclosed: bool = False
    problem: str = ""


def parse(text: str) -> Query:
    """Read a query. Problems: empty, too-long, too-many, nothing-to-find, only-excluded."""
    text = text.replace("\x00", " ").strip()
    if not text:
        return Query(problem="empty")
    if len(text) > LONGEST:
        return Query(problem="too-long")
    text = lower(fold(text))
    wanted: dict[str, Sought] = {}
    excluded: dict[str, Sought] = {}
    phrases = False
    for term in _TERM.finditer(text):
        phrase = term["phrase"] is not None
        phrases = phrases or phrase
        chars = folded(term["phrase"] if phrase else term["word"])
        # An excluded word is not parted: what is wanted gone is the whole.
        pieces = [trimmed(chars)] if phrase or term["minus"] else query_words(chars)
        for piece in pieces:
            if tokens := narrowing(piece):
                (excluded if term["minus"] else wanted)[piece] = _sought(piece, tokens)
    problem = ""
    if len(wanted) + len(excluded) > MOST_WORDS:
        problem = "too-many"
    elif not wanted:
        problem = "only-excluded" if excluded else "nothing-to-find"
    found = tuple(wanted.values()), tuple(excluded.values())
    return Query(*found, phrases, text.count('"') % 2 == 1, problem)


def spans(text: str, sought: tuple[Sought, ...]) -> list[tuple[int, int]]:
    """Where the sought stand in a stored text: half-open offsets in order, none within another."""
    view = View(text)
    chars = lower(view.chars)
    found = sorted(
        (view.span(*match.span()) for each in sought for match in each.places.finditer(chars)),
        key=lambda span: (span[0], -span[1]),
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _sought(chars: str, tokens: tuple[str, ...]) -> Sought:
    before = f"(?<![{LETTERS}])" if _is_letter(chars[0]) else ""
    after = f"(?![{LETTERS}])" if _is_letter(chars[-1]) else ""
    places = re.compile(before + re.escape(chars) + after)
    return Sought(chars, tokens, places, _pattern(chars), certain=tokens == (chars,))


def _pattern(chars: str) -> str:
    """A regular expression, for Postgres, for these folded characters in an unfolded text.

    Numbers and Latin words are whole: 行动5 does not stand in 行动55.
    """
    edge = f"[{LETTERS}{_WIDE}]"
    parts = [f"(?<!{edge})"] if _is_letter(chars[0]) else []
    last = ""
    for char in chars:
        if char == " ":
            parts.append(_BLANK + "+")
        else:
            parts += [_between(last, char), _variants(char)]
        last = char
    if _is_letter(chars[-1]):
        parts.append(f"(?!{edge})")
    return "".join(parts)


def _between(last: str, char: str) -> str:
    """What may stand between two characters that the view has side by side."""
    if not last or last == " ":
        return ""
    if last.isdigit() and char.isdigit():
        # Figures may be set one by one.
        return _BLANK + "?"
    # The view keeps blanks between ASCII letters and digits only.
    together = last.isascii() and last.isalnum() and char.isascii() and char.isalnum()
    return "" if together else _BLANK + "*"


def _is_letter(char: str) -> bool:
    return re.match(f"[{LETTERS}]", char) is not None


def _variants(char: str) -> str:
    """A class of all characters that are folded to this one."""
    forms = dict.fromkeys((char, *_unfolded().get(char, ())))
    escaped = (f"\\{form}" if form.isascii() and not form.isalnum() else form for form in forms)
    return f"[{''.join(escaped)}]"


@cache
def _unfolded() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    letters = {chr(code): chr(code) for code in range(0x41, 0x530) if chr(code).isupper()}
    for form, to in (*letters.items(), *folding().items()):
        found.setdefault(lower(to), {})[form] = None
    return {char: tuple(forms) for char, forms in found.items()}
