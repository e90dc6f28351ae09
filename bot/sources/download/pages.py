"""Fetching a dictionary that its publisher gives out in pages, as the NCI's glossary API does.

`GET …?size=10000&from=0` answers with so many terms from a position on, and says in `meta.totalResults` how many there
are (https://webapis.cancer.gov/glossary/v1/index.html). Behind the API stands Elasticsearch, which counts no further than 10,000
and gives nothing beyond (https://www.elastic.co/guide/en/elasticsearch/reference/7.17/paginate-search-results.html): a dictionary of
more terms would seem to end there. It is therefore asked for letter by letter, and the sum compared with the API's own count.
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
from bot.sources.archives.opening import NOT_JSON, members, naming_damage
from bot.sources.catalogue import Paging
from bot.sources.download.download import fetch, from_first, holding, scratch
from bot.sources.download.options import ANY_VERSION, Downloaded, Order, UnusableError, Validators, shown
from bot.sources.download.partial_file import Part
from bot.sources.download.request import open_session
from bot.sources.formats.nci.glossary import MOST_PAGE_BYTES, Page

LETTER = "{letter}"
POSITION = "from"
MOST_PAGES = 1_000
# Elasticsearch's settings `track_total_hits` and `index.max_result_window`, as they are unless somebody changes them.
COUNTED_UP_TO = 10_000
TOTAL = "total"

logger = logging.getLogger(__name__)


class InconsistentError(Exception):
    """The pages do not belong to one state of the dictionary. Says so in words that follow its address, for the second time."""


@dataclass(slots=True)
class Pages:
    """The pages of all answers so far: their files and their bytes. `last` is what came with the newest of them."""

    folder: Path
    files: list[Path] = field(default_factory=list)
    size: int = 0
    terms: int = 0
    last: Validators | None = None

    def next(self) -> Part:
        """The page after the last, still to be fetched."""
        return Part(self.folder / f"{len(self.files):05}.json")


@dataclass(slots=True)
class Answer:
    """One answer, of a letter or of the whole dictionary: how many of its terms are there, and how many there are."""

    may_be_empty: bool
    received: int = 0
    total: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no page is missing."""
        return self.total is not None and self.received >= self.total


async def download_pages(
    addresses: Sequence[str], folder: Path, name: str, order: Order = ANY_VERSION, paging: Paging | None = None
) -> Downloaded:
    """Fetch all pages of a dictionary from the first address that gives them, into one zip archive `folder/name`.

    An address is that of the first page, with "{letter}" where each of the letters goes. `order.previous` spares the download only where
    the dictionary was one page: a server says of each page alone whether it is unchanged. Letters that are all the same as before count
    as unchanged when they are there. Raises as `download` does.
    """
    with holding(folder, name, order.called) as path, scratch(folder / f".{name}.pages") as pages:
        async with open_session(order.patience) as session:
            dictionary = Dictionary(session, path, pages, order, paging or Paging())
            return await from_first(addresses, name, order, dictionary.fetch)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What it takes to fetch one: `path` is where it will be, `folder` where its pages are until then."""

    session: aiohttp.ClientSession
    path: Path
    folder: Path
    order: Order
    paging: Paging

    async def fetch(self, address: str) -> Downloaded:
        """The whole dictionary from one address; from the beginning again, once, when it changes while it is read.

        Raises UnusableError when the address does not give it.
        """
        try:
            return await self._once(address)
        except InconsistentError:
            logger.info("%s changed while it was read: beginning again", shown(address))
        try:
            return await self._once(address)
        except InconsistentError as error:
            raise UnusableError(str(error)) from error

    async def _once(self, address: str) -> Downloaded:
        pages = Pages(self.folder)
        letters = [quote(letter, safe="") for letter in self.paging.letters] if LETTER in address else []
        for first in [address.replace(LETTER, letter) for letter in letters] or [address]:
            if not await self._answer(first, pages, Answer(may_be_empty=bool(letters))):
                return Downloaded(self.path, pages.last or Validators(address), changed=False)
        await self._refuse_missing(pages)
        return await asyncio.to_thread(self._finish, address, pages)

    async def _answer(self, address: str, pages: Pages, answer: Answer) -> bool:
        """Fetch all pages of one answer; false when the server says that it is unchanged."""
        while not answer.is_whole:
            asked = page_address(address, answer.received)
            page = await fetch(self.session, asked, pages.next(), self._page_order(pages.size))
            pages.last = page.validators
            if not page.changed:
                return False
            await asyncio.to_thread(_add, pages, answer, page.path)
        return True

    def _page_order(self, before: int) -> Order:
        most_bytes = min(self.order.patience.most_bytes, MOST_PAGE_BYTES)
        return replace(self.order.after(before), patience=replace(self.order.patience, most_bytes=most_bytes))

    async def _refuse_missing(self, pages: Pages) -> None:
        """Raises UnusableError or InconsistentError when terms are missing, or there are none."""
        if not pages.terms:
            raise UnusableError("gives no terms")
        if self.paging.total is None:
            return
        order = replace(self._page_order(pages.size), previous=None)
        counted = await fetch(self.session, self.paging.total, Part(self.folder / TOTAL), order)
        total = await asyncio.to_thread(_total, counted.path)
        is_counted_no_further = total == COUNTED_UP_TO < pages.terms
        if pages.terms != total and not is_counted_no_further:
            raise InconsistentError(f"gives {pages.terms:,} of the {total:,} terms that it says there are")

    def _finish(self, address: str, pages: Pages) -> Downloaded:
        """Pack the pages, unless they are the same as before."""
        validators = _validators(address, pages)
        if validators.digest is not None and validators == self.order.previous:
            return Downloaded(self.path, validators, changed=False)
        _pack(pages.files, Part(self.path))
        return Downloaded(self.path, validators, changed=True)


def _validators(address: str, pages: Pages) -> Validators:
    """What tells this state of the dictionary from the next: the server's own words where it was one page."""
    if LETTER in address:
        return Validators(address, digest=_digest(pages.files))
    return pages.last if pages.last is not None and len(pages.files) == 1 else Validators(address)


def page_address(address: str, position: int) -> str:
    """The address of the page that begins at a position; of the first, the address itself."""
    return str(URL(address).update_query({POSITION: str(position)})) if position else address


def _add(pages: Pages, answer: Answer, file: Path) -> None:
    """Take a page into its answer. Raises UnusableError when it is none, or leads no further."""
    page = _read(file)
    if answer.total not in (None, page.meta.totalResults):
        raise InconsistentError("changed twice while it was read")
    pages.files.append(file)
    pages.size += file.stat().st_size
    pages.terms += len(page.results)
    answer.received += len(page.results)
    answer.total = page.meta.totalResults
    _refuse_useless(pages, answer, page)


def _refuse_useless(pages: Pages, answer: Answer, page: Page) -> None:
    leads_further = page.results or (answer.is_whole and answer.may_be_empty)
    if not leads_further or (len(pages.files) == MOST_PAGES and not answer.is_whole):
        raise UnusableError(f"gives {answer.received:,} of the {answer.total:,} terms that it says there are")
    if answer.total == COUNTED_UP_TO:
        raise UnusableError(f"counts no further than {COUNTED_UP_TO:,} terms, so that some may be missing")


def _read(file: Path) -> Page:
    try:
        return msgspec.json.decode(_plain(file), type=Page)
    except (DataError, *NOT_JSON) as error:
        raise UnusableError("answered with something else than a page of terms") from error


def _total(file: Path) -> int:
    """How many terms there are: the answer is a number, or a page that says it."""
    try:
        said = msgspec.json.decode(_plain(file), type=int | Page)
    except (DataError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise UnusableError("does not say how many terms there are") from error
    return said if isinstance(said, int) else said.meta.totalResults


def _plain(file: Path) -> bytes:
    """The JSON of a page, unpacked if the server packed it unasked."""
    with naming_damage(file):
        content = b"".join(stream.read(MOST_PAGE_BYTES + 1) for _, stream in members(file))
    if len(content) > MOST_PAGE_BYTES:
        raise UnusableError(f"answered with a page of over {MOST_PAGE_BYTES:,} bytes")
    return content


def _digest(files: Sequence[Path]) -> str:
    """The SHA-256 of what the pages hold, however they were packed."""
    digest = hashlib.sha256()
    for content in _contents(files):
        digest.update(content)
    return digest.hexdigest()


def _contents(files: Sequence[Path]) -> Iterator[bytes]:
    return map(_plain, files)


def _pack(files: Sequence[Path], part: Part) -> None:
    try:
        with zipfile.ZipFile(part.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, content in zip(files, _contents(files), strict=True):
                archive.writestr(file.name, content)
        part.finish()
    finally:
        part.discard()
