"""Read a publisher's file, whatever its format, into the archive of an installed source (`bot.sources.installed`)."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

import msgspec

from bot.errors import DataError
from bot.sources.catalogue import Source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.download.options import Validators
from bot.sources.edition import Edition, edition_from_text
from bot.sources.formats.registry import FORMATS
from bot.sources.installed import (
    BUFFER,
    CONCEPTS,
    FORMS,
    JOURNALS,
    ORIGIN,
    SOURCE,
    TABLE,
    TableOptions,
    buffered,
    forms_of,
    origin_of,
)
from bot.sources.recognition import recognized
from bot.sources.visible_records import visible_record
from bot.terms.model import Journal
from bot.terms.normal_forms import MAX_NAME_LENGTH, rules
from bot.terms.source import InstalledSource

MAX_BROKEN_SHARE = 0.01
# A table is written by hand, and every broken row of it is reported, so more may be broken.
MAX_BROKEN_SHARE_OF_TABLE = 0.1
# Reading ends at this number of broken records if there are fewer good ones by then: it is hardly the right file.
MAX_BROKEN_AT_FIRST = 1_000
# The number of broken records that are logged one by one.
MAX_LOGGED = 20
COMPRESSION_LEVEL = 1
FETCH_AGAIN = (
    "Download the file again; if it stays so, the publisher has changed the format and Medlex needs an update."
)
CORRECT_TABLE = (
    "Correct the records that the log names, then repeat the command; with --preview it shows how the file is read."
)
GIVE_WHOLE = "Give the publisher's whole file after --from."
NO_ENTRY = (
    "Give it a line for each term, with a definition, a long form or other names; with --preview the "
    "command shows how it is read."
)
MAX_QUOTED = 60
REPEATED = "an earlier record has the same identifier"

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Counts:
    """The numbers of concepts, names, definitions, journals and broken records read from a source, and what was noted
    on the way.
    """

    concepts: int = 0
    names: int = 0
    definitions: int = 0
    journals: int = 0
    broken: int = 0
    reading: Reading = field(default_factory=Reading)

    @property
    def good(self) -> int:
        """The number of records that are not broken."""
        return self.concepts + self.journals

    def add(self, record: Concept | Journal) -> None:
        """Count one good record."""
        if isinstance(record, Journal):
            self.journals += 1
            return
        self.concepts += 1
        self.names += len(record.names)
        self.definitions += len(record.definitions)

    def note_broken(self, record: BrokenRecord) -> bool:
        """Count a record that is left out, and log the first few. Returns True if it is hardly the right file, so that
        reading is to end.
        """
        self.broken += 1
        if self.broken <= MAX_LOGGED:
            logger.warning("left out %s: %s", record.where, record.problem)
        return self.broken == MAX_BROKEN_AT_FIRST and self.good < MAX_BROKEN_AT_FIRST


def parse_into(  # noqa: PLR0913, PLR0917 (each is a thing of its own)
    archive: Path,
    source: Source,
    path: Path,
    edition: Edition | None,
    origin: Validators | None = None,
    reading: Reading | None = None,
) -> InstalledSource:
    """Read a publisher's file as a stream and write its concepts or journals to `archive`, which must not exist yet.

    `edition` replaces the edition that the file says. `origin` holds the validators of the download.
    `reading` has the options of a table, which are stored for the next edition. Raises DataError when the
    file is another source's or not in the source's format, has no usable record, does not say its edition, or
    when over one per cent of its records are broken (ten of a table's).
    """
    source = recognized(source, path)
    edition = edition or _own_edition(source, path)
    counts, layout = Counts(reading=reading or Reading(source)), FORMATS[source.format]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as out:
        with TemporaryFile(dir=archive.parent) as forms:
            with buffered(out.open(CONCEPTS, "w", force_zip64=True)) as lines:
                _write_concepts(lines, forms, _usable(layout.concepts(path, counts.reading)), counts)
            if layout.journals:
                with buffered(out.open(JOURNALS, "w")) as lines:
                    _write_journals(lines, layout.journals(path, counts.reading), counts)
            if counts.broken > MAX_LOGGED:
                logger.warning("left out %s more broken records of %s", f"{counts.broken - MAX_LOGGED:,}", source.id)
            _refuse_unusable(source, path, counts)
            with out.open(FORMS, "w", force_zip64=True) as lines:
                forms.seek(0)
                copyfileobj(forms, lines, BUFFER)
        record = describe(source, edition, counts)
        out.writestr(SOURCE, msgspec.json.format(msgspec.json.encode(record)))
        out.writestr(ORIGIN, msgspec.json.encode(origin_of(origin)))
        out.writestr(TABLE, msgspec.json.encode(_table_options(counts.reading)))
    return record


def _own_edition(source: Source, path: Path) -> Edition:
    """Return the edition that the file says, or else the catalogue. Raises DataError when neither does, after the
    reader had the chance to refuse a file in another format.
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
    """The records without characters that nobody sees, where one with the identifier of an earlier record or with an
    overlong name is replaced by a BrokenRecord.
    """
    codes: set[str] = set()
    for record in map(visible_record, records):
        if isinstance(record, BrokenRecord):
            yield record
        elif record.code in codes:
            yield BrokenRecord(record.code, REPEATED)
        elif not all(name.name.strip() for name in record.names):
            yield BrokenRecord(record.code[:MAX_QUOTED], "it has a name of which nothing is seen")
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
        if not isinstance(record, BrokenRecord):
            counts.add(record)
            lines.write(encoder.encode(record) + b"\n")
            forms.write(encoder.encode(forms_of(record)) + b"\n")
        elif counts.note_broken(record):
            return


def _write_journals(lines: IO[bytes], records: Iterable[Journal | BrokenRecord], counts: Counts) -> None:
    """Write the journals of a table, each code once."""
    encoder = msgspec.json.Encoder()
    codes: set[str] = set()
    for record in map(visible_record, records):
        if isinstance(record, Journal) and record.code not in codes:
            codes.add(record.code)
            counts.add(record)
            lines.write(encoder.encode(record) + b"\n")
        elif counts.note_broken(record if isinstance(record, BrokenRecord) else BrokenRecord(record.code, REPEATED)):
            return


def _refuse_unusable(source: Source, path: Path, counts: Counts) -> None:
    is_table = source.format == "table"
    if counts.good == 0:
        raise DataError(f"The file {path} holds no usable record.", NO_ENTRY if is_table else GIVE_WHOLE)
    most = MAX_BROKEN_SHARE_OF_TABLE if is_table else MAX_BROKEN_SHARE
    if counts.broken > most * (counts.good + counts.broken):
        raise DataError(
            f"{counts.broken:,} of the {counts.good + counts.broken:,} records in {path} are broken, over "
            f"{100 * most:.0f} %.",
            CORRECT_TABLE if is_table else FETCH_AGAIN,
        )


def _table_options(reading: Reading) -> TableOptions:
    return TableOptions(reading.sheet, reading.encoding, reading.columns)


def describe(source: Source, edition: Edition, counts: Counts) -> InstalledSource:
    """Describe a source in one edition, as installed now."""
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
        journals=counts.journals,
        broken=counts.broken,
        credit=source.credit,
        traits=source.traits,
        left_out=dict(counts.reading.left_out.most_common()),
        cleaned=dict(counts.reading.cleaned.most_common()),
    )
