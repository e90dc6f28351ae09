"""The index of the words that entries are named and defined with: for full-text search, and to find terms in messages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from bot.building.everyday_words import everyday_words
from bot.lexicon.words import WORD, index_word, plain, stems

# An abbreviation is no longer than this (see bot.lexicon.names).
SMALL_WORD = re.compile(r"[a-z]{2,10}")


@dataclass(frozen=True, slots=True)
class NamedText:
    """What of a name is indexed."""

    name: str


@dataclass(frozen=True, slots=True)
class DefinedText:
    """What of a definition is indexed."""

    text: str


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """What of an entry's document is indexed."""

    names: tuple[NamedText, ...]
    definitions: tuple[DefinedText, ...]


class IndexedWords(dict[str, str]):
    """What each lower-case word is indexed as: worked out when it is first met, as a million names hold few words."""

    def __missing__(self, written: str) -> str:
        return self.setdefault(written, index_word(plain(written)))


def index_words(connection: sqlite3.Connection, languages: Iterable[str]) -> None:
    """Write the tables `entry_word`, `word`, `everyday_word` and `prose_word` of a lexicon whose entries are written.

    `languages` are the ISO 639-1 codes of those that its definitions are written in.
    """
    indexed = IndexedWords()
    between_spaces: set[str] = set()
    rows = _entry_rows(connection, indexed, between_spaces)
    connection.executemany("INSERT INTO entry_word (rowid, words) VALUES (?, ?)", rows)
    connection.executemany("INSERT INTO prose_word VALUES (?)", ((word,) for word in _prose_words(between_spaces)))
    connection.executemany("INSERT INTO word VALUES (?, ?, ?)", _word_rows(connection, indexed))
    connection.execute("CREATE INDEX word_by_stem ON word (stem)")
    for language in sorted(set(languages)):
        connection.executemany("INSERT INTO everyday_word VALUES (?, ?, ?)", _everyday_rows(indexed, language))


def _prose_words(between_spaces: set[str]) -> list[str]:
    """The short words among these that are in small letters."""
    return sorted({word for word in WORD.findall(" ".join(between_spaces)) if SMALL_WORD.fullmatch(word)})


def _entry_rows(
    connection: sqlite3.Connection, indexed: IndexedWords, between_spaces: set[str]
) -> Iterator[tuple[int, str]]:
    """Each entry's number, and what the words of its names and definitions are indexed as. What stands between the spaces of
    its definitions is added to `between_spaces`.
    """
    decode = msgspec.json.Decoder(IndexedEntry).decode
    for id, document in connection.execute("SELECT id, document FROM entry ORDER BY id"):
        entry = decode(document)
        texts = [*(name.name for name in entry.names), *(definition.text for definition in entry.definitions)]
        for definition in entry.definitions:
            between_spaces.update(definition.text.split())
        words = set(WORD.findall(" ".join(texts).lower()))
        yield id, " ".join(set(map(indexed.__getitem__, words)))


def _word_rows(connection: sqlite3.Connection, indexed: IndexedWords) -> Iterator[tuple[str, str, int]]:
    """Each word, its stem, and in how many entries words of that stem stand."""
    connection.execute("CREATE VIRTUAL TABLE temp.stem USING fts5vocab (main, entry_word, row)")
    entries = dict(connection.execute("SELECT term, doc FROM temp.stem"))
    connection.execute("DROP TABLE temp.stem")
    stem_of = stems(set(indexed.values()))
    plain_words = {plain(written): stem_of[word] for written, word in indexed.items() if word in stem_of}
    return ((word, stem, entries[stem]) for word, stem in sorted(plain_words.items()))


def _everyday_rows(indexed: IndexedWords, language: str) -> Iterator[tuple[str, str, float]]:
    """How often the words of the lexicon are said: in which form of each that is most."""
    frequencies = everyday_words(language)
    said: dict[str, float] = {}
    for written, word in indexed.items():
        if frequency := max(frequencies.get(written, 0.0), frequencies.get(word, 0.0)):
            said[word] = max(frequency, said.get(word, 0.0))
    return ((word, language, frequency) for word, frequency in sorted(said.items()))
