"""Static files: made ready at each start, so within a second or two."""

import gzip
from collections.abc import Iterable, Iterator
from typing import Any

import brotli
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Finder(AppDirectoriesFinder):
    """The files of packages, but for those that nothing here shows."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """List them with where they lie."""
        return super().list([*(ignore_patterns or ()), "redoc"])


class QuickCompressor(Compressor):
    """The best compression takes a minute for Swagger UI, and saves a tenth of it."""

    # Maps are for those who debug what is not ours.
    SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        """Compress for clients that know nothing better."""
        return gzip.compress(data, compresslevel=6, mtime=0)

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Compress for everybody else."""
        return brotli.compress(data, quality=5)


class Storage(CompressedManifestStaticFilesStorage):
    """Files under names that hold the hash of their content, each compressed beside itself."""

    def create_compressor(self, **kwargs: object) -> Compressor:
        """Give ours."""
        return QuickCompressor(**kwargs)
