"""Download a dictionary that its publisher offers in pages, as the NCI's glossary API does.

`GET …?size=10000&from=0` responds with so many terms from a position on, and with their number in
`meta.totalResults` (https://webapis.cancer.gov/glossary/v1/index.html). The API uses Elasticsearch, which
counts no further than 10,000 and gives no results beyond that
(https://www.elastic.co/guide/en/elasticsearch/reference/7.17/paginate-search-results.html): a dictionary of
more terms would seem to end there. So the terms are requested letter by letter, and their sum is compared
with the API's own count.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import aiohttp
import msgspec
from yarl import URL

from bot.errors import DataError
from bot.sources.archives.opening import NOT_JSON, damage_errors, members
from bot.sources.catalogue import Paging
from bot.sources.download.download import download_from, first_success, locked_path, temporary_folder
from bot.sources.download.errors import UnusableError, without_password
from bot.sources.download.http import open_session
from bot.sources.download.options import DEFAULT_OPTIONS, Downloaded, FetchOptions, Validators
from bot.sources.download.partial_file import PartialFile
from bot.sources.formats.nci.pages import MAX_PAGE_BYTES, Page

LETTER = "{letter}"
POSITION = "from"
MAX_PAGES = 1_000
# The default of Elasticsearch's settings `track_total_hits` and `index.max_result_window`.
MAX_COUNT = 10_000
TOTAL = "total"

logger = logging.getLogger(__name__)


class InconsistentError(Exception):
    """The pages do not belong to one state of the dictionary. The message follows its address, when it
    happens twice.
    """


@dataclass(slots=True)
class Pages:
    """The pages downloaded so far: their files, their size in bytes, their terms, and the validators of the
    last one.
    """

    folder: Path
    files: list[Path] = field(default_factory=list)
    size: int = 0
    terms: int = 0
    last: Validators | None = None

    def next(self) -> PartialFile:
        """The file for the next page."""
        return PartialFile(self.folder / f"{len(self.files):05}.json")


@dataclass(slots=True)
class TermCount:
    """The terms of one letter, or of the whole dictionary: how many were received, and how many there are in all."""

    may_be_empty: bool
    received: int = 0
    total: int | None = None

    @property
    def is_whole(self) -> bool:
        """True when no page is missing."""
        return self.total is not None and self.received >= self.total


async def download_pages(
    addresses: Sequence[str],
    folder: Path,
    name: str,
    options: FetchOptions = DEFAULT_OPTIONS,
    paging: Paging | None = None,
) -> Downloaded:
    """Download all pages of a dictionary from the first address that gives them, into one zip archive `folder/name`.

    An address is that of the first page, with "{letter}" as the place of each letter. `options.previous`
    saves the download only where the dictionary was one page, because a server says of single pages whether
    they are unchanged. Letters are always downloaded, and count as unchanged if all are the same as before.
    Raises as `download` does.
    """
    with locked_path(folder, name, options.title) as path, temporary_folder(folder / f".{name}.pages") as pages:
        async with open_session(options.policy) as session:
            dictionary = Dictionary(session, path, pages, options, paging or Paging())
            return await first_success(addresses, name, options, dictionary.fetch)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One dictionary to download: `path` is that of the final file, `folder` holds its pages until then."""

    session: aiohttp.ClientSession
    path: Path
    folder: Path
    options: FetchOptions
    paging: Paging

    async def fetch(self, address: str) -> Downloaded:
        """Download the whole dictionary from one address; once more from the beginning when it changes during
        the download.

        Raises UnusableError when the address does not give it.
        """
        try:
            return await self._once(address)
        except InconsistentError:
            logger.info("%s changed while it was read: beginning again", without_password(address))
        try:
            return await self._once(address)
        except InconsistentError as error:
            raise UnusableError(str(error)) from error

    async def _once(self, address: str) -> Downloaded:
        pages = Pages(self.folder)
        letters = [quote(letter, safe="") for letter in self.paging.letters] if LETTER in address else []
        for first in [address.replace(LETTER, letter) for letter in letters] or [address]:
            if not await self._fetch_pages(first, pages, TermCount(may_be_empty=bool(letters))):
                return Downloaded(self.path, pages.last or Validators(address), changed=False)
        await self._refuse_missing(pages)
        return await asyncio.to_thread(self._finish, address, pages)

    async def _fetch_pages(self, address: str, pages: Pages, count: TermCount) -> bool:
        """Download all pages of one letter, or of the dictionary; False when the server says that it is unchanged."""
        while not count.is_whole:
            next_address = page_address(address, count.received)
            page = await download_from(self.session, next_address, pages.next(), self._options_for_page(pages.size))
            pages.last = page.validators
            if not page.changed:
                return False
            await asyncio.to_thread(_add, pages, count, page.path)
        return True

    def _options_for_page(self, before: int) -> FetchOptions:
        max_bytes = min(self.options.policy.max_bytes, MAX_PAGE_BYTES)
        return replace(self.options.counting_from(before), policy=replace(self.options.policy, max_bytes=max_bytes))

    async def _refuse_missing(self, pages: Pages) -> None:
        """Raise UnusableError or InconsistentError when terms are missing, or there are none."""
        if not pages.terms:
            raise UnusableError("gives no terms")
        if self.paging.total is None:
            return
        options = replace(self._options_for_page(pages.size), previous=None)
        counted = await download_from(self.session, self.paging.total, PartialFile(self.folder / TOTAL), options)
        total = await asyncio.to_thread(_total, counted.path)
        is_counted_no_further = total == MAX_COUNT < pages.terms
        if pages.terms != total and not is_counted_no_further:
            raise InconsistentError(f"gives {pages.terms:,} of the {total:,} terms that it says there are")

    def _finish(self, address: str, pages: Pages) -> Downloaded:
        """Write the pages into the zip archive, unless they are the same as before."""
        validators = _validators(address, pages)
        if validators.digest is not None and validators == self.options.previous:
            return Downloaded(self.path, validators, changed=False)
        _pack(pages.files, PartialFile(self.path))
        return Downloaded(self.path, validators, changed=True)


def _validators(address: str, pages: Pages) -> Validators:
    """The validators of this state of the dictionary: the server's own where it is one page."""
    if LETTER in address:
        return Validators(address, digest=_digest(pages.files))
    return pages.last if pages.last is not None and len(pages.files) == 1 else Validators(address)


def page_address(address: str, position: int) -> str:
    """Return the address of the page that begins at a position; for position 0, the address itself."""
    return str(URL(address).update_query({POSITION: str(position)})) if position else address


def _add(pages: Pages, count: TermCount, file: Path) -> None:
    """Add a page. Raises UnusableError when the file is not a page, or brings no terms though some are missing."""
    page = _read(file)
    if count.total not in (None, page.meta.totalResults):
        raise InconsistentError("changed twice while it was read")
    pages.files.append(file)
    pages.size += file.stat().st_size
    pages.terms += len(page.results)
    count.received += len(page.results)
    count.total = page.meta.totalResults
    _refuse_useless(pages, count, page)


def _refuse_useless(pages: Pages, count: TermCount, page: Page) -> None:
    brings_terms = page.results or (count.is_whole and count.may_be_empty)
    if not brings_terms or (len(pages.files) == MAX_PAGES and not count.is_whole):
        raise UnusableError(f"gives {count.received:,} of the {count.total:,} terms that it says there are")
    if count.total == MAX_COUNT:
        raise UnusableError(f"counts no further than {MAX_COUNT:,} terms, so that some may be missing")


def _read(file: Path) -> Page:
    try:
        return msgspec.json.decode(_plain(file), type=Page)
    except (DataError, *NOT_JSON) as error:
        raise UnusableError("answered with something else than a page of terms") from error


def _total(file: Path) -> int:
    """Read the number of terms from a file: JSON that is a number, or a page with `meta.totalResults`."""
    try:
        content = msgspec.json.decode(_plain(file), type=int | Page)
    except (DataError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise UnusableError("does not say how many terms there are") from error
    return content if isinstance(content, int) else content.meta.totalResults


def _plain(file: Path) -> bytes:
    """The JSON of a page, decompressed if the server compressed it without being asked to."""
    with damage_errors(file):
        content = b"".join(stream.read(MAX_PAGE_BYTES + 1) for _, stream in members(file))
    if len(content) > MAX_PAGE_BYTES:
        raise UnusableError(f"answered with a page of over {MAX_PAGE_BYTES:,} bytes")
    return content


def _digest(files: Sequence[Path]) -> str:
    """The SHA-256 of the decompressed pages, in hexadecimal."""
    digest = hashlib.sha256()
    for content in _contents(files):
        digest.update(content)
    return digest.hexdigest()


def _contents(files: Sequence[Path]) -> Iterator[bytes]:
    return map(_plain, files)


def _pack(files: Sequence[Path], partial: PartialFile) -> None:
    try:
        with zipfile.ZipFile(partial.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, content in zip(files, _contents(files), strict=True):
                archive.writestr(file.name, content)
        partial.finish()
    finally:
        partial.discard()
