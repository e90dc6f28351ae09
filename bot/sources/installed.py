"""The sources that are installed: parsed once, kept on disk, so that a rebuild needs no download.

Each is one zip archive in `MEDLEX_HOME/sources`: `concepts.jsonl` holds a concept a line, `forms.jsonl` the
normal forms of its names (after a line that tells by which rules), `source.json` the edition, counts and
licence. An archive is written beside its final path and renamed over it.
"""

from __future__ import annotations

import dataclasses
import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BufferedReader, BufferedWriter, RawIOBase
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, cast

import msgspec

from bot import __version__
from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import DAMAGED
from bot.sources.catalogue import Source, catalogue
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.download.options import Validators
from bot.sources.edition import Edition, edition_from_text
from bot.sources.formats.registry import FORMATS
from bot.sources.recognition import recognized
from bot.terms.normal_forms import MAX_NAME_LENGTH, normal_forms, packed, rules
from bot.terms.source import InstalledSource

CONCEPTS = "concepts.jsonl"
FORMS = "forms.jsonl"
SOURCE = "source.json"
ORIGIN = "origin.json"
TABLE = "table.json"
MAX_BROKEN_SHARE = 0.01
# People's own lists are not made by programs, and every broken row of one is named.
MAX_BROKEN_SHARE_OF_TABLE = 0.1
# After so many broken records and fewer good ones no more are read: whether enough good ones follow is not waited for.
HOPELESS = 1_000
# A log of hundreds of lines is not read; the first few show what is wrong.
MAX_LOGGED = 20
COMPRESSION_LEVEL = 1
FETCH_AGAIN = (
    "Download the file again; if it stays so, the publisher has changed the format and Medlex needs an update."
)
CORRECT_TABLE = (
    "Correct the records that the log names, then repeat the command; with --preview it shows how the file is read."
)
GIVE_WHOLE = "Give the publisher's whole file after --from."
NO_ENTRY = "Give it a line for each term, with a definition, a long form or other names; with --preview the command shows how it is read."
MAX_QUOTED = 60
BUFFER = 1 << 18

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Counts:
    """What went by while a source was read."""

    concepts: int = 0
    names: int = 0
    definitions: int = 0
    broken: int = 0
    reading: Reading = field(default_factory=Reading)

    def add(self, concept: Concept) -> None:
        """Count one good record."""
        self.concepts += 1
        self.names += len(concept.names)
        self.definitions += len(concept.definitions)


class Origin(msgspec.Struct, frozen=True):
    """Which version of Medlex read a source that was downloaded, and what the server said of it."""

    version: str
    validators: Validators


class TableOptions(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a table was said to be read (`Reading`): its sheet, its encoding, its columns."""

    sheet: str | None = None
    encoding: str | None = None
    columns: str | None = None


def archive_path(folder: Path, id: str) -> Path:
    """Where the archive of one installed source stands."""
    return folder / f"{id}.zip"


def installed_ids(folder: Path) -> list[str]:
    """The ids of the sources that are installed, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.zip"))


def parse_into(  # noqa: PLR0913, PLR0917 (each is a thing of its own)
    archive: Path,
    source: Source,
    path: Path,
    edition: Edition | None,
    origin: Validators | None = None,
    reading: Reading | None = None,
) -> InstalledSource:
    """Read a publisher's file as a stream and write what it holds to `archive`, which must not exist yet.

    `edition` overrides what the file says of itself; `origin` is what it was downloaded with; `reading` is
    how a table is to be read, which is kept for the next edition. Raises DataError when the file is not the
    source's or not in its format, holds no concept, is over one per cent broken, or does not tell its
    edition.
    """
    source = recognized(source, path)
    edition = edition or _own_edition(source, path)
    counts = Counts(reading=reading or Reading(source))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as out:
        with TemporaryFile(dir=archive.parent) as forms:
            with _buffered(out.open(CONCEPTS, "w", force_zip64=True)) as lines:
                _write_concepts(lines, forms, _usable(FORMATS[source.format].concepts(path, counts.reading)), counts)
            if counts.broken > MAX_LOGGED:
                logger.warning("left out %s more broken records of %s", f"{counts.broken - MAX_LOGGED:,}", source.id)
            _refuse_unusable(source, path, counts)
            with out.open(FORMS, "w", force_zip64=True) as lines:
                forms.seek(0)
                copyfileobj(forms, lines, BUFFER)
        record = describe(source, edition, counts)
        out.writestr(SOURCE, msgspec.json.format(msgspec.json.encode(record)))
        out.writestr(ORIGIN, msgspec.json.encode(Origin(__version__, origin) if origin else None))
        out.writestr(TABLE, msgspec.json.encode(_table_options(counts.reading)))
    return record


def _buffered(member: IO[bytes]) -> BufferedWriter:
    """A member of an archive to be written in small pieces: it is compressed in large ones."""
    return BufferedWriter(cast(RawIOBase, member), BUFFER)


def _own_edition(source: Source, path: Path) -> Edition:
    """The edition that a file says it is, or else the catalogue. A file in another format is refused for
    that, not for want of an edition.
    """
    layout = FORMATS[source.format]
    edition = layout.edition(path)
    if edition is None:
        next(layout.concepts(path, Reading(source)), None)
        if source.edition:
            return edition_from_text(source.edition)
        raise DataError(f"The file {path} does not say which edition it is.", "Add --edition YEAR.")
    return edition


def _usable(records: Iterable[Concept | BrokenRecord]) -> Iterator[Concept | BrokenRecord]:
    """The records; one whose identifier an earlier one has already is broken, for a code leads to one record,
    and so is one with a name that is too long for a name.
    """
    codes: set[str] = set()
    for record in records:
        if isinstance(record, BrokenRecord):
            yield record
        elif record.code in codes:
            yield BrokenRecord(record.code, "an earlier record has the same identifier")
        elif endless := [len(name.name) for name in record.names if len(name.name) > MAX_NAME_LENGTH]:
            yield BrokenRecord(record.code[:MAX_QUOTED], f"it has a name of {endless[0]:,} characters")
        else:
            codes.add(record.code)
            yield record


def _write_concepts(
    lines: IO[bytes], forms: IO[bytes], records: Iterable[Concept | BrokenRecord], counts: Counts
) -> None:
    encoder = msgspec.json.Encoder()
    forms.write(encoder.encode(rules()) + b"\n")
    for record in records:
        if isinstance(record, BrokenRecord):
            counts.broken += 1
            if counts.broken <= MAX_LOGGED:
                logger.warning("left out %s: %s", record.where, record.problem)
            if counts.broken == HOPELESS and counts.concepts < HOPELESS:
                return
        else:
            counts.add(record)
            lines.write(encoder.encode(record) + b"\n")
            forms.write(encoder.encode(forms_of(record)) + b"\n")


def _refuse_unusable(source: Source, path: Path, counts: Counts) -> None:
    is_table = source.format == "table"
    if counts.concepts == 0:
        raise DataError(f"The file {path} holds no usable record.", NO_ENTRY if is_table else GIVE_WHOLE)
    most = MAX_BROKEN_SHARE_OF_TABLE if is_table else MAX_BROKEN_SHARE
    if counts.broken > most * (counts.concepts + counts.broken):
        raise DataError(
            f"{counts.broken:,} of the {counts.concepts + counts.broken:,} records in {path} are broken, over {100 * most:.0f} %.",
            CORRECT_TABLE if is_table else FETCH_AGAIN,
        )


def _table_options(reading: Reading) -> TableOptions:
    return TableOptions(reading.sheet, reading.encoding, reading.columns)


def describe(source: Source, edition: Edition, counts: Counts) -> InstalledSource:
    """A source in one edition, installed now."""
    return InstalledSource(
        id=source.id,
        title=source.citation_title,
        publisher=source.publisher,
        homepage=source.homepage,
        licence=source.licence,
        attribution=source.attribution,
        language=source.language,
        audience=source.audience,
        plainness=source.plainness,
        edition=edition.label,
        year=edition.year,
        installed=datetime.now(UTC).isoformat(timespec="seconds"),
        concepts=counts.concepts,
        names=counts.names,
        definitions=counts.definitions,
        broken=counts.broken,
        credit=source.credit,
        traits=source.traits,
        left_out=dict(counts.reading.left_out.most_common()),
        cleaned=dict(counts.reading.cleaned.most_common()),
    )


def read_description(archive: Path) -> InstalledSource:
    """What an installed source says of itself; its traits are what the catalogue says now. Raises DataError
    when its archive is damaged.
    """
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        described = msgspec.json.decode(contents.read(SOURCE), type=InstalledSource)
    known = catalogue().get(described.id)
    return dataclasses.replace(described, traits=known.traits) if known else described


def read_table_options(archive: Path) -> TableOptions:
    """How an installed table was said to be read. Raises DataError when its archive is damaged."""
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        return (
            msgspec.json.decode(contents.read(TABLE), type=TableOptions)
            if TABLE in contents.namelist()
            else TableOptions()
        )


def is_whole(archive: Path) -> bool:
    """Return True if a source is installed and nothing in its archive is damaged, which takes reading all of it."""
    try:
        with zipfile.ZipFile(archive) as contents:
            return contents.testzip() is None
    except DAMAGED:
        return False


def read_origin(archive: Path) -> Validators | None:
    """What an installed source was downloaded with; None when it is not installed or came from a file on disk.

    Of one that another version of Medlex read, which may have made less of it, only the address: it is to be
    fetched again even if its publisher has not changed it. Raises DataError when its archive is damaged.
    """
    if not archive.exists():
        return None
    with archive_errors(archive), zipfile.ZipFile(archive) as contents:
        origin = msgspec.json.decode(contents.read(ORIGIN), type=Origin | None)
    if origin is None:
        return None
    return origin.validators if origin.version == __version__ else Validators(origin.validators.address)


def read_concepts(archive: Path) -> Iterator[Concept]:
    """The concepts of an installed source, one by one. Raises DataError when its archive is damaged."""
    decoder = msgspec.json.Decoder(Concept)
    with archive_errors(archive), zipfile.ZipFile(archive) as contents, contents.open(CONCEPTS) as lines:
        yield from map(decoder.decode, BufferedReader(cast(RawIOBase, lines), BUFFER))


def read_concepts_with_forms(archive: Path) -> Iterator[tuple[Concept, str]]:
    """The concepts of an installed source, each with the normal forms of its names, in their order and packed.

    Forms are worked out afresh when they were worked out by other rules than today's. Raises DataError when
    the archive is damaged.
    """
    concepts = read_concepts(archive)
    with archive_errors(archive), zipfile.ZipFile(archive) as contents, contents.open(FORMS) as member:
        lines = BufferedReader(cast(RawIOBase, member), BUFFER)
        if msgspec.json.decode(lines.readline(), type=str) == rules():
            yield from zip(concepts, map(msgspec.json.Decoder(str).decode, lines), strict=True)
        else:
            yield from ((concept, forms_of(concept)) for concept in concepts)


def forms_of(concept: Concept) -> str:
    """The normal forms of each name of a concept, packed."""
    return packed([normal_forms(name.name) for name in concept.names])


class archive_errors:  # noqa: N801 (used as a statement)
    """Turn damage in an installed source into a DataError that says how to install it again."""

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
