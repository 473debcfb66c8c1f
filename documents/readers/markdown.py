"""Markdown: plain text whose signs stay where they are; the engine takes them out, and keeps them.

Only a backslash before a sign (`1\\.`, `\\*`) goes: it says no more than that the sign is one.
"""

import re

from documents.text.decode import Decoded, decode

_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def read(data: bytes) -> Decoded:
    """Decode a Markdown file; raises EngineError when it is empty, binary or undecodable."""
    decoded = decode(data)
    text, escapes = _ESCAPED.subn("", decoded.text)
    return Decoded(text, "converted", decoded.warnings) if escapes else decoded
