"""How much memory the parts of an XLSX workbook (ECMA-376) would take in the library that reads them, measured before.

They are parsed as XML: any part may be used as a sheet, and there are many ways to write one, with other quotation marks,
prefixes, references to characters, or a ">" within an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from xml.parsers import expat

# Of the rectangle that holds all cells, which the library makes whole, some 30 bytes each.
MAX_CELLS = 500_000
MAX_MERGED = 5_000
PREFIX = ":"
# A place such as "AB12"; the row of a row has no letters.
PLACE = re.compile(r"([A-Za-z]{0,3})([0-9]{1,9})")
MAX_DIGITS = 9


class UnusableSheetError(Exception):
    """The part cannot be read as XML."""


class HugeSheetError(Exception):
    """A sheet is far larger than a glossary needs."""


@dataclass(slots=True)
class PartMeter:
    """Measures one part: the rectangle around its cells, its merged cells, the numbers of the shared texts that its
    cells use, and the lengths of the shared texts that it has.
    """

    row: int = 0
    column: int = 0
    widest: int = 0
    lowest: int = 0
    merged: int = 0
    used: list[str] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    is_value: bool = False

    def measure(self, part: bytes) -> None:
        """Measure a part. Raises UnusableSheetError and HugeSheetError."""
        # As the library does, whatever the part says of its encoding.
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(part, True)  # noqa: FBT003 (takes no keywords; this is the last part)
        except (expat.ExpatError, ValueError) as error:
            raise UnusableSheetError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(PREFIX)[2]
        self.is_value = local == "v"
        if local == "row":
            _letters, row = _place(attributes.get("r"))
            self.row, self.column = row or self.row + 1, 0
        elif local == "c":
            column, row = _place(attributes.get("r"))
            self.row, self.column = row or self.row, column or self.column + 1
        elif local == "v":
            self.used.append("")
        elif local == "si":
            self.shared.append(0)
        elif local == "mergeCell":
            self.merged += 1
        self.widest, self.lowest = max(self.widest, self.column), max(self.lowest, self.row)
        if self.widest * self.lowest > MAX_CELLS or self.merged > MAX_MERGED:
            raise HugeSheetError

    def _end(self, _name: str) -> None:
        self.is_value = False

    def _text(self, text: str) -> None:
        if self.is_value and len(self.used[-1]) <= MAX_DIGITS:
            self.used[-1] += text.strip()
        elif self.shared:
            self.shared[-1] += len(text)


def shared_characters(parts: Iterable[PartMeter]) -> int:
    """Return the length of all texts that are written once and used by many cells: the library copies them."""
    meters = list(parts)
    lengths = [max(each) for each in zip_longest(*(meter.shared for meter in meters), fillvalue=0)]
    numbers = (int(text) for meter in meters for text in meter.used if text.removeprefix("+").isdecimal())
    return sum(lengths[number] for number in numbers if number < len(lengths))


def _place(text: str | None) -> tuple[int, int]:
    """Return the column and row of a place, from 1; 0 for one that it does not have. Raises UnusableSheetError."""
    if text is None:
        return 0, 0
    found = PLACE.fullmatch(text)
    if found is None:
        raise UnusableSheetError(text[:MAX_DIGITS])
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])
