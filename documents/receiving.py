"""What is let in of a request's body: files up to a size, a number and a time; names are data.

Without these handlers Django would write any body to the disk before anybody looks at it.
"""

import re
import threading
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest

from documents.sources import MAX_BYTES, NAME_LENGTH

UNNAMED = "unnamed"
# Longer than any suffix that means something.
_SUFFIX = re.compile(r"\.[^.\s]{1,12}\Z")


# What is limited, and what to say where programs ask; pages have words of their own.
LIMITS = {
    "files": "At most {most:g} files are taken at once: send them in parts.",
    "bytes": "At most {most:g} MB are taken at once: send the files in parts.",
    "seconds": "The files did not come within {most:g} seconds: send fewer at once.",
}


class TooMuch(RequestDataTooBig):
    """More is sent than is taken: `limit` is one of `LIMITS`, `most` is how much is taken."""

    def __init__(self, limit: str, most: float) -> None:
        self.limit, self.most = limit, most
        super().__init__(LIMITS[limit].format(most=most))


def clean_name(name: str) -> str:
    """A file's name without folders, control characters and marks that turn the direction.

    Whatever else stands in it is kept: it is data, to be escaped wherever it is shown. A name that
    is too long loses its beginning's end, not its suffix.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(each for each in last if unicodedata.category(each)[0] != "C").strip()
    suffix = _SUFFIX.search(shown)
    end = suffix[0] if suffix else ""
    kept = shown[: NAME_LENGTH - len(end)] if len(shown) > NAME_LENGTH else ""
    return (kept + end if kept else shown).strip(". ") or UNNAMED


class NoFiles(FileUploadHandler):
    """For all pages that take no files: none is read, nothing is written."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Read nothing more of the body."""
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Never called."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Give no file."""


class Receiver(TemporaryFileUploadHandler):
    """Takes files within the limits, on the disk, and stops as soon as a limit is passed.

    A file that is too large is read past and noted in `refused`; the others are taken. A body that
    is too large as a whole, or holds too many files, raises TooMuch.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refused: list[tuple[str, int]] = []
        self._files = 0
        self._read = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        """Refuse a body that says itself that it is too large, before any of it is read."""
        if content_length > settings.UPLOAD_BYTES:
            raise TooMuch("bytes", settings.UPLOAD_BYTES / 1024**2)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count one more file."""
        self._files += 1
        if self._files > settings.UPLOAD_FILES:
            raise TooMuch("files", settings.UPLOAD_FILES)
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a part of the file."""
        self._read += len(raw_data)
        self._size += len(raw_data)
        if self._read > settings.UPLOAD_BYTES:
            raise TooMuch("bytes", settings.UPLOAD_BYTES / 1024**2)
        if self._size <= MAX_BYTES:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Give the file; of one that is too large only its name and size are kept."""
        if self._size <= MAX_BYTES:
            return super().file_complete(file_size)
        self.refused.append((self.file_name or "", self._size))
        self.file.close()
        return None


class InTime:
    """A body that has to be there within so many seconds; then reading it raises TooMuch.

    Servers wait for a part of a body as long as it takes, and nothing can wake them. So each part
    is awaited in a thread, which ends with the connection when its part came too late.
    """

    def __init__(self, body: Any, seconds: float) -> None:
        self._body, self._seconds = body, seconds
        self._until = time.monotonic() + seconds

    def read(self, *size: int) -> bytes:
        """Give the next part."""
        return self._awaited(self._body.read, *size)

    def readline(self, *size: int) -> bytes:
        """Give the next line."""
        return self._awaited(self._body.readline, *size)

    def _awaited(self, read: Callable[..., bytes], *size: int) -> bytes:
        found: Future[bytes] = Future()

        def wait() -> None:
            try:
                found.set_result(read(*size))
            except BaseException as error:
                found.set_exception(error)

        threading.Thread(target=wait, daemon=True).start()
        try:
            return found.result(max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            raise TooMuch("seconds", self._seconds) from None


def receive_on(request: HttpRequest) -> Receiver:
    """Let this request hand in files; to be called before anything of its body is read."""
    receiver = Receiver(request)
    request.upload_handlers = [receiver]
    stream = getattr(request, "_stream", None)
    # Another kind of request has its body already.
    if isinstance(stream, LimitedStream):
        body = InTime(request.META["wsgi.input"], settings.UPLOAD_SECONDS)
        request._stream = LimitedStream(body, stream.limit)
    return receiver
