"""Cards for Anki, as a file that it imports: https://docs.ankiweb.net/importing/text-files.html.

Header lines, then one record a line in the CSV of RFC 4180. Anki reads the fields as HTML.

A cell that begins with `=`, `+`, `-` or `@` may be run by a spreadsheet that opens the file
(https://owasp.org/www-community/attacks/CSV_Injection). Its first character is written as an HTML entity, which Anki shows
as the character.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Card:
    """One card: both sides in HTML, and its tags, which Anki separates at spaces."""

    front: str
    back: str
    tags: tuple[str, ...]


def anki_file(cards: Iterable[Card], columns: Iterable[str]) -> str:
    """Return the file of cards; `columns` are the names of its three columns (front, back, tags), without commas."""
    file = io.StringIO()
    file.write(f"#separator:Comma\n#html:true\n#tags column:3\n#columns:{','.join(columns)}\n")
    rows = (
        [_cell(card.front), _cell(card.back), " ".join(tag.replace(" ", "_") for tag in card.tags)] for card in cards
    )
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return file.getvalue()


def _cell(side: str) -> str:
    """One side of a card, with nothing that a spreadsheet runs at its beginning."""
    side = side.strip()
    return f"&#{ord(side[0])};{side[1:]}" if side.startswith(RUN_BY_SPREADSHEETS) else side
