"""Words of a Chinese text, for search. Citations are found on characters, never on words.

`rjieba` is jieba's fast twin: with the HMM off both give the same tokens (a test compares them).
"""

from functools import cache

import rjieba

from documents.text.width import DATA, fold


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


def search_tokens(text: str) -> str:
    """The words to index or to look for, parted by blanks: folded, lower case, no punctuation.

    Long words stand beside their parts, so that a search for a part finds the whole.
    """
    words = _tokenizer().cut_for_search(fold(text).lower(), hmm=False)
    return " ".join(word for word in words if any(char.isalnum() for char in word))
