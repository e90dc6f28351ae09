"""The installed sources: each was parsed once and is stored on disk, so that a rebuild needs no download.

A source is one zip archive in `MEDLEX_HOME/sources`: `concepts.jsonl` has one concept a line, `forms.jsonl` the
normal forms of its names (after a line that identifies the rules by which they were made), `source.json` the edition,
the counts and the license, `origin.json` the download, `table.json` the options of a table. That of a table of journals
has `journals.jsonl`, too, with one journal a line, and no concept.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Iterator
from io import BufferedReader, BufferedWriter, RawIOBase
from pathlib import Path
from typing import IO, cast

import msgspec

from bot import __version__
from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import DAMAGED
from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept
from bot.sources.download.options import Validators
from bot.terms.model import Journal
from bot.terms.normal_forms import normal_forms, packed, rules
from bot.terms.source import InstalledSource

CONCEPTS = "concepts.jsonl"
FORMS = "forms.jsonl"
JOURNALS = "journals.jsonl"
SOURCE = "source.json"
ORIGIN = "origin.json"
TABLE = "table.json"
BUFFER = 1 << 18


class Origin(msgspec.Struct, frozen=True):
    """The version of Medlex that read a downloaded source, and the server's validators of the file."""

    version: str
    validators: Validators


def origin_of(validators: Validators | None) -> Origin | None:
    """Return the origin of a download that this version of Medlex reads; None for a file on disk."""
    return Origin(__version__, validators) if validators else None


class TableOptions(msgspec.Struct, frozen=True, omit_defaults=True):
    """The options with which a table was installed (see `Reading`)."""

    sheet: str | None = None
    encoding: str | None = None
    columns: str | None = None


def archive_path(folder: Path, id: str) -> Path:
    """Return the path of an installed source's archive."""
    return folder / f"{id}.zip"


def installed_ids(folder: Path) -> list[str]:
    """Return the ids of the installed sources in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.zip"))


def read_description(archive: Path) -> InstalledSource:
    """Read the description of an installed source, with the traits that the catalogue has for it today. Raises
    DataError when its archive is damaged.
    """
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        described = msgspec.json.decode(contents.read(SOURCE), type=InstalledSource)
    known = catalogue().get(described.id)
    return dataclasses.replace(described, traits=known.traits) if known else described


def read_table_options(archive: Path) -> TableOptions:
    """Read the options with which a table was installed. Raises DataError when its archive is damaged."""
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        return (
            msgspec.json.decode(contents.read(TABLE), type=TableOptions)
            if TABLE in contents.namelist()
            else TableOptions()
        )


def is_whole(archive: Path) -> bool:
    """Return True if a source is installed and no member of its archive is damaged, which takes reading all of it."""
    try:
        with zipfile.ZipFile(archive) as contents:
            return contents.testzip() is None
    except DAMAGED:
        return False


def read_origin(archive: Path) -> Validators | None:
    """Read the validators with which an installed source was downloaded; None if it is not installed or came from a
    file on disk.

    If another version of Medlex read the source, only the address is returned: that version may have read it
    differently, so it is downloaded again even if the publisher has not changed it. Raises DataError when its archive
    is damaged.
    """
    if not archive.exists():
        return None
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        origin = msgspec.json.decode(contents.read(ORIGIN), type=Origin | None)
    if origin is None:
        return None
    return origin.validators if origin.version == __version__ else Validators(origin.validators.address)


def reading_version(archive: Path) -> str | None:
    """Return the version of Medlex that read a downloaded source; None if it came from a file on disk. Raises DataError when
    its archive is damaged.
    """
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        origin = msgspec.json.decode(contents.read(ORIGIN), type=Origin | None)
    return origin.version if origin else None


def read_concepts(archive: Path) -> Iterator[Concept]:
    """Yield the concepts of an installed source. Raises DataError when its archive is damaged."""
    decoder = msgspec.json.Decoder(Concept)
    with archive_errors(archive), zipfile.ZipFile(archive) as contents, contents.open(CONCEPTS) as lines:
        yield from map(decoder.decode, BufferedReader(cast(RawIOBase, lines), BUFFER))


def read_journals(archive: Path) -> Iterator[Journal]:
    """Yield the journals of an installed source; none if it is no table of journals. Raises DataError when
    its archive is damaged.
    """
    decoder = msgspec.json.Decoder(Journal)
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        if JOURNALS in contents.namelist():
            with contents.open(JOURNALS) as lines:
                yield from map(decoder.decode, BufferedReader(cast(RawIOBase, lines), BUFFER))


def read_concepts_with_forms(archive: Path) -> Iterator[tuple[Concept, str]]:
    """Yield each concept of an installed source with the normal forms of its names, in the order of the names and
    packed (see `bot.terms.normal_forms.packed`).

    The forms are made again if they were made by other rules than today's. Raises DataError when the archive is
    damaged.
    """
    concepts = read_concepts(archive)
    with archive_errors(archive), zipfile.ZipFile(archive) as contents, contents.open(FORMS) as member:
        lines = BufferedReader(cast(RawIOBase, member), BUFFER)
        if msgspec.json.decode(lines.readline(), type=str) == rules():
            yield from zip(concepts, map(msgspec.json.Decoder(str).decode, lines), strict=True)
        else:
            yield from ((concept, forms_of(concept)) for concept in concepts)


def buffered(member: IO[bytes]) -> BufferedWriter:
    """Buffer the writes to a member of an archive, which are compressed faster in large pieces."""
    return BufferedWriter(cast(RawIOBase, member), BUFFER)


def forms_of(concept: Concept) -> str:
    """Return the normal forms of a concept's names, packed."""
    return packed([normal_forms(name.name) for name in concept.names])


class archive_errors:  # noqa: N801 (used as a statement)
    """Turn exceptions about a damaged archive into a DataError with the command that installs the source again."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, (*DAMAGED, KeyError, ValueError, msgspec.MsgspecError)):
            raise DataError(
                f"The installed source {self.archive} is damaged: {reason(error)}.",
                f"Install it again: `medlex install {self.archive.stem} --from FILE`.",
            ) from error
