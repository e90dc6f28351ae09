"""Write the journals of installed tables of journals, and the indexes over their subjects and words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from bot.building.merge.journal_subjects import subject_numbers
from bot.building.write.batches import FIRST_ID
from bot.terms.model import Journal

JOURNALS_AT_A_TIME = 1_000
BETWEEN_KEYWORDS = " ; "


def write_journals(connection: sqlite3.Connection, journals: Iterable[tuple[str, Journal]]) -> None:
    """Write journals, each with the id of its source, and all subjects that entries or journals have.

    Journals of few subjects come first: these are more about each of them, and a look-up reads the first of a field.
    """
    connection.executemany("INSERT INTO subject (name, id) VALUES (?, ?)", subject_numbers().items())
    ordered = sorted(journals, key=lambda pair: (len(pair[1].subjects), pair[1].title))
    numbered = enumerate(ordered, start=FIRST_ID)
    encode = msgspec.json.Encoder().encode
    while some := list(islice(numbered, JOURNALS_AT_A_TIME)):
        rows = ((id, source, encode(journal)) for id, (source, journal) in some)
        connection.executemany("INSERT INTO journal VALUES (?, ?, ?)", rows)
        words = ((id, each.title, BETWEEN_KEYWORDS.join(each.keywords)) for id, (_, each) in some)
        connection.executemany("INSERT INTO journal_word (rowid, title, keywords) VALUES (?, ?, ?)", words)
        connection.executemany("INSERT INTO journal_subject VALUES (?, ?)", _subject_rows(some))


def _subject_rows(numbered: Iterable[tuple[int, tuple[str, Journal]]]) -> Iterator[tuple[int, int]]:
    """The number of each known subject of a journal, with the journal's id."""
    for id, (_, journal) in numbered:
        yield from ((subject_numbers()[name], id) for name in journal.subjects if name in subject_numbers())
