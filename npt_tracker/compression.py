"""Which answers are compressed: pages, the API, feeds. What holds secrets or has ranges is not."""

from compression_middleware.middleware import CompressionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Of secrets and of what the reader typed on one page the length tells (BREACH). Our pages hold one
# secret, Django's CSRF token, which is masked anew in every answer; the admin's hold more.
# Dumps have ranges, which count bytes of the file as it lies there.
LEFT_ALONE = ("/admin/", "/dumps/")


class Compression(CompressionMiddleware):
    """Compress as the client accepts; a strong ETag becomes a weak one."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress the answer, unless it is one that is left alone."""
        partial = response.status_code == 206 or response.has_header("Content-Range")
        if partial or request.path_info.startswith(LEFT_ALONE):
            return response
        return super().process_response(request, response)
