"""The index of the words that entries are named and defined with: for full-text search, and to find terms in messages."""

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

# Of text between two spaces, at about 150 bytes each.
MOST_PIECES = 300_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a lexicon: what each lower-case word is indexed as, the stem of each of these (but see `stems`), and by language the
    short ones that are no abbreviations only (`prose_words`).
    """

    indexed: Mapping[str, str]
    stems: Mapping[str, str]
    prose: Mapping[str, Sequence[str]]


class Indexed(dict[str, str]):
    """What each lower-case word is indexed as: worked out when it is first met, as a million names hold few words."""

    def __missing__(self, written: str) -> str:
        return self.setdefault(written, index_word(plain(written)))


class IndexedWords:
    """The words of the entries that have gone by. Pieces of text between two spaces come again and again, so what their words are
    indexed as is remembered: of lower-case pieces, and of those of sentences as they are written.
    """

    def __init__(self) -> None:
        self._indexed = Indexed()
        self._stems: dict[str, str] = {}
        self._words: set[str] = set()
        self._uses = WordUses()
        self._pieces = Memoized(self._of_piece, MOST_PIECES)
        self._prose = Memoized(self._of_prose, MOST_PIECES)

    def learn(self, concepts: Iterable[Concept]) -> None:
        """Work out beforehand what the words of concepts are indexed as, and their stems, until as much as may be is remembered.

        All their names will go by in entries, but not all their definitions: words of these are not counted as gone by yet.
        """
        names: set[str] = set()
        prose: set[str] = set()
        for concept in concepts:
            names.update(" ".join([name.name for name in concept.names]).lower().split())
            prose.update(" ".join(concept.definitions).lower().split())
            if len(names) + len(prose) > MOST_PIECES:
                break
        for piece in names:
            self._pieces[piece]
        gone_by = set(self._words)
        for piece in prose:
            self._pieces[piece]
        self._words = gone_by
        self._stems = stems(set(self._indexed.values()))

    def of(self, names: str, definitions: Iterable[tuple[str, str]]) -> str:
        """What the words of names, in lower case, and of definitions, each with its language, are indexed as."""
        words = {*map(self._pieces.__getitem__, set(names.split()))}
        for text, language in definitions:
            pieces = set(text.split())
            words.update(map(self._prose.__getitem__, pieces))
            self._uses.add(language, pieces)
        return " ".join(words)

    def vocabulary(self, languages: Iterable[str]) -> Vocabulary:
        """All words that have gone by. `languages` are the ISO 639-1 codes of those that readers may have."""
        indexed = {word: self._indexed[word] for word in self._words}
        others = set(indexed.values()) - self._stems.keys()
        return Vocabulary(indexed, self._stems | stems(others), self._uses.prose_words(languages))

    def _of_piece(self, piece: str) -> str:
        words = [piece] if piece.isalpha() else WORD.findall(piece)
        self._words.update(words)
        return " ".join(map(self._indexed.__getitem__, words))

    def _of_prose(self, piece: str) -> str:
        """The same of a piece of a sentence, whose words have now gone by."""
        words, lower = WORD.findall(piece), piece.lower()
        self._words.update(words if lower == piece else WORD.findall(lower))
        return self._pieces[piece if lower == piece else lower]


def write_words(connection: sqlite3.Connection, entries: Iterable[EntryTexts], words: IndexedWords) -> None:
    """Write the table `entry_word` for some entries, and take note of their words."""
    rows = ((entry.id, words.of(entry.names, _with_languages(entry))) for entry in entries)
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
    connection.executemany("INSERT INTO word VALUES (?, ?, ?)", _word_rows(connection, vocabulary))
    connection.execute("CREATE INDEX word_by_stem ON word (stem)")
    for language in sorted(set(languages)):
        rows = _everyday_rows(vocabulary.indexed, language)
        connection.executemany("INSERT INTO everyday_word VALUES (?, ?, ?)", rows)


def _prose_rows(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Each prose word, its language, and the normal form of a name that it could be taken for."""
    for language, words in vocabulary.prose.items():
        yield from ((word, language, form) for word in words for form in normal_forms(word))


def _word_rows(connection: sqlite3.Connection, vocabulary: Vocabulary) -> Iterator[tuple[str, str, int]]:
    """Each word, its stem, and in how many entries words of that stem stand."""
    connection.execute("CREATE VIRTUAL TABLE temp.stem USING fts5vocab (main, entry_word, row)")
    entries = dict(connection.execute("SELECT term, doc FROM temp.stem"))
    connection.execute("DROP TABLE temp.stem")
    stem_of = vocabulary.stems
    plain_words = {plain(written): stem_of[word] for written, word in vocabulary.indexed.items() if word in stem_of}
    # A word that was learned beforehand may have stood in a name only that a correction has taken away.
    return ((word, stem, entries[stem]) for word, stem in sorted(plain_words.items()) if stem in entries)


def _everyday_rows(indexed: Mapping[str, str], language: str) -> Iterator[tuple[str, str, float]]:
    """How often the words of the lexicon are said: in which form of each that is most."""
    frequencies = everyday_words(language)
    said: dict[str, float] = {}
    for written, word in indexed.items():
        if frequency := max(frequencies.get(written, 0.0), frequencies.get(word, 0.0)):
            said[word] = max(frequency, said.get(word, 0.0))
    return ((word, language, frequency) for word, frequency in sorted(said.items()))
