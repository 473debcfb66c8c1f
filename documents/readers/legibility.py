"""Whether what was read of a file is text, or what a font without a key leaves of it."""

import re

from documents.text.types import EngineError

# Of the characters that are not blank, so many may be unreadable before nothing is to be trusted.
MOST_UNREADABLE = 0.02
MOST_GIBBERISH = 0.25
# Shares say nothing of a few words.
FEW = 40
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BROKEN = re.compile("[\ufffd\ufffe\uffff]")
# Letters that Chinese text in a wrong encoding turns into.
_ACCENTED = re.compile("[\u00a1-\u00ff\u0152-\u0192\u2013-\u203a]")
_LETTER = re.compile(r"[^\W\d_]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\U00020000-\U0003134f]")
_HOW = "ask for the file it was made of, or a text made by recognition (OCR), and give that"


def check(text: str) -> tuple[str, ...]:
    """Warnings on characters that cannot be read. Raises EngineError when there are too many."""
    shown = len("".join(text.split()))
    if not shown:
        return ()
    unreadable = len(_PRIVATE.findall(text)) + len(_BROKEN.findall(text))
    if unreadable > MOST_UNREADABLE * shown:
        raise EngineError(
            f"{100 * unreadable // shown}% of the characters cannot be read: the fonts of the file "
            f"do not say which characters they draw; {_HOW}"
        )
    if _is_gibberish(text):
        raise EngineError(
            "what the file gives as its text is no language: its fonts name the wrong characters; "
            + _HOW
        )
    return (f"unreadable-characters:{unreadable}",) if unreadable else ()


def _is_gibberish(text: str) -> bool:
    """Rare ideographs where common ones should stand, or accented letters without any words."""
    ideographs = _IDEOGRAPH.findall(text)
    if len(ideographs) >= FEW:
        odd = sum(1 for char in ideographs if not _is_common(char))
        return odd > MOST_GIBBERISH * len(ideographs)
    letters = _LETTER.findall(text)
    accented = _ACCENTED.findall(text)
    return len(accented) >= FEW and len(accented) > 0.5 * (len(letters) or 1)


def _is_common(char: str) -> bool:
    """A character of the first level of GB 2312 or of Big5: those that everyday text is made of."""
    for encoding, last in (("gb2312", 0xD7), ("big5", 0xC6)):
        try:
            return char.encode(encoding)[0] <= last or encoding == "big5"
        except UnicodeEncodeError:
            continue
    return False
