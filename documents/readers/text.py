"""Plain text and Markdown: the engine itself takes Markdown's left-overs out."""

from documents.text.decode import Decoded, decode


def read(data: bytes) -> Decoded:
    """Decode a text file; raises EngineError when it is empty, binary or undecodable."""
    return decode(data)
