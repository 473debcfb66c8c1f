"""What cannot be asked: a parameter or value that does not exist, with those that do."""

from collections.abc import Iterable

from django.core.exceptions import BadRequest


class BadFilter(BadRequest):
    """A parameter of the address that cannot be used.

    `parameter` is its name, `value` what was given for it ("" where the name itself is unknown),
    `allowed` the names or codes that could stand there; empty where there is no list of them.
    """

    def __init__(
        self, parameter: str, *, value: str = "", detail: str = "", allowed: Iterable[str] = ()
    ) -> None:
        super().__init__(detail or f"{parameter}={value}")
        self.parameter = parameter
        self.value = value
        self.detail = detail
        self.allowed = list(allowed)


def check_names(given: Iterable[str], allowed: Iterable[str]) -> None:
    """Raise `BadFilter` for the first name that is not allowed."""
    names = sorted(allowed)
    for name in given:
        if name not in names:
            raise BadFilter(name, allowed=names)


def one_of(parameter: str, value: str, allowed: Iterable[str]) -> str:
    """Give the value back; raise `BadFilter` where it is none of those allowed."""
    codes = list(allowed)
    if value not in codes:
        raise BadFilter(parameter, value=value, allowed=codes)
    return value
