"""The table `entry_text`: the words of each entry as numbers, for ranking by descriptions."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.building.write.batches import EntryTexts
from bot.building.write.kind_words import KindWords
from bot.lexicon.description_search.entry_texts import EntryText, Field, packed
from bot.lexicon.description_search.kinds import KIND_NUMBERS
from bot.lexicon.description_search.plain_words import FILLER
from bot.lexicon.description_search.sentences import HEAD_END, SENTENCE_END
from bot.terms.words import index_word, plain_words, stems


@dataclass(frozen=True, slots=True)
class _Written:
    """A text as words. `size` counts them as ranking does, `beginning` are those that say what kind of thing it is."""

    field: Field
    words: Sequence[str]
    size: int
    beginning: Sequence[str] = ()


class StemNumbers:
    """Numbers of stems, from 1 on in the order in which they are added."""

    def __init__(self) -> None:
        self.by_stem: dict[str, int] = {}
        self._by_word: dict[str, int | None] = {}

    def add(self, words: Iterable[str]) -> None:
        """Add the stems of plain words, in alphabetical order of the words."""
        new = sorted(set(words) - self._by_word.keys())
        indexed = list(map(index_word, new))
        stem_of = stems(dict.fromkeys(indexed))
        for word, form in zip(new, indexed, strict=True):
            stem = stem_of.get(form)  # words that SQLite splits have none
            self._by_word[word] = None if stem is None else self.by_stem.setdefault(stem, len(self.by_stem) + 1)

    def of(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the stems of words that were added, each once."""
        return [number for number in dict.fromkeys(map(self._by_word.__getitem__, words)) if number is not None]


def write_entry_texts(
    connection: sqlite3.Connection, entries: Collection[EntryTexts], numbers: StemNumbers, kinds: KindWords
) -> None:
    """Write the rows of some entries, and count their kinds."""
    written = [(entry, list(_written(entry))) for entry in entries]
    numbers.add(chain.from_iterable(text.words for _, texts in written for text in texts))
    numbered = [(entry, list(_numbered(entry, texts, numbers))) for entry, texts in written]
    rows = ((entry.id, packed(texts)) for entry, texts in numbered)
    connection.executemany("INSERT INTO entry_text VALUES (?, ?)", rows)
    for entry, texts in numbered:
        kinds.add(KIND_NUMBERS[entry.kind], set(chain.from_iterable(map(_kind_of_thing, texts))))


def _numbered(entry: EntryTexts, texts: Iterable[_Written], numbers: StemNumbers) -> Iterator[EntryText]:
    for text in texts:
        head = KIND_NUMBERS[entry.kind] if text.field is Field.HEADWORD else len(numbers.of(text.beginning))
        yield EntryText(text.field, text.size, numbers.of(text.words), head)


def _kind_of_thing(text: EntryText) -> Sequence[int]:
    """Return the stems of a text that say what kind of thing an entry is."""
    return text.stems if text.field is Field.PARENT else text.stems[: text.beginning]


def _written(entry: EntryTexts) -> Iterator[_Written]:
    """Yield the texts of an entry, its headword first, and last the words that only further sentences have."""
    texts = [*_names(entry), *_parts(entry), *_parents(entry)]
    others: dict[str, None] = {}
    for definition in entry.definitions:
        first, *rest = SENTENCE_END.split(definition, maxsplit=1)
        texts.append(_first_sentence(first))
        others.update(dict.fromkeys(_telling(chain.from_iterable(map(plain_words, rest)))))
    yield _Written(Field.HEADWORD, (), len(plain_words(entry.headword)))
    yield from texts
    known = set(chain.from_iterable(text.words for text in texts if text.field is not Field.PARENT))
    yield _Written(Field.OTHER_SENTENCES, [word for word in others if word not in known], len(others))


def _names(entry: EntryTexts) -> Iterator[_Written]:
    """Yield the names, those of the same words once ("Anemia, Aplastic")."""
    distinct = {tuple(sorted(words)): words for words in map(plain_words, entry.names.split("\n"))}
    return (_Written(Field.NAME, words, len(words)) for words in distinct.values())


def _parts(entry: EntryTexts) -> Iterator[_Written]:
    for meaning in entry.parts.split("\n") if entry.parts else ():
        words = plain_words(meaning)
        yield _Written(Field.WORD_PART, words, len(words))


def _parents(entry: EntryTexts) -> Iterator[_Written]:
    for headword in entry.parents:
        words = plain_words(headword)
        yield _Written(Field.PARENT, words, len(words))


def _first_sentence(sentence: str) -> _Written:
    words = _telling(plain_words(sentence))
    beginning = _telling(plain_words(HEAD_END.split(sentence, maxsplit=1)[0]))
    return _Written(Field.FIRST_SENTENCE, words, len(words), beginning)


def _telling(words: Iterable[str]) -> list[str]:
    """Return the words that say something about a thing, each once."""
    return [word for word in dict.fromkeys(words) if word not in FILLER]
