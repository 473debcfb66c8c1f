"""Raised figures, the marks of notes: written as such, so that 行动5² never becomes action 52."""

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIGURE = re.compile(r"[0-9]{1,3}")


def raised(text: str) -> str:
    """A text that is set raised: figures as the characters for raised ones, others as they are."""
    return text.translate(_RAISED) if _FIGURE.fullmatch(text.strip()) else text
