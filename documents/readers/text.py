"""Plain text, as it is."""

from documents.text.decode import Decoded, decode


def read(data: bytes) -> Decoded:
    """Decode a text file; raises EngineError when it is empty, binary or undecodable."""
    return decode(data)
