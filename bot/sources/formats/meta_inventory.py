"""The Medical Abbreviation and Acronym Meta-Inventory: several lists of clinical abbreviations in one table.

https://github.com/lisavirginia/clinical-abbreviations/tree/master/metainventory describes the columns, and so do
Grossman Liu et al., A deep database of medical abbreviations and acronyms for natural language processing, Scientific
Data 8:149 (2021), https://doi.org/10.1038/s41597-021-00929-4. They are separated by "|" and named by the first line.
The auxiliary table is read, because it has the inventories' own counts.

A sense is an abbreviation with one of its long forms, both in the table's normal form (NormSF, NormLF) and without
the differences that `bot.terms.normal_forms` ignores. It becomes one concept, however many spellings and inventories
it has. GroupID is not read: it joins long forms that a trained model considers synonyms, which is a guess.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import damage_errors, members
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Link, Reading
from bot.sources.edition import Edition
from bot.terms.model import NameKind, Relation
from bot.terms.normal_forms import normal_forms

COLUMNS = frozenset({"RecordID", "SF", "NormSF", "LF", "NormLF", "Source"})
MAX_LINE = 1 << 16
DAMAGED_TEXT = "\ufffd"
# Vanderbilt's list has abbreviations with the full stop of the sentence before (".CKD") from notes without a space
# after it.
LEADING_POINTS = "."
POINTS = "full stop before an abbreviation"
REMEDY = "Give MetainventoryAuxiliary_Version1.0.0.csv as it is, then repeat the command."

Row = Mapping[str, str]


@dataclass(slots=True)
class Sense:
    """The records of one sense.

    `code` is the RecordID of its first record. `long_forms` and `short_forms` are its spellings, with the number of
    records for each. `shares` are parts of the abbreviation's uses, from 0 to 1, by inventory and long form. `seen`
    is the number of uses that each record counts, None if it does not count them.
    """

    code: str
    long_forms: Counter[str] = field(default_factory=Counter)
    short_forms: Counter[str] = field(default_factory=Counter)
    inventories: dict[str, None] = field(default_factory=dict)
    shares: dict[tuple[str, str], float] = field(default_factory=dict)
    seen: list[int | None] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Add one record."""
        self.long_forms[_plain(row["LF"])] += 1
        self.short_forms[_short_form(row)] += 1
        self.inventories[row["Source"]] = None
        self.seen.append(_count(row.get("Count", "")))
        share = _share(row.get("Frequency", ""))
        if share is not None:
            self.shares[row["Source"], _plain(row["LF"])] = share

    @property
    def is_single_find(self) -> bool:
        """True if the sense was found once only, and may have been misspelled or misread there."""
        return None not in self.seen and sum(count or 0 for count in self.seen) <= 1

    @property
    def spells_nothing_out(self) -> bool:
        """True if the long forms equal the short forms, so that nothing is spelled out."""
        return {form.casefold() for form in self.long_forms} <= {form.casefold() for form in self.short_forms}


def edition(_: Path) -> Edition | None:
    """Return None: the table does not say its edition; the catalogue does."""
    return None


def identity(path: Path) -> dict[str, frozenset[str]]:
    """Return the columns (`column`) of the table if it has those that are read; empty for another file."""
    for _, stream in members(path):
        with damage_errors(path):
            columns = stream.readline(MAX_LINE).decode(errors="replace").strip().split("|")
        if columns and frozenset(columns) >= COLUMNS:
            return {"column": frozenset(columns)}
    return {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each sense of the inventories that the catalogue uses (of all if the reading has no source), in the
    table's order.

    The senses stay in memory until the end of the table, because their records are not beside each other. Raises
    DataError when the table has other columns or ends in the middle of a line.
    """
    noted = reading or Reading()
    used = noted.source.inventories if noted.source else None
    senses: dict[tuple[str, str], Sense] = {}
    for name, stream in members(path):
        with damage_errors(path):
            yield from _read(name, stream, used, senses, noted)
    counted = _counting_inventories(senses)
    for (short, _), sense in senses.items():
        if sense.is_single_find:
            noted.left_out["sense that was seen once"] += 1
        elif sense.spells_nothing_out:
            noted.left_out["long form that is only the short form again"] += 1
        else:
            yield _concept(sense, counted[short], used or {})


def _read(
    name: str, stream: BinaryIO, used: Mapping[str, str] | None, senses: dict[tuple[str, str], Sense], reading: Reading
) -> Iterator[BrokenRecord]:
    """Add each record of a used inventory to its sense."""
    for where, row in _rows(name, stream):
        problem = _problem(row)
        if problem:
            yield BrokenRecord(where, problem)
        elif used is not None and row["Source"] not in used:
            reading.left_out[f"record of an inventory that is not taken ({row['Source'][:40]})"] += 1
        else:
            if _short_form(row) != _plain(row["SF"]):
                reading.cleaned[POINTS] += 1
            senses.setdefault((row["NormSF"], _normal(row)), Sense(row["RecordID"])).add(row)


def _rows(name: str, stream: BinaryIO) -> Iterator[tuple[str, Row]]:
    """Each record by its columns, with its place in the file. Raises DataError when the table has other columns or is
    truncated.
    """
    reader = csv.DictReader(_lines(name, stream), delimiter="|", restval="", restkey="more")
    try:
        if not frozenset(reader.fieldnames or ()) >= COLUMNS:
            raise DataError(
                f"The file {name} is not the Meta-Inventory: it has no column RecordID, NormSF or NormLF.", REMEDY
            )
        for row in reader:
            yield f"line {reader.line_num}", row
    except csv.Error as error:
        raise DataError(f"The file {name} cannot be read as a table: {reason(error)}.", REMEDY) from error


def _lines(name: str, stream: BinaryIO) -> Iterator[str]:
    while line := stream.readline(MAX_LINE):
        yield line.decode("utf-8", errors="replace")
        if not line.endswith(b"\n"):
            raise DataError(f"The file {name} ends in the middle of a line: it is cut off.", REMEDY)


def _normal(row: Row) -> str:
    """The key of the spellings of one long form. NormLF is empty if the authors' program found no normal form."""
    long_form = row["NormLF"] or row["LF"]
    return next(iter(normal_forms(long_form)), _plain(long_form).casefold())


def _short_form(row: Row) -> str:
    return _plain(row["SF"]).lstrip(LEADING_POINTS)


def _problem(row: Row) -> str | None:
    if "more" in row:
        return "it has more columns than the first line names"
    if not (row["RecordID"] and row["Source"] and row["NormSF"] and _short_form(row) and _plain(row["LF"])):
        return "it has no identifier, inventory, short form or long form"
    return "it is not UTF-8" if any(DAMAGED_TEXT in row[column] for column in COLUMNS) else None


def _counting_inventories(senses: Mapping[tuple[str, str], Sense]) -> defaultdict[str, set[str]]:
    """For each abbreviation, the inventories that counted its senses."""
    counting: defaultdict[str, set[str]] = defaultdict(set)
    for (short, _), sense in senses.items():
        counting[short].update(inventory for inventory, _ in sense.shares)
    return counting


def _concept(sense: Sense, counting: set[str], credits: Mapping[str, str]) -> Concept:
    names = tuple(_names(sense))
    credited = dict.fromkeys(credits.get(inventory, inventory) for inventory in sense.inventories)
    return Concept(
        code=sense.code,
        names=names,
        links=(Link(Relation.SAME_AS, names[0].name),),
        credit="; ".join(credited),
        share=round(sum(sense.shares.values()) / len(counting), 4) if sense.shares else None,
    )


def _names(sense: Sense) -> Iterator[ConceptName]:
    """The long form of most records, its other spellings, and the short forms, each once regardless of case."""
    seen: set[str] = set()
    for forms, kind in ((sense.long_forms, NameKind.SYNONYM), (sense.short_forms, NameKind.ABBREVIATION)):
        for name, _ in forms.most_common():
            if name.casefold() not in seen:
                yield ConceptName(name, kind if seen else NameKind.PREFERRED)
                seen.add(name.casefold())


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _share(text: str) -> float | None:
    """A part of the uses, from 0 to 1; None if the inventory did not count them."""
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _plain(text: str) -> str:
    return " ".join(text.split())
