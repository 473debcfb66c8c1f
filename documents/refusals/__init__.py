"""Refusals in the reader's language: the English sentence that was raised, and its Chinese.

What is raised, logged, stored and told to programs is English. Pages look the sentence up here; one
that has no Chinese is shown as it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from documents.refusals.files import FILES, KINDS
from documents.refusals.work import STATES, WORK

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in both languages, and the shape of what it becomes with its values."""

    english: str
    chinese: str
    begin: str
    end: str
    shape: re.Pattern[str]

    @classmethod
    def of(cls, english: str, chinese: str) -> "Sentence":
        """Make the shape of a sentence: each `{name}` stands for one character or more."""
        parts = _PLACEHOLDER.split(english)
        shape = "".join(
            f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
        )
        return cls(english, chinese, parts[0], parts[-1], re.compile(shape, re.DOTALL))

    @property
    def weight(self) -> int:
        """How many characters are its own."""
        return len(_PLACEHOLDER.sub("", self.english))

    def values(self, said: str) -> dict[str, str] | None:
        """What stands at the placeholders; None where another sentence was said."""
        # The ends are looked at first: a long value that looks like many sentences costs nothing.
        if not (said.startswith(self.begin) and said.endswith(self.end)):
            return None
        found = self.shape.fullmatch(said)
        return found.groupdict() if found else None


def _table(*tables: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Sentences with what is most their own first, so that the most specific one is found."""
    rows: Iterable[Sentence] = (Sentence.of(*pair) for table in tables for pair in table.items())
    return tuple(sorted(rows, key=lambda row: -row.weight))


SENTENCES = _table(FILES, WORK)
# Placeholders whose value is a word of ours and not a name or a number: it has Chinese too.
WORDS = {"kind": _table(KINDS), "called": _table(KINDS), "state": _table(STATES)}
# Placeholders whose value is a list, joined by commas.
LISTS = ("fields", "keys", "known", "parties")


def chinese_of(said: str) -> str:
    """The Chinese of a sentence; empty where it has none. Names and numbers stay as they are."""
    return _looked_up(said, SENTENCES)


def told(said: str) -> str:
    """A sentence in the reader's language; as it is where it has no Chinese."""
    chinese = (get_language() or "zh").startswith("zh")
    return (chinese_of(said) if chinese else "") or said


def _looked_up(said: str, table: tuple[Sentence, ...]) -> str:
    for row in table:
        values = row.values(said)
        if values is not None:
            for name in WORDS.keys() & values.keys():
                values[name] = _looked_up(values[name], WORDS[name]) or values[name]
            for name in values.keys() & set(LISTS):
                values[name] = values[name].replace(", ", "、")
            return row.chinese.format_map(values)
    return ""
