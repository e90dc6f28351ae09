"""Full-text search: from a plain description ("the thing in blood that carries oxygen") to the entries that fit it.

The full-text index proposes entries with the rarest of the words; the best of them are read and ranked by
`bot.lexicon.description_search.relevance`.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import msgspec

from bot.errors import N_, UsageError
from bot.lexicon.description_search.kinds import ALL_ENTRIES
from bot.lexicon.description_search.plain_words import FILLER, related_words
from bot.lexicon.description_search.relevance import AskedWord, Ranked, WordQuery, rank
from bot.lexicon.description_search.sentences import SENTENCE_END
from bot.lexicon.lookup.match_ladder import visible
from bot.lexicon.model import Definition, EntryReference
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import marks
from bot.lexicon.store.schema import damaged, lexicon_errors
from bot.terms.words import index_word, plain_words, stems, text_words

MAX_DESCRIPTION_LENGTH = 200
MAX_ASKED_WORDS = 20
# The number of proposed entries that are read. The right one is among them for 94 of 100 descriptions; three times as
# many would add 3.
MAX_CANDIDATES = 100
# A word's weight is its rarity (the logarithm of how few entries have it). In a description of more words
# than this, rare words and the first ones say still more: weights are raised to this power, and each is this
# share of the one before. With that, three more in 200 glosses have their entry first, and three more among
# five.
MAX_SHORT = 5
RARE = 1.5
LATER = 0.95


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, in characters; `end` is not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence that fits best, the positions of the asked words in it, and its definition, with everything that is
    needed to cite it.
    """

    sentence: str
    matches: tuple[Span, ...]
    definition: Definition


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An entry that fits a description. `passage` is None if no source defines it: then its names fit. `covered` is the
    share, from 0 to 1, of the description that it has; words that no entry has count as the rarest.
    """

    entry: EntryReference
    passage: Passage | None
    covered: float


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of results, best first; `total` counts the results of all pages."""

    query: str
    total: int
    results: tuple[SearchResult, ...]


@dataclass(frozen=True, slots=True)
class KnownStem:
    """The words with one stem, the stem's number in the texts of entries, the number of entries with any of them, and
    the counted kinds of those that have one at the beginning of a definition.
    """

    words: frozenset[str]
    number: int
    entries: int
    kinds: bytes | None


@dataclass(frozen=True, slots=True)
class Fitting:
    """The entries that fit a description, the best first. `covered` of each is as in `SearchResult`; `question` is None
    if no word of it is known.
    """

    query: str
    question: WordQuery | None
    ranked: list[Ranked]


@dataclass(frozen=True, slots=True)
class Described:
    """The parts of an entry's document that a result shows."""

    key: str
    headword: str
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the definition that contains it."""

    text: str
    definition: Definition


async def search(lexicon: Lexicon, words: str, offset: int, limit: int) -> SearchResults:
    """Return the entries that fit a description, from number `offset` (from 0) on, at most `limit` of them.

    All pages together have at most 100 results: entries with at least half as much of the description as the best one,
    weighted by the rarity of the words. Raises UsageError if there is no word to search for or the description is
    longer than 200 characters, DataError if the lexicon is damaged.
    """
    found = await fitting_entries(lexicon, words)
    results = await _results(lexicon, found, found.ranked[offset : offset + limit])
    return SearchResults(found.query, len(found.ranked), results)


async def fitting_entries(lexicon: Lexicon, words: str) -> Fitting:
    """Return the entries that fit a description, the best first; see `search`."""
    query = _refuse_unusable(words)
    meant = _meant_words(query)
    asked = await _asked_words(lexicon, meant)
    if not asked:
        return Fitting(query, None, [])
    candidates, known = await _candidates(lexicon, asked), _known_share(asked, meant)
    kinds = await _all_kinds(lexicon)
    try:
        question = WordQuery(query, asked, kinds)
        ranked = rank(question, candidates)  # under a millisecond: a thread would cost as much
    except ValueError as error:
        raise damaged(lexicon.path, error) from error
    return Fitting(query, question, [replace(each, covered=round(each.covered * known, 3)) for each in ranked])


def _refuse_unusable(words: str) -> str:
    if len(words) > MAX_DESCRIPTION_LENGTH:
        raise UsageError(
            N_("That is {length:,} characters long. A description can have at most {most}."),
            N_("Describe one thing in a few words."),
            length=len(words),
            most=MAX_DESCRIPTION_LENGTH,
        )
    query = visible(words)
    if not any(text_words(query)):
        raise UsageError(
            N_("There is no word to search for."), N_("Describe what you mean, for example: fear of small spaces.")
        )
    return query


def _meant_words(query: str) -> list[str]:
    """Return the words of a query as the index has them, each once; filler words only if there are no others."""
    words = [word.word for word in text_words(query)]
    return list(dict.fromkeys(map(index_word, [word for word in words if word not in FILLER] or words)))


def _known_share(asked: list[AskedWord], meant: list[str]) -> float:
    """Return the share of a query, from 0 to 1, that its known words are; unknown words weigh as much as the rarest."""
    unknown = max(0, len(meant) - len(asked)) * asked[0].weight
    known = sum(word.weight for word in asked)
    return known / (known + unknown)


async def _asked_words(lexicon: Lexicon, meant: list[str]) -> list[AskedWord]:
    """Return those of some words that some entry has, one for each stem; those that count most come first."""
    stem_of, related_of = await _stems(lexicon, meant), related_words()
    related = {stem: related_of.get(stem, {}) for stem in stem_of.values()}
    known = await _known_stems(lexicon, {*related, *chain.from_iterable(related.values())})
    entries = await lexicon.size()
    asked: dict[str, AskedWord] = {}
    for word in filter(stem_of.__contains__, meant):
        stem = stem_of[word]
        others = {other: sought for other, sought in related[stem].items() if other in known}
        if others or stem in known:
            asked.setdefault(stem, _asked_word(word, known.get(stem), others, known, entries))
    return sorted(_weighted(list(asked.values())), key=lambda word: -word.weight)[:MAX_ASKED_WORDS]


def _weighted(asked: list[AskedWord]) -> list[AskedWord]:
    """Return the words of a description, in its order, with their weights in it."""
    if len(asked) <= MAX_SHORT:
        return asked
    return [replace(word, weight=word.weight**RARE * LATER**place) for place, word in enumerate(asked)]


async def _stems(lexicon: Lexicon, words: list[str]) -> dict[str, str]:
    """Return the stem of each word, as the lexicon has it, or made now."""
    rows = await lexicon.rows(f"SELECT word, stem FROM word WHERE word IN ({marks(words)})", *words)
    known = {row["word"]: row["stem"] for row in rows}
    unknown = [word for word in words if word not in known]
    return known | await asyncio.to_thread(stems, unknown) if unknown else known


def _asked_word(
    word: str, itself: KnownStem | None, related: Mapping[str, str], known: Mapping[str, KnownStem], entries: int
) -> AskedWord:
    others = [known[stem] for stem in related]
    having = itself.entries if itself else sum(other.entries for other in others)
    return AskedWord(
        sought=(word, *related.values()),
        forms=itself.words if itself else frozenset(),
        related=frozenset(chain.from_iterable(other.words for other in others)),
        weight=math.log(1 + entries / having),
        number=itself.number if itself else None,
        related_numbers=tuple(other.number for other in others),
        kinds=itself.kinds if itself else None,
    )


async def _known_stems(lexicon: Lexicon, stems: Collection[str]) -> dict[str, KnownStem]:
    """Return those of some stems that the lexicon has words of."""
    rows = await lexicon.rows(
        "SELECT stem, word.number, word.entries, group_concat(word, ' ') AS words, kind_word.entries AS kinds FROM word "
        f"LEFT JOIN kind_word ON kind_word.number = nullif(word.number, {ALL_ENTRIES}) WHERE stem IN ({marks(stems)}) GROUP BY stem",
        *stems,
    )
    return {
        row["stem"]: KnownStem(frozenset(row["words"].split()), row["number"], row["entries"], row["kinds"])
        for row in rows
    }


async def _all_kinds(lexicon: Lexicon) -> bytes:
    """Return the counted kinds of all entries, as stored."""
    rows = await lexicon.rows("SELECT entries FROM kind_word WHERE number = ?", ALL_ENTRIES)
    return b"".join(row["entries"] for row in rows)


async def _candidates(lexicon: Lexicon, asked: list[AskedWord]) -> list[tuple[int, bytes]]:
    """Return the entries with most of the asked words, weighted by rarity, each with its texts; of equal ones the
    plainest first, as the lexicon numbers them.
    """
    parts = " UNION ALL ".join(["SELECT rowid AS id, ? AS worth FROM entry_word WHERE entry_word MATCH ?"] * len(asked))
    values = chain.from_iterable((word.weight, " OR ".join(f'"{sought}"' for sought in word.sought)) for word in asked)
    rows = await lexicon.rows(
        f"SELECT id, texts FROM (SELECT id, sum(worth) AS worth FROM ({parts}) "
        "GROUP BY id ORDER BY worth DESC, id LIMIT ?) AS best JOIN entry_text ON entry = id ORDER BY best.worth DESC, id",
        *values,
        MAX_CANDIDATES,
    )
    return [(row["id"], row["texts"]) for row in rows]


async def _results(lexicon: Lexicon, found: Fitting, shown: list[Ranked]) -> tuple[SearchResult, ...]:
    """Return what is shown of some of the entries found."""
    numbers = [each.entry for each in shown]
    rows = await lexicon.rows(f"SELECT id, document FROM entry WHERE id IN ({marks(numbers)})", *numbers)
    decode = msgspec.json.Decoder(Described).decode
    with lexicon_errors(lexicon.path):
        entries = {row["id"]: decode(row["document"]) for row in rows}
    if len(entries) < len(shown):
        raise damaged(lexicon.path, "an entry is missing")
    if (question := found.question) is None:
        return ()
    return tuple(_result(entries[each.entry], each.covered, question) for each in shown)


def _result(entry: Described, covered: float, question: WordQuery) -> SearchResult:
    sentence = _fullest_sentence(question, entry)
    passage = _passage(sentence, question) if sentence else None
    return SearchResult(EntryReference(entry.key, entry.headword), passage, covered)


def _fullest_sentence(question: WordQuery, entry: Described) -> Sentence | None:
    """Return the sentence of an entry's definitions with most of what was asked for; None without definitions. The
    first of equal sentences is returned, which is from the plainest source.
    """
    numbered = [
        (number, Sentence(text, definition))
        for definition in entry.definitions
        for number, text in enumerate(SENTENCE_END.split(definition.text))
    ]
    in_order = (sentence for _, sentence in sorted(numbered, key=lambda pair: pair[0] > 0))
    return max(in_order, key=lambda sentence: question.covered_by(plain_words(sentence.text)), default=None)


def _passage(sentence: Sentence, question: WordQuery) -> Passage:
    matches = (Span(word.start, word.end) for word in text_words(sentence.text) if question.is_asked(word.word))
    return Passage(sentence.text, tuple(matches), sentence.definition)
