"""`medlex install` without a file: fetching what is asked for, one source after the other, and installing what came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import msgspec

from bot.building.build import Outcome, SourceFile, install_files, refuse_glossary
from bot.building.report import BuildReport
from bot.errors import MedlexError
from bot.settings import Home
from bot.sources.catalogue import Source, catalogue
from bot.sources.edition import Edition
from bot.sources.fetch import Fetched, fetch
from bot.sources.installed import archive_path, is_whole, read_origin
from bot.sources.transfer import Progress
from bot.terminal import output
from bot.terminal.progress import download_bars


def default_sources() -> list[Source]:
    """The sources that are installed when none is named."""
    return [source for source in catalogue().values() if source.default]


def fetch_and_install(
    home: Home, sources: Sequence[Source], edition: Edition | None
) -> tuple[list[Outcome], BuildReport | None]:
    """Fetch each source and install those that came. One that fails does not keep the others back.

    Raises UsageError, before anything is fetched, when the starter glossary is among them; DataError as `install_files` does.
    """
    for source in sources:
        refuse_glossary(source.id)
    outcomes, fetched = asyncio.run(_fetch_all(home, sources))
    files = [SourceFile(one.source, one.path, edition, one.validators) for one in fetched if one.changed]
    outcomes += [Outcome(one.source.id) for one in fetched if not one.changed]
    if not files:
        _clear(fetched)
        return outcomes, None
    with output.working("Reading the files and rebuilding the lexicon"):
        installed, report = install_files(home, files)
    _clear(fetched)
    return [*outcomes, *installed], report


def _clear(fetched: Sequence[Fetched]) -> None:
    """Remove what was downloaded, once it is read: good files are in the archives, and bad ones are not read again.

    What a killed program left where there is nothing newer goes with them.
    """
    for one in fetched:
        one.path.unlink(missing_ok=True)


async def _fetch_all(home: Home, sources: Sequence[Source]) -> tuple[list[Outcome], list[Fetched]]:
    failed: list[Outcome] = []
    fetched: list[Fetched] = []
    with download_bars() as bar:
        for source in sources:
            try:
                fetched.append(await _fetch_newer(home, source, bar(source.id)))
            except MedlexError as error:
                failed.append(Outcome(source.id, error=error))
    return failed, fetched


async def _fetch_newer(home: Home, source: Source, progress: Callable[[Progress], None]) -> Fetched:
    """Fetch a source if it is newer than what is installed, and in any case if what is installed is damaged.

    A mirror holds one edition for good: it is for those who have none, and takes the place of none.
    """
    archive = archive_path(home.sources, source.id)
    if not is_whole(archive):
        return await fetch(source, home.downloads, None, progress)
    from_publisher = msgspec.structs.replace(source, mirror=None)
    return await fetch(from_publisher, home.downloads, read_origin(archive), progress)
