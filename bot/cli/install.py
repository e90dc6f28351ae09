"""`medlex install`: which sources are meant and from which files; without a file, fetching them one after the other."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from bot.building.build import install_files
from bot.building.parse import Outcome, SourceFile, not_installed, refuse_shipped
from bot.building.report import BuildReport
from bot.cli import output
from bot.cli.checks import counted
from bot.cli.progress import download_bars
from bot.cli.tables import SHOWN
from bot.errors import DataError, MedlexError, UsageError
from bot.settings import Home
from bot.sources.catalogue import Source, catalogue
from bot.sources.catalogue import source as catalogue_source
from bot.sources.concept import Reading
from bot.sources.custom import CustomSourceOptions, custom_source, id_for, install_command, preview_source
from bot.sources.download.fetch import Fetched, fetch
from bot.sources.download.options import Progress
from bot.sources.edition import Edition
from bot.sources.formats.table.inspection import Inspection, inspect
from bot.sources.installed import (
    TableOptions,
    archive_path,
    installed_ids,
    is_whole,
    read_description,
    read_origin,
    read_table_options,
)
from bot.sources.recognition import owners, recognized
from bot.terms.source import InstalledSource

# More at once would not be faster where the line is the limit. Where a firewall swallows everything, each host costs some twenty
# seconds, and so many are waited for together.
AT_ONCE = 4
BETWEEN_IDS = re.compile(r"[,;\s]+")


def refuse_commas(ids: Sequence[str]) -> None:
    """Raises UsageError when several ids are written as one, with commas between them."""
    if any("," in id or ";" in id for id in ids):
        parts = filter(None, BETWEEN_IDS.split(" ".join(ids)))
        raise UsageError(
            f"There is no source called {' '.join(ids)!r}.",
            f"Write a space between ids, and no comma: `{' '.join(parts)}`.",
        )


def named_source(home: Home, id: str) -> Source:
    """The source to fetch that has this id. Raises UsageError when there is none, or when it is the admin's own."""
    if id not in catalogue() and id in installed_ids(home.sources):
        raise UsageError(
            f"The source {id!r} is a list of your own, which Medlex cannot fetch.",
            f"Write `medlex install {id} --from FILE`.",
        )
    if id not in catalogue() and Path(id).is_file():
        raise _unnamed(f"{id!r} is a file, not the id of a source.", Path(id), CustomSourceOptions(), None)
    return catalogue_source(id)


def _unnamed(problem: str, path: Path, said: CustomSourceOptions, edition: Edition | None) -> UsageError:
    """The error for a file without an id: the command that gives it one. Whose file it is decides, where it says so itself."""
    known = owners(path)
    if known:
        command = shlex.join(["medlex", "install", known[0].id, "--from", str(path)])
        return UsageError(problem, f"The file is {known[0].title}. Run: {command}")
    command = install_command(id_for(path), path, said, edition)
    if said.names():
        return UsageError(problem, f"Choose one for your list, such as in: {command}")
    return UsageError(problem, f"Choose one for your list, and see first how it would be read: {command} --preview")


def files_to_install(
    home: Home, ids: Sequence[str], paths: Sequence[Path], edition: Edition | None, said: CustomSourceOptions
) -> list[SourceFile]:
    """The file of each source, in their order; what was said describes the one among them that is the admin's own.

    Raises UsageError when the files are not one for each source, or as `custom_source` does.
    """
    _refuse_unpaired(ids, paths, said, edition)
    refuse_description(said, [id for id in ids if id not in catalogue()])
    return [_file(home, id, path, edition, said) for id, path in zip(ids, paths, strict=True)]


def _refuse_unpaired(
    ids: Sequence[str], paths: Sequence[Path], said: CustomSourceOptions, edition: Edition | None
) -> None:
    if paths and not ids:
        raise _unnamed("The id of the source is missing, before --from.", paths[0], said, edition)
    if not len(set(ids)) == len(ids) == len(paths):
        raise UsageError(
            f"Each source takes one --from of its own: {counted(len(ids), 'id')} and {counted(len(paths), 'file')} were given.",
            "Write `medlex install ID --from FILE`, or several of both in the same order.",
        )


def _file(home: Home, id: str, path: Path, edition: Edition | None, said: CustomSourceOptions) -> SourceFile:
    if id in catalogue():
        return SourceFile(catalogue()[id], path, edition)
    own, its_edition = custom_source(id, said, edition, _described_before(home, id), path)
    return SourceFile(own, path, its_edition, reading=_reading(home, own, said))


def _reading(home: Home, own: Source, said: CustomSourceOptions) -> Reading:
    """How a table is to be read: as was said, and where nothing was said as it was the last time."""
    before = TableOptions()
    if own.id in installed_ids(home.sources):
        with suppress(DataError):
            before = read_table_options(archive_path(home.sources, own.id))
    sheet = before.sheet if said.sheet is None else said.sheet or None
    encoding = before.encoding if said.encoding is None else said.encoding or None
    columns = before.columns if said.columns is None else said.columns or None
    return Reading(own, sheet, encoding, columns)


def inspected(file: SourceFile) -> Inspection | None:
    """How the file of an admin's own source is read, before it is installed. None for sources of the catalogue, and where it
    cannot be read: installing it says why.
    """
    if file.reading is None:
        return None
    try:
        recognized(file.source, file.path)
        return inspect(file.path, file.reading, 0)
    except DataError:
        return None


def previewed(
    home: Home, ids: Sequence[str], paths: Sequence[Path], edition: Edition | None, said: CustomSourceOptions
) -> Inspection:
    """How one table would be read, its first entries among that; nothing need be said of it. Raises as `files_to_install` does."""
    _refuse_unpaired(ids, paths, said, edition)
    if len(ids) != 1 or ids[0] in catalogue():
        raise UsageError(
            "--preview shows how one table of your own would be read.",
            "Write `medlex install ID --from FILE --preview`.",
        )
    own = preview_source(ids[0], said, _described_before(home, ids[0]))
    return inspect(paths[0], _reading(home, recognized(own, paths[0]), said), SHOWN)


def _described_before(home: Home, id: str) -> InstalledSource | None:
    """What an installed source says of itself. A damaged one says nothing: it is then described anew."""
    try:
        return read_description(archive_path(home.sources, id)) if id in installed_ids(home.sources) else None
    except DataError:
        return None


def refuse_description(said: CustomSourceOptions, own_ids: Sequence[str]) -> None:
    """Raises UsageError when something is said of a table, but not of exactly one that is the admin's own."""
    if said.names() and len(own_ids) != 1:
        raise UsageError(
            f"{said.names()[0]} describes one table of your own, and of these sources not exactly one is that.",
            "Leave it out for sources of the catalogue, and install tables of your own one by one.",
        )


def fetch_and_install(
    home: Home, sources: Sequence[Source], edition: Edition | None
) -> tuple[list[Outcome], BuildReport | None]:
    """Fetch each source and install those that came. One that fails does not keep the others back.

    Raises UsageError, before anything is fetched, when a source that ships with Medlex is among them; DataError as `install_files` does.
    """
    for source in sources:
        refuse_shipped(source.id)
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
    """What could not be fetched, and what could, in the order of the sources. A few are fetched at the same time."""
    together: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        together.setdefault(source.place, []).append(source)
    places = asyncio.Semaphore(AT_ONCE)
    silent_hosts: dict[str, str] = {}
    with download_bars() as bar:

        async def fetch_group(group: list[Source]) -> list[Outcome | Fetched]:
            async with places:
                return await _fetch_group(home, group, bar, silent_hosts)

        groups = await asyncio.gather(*map(fetch_group, together.values()))
    order = {source.id: number for number, source in enumerate(sources)}
    done = [one for group in groups for one in group]
    failed = [one for one in done if isinstance(one, Outcome)]
    fetched = [one for one in done if isinstance(one, Fetched)]
    return sorted(failed, key=lambda one: order[one.id]), sorted(fetched, key=lambda one: order[one.source.id])


async def _fetch_group(
    home: Home, group: list[Source], bar: Callable[[str], Callable[[Progress], None]], silent_hosts: dict[str, str]
) -> list[Outcome | Fetched]:
    """Fetch the one file of sources that are in the same place: what became of each."""
    first = group[0]
    try:
        one = await _fetch_newer(home, group, bar(", ".join(source.id for source in group)), silent_hosts)
    except MedlexError as error:
        return [not_installed(home.sources, source.id, error) for source in group]
    format = one.source.format if one.source.format != first.format else None
    return [replace(one, source=msgspec.structs.replace(source, format=format or source.format)) for source in group]


async def _fetch_newer(
    home: Home, group: list[Source], progress: Callable[[Progress], None], silent_hosts: dict[str, str]
) -> Fetched:
    """Fetch a file if it is newer than what is installed, and in any case if something installed is damaged or missing.

    A mirror holds one edition for good: it is for those who have none, and takes the place of none.
    """
    archives = [archive_path(home.sources, source.id) for source in group]
    whole = [is_whole(archive) for archive in archives]
    origins = {read_origin(archive) for archive in archives} if all(whole) else set()
    source = msgspec.structs.replace(group[0], mirror=None) if any(whole) else group[0]
    previous = origins.pop() if len(origins) == 1 else None
    return await fetch(source, home.downloads, previous, progress, silent_hosts)
