"""`medlex install` without a file: fetching what is asked for, one source after the other, and installing what came."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.building.build import Outcome, SourceFile, install_files
from bot.building.report import BuildReport
from bot.errors import MedlexError
from bot.settings import Home
from bot.sources.catalogue import Source, catalogue
from bot.sources.edition import Edition
from bot.sources.fetch import Fetched, fetch
from bot.sources.installed import archive_path, read_origin
from bot.terminal import output
from bot.terminal.progress import download_bars


def default_sources() -> list[Source]:
    """The sources that are installed when none is named."""
    return [source for source in catalogue().values() if source.default]


def fetch_and_install(
    home: Home, sources: Sequence[Source], edition: Edition | None
) -> tuple[list[Outcome], BuildReport | None]:
    """Fetch each source and install those that came. One that fails does not keep the others back."""
    outcomes, fetched = asyncio.run(_fetch_all(home, sources))
    files = [SourceFile(one.source, one.path, edition, one.validators) for one in fetched if one.changed]
    outcomes += [Outcome(one.source.id) for one in fetched if not one.changed]
    if not files:
        return outcomes, None
    with output.working("Reading the files and rebuilding the lexicon"):
        installed, report = install_files(home, files)
    for outcome, file in zip(installed, files, strict=True):
        if outcome.error is None:
            file.path.unlink(missing_ok=True)
    return [*outcomes, *installed], report


async def _fetch_all(home: Home, sources: Sequence[Source]) -> tuple[list[Outcome], list[Fetched]]:
    failed: list[Outcome] = []
    fetched: list[Fetched] = []
    with download_bars() as bar:
        for source in sources:
            try:
                previous = read_origin(archive_path(home.sources, source.id))
                fetched.append(await fetch(source, home.downloads, previous, bar(source.id)))
            except MedlexError as error:
                failed.append(Outcome(source.id, error=error))
    return failed, fetched
