"""The NCI Thesaurus as a flat file: `Thesaurus.FLAT.zip`, or the `Thesaurus.txt` in it.

Its columns are described in the ReadMe.txt beside each release
(https://evs.nci.nih.gov/ftp1/NCI_Thesaurus/ReadMe.txt): one concept a line, columns divided by tabs, several
values in one column by "|", no header. There are three layouts:

- since 2022 nine columns: code, IRI, parents, synonyms (the first is preferred), definition, display name, status,
  semantic type, subset;
- since 2016 eight: without the subset, and with the concept's name ("Breast_Carcinoma") instead of the IRI;
- before that, and as "FLAT-deprecated" for a time, the first five of those, with parents by name instead of by code.

The subset, which says for whose lists NCI maintains a concept, is not read, and retired concepts are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.sources.archives.opening import damage_errors, data_files, members
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading, kind_as_written
from bot.sources.edition import Edition
from bot.sources.formats.nci.semantic_types import umls_semantic_types
from bot.sources.identity import Identity, of_each_member
from bot.terms.model import NameKind

# EVS Explore replaced the NCI Thesaurus Browser.
PAGE = "https://evsexplore.semantics.cancer.gov/evsexplore/concept/ncit/{}"
FILE = "Thesaurus.txt"
PARENTS_BY_NAME = 5
WIDTHS = frozenset({PARENTS_BY_NAME, 8, 9})
MAX_LINE = 1 << 20
CODE = re.compile(r"C\d+")
# The IRI of a concept, or its name, which the layouts without IRIs write without spaces.
CONCEPT = re.compile(r"<\S+/Thesaurus\.owl#C\d+>|[^\s<>]+")
NAME = "NCI Thesaurus"
ROOT = "root_node"
RETIRED = frozenset({"Obsolete_Concept", "Retired_Concept"})
# The author at the end of some definitions. NCI is credited beside every definition anyway; another author is
# credited there.
AUTHOR = re.compile(r"\s*\(NCI\)$|(?<=[.!?\"])\s*\(([A-Z]{2,6})\)$")
MARK = "(NCI) or another author's mark"
SPELLINGS = "several spellings of one synonym"
# Words in capitals of at most this length are abbreviations, whatever other spellings they have ("AIDS|aids").
MAX_ABBREVIATION = 4
ZIP_WITHOUT_DATE = 1980


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of one line, in the publisher's order. `identity` is the concept's name, or its IRI in angle
    brackets.
    """

    code: str
    identity: str
    parents: str
    synonyms: str
    definition: str
    display_name: str = ""
    status: str = ""
    semantic_types: str = ""
    subset: str = ""


def edition(path: Path) -> Edition | None:
    """Return the day of the file in the zip archive; the flat file itself has no date."""
    if path.is_dir() or not zipfile.is_zipfile(path):
        return None
    with damage_errors(path), zipfile.ZipFile(path) as archive:
        dates = (info.date_time[:3] for info in data_files(archive, FILE))
        year, month, day = max(dates, default=(ZIP_WITHOUT_DATE, 1, 1))
    return Edition(label=f"{year:04}-{month:02}-{day:02}", year=year) if year > ZIP_WITHOUT_DATE else None


def identity(path: Path) -> Identity:
    """Return the `vocabulary` ("NCI Thesaurus") if the first line is that of a flat file; empty for any other."""
    return of_each_member(path, partial(_identity, str(path)), FILE)


def _identity(name: str, stream: BinaryIO) -> Identity:
    first = stream.readline(MAX_LINE)
    _width(name, first.rstrip(b"\r\n"))
    concept = first.decode("utf-8-sig", errors="replace").split("\t")[1]
    return {"vocabulary": frozenset([NAME])} if CONCEPT.fullmatch(concept) else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each concept that is not retired, read line by line. The oldest layout has parents by name, so it is read
    once before, for the code of every name.

    Raises DataError when the file is in another layout or ends in the middle of a line.
    """
    noted = reading or Reading()
    code_of_name = _codes_by_name(path)
    for name, stream in members(path, FILE):
        with damage_errors(path):
            for row in _rows(name, stream):
                yield row if isinstance(row, BrokenRecord) else _concept(row, code_of_name, noted)


def _codes_by_name(path: Path) -> dict[str, str]:
    codes: dict[str, str] = {}
    for name, stream in members(path, FILE):
        with damage_errors(path):
            lines = _lines(name, stream)
            first = next(lines, b"")
            if _width(name, first) == PARENTS_BY_NAME:
                rows = (line.decode(errors="replace").split("\t") for line in chain([first], lines))
                codes.update((cells[1], cells[0]) for cells in rows if len(cells) == PARENTS_BY_NAME)
    return codes


def _lines(name: str, stream: BinaryIO) -> Iterator[bytes]:
    """Every line without its line break. Raises DataError after one without a line break, or one longer than any of
    NCI's.
    """
    while line := stream.readline(MAX_LINE):
        yield line.rstrip(b"\r\n")
        if not line.endswith(b"\n"):
            raise DataError(
                f"The file {name} ends in the middle of a line: it is cut off.",
                "Download Thesaurus.FLAT.zip from NCI again, then repeat the command.",
            )


def _rows(name: str, stream: BinaryIO) -> Iterator[Row | BrokenRecord]:
    width = None
    for number, line in enumerate(_lines(name, stream), start=1):
        width = width or _width(name, line)
        row = _row(f"line {number}", line, width) if line.strip() else None
        if row:
            yield row


def _width(name: str, first_line: bytes) -> int:
    """The number of columns of a file, by its first line."""
    cells = first_line.decode("utf-8-sig", errors="replace").split("\t")
    if len(cells) not in WIDTHS or not CODE.fullmatch(cells[0]):
        raise DataError(
            f"The file {name} is not the NCI Thesaurus: its first line is not a code and 4, 7 or 8 further columns.",
            "Give NCI's Thesaurus.FLAT.zip, or the Thesaurus.txt in it.",
        )
    return len(cells)


def _row(where: str, line: bytes, width: int) -> Row | BrokenRecord | None:
    """The columns of a line; None for a retired concept."""
    try:
        cells = line.decode().removeprefix("\ufeff").split("\t")
    except UnicodeDecodeError:
        return BrokenRecord(where, "it is not UTF-8")
    if len(cells) != width:
        return BrokenRecord(where, f"it has {len(cells)} columns instead of {width}")
    if not CODE.fullmatch(cells[0]):
        return BrokenRecord(where, f"{cells[0][:60]!r} is not a code")
    row = Row(*cells)
    return None if RETIRED & set(row.status.split("|")) else row


def _concept(row: Row, code_of_name: Mapping[str, str], reading: Reading) -> Concept | BrokenRecord:
    names = _names(row, reading)
    if not names:
        return BrokenRecord(row.code, "it has no name")
    text = _plain(row.definition)
    mark = AUTHOR.search(text)
    definition = text[: mark.start()] if mark else text
    if mark:
        reading.cleaned[MARK] += 1
    return Concept(
        code=row.code,
        names=names,
        definitions=(definition,) if definition else (),
        parents=tuple(_parents(row, code_of_name)),
        semantic_types=tuple(umls_semantic_types(row.semantic_types.split("|"))),
        url=PAGE.format(row.code),
        credit=f"after {mark[1]}" if mark and mark[1] else None,
    )


def _names(row: Row, reading: Reading) -> tuple[ConceptName, ...]:
    """The synonyms, the preferred one first, and the display name; without synonyms, the name that identifies the
    concept.
    """
    listed = [_plain(name) for name in (*row.synonyms.split("|"), *row.display_name.split("|"))]
    names = _each_in_one_spelling(list(filter(None, listed)), reading) or _name_from_identity(row)
    return tuple(
        ConceptName(name, kind_as_written(name) if at else NameKind.PREFERRED) for at, name in enumerate(names)
    )


def _each_in_one_spelling(names: list[str], reading: Reading) -> list[str]:
    """The names without those that differ from another only in case ("PYREXIA|Pyrexia|pyrexia")."""
    spellings: dict[str, dict[str, None]] = {}
    for name in names:
        spellings.setdefault(name.casefold(), {})[name] = None
    several = sum(len(of_one) > 1 for of_one in spellings.values())
    if several:
        reading.cleaned[SPELLINGS] += several
    return [_natural(list(of_one)) for of_one in spellings.values()]


def _natural(spellings: list[str]) -> str:
    """The first spelling that is not all in capitals; for an abbreviation, the first that is."""
    capitals = next((name for name in spellings if name.isupper()), None)
    if capitals and (len(capitals) <= MAX_ABBREVIATION or any(map(str.isdigit, capitals))):
        return capitals
    return next((name for name in spellings if not name.isupper()), spellings[0])


def _name_from_identity(row: Row) -> list[str]:
    name = _plain(row.identity.replace("_", " "))
    return [name] if name and not name.startswith("<") else []


def _plain(text: str) -> str:
    return " ".join(text.split())


def _parents(row: Row, code_of_name: Mapping[str, str]) -> Iterator[str]:
    for parent in dict.fromkeys(row.parents.split("|")):
        code = code_of_name.get(parent, parent)
        if parent != ROOT and CODE.fullmatch(code):
            yield code
