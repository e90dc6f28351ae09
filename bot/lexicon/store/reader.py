"""The queries of an open lexicon file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import aiosqlite
import msgspec
from msgspec.structs import replace

from bot.lexicon.model import Completion, Entry, EntryReference, RankedEntry
from bot.lexicon.store.appended import Block, mapped
from bot.lexicon.store.name_index import NameIndex
from bot.lexicon.store.name_index_blocks import from_blocks
from bot.lexicon.store.related import Neighbours, related_entries
from bot.lexicon.store.rows import (
    PAGE_COLUMNS,
    EntryNames,
    EntryParents,
    EntrySummary,
    NameOwner,
    StoredPage,
    completion,
    entry_summary,
    marks,
    name_owner,
    stored_page,
)
from bot.lexicon.store.schema import damaged, lexicon_errors
from bot.terms.model import Name
from bot.terms.source import InstalledSource

# About 400 bytes each.
MAX_MEMOIZED = 4096


class Lexicon:
    """An open lexicon file.

    Created by `bot.lexicon.store.opening`. Every method raises DataError if the file is damaged. `file` is the file
    that `connection` reads. `version` changes when another build replaces it.
    """

    def __init__(
        self, path: Path, file: BinaryIO, connection: aiosqlite.Connection, version: tuple[int, int, int]
    ) -> None:
        self.path = path
        self.version = version
        self._file = file
        self._connection = connection
        self._decode = msgspec.json.Decoder(Entry).decode
        self._decode_parents = msgspec.json.Decoder(EntryParents).decode
        self._decode_names = msgspec.json.Decoder(EntryNames).decode
        self._shown: dict[int, Completion] = {}
        self._sources: Mapping[str, InstalledSource] | None = None
        self._size: int | None = None
        self._decode_neighbours = msgspec.json.Decoder(Neighbours).decode
        self._decode_of_parents = msgspec.json.Decoder(list[Neighbours]).decode

    async def close(self) -> None:
        """Close the file after the current query."""
        await self._connection.close()
        self._file.close()

    async def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with lexicon_errors(self.path):
            return list(await self._connection.execute_fetchall(sql, values))

    async def entry(self, key: str) -> Entry | None:
        """Return the entry with exactly this key; None if there is none."""
        return (await self.entries([key])).get(key)

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Return the entries with exactly these keys, by key; missing ones are left out."""
        rows = await self.rows(f"SELECT key, {PAGE_COLUMNS} FROM entry WHERE key IN ({marks(keys)})", *keys)
        with lexicon_errors(self.path):
            return {row["key"]: self._entry(stored_page(row)) for row in rows}

    async def summaries(self, numbers: Collection[int]) -> dict[int, EntrySummary]:
        """Return the summaries of the entries with these numbers in the table `entry`, by number."""
        return {each.id: each for each in await self._summaries("id", numbers)}

    async def summaries_by_key(self, keys: Collection[str]) -> dict[str, EntrySummary]:
        """Return the summaries of the entries with exactly these keys, by key."""
        return {each.key: each for each in await self._summaries("key", keys)}

    async def _summaries(self, column: str, values: Collection[object]) -> list[EntrySummary]:
        if not values:
            return []
        rows = await self.rows(
            f"SELECT id, key, headword, kind, is_medicine FROM entry WHERE {column} IN ({marks(values)})", *values
        )
        with lexicon_errors(self.path):
            return list(map(entry_summary, rows))

    async def ranked(self, numbers: Sequence[int]) -> list[RankedEntry]:
        """Return the entries with these numbers in the table `entry`, the best known first."""
        rows = await self.rows(
            f"SELECT key, kind, weight FROM entry WHERE id IN ({marks(numbers)}) ORDER BY weight DESC, id", *numbers
        )
        with lexicon_errors(self.path):
            return [msgspec.convert(dict(row), RankedEntry) for row in rows]

    def entry_of(self, owner: NameOwner) -> Entry:
        """Return the entry that owns a name."""
        with lexicon_errors(self.path):
            return self._entry(owner.page)

    def names_of(self, owner: NameOwner) -> tuple[Name, ...]:
        """Return the names of the entry that owns a name."""
        with lexicon_errors(self.path):
            return self._decode_names(owner.page.document).names

    def _entry(self, page: StoredPage) -> Entry:
        entry = self._decode(page.document)
        neighbours, of_parents = self._decode_neighbours(page.neighbours), self._decode_of_parents(page.of_parents)
        return replace(entry, related=related_entries(entry, neighbours, of_parents))

    async def parents_of(self, keys: Collection[str]) -> list[EntryReference]:
        """Return the parents of the entries with these keys, one that several share repeatedly."""
        rows = await self.rows(f"SELECT document FROM entry WHERE key IN ({marks(keys)})", *keys)
        with lexicon_errors(self.path):
            return [term for row in rows for term in self._decode_parents(row["document"]).subclass_of]

    async def owners_of_name(self, folded: str) -> list[NameOwner]:
        """Return the entries that have this name, ignoring case and spacing."""
        return await self._owners("name.folded = ?", folded)

    async def listed_senses(self, folded: str) -> dict[str, dict[str, int]]:
        """Return the senses of an abbreviation in curated lists, by the keys of their entries: the position of each
        among the senses of each spelling, from 1.
        """
        rows = await self.rows(
            "SELECT entry.key, name.places FROM name JOIN entry ON entry.id = name.entry "
            "WHERE name.folded = ? AND name.places != ''",
            folded,
        )
        with lexicon_errors(self.path):
            return {row["key"]: msgspec.json.decode(row["places"], type=dict[str, int]) for row in rows}

    async def owners_of_names(self, folded: Sequence[str]) -> list[NameOwner]:
        """Return the entries that have one of these names, ignoring case and spacing."""
        return await self._owners(f"name.folded IN ({marks(folded)})", *folded)

    async def owners_of_forms(self, forms: Iterable[str]) -> list[NameOwner]:
        """Return the entries that have a name with one of these normal forms."""
        forms = tuple(forms)
        return await self._owners(f"name.id IN (SELECT name FROM form WHERE form IN ({marks(forms)}))", *forms)

    async def _owners(self, condition: str, *values: str) -> list[NameOwner]:
        rows = await self.rows(
            "SELECT name.name, name.kind, name.source, name.places, name.others, "
            f"entry.key, entry.headword, entry.hint, entry.weight, entry.kind AS entry_kind, {PAGE_COLUMNS} "
            f"FROM name JOIN entry ON entry.id = name.entry WHERE {condition} ORDER BY entry.weight DESC, entry.id",
            *values,
        )
        with lexicon_errors(self.path):
            return [name_owner(dict(row), stored_page(row)) for row in rows]

    async def completions(self, names: Sequence[int]) -> list[Completion]:
        """Return the names with these numbers in the table `name`, in this order, each with its entry."""
        shown = {name: self._shown[name] for name in names if name in self._shown}
        if unread := [name for name in names if name not in shown]:
            shown |= await self._read_completions(unread)
        if len(shown) < len(set(names)):
            raise damaged(self.path, "a name is missing")
        return [shown[name] for name in names]

    async def _read_completions(self, names: Sequence[int]) -> dict[int, Completion]:
        """Read completions, and store them for the next typed letter in place of the oldest ones."""
        rows = await self.rows(
            "SELECT name.id, entry.key, name.name, entry.headword, entry.kind, entry.is_medicine, entry.hint "
            f"FROM name JOIN entry ON entry.id = name.entry WHERE name.id IN ({marks(names)})",
            *names,
        )
        with lexicon_errors(self.path):
            read = {row["id"]: completion(row) for row in rows}
        self._shown |= read
        for oldest in list(islice(self._shown, max(len(self._shown) - MAX_MEMOIZED, 0))):
            del self._shown[oldest]
        return read

    async def name_index(self) -> NameIndex:
        """Return the arrays for autocomplete and suggestions, mapped into memory. They are checked first, in a thread.

        They stay usable when the lexicon is closed; the file takes space on the disk as long as they are used.
        """
        rows = await self.rows("SELECT block, start, length, checksum FROM name_index")
        ((pages,),), ((bytes_a_page,),) = await self.rows("PRAGMA page_count"), await self.rows("PRAGMA page_size")
        with lexicon_errors(self.path):
            blocks = {row["block"]: msgspec.convert(dict(row), Block) for row in rows}
        try:
            contents = await asyncio.to_thread(mapped, self._file, pages * bytes_a_page, blocks)
            return await asyncio.to_thread(from_blocks, contents)
        except (ValueError, OSError) as error:
            raise damaged(self.path, error) from error

    async def is_prose_word(self, word: str, language: str) -> bool:
        """Return True if small letters make this a word of a language (ISO 639-1), and not an abbreviation."""
        return bool(await self.rows("SELECT 1 FROM prose_word WHERE word = ? AND language = ?", word, language))

    async def frequency(self, word: str, language: str) -> float:
        """Return how often people use a word in everyday life, in a million words of a language (ISO 639-1)."""
        rows = await self.rows("SELECT frequency FROM everyday_word WHERE word = ? AND language = ?", word, language)
        with lexicon_errors(self.path):
            return msgspec.convert(rows[0]["frequency"], float) if rows else 0.0

    async def has_everyday_word(self, words: Collection[str], language: str, frequency: float) -> bool:
        """Return True if people use one of these words at least so often, in a million words of a language."""
        sql = f"SELECT 1 FROM everyday_word WHERE word IN ({marks(words)}) AND language = ? AND frequency >= ? LIMIT 1"
        return bool(await self.rows(sql, *words, language, frequency))

    async def size(self) -> int:
        """Return the number of entries; they are numbered through. It is read once."""
        if self._size is None:
            ((self._size,),) = await self.rows("SELECT max(id) FROM entry")
        return self._size

    async def sources(self) -> list[InstalledSource]:
        """Return the sources in the lexicon, plainest first."""
        rows = await self.rows("SELECT description FROM source ORDER BY position")
        with lexicon_errors(self.path):
            return [msgspec.json.decode(row[0], type=InstalledSource) for row in rows]

    async def sources_by_id(self) -> Mapping[str, InstalledSource]:
        """Return the sources in the lexicon by id; they are read once."""
        if self._sources is None:
            self._sources = {source.id: source for source in await self.sources()}
        return self._sources

    async def build_report(self) -> dict[str, Any]:
        """Return when and by which version the lexicon was built, and the counts of the build."""
        rows = await self.rows("SELECT built, program_version, report FROM build")
        if not rows:
            raise damaged(self.path, "it does not say how it was built")
        built, program_version, report = rows[0]
        with lexicon_errors(self.path):
            counts = msgspec.json.decode(report, type=dict[str, Any])
        return {"built": built, "program_version": program_version, **counts}
