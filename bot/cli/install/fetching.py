"""`medlex install` without a file: fetch sources from their publishers, then install what came, with one
rebuild for all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import msgspec
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

from bot.building.build import install_files
from bot.building.parse import Outcome, SourceFile, not_installed, refuse_shipped
from bot.building.report import BuildReport
from bot.cli.output.console import working
from bot.errors import MedlexError
from bot.settings import Home
from bot.sources.catalogue import Source
from bot.sources.download.fetch import Fetched, fetch
from bot.sources.download.options import Progress
from bot.sources.edition import Edition
from bot.sources.installed import archive_path, is_whole, read_origin

# Files fetched at a time. More would not be faster where the connection is the limit. Where a firewall drops
# all packets, each host costs some twenty seconds, and so many of them are waited for together.
MAX_FETCHES = 4

# Starts a bar with this label and returns the function that moves it on.
StartBar = Callable[[str], Callable[[Progress], None]]


def fetch_and_install(
    home: Home,
    sources: Sequence[Source],
    edition: Edition | None,
    *,
    private_redirects: bool = False,
    low_memory: bool = False,
) -> tuple[list[Outcome], BuildReport | None]:
    """Fetch each source and install those that came; one that fails does not keep back the others.

    With `private_redirects`, publishers may redirect to addresses that are not public; `low_memory` is as in
    `install_files`. Returns the outcome of each
    source, and the report of the build, None if nothing was built. Raises
    UsageError, before anything is fetched, if a source that ships with Medlex is among them; DataError as
    `install_files` does.
    """
    for source in sources:
        refuse_shipped(source.id)
    outcomes, fetched = asyncio.run(_fetch_all(home, sources, NetworkOptions(private_redirects)))
    files = [SourceFile(one.source, one.path, edition, one.validators) for one in fetched if one.changed]
    outcomes += [Outcome(one.source.id) for one in fetched if not one.changed]
    if not files:
        _clear(fetched)
        return outcomes, None
    with working("Reading the files and rebuilding the lexicon"):
        installed, report = install_files(home, files, low_memory=low_memory)
    _clear(fetched)
    return [*outcomes, *installed], report


def _clear(fetched: Sequence[Fetched]) -> None:
    """Remove downloads that have been read: good files are in the archives, and bad ones are not read again.

    Also removed is what a killed program left of a source that has nothing newer.
    """
    for one in fetched:
        one.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """What all downloads of one run share (see `FetchOptions`)."""

    private_redirects: bool
    silent_hosts: dict[str, str] = field(default_factory=dict)


async def _fetch_all(
    home: Home, sources: Sequence[Source], network: NetworkOptions
) -> tuple[list[Outcome], list[Fetched]]:
    """Fetch sources, a few at a time. Returns the failures and the files, each in the order of the sources."""
    by_location: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        by_location.setdefault(source.place, []).append(source)
    semaphore = asyncio.Semaphore(MAX_FETCHES)
    with download_bars() as start_bar:

        async def fetch_group(group: list[Source]) -> list[Outcome | Fetched]:
            async with semaphore:
                return await _fetch_group(home, group, start_bar, network)

        groups = await asyncio.gather(*map(fetch_group, by_location.values()))
    order = {source.id: number for number, source in enumerate(sources)}
    done = [one for group in groups for one in group]
    failed = [one for one in done if isinstance(one, Outcome)]
    fetched = [one for one in done if isinstance(one, Fetched)]
    return sorted(failed, key=lambda one: order[one.id]), sorted(fetched, key=lambda one: order[one.source.id])


async def _fetch_group(
    home: Home, group: list[Source], start_bar: StartBar, network: NetworkOptions
) -> list[Outcome | Fetched]:
    """Fetch the one file of all sources that have the same location. Returns the file or failure of each."""
    first = group[0]
    try:
        one = await _fetch_newer(home, group, start_bar(", ".join(source.id for source in group)), network)
    except MedlexError as error:
        return [not_installed(home.sources, source.id, error) for source in group]
    format = one.source.format if one.source.format != first.format else None
    return [replace(one, source=msgspec.structs.replace(source, format=format or source.format)) for source in group]


async def _fetch_newer(
    home: Home, group: list[Source], progress: Callable[[Progress], None], network: NetworkOptions
) -> Fetched:
    """Fetch a file if it is newer than the installed one, and in any case if an archive is damaged or missing.

    A mirror has one edition for good: it serves hosts that have none, and replaces no installed one.
    """
    archives = [archive_path(home.sources, source.id) for source in group]
    whole = [is_whole(archive) for archive in archives]
    origins = {read_origin(archive) for archive in archives} if all(whole) else set()
    source = msgspec.structs.replace(group[0], mirror=None) if any(whole) else group[0]
    previous = origins.pop() if len(origins) == 1 else None
    return await fetch(
        source,
        home.downloads,
        previous,
        progress,
        network.silent_hosts,
        private_redirects=network.private_redirects,
    )


@contextmanager
def download_bars() -> Iterator[StartBar]:
    """Progress bars on standard error, with size, speed and time left. Nothing is shown in a file or pipe."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:

        def start(label: str) -> Callable[[Progress], None]:
            task = bars.add_task(label, total=None)
            return lambda progress: bars.update(task, completed=progress.done, total=progress.total)

        yield start
