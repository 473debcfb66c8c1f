"""The answer to work that cannot be done as asked."""


class Refused(Exception):
    """Work that trying again will not mend; the message says why, and what to do.

    It is in English; `documents.refusals` has its Chinese, which pages show to Chinese readers.
    """
