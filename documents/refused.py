"""The answer to work that cannot be done as asked."""


class Refused(Exception):
    """Work that trying again will not mend; the message says why, and what to do.

    It is in English; `documents.refusals` has its Chinese, which pages show to Chinese readers.
    """


class Overtaken(Refused):
    """Somebody else decided, or the engine read anew, since the page was shown."""

    def __init__(self) -> None:
        super().__init__(
            "it has changed since it was shown: somebody else has decided, or the text was read "
            "anew; your decision was not saved, what you wrote is still below: look at it as it is "
            "now, then decide"
        )
