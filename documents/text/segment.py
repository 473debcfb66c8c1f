"""Words of a Chinese text, for search. Citations are found on characters, never on words.

`rjieba` is jieba's fast twin: with the HMM off both give the same tokens (a test compares them).
Index and query start from the same view of a text (`documents.text.width`), so what a page shows
can be found, however its blanks, widths and script are written.
"""

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from documents.text.width import DATA, View, fold

CHINESE = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTERS = "0-9A-Za-z\u00c0-\u02af\u0370-\u052f"
_RUN = re.compile(f"(?P<chinese>[{CHINESE}]+)|[{LETTERS}]+")
_WORD = re.compile(f"[{CHINESE}{LETTERS}]+")
# Stands before every row's tokens and tells how they were made: one colon more with every change
# of `search_tokens`, then run `manage.py reindex`. Postgres makes no lexeme of it.
INDEX_FORMAT = "::"


@cache
def _tokenizer() -> rjieba.Jieba:
    """jieba's own dictionary and the field's terms (`data/userdict.txt`: word, frequency, tag)."""
    jieba = rjieba.Jieba()
    for line in (DATA / "userdict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.rsplit(" ", 2)
        jieba.add_word(word, int(frequency), tag)
    return jieba


def cut(text: str) -> list[str]:
    """The text's words in order, blanks and punctuation among them; joined they give the text."""
    return _tokenizer().cut(text, hmm=False)


def lower(text: str) -> str:
    """Small letters; unlike `str.lower` one for one, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def folded(text: str) -> str:
    """The characters that search sees: one width and script, small letters, no idle blanks."""
    return lower(View(text).chars)


def search_tokens(text: str) -> str:
    """What the index holds of a text, parted by blanks, after the mark of its format.

    First its words in order, long ones beside their parts; then, once each, every pair of
    neighbouring Chinese characters, every single one, and every run of letters and digits. Each
    two of a text's characters are thus found whatever the dictionary makes of them.
    """
    chars = folded(text)
    words = _tokenizer().cut_for_search(chars, hmm=False)
    found = [word for word in words if _WORD.fullmatch(word)]
    known = set(found)
    for token in (*_pieces(chars), *(char for char in chars if re.match(f"[{CHINESE}]", char))):
        if token not in known:
            known.add(token)
            found.append(token)
    return " ".join((INDEX_FORMAT, *found))


def narrowing(chars: str) -> tuple[str, ...]:
    """The tokens that the index holds of every text in which these folded characters stand."""
    return tuple(dict.fromkeys(_pieces(chars)))


def query_words(term: str) -> list[str]:
    """Part a folded term without blanks into what is looked for: Chinese words, other runs whole.

    `中国核裁军` gives 中国 and 核裁军; `5(c)` and `npt/conf.2026/wp.9` stay in one piece.
    """
    words: list[str] = []
    for chunk in re.findall(f"[{CHINESE}]+|[^{CHINESE}]+", fold(term)):
        if re.match(f"[{CHINESE}]", chunk):
            words += cut(chunk)
        else:
            words.append(trimmed(chunk))
    return [word for word in words if narrowing(word)]


def trimmed(chars: str) -> str:
    """Folded text without the punctuation at its ends, but for a bracket that closes: `5(c)`."""
    kept = f"[{CHINESE}{LETTERS}]"
    found = re.search(f"{kept}(?:.*{kept})?", chars, re.DOTALL)
    if found is None:
        return ""
    closing = found[0].count("(") > found[0].count(")") and chars[found.end() :].startswith(")")
    return found[0] + ")" if closing else found[0]


def _pieces(chars: str) -> Iterator[str]:
    """Pairs of each Chinese run, the character of a run of one, and runs of letters and digits."""
    for run in _RUN.finditer(chars):
        if run["chinese"] and len(run[0]) > 1:
            yield from (run[0][place : place + 2] for place in range(len(run[0]) - 1))
        else:
            yield run[0]
