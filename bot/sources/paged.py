"""Fetching a dictionary that its publisher gives out in pages, as the NCI's glossary API does.

`GET …?size=10000&from=0` answers with so many terms from a position on, and says in `meta.totalResults` how many there
are (https://webapis.cancer.gov/glossary/v1/index.html).
"""

from __future__ import annotations

import asyncio
import logging
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import msgspec
from yarl import URL

from bot.errors import DataError
from bot.sources.download import fetch, from_first, holding, scratch
from bot.sources.exchange import open_session
from bot.sources.files import NOT_JSON, members, naming_damage
from bot.sources.formats.nci_glossary import MOST_PAGE_BYTES, Page
from bot.sources.part import Part
from bot.sources.transfer import ANY_VERSION, Downloaded, Order, Progress, UnusableError, Validators, shown

POSITION = "from"
MOST_PAGES = 1_000

logger = logging.getLogger(__name__)


class ChangedMeanwhileError(Exception):
    """A page says that the dictionary has another number of terms than the page before it said."""


@dataclass(slots=True)
class Answer:
    """The pages of one answer so far: their files, how many terms they hold of how many, and their bytes."""

    files: list[Path]
    received: int = 0
    total: int | None = None
    size: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether no page is missing."""
        return self.total is not None and self.received >= self.total


async def download_pages(addresses: Sequence[str], folder: Path, name: str, order: Order = ANY_VERSION) -> Downloaded:
    """Fetch all pages of an answer from the first address that gives them, into one zip archive `folder/name`.

    An address is that of the first page. `order.previous` spares the download only where the answer was one page: a server
    says of each page alone whether it is unchanged. Raises as `download` does.
    """
    with holding(folder, name) as path, scratch(folder / f".{name}.pages") as pages:
        async with open_session(order.patience) as session:
            return await from_first(addresses, name, lambda address: _fetch_all(session, address, path, pages, order))


async def _fetch_all(session: aiohttp.ClientSession, address: str, path: Path, pages: Path, order: Order) -> Downloaded:
    """The whole answer of one address; from the beginning again, once, when the dictionary changes while it is read."""
    try:
        return await _fetch_once(session, address, path, pages, order)
    except ChangedMeanwhileError:
        logger.info("%s changed while it was read: beginning again", shown(address))
    try:
        return await _fetch_once(session, address, path, pages, order)
    except ChangedMeanwhileError as error:
        raise UnusableError("changed twice while it was read") from error


async def _fetch_once(
    session: aiohttp.ClientSession, address: str, path: Path, pages: Path, order: Order
) -> Downloaded:
    answer = Answer([])
    while not answer.is_whole:
        part = Part(pages / f"{len(answer.files):05}.json")
        page = await fetch(session, page_address(address, answer.received), part, _page_order(order, answer))
        if not page.changed:
            return Downloaded(path, page.validators, changed=False)
        await asyncio.to_thread(_add, answer, page.path)
    await asyncio.to_thread(_pack, answer, Part(path))
    return Downloaded(path, page.validators if len(answer.files) == 1 else Validators(address), changed=True)


def page_address(address: str, position: int) -> str:
    """The address of the page that begins at a position; of the first, the address itself."""
    return str(URL(address).update_query({POSITION: str(position)})) if position else address


def _page_order(order: Order, answer: Answer) -> Order:
    before = answer.size

    def all_pages(progress: Progress) -> None:
        order.progress(Progress(before + progress.done, None, progress.address))

    return replace(
        order,
        progress=all_pages,
        patience=replace(order.patience, most_bytes=min(order.patience.most_bytes, MOST_PAGE_BYTES)),
    )


def _add(answer: Answer, file: Path) -> None:
    """Take a page into the answer. Raises UnusableError when it is none, or leads no further."""
    page = _read(file)
    if answer.total not in (None, page.meta.totalResults):
        raise ChangedMeanwhileError
    answer.files.append(file)
    answer.received += len(page.results)
    answer.total = page.meta.totalResults
    answer.size += file.stat().st_size
    if not page.results or (len(answer.files) == MOST_PAGES and not answer.is_whole):
        raise UnusableError(f"gives {answer.received:,} of the {answer.total:,} terms that it says there are")


def _read(file: Path) -> Page:
    try:
        return msgspec.json.decode(_plain(file), type=Page)
    except (DataError, *NOT_JSON) as error:
        raise UnusableError("answered with something else than a page of terms") from error


def _plain(file: Path) -> bytes:
    """The JSON of a page, unpacked if the server packed it unasked."""
    with naming_damage(file):
        content = b"".join(stream.read(MOST_PAGE_BYTES + 1) for _, stream in members(file))
    if len(content) > MOST_PAGE_BYTES:
        raise UnusableError(f"answered with a page of over {MOST_PAGE_BYTES:,} bytes")
    return content


def _pack(answer: Answer, part: Part) -> None:
    try:
        with zipfile.ZipFile(part.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in answer.files:
                archive.writestr(file.name, _plain(file))
        part.finish()
    finally:
        part.discard()
