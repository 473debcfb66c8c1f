"""What came of a scenario, in one line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scenario's name, its figure, and whether it met what is promised."""

    name: str
    figure: str
    met: bool

    def __str__(self) -> str:
        return f"{self.name} ... {self.figure} ... {'met' if self.met else 'missed'}"


def told(name: str, figure: str, wrong: list[str]) -> Outcome:
    """The outcome with what is wrong, if anything is."""
    return Outcome(name, "; ".join([figure, *wrong]), not wrong)
