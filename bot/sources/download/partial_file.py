"""A file that is being downloaded: the bytes that have come, and the version of the file that they belong to."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from bot.files import replace
from bot.sources.download.errors import UnusableError
from bot.sources.download.options import Expected, Validators

WEAK = "W/"
SNIFFED_BYTES = 1024
# Only declarations and comments may stand before the root element: publishers' XML may contain an element
# <html> further on.
WEB_PAGE = re.compile(rb"(?:<\?[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html)\b", re.DOTALL)
GZIP = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# RFC 9110, 8.8.2.2, says "at least one second" for synchronized clocks; a minute where that is not known.
MIN_AGE = timedelta(minutes=1)


class Origin(msgspec.Struct, frozen=True):
    """The version of a file that partial content belongs to.

    `total` is the size of the whole file in bytes, if the server said it; `date` is the Date field of the
    server's response.
    """

    validators: Validators
    total: int | None = None
    date: str | None = None

    @property
    def if_range(self) -> str | None:
        """The validator for If-Range; None when this version cannot be distinguished from another with certainty.

        RFC 9110, 13.1.5: a strong entity tag, or a date of modification that is strong in the sense of 8.8.2.2.
        """
        if self.validators.etag is not None:
            return None if self.validators.etag.startswith(WEAK) else self.validators.etag
        return self.validators.last_modified if self._has_strong_date() else None

    def _has_strong_date(self) -> bool:
        try:
            sent = parsedate_to_datetime(self.date or "")
            return sent - parsedate_to_datetime(self.validators.last_modified or "") >= MIN_AGE
        except (TypeError, ValueError):
            return False


class PartialFile:
    """`<name>.part` beside the file that it will become, and `<name>.part.json`, which holds its Origin.

    Methods raise OSError when the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.with_name(f"{path.name}.part")
        self.sidecar = path.with_name(f"{path.name}.part.json")

    @property
    def size(self) -> int:
        """The number of bytes that have come."""
        return self.file.stat().st_size if self.file.is_file() else 0

    def origin(self, address: str | None = None) -> Origin | None:
        """Return the version that the content belongs to; None when the download (from this address) cannot
        be resumed.
        """
        try:
            origin = msgspec.json.decode(self.sidecar.read_bytes(), type=Origin)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        is_other = address not in (None, origin.validators.address)
        return None if is_other or origin.if_range is None or self.resume_at(origin) <= 0 else origin

    def resume_at(self, origin: Origin) -> int:
        """Return the first byte to request. Of a complete file it is the last byte, to learn that the version
        is still the same.
        """
        return self.size if origin.total is None else min(self.size, origin.total - 1)

    def begin(self, origin: Origin) -> None:
        """Start again with no bytes, for this version of the file."""
        self.file.write_bytes(b"")
        self.sidecar.write_bytes(msgspec.json.encode(origin))

    @contextmanager
    def appending(self, start: int) -> Iterator[BinaryIO]:
        """Open the file for writing from byte `start` on."""
        with self.file.open("r+b") as stream:
            stream.truncate(start)
            stream.seek(start)
            yield stream

    def refuse_unexpected(self, expected: Expected) -> None:
        """Check the complete content. Raises UnusableError, after deleting it, when it is not what was expected."""
        problem = self._problem(expected)
        if problem:
            self.discard()
            raise UnusableError(problem)

    def _problem(self, expected: Expected) -> str | None:
        if self.size == 0:
            return "sent an empty file"
        if not expected.html and self._is_web_page():
            return "answered with a web page instead of the file"
        if expected.sha256 is not None and self._sha256() != expected.sha256.lower():
            return "sent a file with another SHA-256 checksum than expected"
        return None

    def _is_web_page(self) -> bool:
        """Return True for HTML. Error pages and sign-in pages of networks come with status 200 and any content type."""
        with self.file.open("rb") as stream:
            start = _unpacked(stream.read(SNIFFED_BYTES)).removeprefix(BYTE_ORDER_MARK).lstrip().lower()
        return WEB_PAGE.match(start) is not None

    def _sha256(self) -> str:
        with self.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def finish(self) -> None:
        """Move the complete file to its final path."""
        replace(self.file, self.path)
        self.sidecar.unlink(missing_ok=True)

    def discard(self) -> None:
        """Delete the content and its origin."""
        self.file.unlink(missing_ok=True)
        self.sidecar.unlink(missing_ok=True)

    def discard_unless_resumable(self) -> None:
        """Delete content that a later download cannot resume."""
        if self.origin() is None:
            self.discard()


def _unpacked(start: bytes) -> bytes:
    """Decompress the first bytes of a file, which a server may have compressed with gzip without being asked to."""
    if not start.startswith(GZIP):
        return start
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, SNIFFED_BYTES)
    except zlib.error:
        return start
