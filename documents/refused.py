"""The answer to work that cannot be done as asked."""


class Refused(Exception):
    """Work that trying again will not mend; the message says why, and what to do.

    `code` names the reason for pages, which say it in the reader's language.
    """

    def __init__(self, *message: object, code: str = "") -> None:
        super().__init__(*message)
        self.code = code
