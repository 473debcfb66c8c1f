"""How far two readers agree beyond chance. Pure: counts in, figures out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Yes-or-no judgements of two readers on the same things, as a table of four counts."""

    both_yes: int = 0
    first_only: int = 0
    second_only: int = 0
    both_no: int = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            self.both_yes + other.both_yes,
            self.first_only + other.first_only,
            self.second_only + other.second_only,
            self.both_no + other.both_no,
        )

    @property
    def n(self) -> int:
        """How many things were judged."""
        return self.both_yes + self.first_only + self.second_only + self.both_no

    @property
    def same(self) -> int:
        """How many were judged alike."""
        return self.both_yes + self.both_no

    @property
    def raw(self) -> float | None:
        """The share judged alike, None of nothing."""
        return self.same / self.n if self.n else None

    @property
    def expected(self) -> float | None:
        """The share that readers with these shares of yes would judge alike by chance."""
        if not self.n:
            return None
        first = (self.both_yes + self.first_only) / self.n
        second = (self.both_yes + self.second_only) / self.n
        return first * second + (1 - first) * (1 - second)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: 1 is full agreement, 0 what chance gives, below 0 less than chance.

        None of nothing, and where both readers gave one and the same answer throughout: then chance
        alone would make them agree, and kappa says nothing.
        """
        if not self.n:
            return None
        # In whole numbers, so that "nothing but chance" is told exactly.
        yes = (self.both_yes + self.first_only) * (self.both_yes + self.second_only)
        no = (self.both_no + self.second_only) * (self.both_no + self.first_only)
        by_chance, whole = yes + no, self.n * self.n
        if by_chance == whole:
            return None
        return (self.same * self.n - by_chance) / (whole - by_chance)


def agreement(judged: Iterable[tuple[bool, bool]]) -> Agreement:
    """Count what the first and the second reader said of each thing."""
    counts = Counter((bool(first), bool(second)) for first, second in judged)
    return Agreement(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )
