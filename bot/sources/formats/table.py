"""An admin's own entries: a table (CSV or TSV with a header row), or a TOML file of [[entry]] tables.

CSV is as RFC 4180 describes it (https://www.rfc-editor.org/rfc/rfc4180), also with semicolons or tabs, which the header row
tells; TOML is version 1.0 (https://toml.io/en/v1.0.0). Both have the same fields, those of `Entry`. Parents and see-also
are terms of the same source.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from bot.errors import DataError
from bot.lexicon.model import NameKind, SemanticType
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition
from bot.sources.files import members, naming_damage, reason
from bot.sources.formats.glossary import code_of
from bot.sources.formats.toml_text import toml

# What is longer is something else. Within a line, the csv module refuses cells of over 131,072 characters by itself.
LONGEST_LINE = 1 << 20
LONGEST_TOML = 1 << 24
MOST_COMMENTS = 1000
MOST_QUOTED = 60
MOST_LISTED = 10
DELIMITERS = ",;\t"
LIST_SEPARATOR = re.compile(r"[;|]")
WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
# What the csv module says where quotation marks do not close: at the end of the file, or after too much text.
AT_THE_END = "unexpected end of data"
TOO_LARGE = "field larger than field limit"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as the admin wrote it. `code` identifies it; without one its term does."""

    term: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    plain_names: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    kind: str | None = None
    hyphenation: str | None = None
    respelling: str | None = None
    code: str | None = None
    url: str | None = None


FIELDS = Entry.__struct_fields__
REQUIRED = ("term", "definition")
LISTS = frozenset({"synonyms", "abbreviations", "plain_names", "parent", "see_also"})
ALIASES = {"headword": "term"}
TERM_COLUMNS = frozenset({"term", "headword"})
KNOWN = f"Use these columns: {', '.join(FIELDS)}; term and definition must be there."
KINDS = {kind.value: kind for kind in SemanticType}


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one row or one [[entry]] as they stand in the file, and where that is."""

    where: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table, and where it begins."""

    where: str
    cells: list[str]


class BrokenEntryError(Exception):
    """What is wrong with an entry."""


def edition(_: Path) -> Edition | None:
    """None: a table does not say which edition it is; the admin does, with --edition."""


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each entry, in its order. The file is read twice: first for the codes that parents and see-also are to point to.

    Raises DataError when the file is neither table nor TOML, has fields that Medlex does not know, or is not UTF-8.
    """
    codes = {code_of(entry.term): entry.code for entry in _entries(path) if isinstance(entry, Entry) and entry.code}
    for entry in _entries(path):
        yield entry if isinstance(entry, BrokenRecord) else _concept(entry, codes)


def _concept(entry: Entry, codes: Mapping[str, str]) -> Concept:
    return Concept(
        code=entry.code or code_of(entry.term),
        names=tuple(_names(entry)),
        definitions=(entry.definition,),
        parents=_codes(entry.parent, codes),
        see_also=_codes(entry.see_also, codes),
        semantic_types=(KINDS[entry.kind],) if entry.kind else (),
        url=entry.url,
        hyphenation=entry.hyphenation,
        respelling=entry.respelling,
    )


def _codes(terms: Iterable[str], codes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes.get(code_of(term), code_of(term)) for term in terms))


def _names(entry: Entry) -> Iterator[ConceptName]:
    yield ConceptName(entry.term, NameKind.PREFERRED)
    seen = {entry.term}
    for kind, names in (
        (NameKind.SYNONYM, entry.synonyms),
        (NameKind.ABBREVIATION, entry.abbreviations),
        (NameKind.PLAIN, entry.plain_names),
    ):
        for name in names:
            if name not in seen:
                seen.add(name)
                yield ConceptName(name, kind)


def _entries(path: Path) -> Iterator[Entry | BrokenRecord]:
    for name, stream in members(path):
        with naming_damage(path):
            for record in _records(name, stream):
                yield record if isinstance(record, BrokenRecord) else _entry(record)


def _entry(record: Record) -> Entry | BrokenRecord:
    try:
        fields = {field: _value(field, value) for field, value in record.fields.items()}
        entry = msgspec.convert({field: value for field, value in fields.items() if value}, Entry)
        _refuse_unusable(entry)
    except (BrokenEntryError, msgspec.ValidationError) as error:
        return BrokenRecord(record.where, reason(error))
    return entry


def _value(field: str, value: object) -> object:
    """A field's text on one line, or its several texts: in TOML a list, anywhere text with ";" or "|" between."""
    if field in LISTS:
        texts = LIST_SEPARATOR.split(value) if isinstance(value, str) else value
        return [_plain(text) for text in texts if _plain(text)] if isinstance(texts, list) else texts
    text = _plain(value)
    return text.lower() if field == "kind" and isinstance(text, str) else text


def _plain(value: object) -> object:
    """Text on one line; what is not text stays for the check of types to refuse."""
    if not isinstance(value, str):
        return value
    if "\0" in value:
        raise BrokenEntryError("it holds a NUL character")
    return " ".join(value.split())


def _refuse_unusable(entry: Entry) -> None:
    missing = [field for field in REQUIRED if not getattr(entry, field)]
    if missing:
        raise BrokenEntryError(f"it has no {' and no '.join(missing)}")
    if entry.kind and entry.kind not in KINDS:
        raise BrokenEntryError(f"its kind {entry.kind[:MOST_QUOTED]!r} is none of {', '.join(sorted(KINDS))}")
    if entry.url and not WEB_ADDRESS.fullmatch(entry.url):
        raise BrokenEntryError(f"its url {entry.url[:MOST_QUOTED]!r} is not an address that begins with https://")


def _records(name: str, stream: BinaryIO) -> Iterator[Record | BrokenRecord]:
    """What a file holds, TOML or table: told by its first line that is neither empty nor a comment."""
    lines = _lines(name, stream)
    head = []
    for line in islice(lines, MOST_COMMENTS):
        head.append(line)
        if line.strip() and not line.startswith("#"):
            break
    read = _tables if head and head[-1].startswith("[") else _rows
    yield from read(name, chain(head, lines))


def _lines(name: str, stream: BinaryIO) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise DataError(f"Line {number} of {name} is too long for a table.", "Put one entry on a line.")
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise _not_utf8(name, number) from error
        # UTF-16 without a byte order mark reads as UTF-8 with every other character NUL.
        if number == 1 and "\0" in text:
            raise _not_utf8(name, number)
        yield text


def _not_utf8(name: str, number: int) -> DataError:
    return DataError(
        f"Line {number} of {name} is not UTF-8 text.",
        'Save it as UTF-8 (in a spreadsheet: "CSV UTF-8"), then repeat the command.',
    )


def _tables(name: str, lines: Iterator[str]) -> Iterator[Record]:
    """The [[entry]] tables of a TOML file, which is read whole: no part of it is TOML by itself."""
    tables = _toml(name, lines).get("entry")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise DataError(f"The TOML file {name} has no [[entry]] tables.", "Begin every entry with a line [[entry]].")
    for number, table in enumerate(tables, start=1):
        columns = _columns(name, table)
        yield Record(f"entry {number}", dict(zip(columns, table.values(), strict=True)))


def _toml(name: str, lines: Iterator[str]) -> dict[str, object]:
    text = ""
    for line in lines:
        text += line
        if len(text) > LONGEST_TOML:
            raise DataError(f"The TOML file {name} is too long.", "Make several of it, or a CSV or TSV table.")
    try:
        return toml(text)
    except ValueError as error:
        raise DataError(
            f"The file {name} is not TOML: {reason(error)}.", "Correct it, then repeat the command."
        ) from error


def _rows(name: str, lines: Iterator[str]) -> Iterator[Record | BrokenRecord]:
    """The rows of a table, whose first row names the columns."""
    rows = _parsed(name, lines)
    header = next(rows, None)
    titles = header.cells if isinstance(header, Row) else []
    _refuse_another_kind(name, titles)
    columns = _columns(name, titles)
    for row in rows:
        if isinstance(row, BrokenRecord):
            yield row
        elif len(row.cells) > len(columns):
            yield BrokenRecord(row.where, f"it has {len(row.cells)} cells in {len(columns)} columns")
        else:
            yield Record(row.where, dict(zip(columns, row.cells, strict=False)))


def _parsed(name: str, lines: Iterator[str]) -> Iterator[Row | BrokenRecord]:
    """Each row that is not empty, without the empty cells at its end, which spreadsheets like to add."""
    first = next(lines, "")
    reader = csv.reader(chain([first], lines), delimiter=max(DELIMITERS, key=first.count), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if str(error) == AT_THE_END or (str(error).startswith(TOO_LARGE) and reader.line_num > start):
                raise _unclosed(name, start) from error
            yield BrokenRecord(f"line {start}", reason(error))
            continue
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield Row(f"line {start}", cells)


def _unclosed(name: str, line: int) -> DataError:
    return DataError(
        f"The quotation marks that line {line} of {name} opens do not close.",
        "Close them, or, if the file is cut off, save it again; then repeat the command.",
    )


def _refuse_another_kind(name: str, titles: list[str]) -> None:
    named = {title.strip().lower() for title in titles}
    if named.isdisjoint(TERM_COLUMNS) or "definition" not in named:
        raise DataError(f"The first line of {name} does not name the columns term and definition.", KNOWN)


def _columns(name: str, titles: Iterable[str]) -> list[str]:
    """The fields that a header row or a TOML table names ("Plain names" is plain_names)."""
    columns = [re.sub(r"[\s-]+", "_", title.strip().lower()) for title in titles]
    columns = [ALIASES.get(column, column) for column in columns]
    unknown = [column[:MOST_QUOTED] for column in columns if column not in FIELDS]
    if unknown:
        raise DataError(f"The file {name} has unknown columns: {', '.join(unknown[:MOST_LISTED])}.", KNOWN)
    if len(set(columns)) < len(columns):
        raise DataError(f"The file {name} has a column twice.", KNOWN)
    return columns
