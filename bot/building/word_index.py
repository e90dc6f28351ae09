"""The index of the words that entries are named and defined with: for full-text search, and to find terms in messages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.building.everyday_words import everyday_words
from bot.building.storing import StoredEntry
from bot.lexicon.words import WORD, index_word, plain, stems

# An abbreviation is no longer than this (see bot.lexicon.names).
SMALL_WORD = re.compile(r"[a-z]{2,10}")
# What stands between spaces comes again and again, so it is read when there is this much of it.
MOST_UNREAD = 50_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a lexicon: what each lower-case word is indexed as, and the short ones that stand in small letters in some
    definition.
    """

    indexed: Mapping[str, str]
    prose: Sequence[str]


class Indexed(dict[str, str]):
    """What each lower-case word is indexed as: worked out when it is first met, as a million names hold few words."""

    def __missing__(self, written: str) -> str:
        return self.setdefault(written, index_word(plain(written)))


class IndexedWords:
    """The words of the entries that have gone by."""

    def __init__(self) -> None:
        self._indexed = Indexed()
        self._between_spaces: set[str] = set()
        self._prose: set[str] = set()

    def of(self, entry: StoredEntry) -> str:
        """What the words of an entry's names and definitions are indexed as, each once."""
        for definition in entry.definitions:
            self._between_spaces.update(definition.split())
        if len(self._between_spaces) > MOST_UNREAD:
            self._read_prose()
        texts = " ".join([*(name.name for name in entry.names), *entry.definitions])
        return " ".join(set(map(self._indexed.__getitem__, set(WORD.findall(texts.lower())))))

    def vocabulary(self) -> Vocabulary:
        """All words that have gone by."""
        self._read_prose()
        return Vocabulary(dict(self._indexed), sorted(self._prose))

    def _read_prose(self) -> None:
        """Take note of the short words in small letters among what stands between the spaces of definitions."""
        self._prose.update(filter(SMALL_WORD.fullmatch, WORD.findall(" ".join(self._between_spaces))))
        self._between_spaces.clear()


def write_words(
    connection: sqlite3.Connection, entries: Iterable[tuple[int, StoredEntry]], words: IndexedWords
) -> None:
    """Write the table `entry_word` for some entries with their numbers, and take note of their words."""
    rows = ((id, words.of(entry)) for id, entry in entries)
    connection.executemany("INSERT INTO entry_word (rowid, words) VALUES (?, ?)", rows)


def index_words(connection: sqlite3.Connection, vocabulary: Vocabulary, languages: Iterable[str]) -> None:
    """Write the tables `word`, `everyday_word` and `prose_word` of a lexicon whose entries are written.

    `languages` are the ISO 639-1 codes of those that its definitions are written in.
    """
    connection.executemany("INSERT INTO prose_word VALUES (?)", ((word,) for word in vocabulary.prose))
    connection.executemany("INSERT INTO word VALUES (?, ?, ?)", _word_rows(connection, vocabulary.indexed))
    connection.execute("CREATE INDEX word_by_stem ON word (stem)")
    for language in sorted(set(languages)):
        rows = _everyday_rows(vocabulary.indexed, language)
        connection.executemany("INSERT INTO everyday_word VALUES (?, ?, ?)", rows)


def _word_rows(connection: sqlite3.Connection, indexed: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Each word, its stem, and in how many entries words of that stem stand."""
    connection.execute("CREATE VIRTUAL TABLE temp.stem USING fts5vocab (main, entry_word, row)")
    entries = dict(connection.execute("SELECT term, doc FROM temp.stem"))
    connection.execute("DROP TABLE temp.stem")
    stem_of = stems(set(indexed.values()))
    plain_words = {plain(written): stem_of[word] for written, word in indexed.items() if word in stem_of}
    return ((word, stem, entries[stem]) for word, stem in sorted(plain_words.items()))


def _everyday_rows(indexed: Mapping[str, str], language: str) -> Iterator[tuple[str, str, float]]:
    """How often the words of the lexicon are said: in which form of each that is most."""
    frequencies = everyday_words(language)
    said: dict[str, float] = {}
    for written, word in indexed.items():
        if frequency := max(frequencies.get(written, 0.0), frequencies.get(word, 0.0)):
            said[word] = max(frequency, said.get(word, 0.0))
    return ((word, language, frequency) for word, frequency in sorted(said.items()))
