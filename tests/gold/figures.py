"""Counts and the figures made of them: shares with their 95% Wilson intervals."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

_Z = 1.959964  # two-sided 95%


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; without a whole there is no figure."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share itself, None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lower and upper end of the 95% Wilson interval, None of nothing."""
        if not self.whole:
            return None
        share, squared = self.part / self.whole, _Z * _Z
        middle = share + squared / (2 * self.whole)
        spread = _Z * sqrt((share * (1 - share) + squared / (4 * self.whole)) / self.whole)
        scale = 1 + squared / self.whole
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def reaches(self, floor: float) -> bool:
        """Whether the share is at least `floor`; a share of nothing reaches every floor."""
        return self.part >= floor * self.whole

    def record(self) -> dict[str, Any]:
        """JSON-ready values, rounded to four places."""
        low, high = self.interval or (None, None)
        return {
            "part": self.part,
            "whole": self.whole,
            "value": _rounded(self.value),
            "low": _rounded(low),
            "high": _rounded(high),
        }

    def __str__(self) -> str:
        if self.interval is None or self.value is None:
            return "–"
        low, high = self.interval
        return f"{self.value:.3f}  [{low:.3f}, {high:.3f}]"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(slots=True)
class Tally:
    """Links that are right, wrong and missing; of the right ones, exact spans and kinds."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    exact: int = 0
    kinds: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missing + other.missing,
            self.exact + other.exact,
            self.kinds + other.kinds,
        )

    @property
    def precision(self) -> Share:
        """Of the links shown, those that are right."""
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """Of the links wanted, those that are shown."""
        return Share(self.right, self.right + self.missing)

    @property
    def spans(self) -> Share:
        """Of the right links, those whose words are exactly the wanted ones."""
        return Share(self.exact, self.right)

    @property
    def kinds_right(self) -> Share:
        """Of the right links, those of the wanted kind."""
        return Share(self.kinds, self.right)

    def record(self, *, spans: bool = False) -> dict[str, Any]:
        """JSON-ready values."""
        record: dict[str, Any] = {
            "right": self.right,
            "wrong": self.wrong,
            "missing": self.missing,
            "precision": self.precision.record(),
            "recall": self.recall.record(),
        }
        if spans:
            record |= {"spans": self.spans.record(), "kinds": self.kinds_right.record()}
        return record
