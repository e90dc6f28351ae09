"""Changes to a built lexicon that no source in the tests brings about."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import msgspec

from bot.lexicon.model import Definition, Entry
from bot.settings import Home


def entry(home: Home, key: str) -> Entry:
    """One entry, straight from the file."""
    with closing(sqlite3.connect(home.lexicon)) as connection:
        ((document,),) = connection.execute("SELECT document FROM entry WHERE key = ?", (key,))
    return msgspec.json.decode(document, type=Entry)


def change_entry(home: Home, key: str, **changes: Any) -> Entry:
    """Give an entry other parents, definitions, … than the build gave it."""
    changed = msgspec.structs.replace(entry(home, key), **changes)
    with _next_build(home) as connection:
        connection.execute("UPDATE entry SET document = ? WHERE key = ?", (msgspec.json.encode(changed), key))
    return changed


def keep(home: Home, *keys: str) -> None:
    """Take away every entry but these."""
    with _next_build(home) as connection:
        marks = ", ".join("?" * len(keys))
        connection.execute(f"DELETE FROM entry WHERE key NOT IN ({marks})", keys)  # noqa: S608 (only question marks)
        connection.execute("DELETE FROM entry_text WHERE entry NOT IN (SELECT id FROM entry)")


def change_lexicon(home: Home, sql: str) -> None:
    """Change the file as a statement says."""
    with _next_build(home) as connection:
        connection.execute(sql)


def damage(home: Home) -> None:
    """Make every entry unreadable, in a file that still opens."""
    with _next_build(home) as connection:
        connection.execute("UPDATE entry SET document = x'7B'")


@contextmanager
def _next_build(home: Home) -> Iterator[sqlite3.Connection]:
    """A copy of the lexicon to change, which then takes its place as a new build does. The index of names stands behind its
    pages, so it is put there again when these have become more.
    """
    copy = home.lexicon.with_suffix(".copy")
    shutil.copy(home.lexicon, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        index = copy.read_bytes()[_bytes_of_pages(connection) :]
        yield connection
    with closing(sqlite3.connect(copy)) as connection:
        end = _bytes_of_pages(connection)
    with copy.open("rb+") as file:
        file.truncate(end)
        file.seek(end)
        file.write(index)
    copy.replace(home.lexicon)


def _bytes_of_pages(connection: sqlite3.Connection) -> int:
    ((pages,),) = connection.execute("PRAGMA page_count")
    ((bytes_a_page,),) = connection.execute("PRAGMA page_size")
    return int(pages * bytes_a_page)


def definition(text: str, **changes: Any) -> Definition:
    """A definition with this text, from a publisher that does not exist."""
    fields = {
        "language": "en",
        "audience": "patients",
        "source": "sample",
        "title": "Sample Glossary",
        "publisher": "Sample House",
        "year": 2025,
        "code": "S1",
        "url": "https://example.org/S1",
    }
    return Definition(text=text, **{**fields, **changes})
