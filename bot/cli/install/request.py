"""Read the request of `medlex install`: the sources, their files, and how tables of the admin's own are to be read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.building.parse import SourceFile
from bot.cli.output.console import counted
from bot.cli.output.table_preview import MAX_ENTRIES
from bot.errors import DataError, UsageError
from bot.settings import Home
from bot.sources.catalogue import Source, catalogue
from bot.sources.catalogue import source as catalogue_source
from bot.sources.concept import Reading
from bot.sources.custom import CustomSourceOptions, custom_source, id_for, install_command, preview_source
from bot.sources.edition import Edition
from bot.sources.formats.table.inspection import Inspection, inspect
from bot.sources.installed import TableOptions, archive_path, installed_ids, read_description, read_table_options
from bot.sources.recognition import owners, recognized
from bot.terms.source import InstalledSource

BETWEEN_IDS = re.compile(r"[,;\s]+")


def refuse_commas(ids: Sequence[str]) -> None:
    """Raise UsageError if several ids are written as one, with commas between them."""
    if any("," in id or ";" in id for id in ids):
        parts = filter(None, BETWEEN_IDS.split(" ".join(ids)))
        raise UsageError(
            f"There is no source called {' '.join(ids)!r}.",
            f"Write a space between ids, and no comma: `{' '.join(parts)}`.",
        )


def named_source(home: Home, id: str) -> Source:
    """The source of the catalogue with this id. Raises UsageError if there is none, or if it is the admin's own."""
    if id not in catalogue() and id in installed_ids(home.sources):
        raise UsageError(
            f"The source {id!r} is a list of your own, which Medlex cannot fetch.",
            f"Write `medlex install {id} --from FILE`.",
        )
    if id not in catalogue() and Path(id).is_file():
        raise _unnamed(f"{id!r} is a file, not the id of a source.", Path(id), CustomSourceOptions(), None)
    return catalogue_source(id)


def _unnamed(problem: str, path: Path, options: CustomSourceOptions, edition: Edition | None) -> UsageError:
    """The error for a file without an id, with the command that gives it one: the id of its publisher if the
    file names it.
    """
    known = owners(path)
    if known:
        command = shlex.join(["medlex", "install", known[0].id, "--from", str(path)])
        return UsageError(problem, f"The file is {known[0].title}. Run: {command}")
    command = install_command(id_for(path), path, options, edition)
    if options.names():
        return UsageError(problem, f"Choose one for your list, such as in: {command}")
    return UsageError(problem, f"Choose one for your list, and see first how it would be read: {command} --preview")


def files_to_install(
    home: Home, ids: Sequence[str], paths: Sequence[Path], edition: Edition | None, options: CustomSourceOptions
) -> list[SourceFile]:
    """The file of each source, in the order of the ids. The options describe the one source that is the admin's own.

    Raises UsageError if there is not one file for each source, or as `custom_source` does.
    """
    _refuse_unpaired(ids, paths, options, edition)
    refuse_options(options, [id for id in ids if id not in catalogue()])
    return [_file(home, id, path, edition, options) for id, path in zip(ids, paths, strict=True)]


def _refuse_unpaired(
    ids: Sequence[str], paths: Sequence[Path], options: CustomSourceOptions, edition: Edition | None
) -> None:
    if paths and not ids:
        raise _unnamed("The id of the source is missing, before --from.", paths[0], options, edition)
    if not len(set(ids)) == len(ids) == len(paths):
        raise UsageError(
            f"Each source takes one --from of its own: "
            f"{counted(len(ids), 'id')} and {counted(len(paths), 'file')} were given.",
            "Write `medlex install ID --from FILE`, or several of both in the same order.",
        )


def _file(home: Home, id: str, path: Path, edition: Edition | None, options: CustomSourceOptions) -> SourceFile:
    if id in catalogue():
        return SourceFile(catalogue()[id], path, edition)
    own, its_edition = custom_source(id, options, edition, _described_before(home, id), path)
    return SourceFile(own, path, its_edition, reading=_reading(home, own, options))


def _reading(home: Home, own: Source, options: CustomSourceOptions) -> Reading:
    """Options for reading a table: those given now, and for each that is not given, the one of the last time."""
    before = TableOptions()
    if own.id in installed_ids(home.sources):
        with suppress(DataError):
            before = read_table_options(archive_path(home.sources, own.id))
    sheet = before.sheet if options.sheet is None else options.sheet or None
    encoding = before.encoding if options.encoding is None else options.encoding or None
    columns = before.columns if options.columns is None else options.columns or None
    return Reading(own, sheet, encoding, columns)


def inspected(file: SourceFile) -> Inspection | None:
    """Inspect how the file of an admin's own source is read, before it is installed.

    None for sources of the catalogue, and for a file that cannot be read: installing it says why.
    """
    if file.reading is None:
        return None
    try:
        recognized(file.source, file.path)
        return inspect(file.path, file.reading, 0)
    except DataError:
        return None


def previewed(
    home: Home, ids: Sequence[str], paths: Sequence[Path], edition: Edition | None, options: CustomSourceOptions
) -> Inspection:
    """Inspect how one table would be read, with its first entries. No option is needed. Raises as `files_to_install`
    does.
    """
    _refuse_unpaired(ids, paths, options, edition)
    if len(ids) != 1 or ids[0] in catalogue():
        raise UsageError(
            "--preview shows how one table of your own would be read.",
            "Write `medlex install ID --from FILE --preview`.",
        )
    own = preview_source(ids[0], options, _described_before(home, ids[0]))
    return inspect(paths[0], _reading(home, recognized(own, paths[0]), options), MAX_ENTRIES)


def _described_before(home: Home, id: str) -> InstalledSource | None:
    """The description of an installed source. None if it is not installed, or damaged and has to be described again."""
    try:
        return read_description(archive_path(home.sources, id)) if id in installed_ids(home.sources) else None
    except DataError:
        return None


def refuse_options(options: CustomSourceOptions, own_ids: Sequence[str]) -> None:
    """Raise UsageError if there are options, but not exactly one source of the admin's own that they describe."""
    if options.names() and len(own_ids) != 1:
        raise UsageError(
            f"{options.names()[0]} describes one table of your own, and of these sources not exactly one is that.",
            "Leave it out for sources of the catalogue, and install tables of your own one by one.",
        )
