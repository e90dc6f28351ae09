"""Write rows as a CSV file (RFC 4180) that spreadsheets open rightly: UTF-8 with a byte order mark, CRLF line ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from bot.sources.term_table.formulas import guarded
from bot.sources.term_table.rows import TermRow, joined_names

TITLES = ("term", "definition", "other names", "is a kind of", "see also", "adds to")


def csv_of(rows: Iterable[TermRow]) -> bytes:
    """Return the file. Its titles are English, so that it can be imported everywhere."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(TITLES)
    writer.writerows([*map(guarded, _cells(row))] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cells(row: TermRow) -> tuple[str, ...]:
    lists = (joined_names(names) for names in (row.names, row.parents, row.see_also))
    return (row.term, row.definition, *lists, row.adds_to)
