"""Reads from the lexicon what the search for terms needs, in few queries for any number of words."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.lexicon.model import EntryReference
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.related import Neighbours
from bot.lexicon.store.rows import NameOwner, marks, name_owner
from bot.lexicon.store.schema import lexicon_errors
from bot.lexicon.text_scan.everyday import EntryOutline, ReadingContext, is_for_patients, is_shouted, languages_of
from bot.lexicon.text_scan.prose import Prose
from bot.lexicon.text_scan.senses import Profile, WordProperties, rarity
from bot.terms.model import Name, SemanticType
from bot.terms.source import InstalledSource
from bot.terms.words import stems, text_words

# SQLite accepts 32,766 values in a query (https://sqlite.org/limits.html), but more than this many are no faster.
VALUES_AT_ONCE = 1_000
# The parts of an entry that are enough to know its subject.
MAX_NAMES, MAX_RELATED, MAX_DEFINITIONS = 60, 30, 4
MAX_CHARACTERS = 800


@dataclass(frozen=True, slots=True)
class OwnedName:
    """A name by one of its normal forms, with its owner, and the number of the owner's entry."""

    form: str
    owner: NameOwner
    entry: int


@dataclass(frozen=True, slots=True)
class Source:
    """The part of a definition or record that says for whom it is written."""

    source: str


@dataclass(frozen=True, slots=True)
class Outlined:
    """The part of an entry's document that decides if it is worth explaining."""

    semantic_types: tuple[SemanticType, ...] = ()
    definitions: tuple[Source, ...] = ()
    records: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinitionText:
    """The text of a definition in an entry's document."""

    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The part of an entry's document that shows its subject."""

    headword: str
    semantic_types: tuple[SemanticType, ...] = ()
    names: tuple[Name, ...] = ()
    subclass_of: tuple[EntryReference, ...] = ()
    definitions: tuple[DefinitionText, ...] = ()

    @property
    def written(self) -> str:
        """The text of its definitions, up to MAX_DEFINITIONS."""
        return " ".join(each.text[:MAX_CHARACTERS] for each in self.definitions[:MAX_DEFINITIONS])


@dataclass(frozen=True, slots=True)
class Profiles:
    """The words of the senses of abbreviations, and the stems in the definitions of the message's terms, both by number
    of the entry; and the properties of all these words.
    """

    senses: Mapping[int, Profile]
    telling: Mapping[int, frozenset[str]]
    words: WordProperties


async def read_owners(lexicon: Lexicon, forms: Collection[str]) -> list[OwnedName]:
    """Return the names with one of these normal forms, with their owners."""
    rows = await _rows_for(
        lexicon,
        "SELECT form.form, name.name, name.kind, name.source, name.places, name.others, "
        "entry.id, entry.key, entry.headword, entry.hint, entry.weight, entry.kind AS entry_kind "
        "FROM form JOIN name ON name.id = form.name JOIN entry ON entry.id = name.entry WHERE form.form IN ({})",
        sorted(forms),
    )
    with lexicon_errors(lexicon.path):
        return [_owned_name(dict(row)) for row in rows]


def _owned_name(row: dict[str, Any]) -> OwnedName:
    return OwnedName(msgspec.convert(row["form"], str), name_owner(row), msgspec.convert(row["id"], int))


async def read_entries(
    lexicon: Lexicon, entries: Collection[int], sources: Mapping[str, InstalledSource]
) -> tuple[dict[int, EntryOutline], dict[int, bytes]]:
    """Return the properties of these entries, and their documents, by number."""
    rows = await _rows_for(lexicon, "SELECT id, document FROM entry WHERE id IN ({})", sorted(entries))
    documents = {row["id"]: row["document"] for row in rows}
    decode = msgspec.json.Decoder(Outlined).decode
    with lexicon_errors(lexicon.path):
        outlined = {id: decode(document) for id, document in documents.items()}
    outlines = {
        id: EntryOutline(
            entry.semantic_types,
            any(is_for_patients(sources.get(each.source)) for each in (*entry.definitions, *entry.records)),
        )
        for id, entry in outlined.items()
    }
    return outlines, documents


async def read_reading(lexicon: Lexicon, written: Prose, read_in: frozenset[str]) -> ReadingContext:
    """Return the circumstances in which a reader of these languages reads a message."""
    singles = [run.pieces[0] for run in written.runs if len(run.pieces) == 1]
    words = [piece.word for piece in singles]
    rows = await _rows_for(
        lexicon, "SELECT word, language, frequency FROM everyday_word WHERE word IN ({})", sorted(set(words))
    )
    frequencies = {(row["word"], row["language"]): row["frequency"] for row in rows}
    prose_words = await _rows_for(lexicon, "SELECT word FROM prose_word WHERE word IN ({})", sorted(set(words)))
    return ReadingContext(
        frequencies,
        await lexicon.sources_by_id(),
        languages_of(frequencies, words),
        read_in,
        is_shouted([piece.text for piece in singles]),
        frozenset(row["word"] for row in prose_words),
    )


async def read_profiles(
    lexicon: Lexicon,
    written: Prose,
    senses: Collection[int],
    telling: Iterable[int],
    documents: Mapping[int, bytes],
) -> Profiles:
    """Return the words of the entries of senses, and of the definitions of some terms of the message."""
    if not senses:
        return Profiles({}, {}, WordProperties({}, {}, {}))
    decode = msgspec.json.Decoder(Subject).decode
    with lexicon_errors(lexicon.path):
        subjects = {id: decode(documents[id]) for id in {*senses, *telling}}
    neighbours = await _neighbours(lexicon, senses)
    parts, definitions = await asyncio.to_thread(
        lambda: (
            {id: _parts(subjects[id], neighbours.get(id, Neighbours())) for id in senses},
            {id: _words([subjects[id].written]) for id in telling},
        )
    )
    message_words = {piece.word for piece in written.pieces}
    entry_words = set().union(*definitions.values(), *(part for each in parts.values() for part in each))
    words = await _read_words(lexicon, message_words, entry_words)
    return Profiles(
        {id: _profile(subjects[id], parts[id], words) for id in senses},
        {id: _stems(its_words, words) for id, its_words in definitions.items()},
        words,
    )


def _parts(subject: Subject, neighbours: Neighbours) -> tuple[set[str], ...]:
    """Return the words of an entry's names, of its definitions, of related headwords, and those of its headword and
    parents.
    """
    parents = [parent.headword for parent in subject.subclass_of]
    related = [each.headword for each in neighbours.see_also] + [headword for _, headword, _ in neighbours.children]
    return (
        _words([subject.headword, *(name.name for name in subject.names[:MAX_NAMES])]),
        _words([subject.written]),
        _words([*parents, *related[:MAX_RELATED]]),
        _words([subject.headword, *parents]),
    )


def _profile(subject: Subject, parts: Sequence[set[str]], words: WordProperties) -> Profile:
    return Profile(frozenset(subject.semantic_types), *(_stems(part, words) for part in parts))


def _words(texts: Iterable[str]) -> set[str]:
    return {word.word for text in texts for word in text_words(text)}


def _stems(some: Iterable[str], words: WordProperties) -> frozenset[str]:
    return frozenset(map(words.stem, some))


async def _neighbours(lexicon: Lexicon, entries: Collection[int]) -> dict[int, Neighbours]:
    rows = await _rows_for(lexicon, "SELECT id, neighbours FROM entry WHERE id IN ({})", sorted(entries))
    decode = msgspec.json.Decoder(Neighbours).decode
    with lexicon_errors(lexicon.path):
        return {row["id"]: decode(row["neighbours"]) for row in rows}


async def _read_words(lexicon: Lexicon, message_words: Collection[str], entry_words: Collection[str]) -> WordProperties:
    """Return the properties of words of a message, in the spelling of the index, and of words of entries, which are
    plain.

    Some words of a message are not in the lexicon, but share the stem of others ("accident", "accidents").
    """
    some = sorted({*message_words, *entry_words})
    rows = await _rows_for(lexicon, "SELECT word, stem, entries FROM word WHERE word IN ({})", some)
    frequencies = await _rows_for(
        lexicon, "SELECT word, max(frequency) AS most FROM everyday_word WHERE word IN ({}) GROUP BY word", some
    )
    total = await lexicon.size()
    known = {row["word"]: row["stem"] for row in rows}
    unknown = [word for word in message_words if word not in known]
    return WordProperties(
        await asyncio.to_thread(stems, unknown) | known,
        {row["stem"]: rarity(row["entries"], total) for row in rows},
        {row["word"]: row["most"] for row in frequencies},
    )


async def _rows_for(lexicon: Lexicon, sql: str, values: Sequence[object]) -> list[sqlite3.Row]:
    """Return the rows of a query for any number of values, whose place in it is `{}`."""
    batches = [values[start : start + VALUES_AT_ONCE] for start in range(0, len(values), VALUES_AT_ONCE)]
    return [row for batch in batches for row in await lexicon.rows(sql.format(marks(batch)), *batch)]
