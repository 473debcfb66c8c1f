"""Answers as JSON, quickly: real Chinese, no escapes."""

from typing import Any

import orjson
from rest_framework import renderers
from rest_framework.utils.encoders import JSONEncoder

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class QuickJSONRenderer(renderers.JSONRenderer):
    """JSON as the rest framework writes it, several times as fast."""

    def render(
        self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None
    ) -> bytes:
        """Write an answer; what the quick writer cannot write, the other one does."""
        if data is None or self.get_indent(accepted_media_type, renderer_context or {}):
            return super().render(data, accepted_media_type, renderer_context)
        try:
            return orjson.dumps(data, default=JSONEncoder().default, option=OPTIONS)
        except orjson.JSONEncodeError:  # a number beyond 64 bits
            return super().render(data, accepted_media_type, renderer_context)
