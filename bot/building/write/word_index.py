"""The index of words in names and definitions of entries: for full-text search, and to find terms in messages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.building.merge.names.everyday_words import everyday_words
from bot.building.write.batches import EntryTexts
from bot.building.write.prose_words import WordUses
from bot.sources.concept import Concept
from bot.terms.memoized import Memoized
from bot.terms.normal_forms import normal_forms
from bot.terms.words import WORD, index_word, plain, stems

# Cached pieces of text between two spaces, at about 150 bytes each.
MAX_PIECES = 300_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a lexicon.

    `indexed` maps each lower-case word to its indexed form, `stems` each of these to its stem (see
    `bot.terms.words.stems`), `numbers` each stem to its number in the table `entry_text`, and `prose` each language to
    the short words that are not only abbreviations (`prose_words`).
    """

    indexed: Mapping[str, str]
    stems: Mapping[str, str]
    numbers: Mapping[str, int]
    prose: Mapping[str, Sequence[str]]


class Indexed(dict[str, str]):
    """Indexed forms of lower-case words, computed when first needed: a million names have few different words."""

    def __missing__(self, written: str) -> str:
        return self.setdefault(written, index_word(plain(written)))


class IndexedWords:
    """Collects the words of entries as they are written.

    The same pieces of text between two spaces come again and again, so their indexed forms are cached: of lower-case
    pieces, and of those of sentences as written.
    """

    def __init__(self) -> None:
        self._indexed = Indexed()
        self._stems: dict[str, str] = {}
        self._words: set[str] = set()
        self._uncollected: set[str] = set()
        self._uses = WordUses()
        self._pieces = Memoized(self._of_piece, MAX_PIECES)
        self._prose = Memoized(self._of_prose, MAX_PIECES)

    def prepare(self, concepts: Iterable[Concept]) -> None:
        """Compute the indexed forms of words of concepts, and their stems, before their entries come, until the
        caches are full.

        All names of the concepts will come in entries, but not all definitions, so words of definitions do not count
        as collected yet. They do when they come in a name of an entry, such as one that no concept here has.
        """
        names: set[str] = set()
        prose: set[str] = set()
        for concept in concepts:
            names.update(" ".join([name.name for name in concept.names]).lower().split())
            prose.update(" ".join(concept.definitions).lower().split())
            if len(names) + len(prose) > MAX_PIECES:
                break
        for piece in names:
            self._pieces[piece]
        collected = set(self._words)
        for piece in prose:
            self._pieces[piece]
        self._words = collected
        self._uncollected = prose - names
        self._stems = stems(set(self._indexed.values()))

    def of(self, names: str, definitions: Iterable[tuple[str, str]]) -> str:
        """The indexed forms of the words in names and word parts (in lower case) and in definitions (with the
        language of each).
        """
        of_names = set(names.split())
        words = {*map(self._pieces.__getitem__, of_names)}
        for piece in of_names & self._uncollected:
            self._words.update(WORD.findall(piece))
        for text, language in definitions:
            pieces = set(text.split())
            words.update(map(self._prose.__getitem__, pieces))
            self._uses.add(language, pieces)
        return " ".join(words)

    def vocabulary(self, languages: Iterable[str], numbers: Mapping[str, int]) -> Vocabulary:
        """All words collected. `languages` are the ISO 639-1 codes of languages that readers may have, `numbers` those
        of stems.
        """
        indexed = {word: self._indexed[word] for word in self._words}
        others = set(indexed.values()) - self._stems.keys()
        return Vocabulary(indexed, self._stems | stems(others), numbers, self._uses.prose_words(languages))

    def _of_piece(self, piece: str) -> str:
        words = [piece] if piece.isalpha() else WORD.findall(piece)
        self._words.update(words)
        return " ".join(map(self._indexed.__getitem__, words))

    def _of_prose(self, piece: str) -> str:
        """The indexed forms of a piece of a sentence; its words now count as collected."""
        words, lower = WORD.findall(piece), piece.lower()
        self._words.update(words if lower == piece else WORD.findall(lower))
        return self._pieces[piece if lower == piece else lower]


def write_words(connection: sqlite3.Connection, entries: Iterable[EntryTexts], words: IndexedWords) -> None:
    """Write the table `entry_word` for some entries, and collect their words."""
    rows = ((entry.id, words.of(f"{entry.names} {entry.parts}", _with_languages(entry))) for entry in entries)
    connection.executemany("INSERT INTO entry_word (rowid, words) VALUES (?, ?)", rows)


def _with_languages(entry: EntryTexts) -> Iterator[tuple[str, str]]:
    """The definitions of an entry, each with its language."""
    return ((text, language) for text, (_, language) in zip(entry.definitions, entry.defined_by, strict=True))


def index_words(connection: sqlite3.Connection, vocabulary: Vocabulary, languages: Iterable[str]) -> None:
    """Write the tables `word`, `everyday_word` and `prose_word` of a lexicon whose entries are written.

    `languages` are the ISO 639-1 codes of those that its definitions are written in.
    """
    connection.executemany(
        "INSERT INTO prose_word SELECT ?, ? WHERE EXISTS (SELECT 1 FROM form WHERE form = ?)", _prose_rows(vocabulary)
    )
    connection.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", _word_rows(connection, vocabulary))
    connection.execute("CREATE INDEX word_by_stem ON word (stem)")
    for language in sorted(set(languages)):
        rows = _everyday_rows(vocabulary.indexed, language)
        connection.executemany("INSERT INTO everyday_word VALUES (?, ?, ?)", rows)


def _prose_rows(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Each prose word, its language, and the normal form of a name that it could be mistaken for."""
    for language, words in vocabulary.prose.items():
        yield from ((word, language, form) for word in words for form in normal_forms(word))


def _word_rows(connection: sqlite3.Connection, vocabulary: Vocabulary) -> Iterator[tuple[str, str, int, int]]:
    """Each word, its stem with its number, and the number of entries with words of that stem."""
    connection.execute("CREATE VIRTUAL TABLE temp.stem USING fts5vocab (main, entry_word, row)")
    entries = dict(connection.execute("SELECT term, doc FROM temp.stem"))
    connection.execute("DROP TABLE temp.stem")
    stem_of = vocabulary.stems
    plain_words = {plain(written): stem_of[word] for written, word in vocabulary.indexed.items() if word in stem_of}
    # A prepared word may be in no entry: a correction may have removed the only name that has it.
    numbers = vocabulary.numbers
    return (
        (word, stem, numbers.get(stem, 0), entries[stem])
        for word, stem in sorted(plain_words.items())
        if stem in entries
    )


def _everyday_rows(indexed: Mapping[str, str], language: str) -> Iterator[tuple[str, str, float]]:
    """Frequencies of the words of the lexicon in everyday speech, each in its most frequent form."""
    frequencies = everyday_words(language)
    spoken: dict[str, float] = {}
    for written, word in indexed.items():
        if frequency := max(frequencies.get(written, 0.0), frequencies.get(word, 0.0)):
            spoken[word] = max(frequency, spoken.get(word, 0.0))
    return ((word, language, frequency) for word, frequency in sorted(spoken.items()))
