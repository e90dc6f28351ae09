"""A file on its way: what is there of it, and what it is a part of."""

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
from bot.sources.download.options import Expected, UnusableError, Validators

WEAK = "W/"
SNIFFED = 1024
# Nothing but declarations and comments stands before it: publishers' XML may have an element <html> further in.
WEB_PAGE = re.compile(rb"(?:<\?[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html)\b", re.DOTALL)
GZIP = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# "At least one second" where the clocks agree (RFC 9110, 8.8.2.2); a minute where nobody knows that they do.
SETTLED = timedelta(minutes=1)


class Origin(msgspec.Struct, frozen=True):
    """Which version of which file a part belongs to; `total` is its whole size in bytes, if the server said.

    `date` is when the server sent it.
    """

    validators: Validators
    total: int | None = None
    date: str | None = None

    @property
    def if_range(self) -> str | None:
        """The validator that a range may be asked for with; None when this version cannot be told from another for sure.

        RFC 9110, 13.1.5: a strong entity tag, or a date of modification that is strong in the sense of 8.8.2.2.
        """
        if self.validators.etag is not None:
            return None if self.validators.etag.startswith(WEAK) else self.validators.etag
        return self.validators.last_modified if self._is_settled() else None

    def _is_settled(self) -> bool:
        try:
            sent = parsedate_to_datetime(self.date or "")
            return sent - parsedate_to_datetime(self.validators.last_modified or "") >= SETTLED
        except (TypeError, ValueError):
            return False


class Part:
    """`<name>.part` beside the file that it will become, and `<name>.part.json`, which says where it comes from.

    Methods raise OSError when the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.with_name(f"{path.name}.part")
        self.sidecar = path.with_name(f"{path.name}.part.json")

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return self.file.stat().st_size if self.file.is_file() else 0

    def origin(self, address: str | None = None) -> Origin | None:
        """What the part is a part of, if it can be gone on with (from this address)."""
        try:
            origin = msgspec.json.decode(self.sidecar.read_bytes(), type=Origin)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        is_other = address not in (None, origin.validators.address)
        return None if is_other or origin.if_range is None or self.resume_at(origin) <= 0 else origin

    def resume_at(self, origin: Origin) -> int:
        """The first byte to ask for. Of a part that is whole, the last is asked for again, to hear that it still is."""
        return self.size if origin.total is None else min(self.size, origin.total - 1)

    def begin(self, origin: Origin) -> None:
        """Start over, as a part of this."""
        self.file.write_bytes(b"")
        self.sidecar.write_bytes(msgspec.json.encode(origin))

    @contextmanager
    def appending(self, start: int) -> Iterator[BinaryIO]:
        """The part open for writing from byte `start` on."""
        with self.file.open("r+b") as stream:
            stream.truncate(start)
            stream.seek(start)
            yield stream

    def refuse_unexpected(self, expected: Expected) -> None:
        """Check what there is when nothing is missing. Raises UnusableError, with the part thrown away."""
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
        """Error pages and sign-in pages of networks come with status 200 and any type: the first bytes tell them."""
        with self.file.open("rb") as stream:
            start = _unpacked(stream.read(SNIFFED)).removeprefix(BYTE_ORDER_MARK).lstrip().lower()
        return WEB_PAGE.match(start) is not None

    def _sha256(self) -> str:
        with self.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def finish(self) -> None:
        """Put the whole file in its place."""
        replace(self.file, self.path)
        self.sidecar.unlink(missing_ok=True)

    def discard(self) -> None:
        """Throw away what is there."""
        self.file.unlink(missing_ok=True)
        self.sidecar.unlink(missing_ok=True)

    def discard_unless_resumable(self) -> None:
        """Leave nothing that a later download could not go on with."""
        if self.origin() is None:
            self.discard()


def _unpacked(start: bytes) -> bytes:
    """The first bytes of a file, out of the gzip that a server may have put it in unasked."""
    if not start.startswith(GZIP):
        return start
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, SNIFFED)
    except zlib.error:
        return start
