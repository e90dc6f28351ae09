"""Entries to show to people who did not ask for them: well known, and explained in plain words."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.ranges import best_ranked, numbers
from bot.lexicon.model import Definition, Entry, RankedEntry
from bot.lexicon.store.name_index import NameIndex
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind, SemanticGroup
from bot.terms.source import LAY_AUDIENCES

# The likeliest names; with all sources installed they belong to some 3,000 entries.
MAX_NAMES = 8_000

MIN_DEFINITION, MAX_DEFINITION = 50, 1_200
# People who learn medical words do not look for genes and places; concepts include terms of statistics.
NOT_SHOWN = frozenset({SemanticGroup.CONCEPTS, SemanticGroup.GENES, SemanticGroup.ORGANIZATIONS, SemanticGroup.PLACES})
ENTRIES_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Explained:
    """An entry with a definition in plain words, and its name in the language of that definition."""

    entry: Entry
    definition: Definition
    title: str


async def well_known(dictionary: Dictionary) -> Sequence[RankedEntry]:
    """Return the likeliest entries, the best known first. The result is stored for each build."""
    if dictionary.well_known is None:
        index = await dictionary.suggester.index()
        dictionary.well_known = await dictionary.lexicon.ranked(await asyncio.to_thread(_best_known, index))
    return dictionary.well_known


def _best_known(index: NameIndex) -> list[int]:
    """Return the numbers of the entries that the likeliest names belong to."""
    names = best_ranked(index, numbers(range(len(index.names))), MAX_NAMES)
    return sorted(set(index.names.entries[names].tolist()))


def explained(entry: Entry, language: str, hidden: Collection[str] = ()) -> Explained | None:
    """Return the entry with a plain definition in a language (ISO 639-1) that is of none of the hidden sources; None if
    it has none or must not be shown.
    """
    return next((found for found in explanations(entry, hidden) if found.definition.language == language), None)


def explanations(entry: Entry, hidden: Collection[str] = ()) -> Iterator[Explained]:
    """Yield the entry with each of its plain definitions that is of none of the hidden sources (by id); nothing if it
    must not be shown.
    """
    if looks_like_abbreviation(entry.headword) or any(sort.group in NOT_SHOWN for sort in entry.semantic_types):
        return
    for definition in (each for each in entry.definitions if _is_plain(each) and each.source not in hidden):
        yield Explained(entry, definition, title(entry, definition))


def _is_plain(definition: Definition) -> bool:
    return MIN_DEFINITION <= len(definition.text) <= MAX_DEFINITION and definition.audience in LAY_AUDIENCES


def title(entry: Entry, definition: Definition) -> str:
    """Return the name of the entry in the source of a definition if that is in another language; otherwise the
    headword.
    """
    if definition.language == entry.definitions[0].language:
        return entry.headword
    theirs = (name.name for name in entry.names if name.source == definition.source and name.kind is NameKind.PREFERRED)
    return next(theirs, entry.headword)


async def pick(
    dictionary: Dictionary, language: str, avoided: Collection[str], rng: random.Random, hidden: Collection[str] = ()
) -> Explained | None:
    """Return a random well-known entry that is explained in a language by a source that is not hidden, and whose key is
    not avoided; None if none is left.
    """
    keys = [ranked.key for ranked in await well_known(dictionary) if ranked.key not in avoided]
    await asyncio.to_thread(rng.shuffle, keys)
    for some in batches(keys, ENTRIES_AT_ONCE):
        entries = await dictionary.lexicon.entries(some)
        for key in some:
            if key in entries and (found := explained(entries[key], language, hidden)):
                return found
    return None


def batches(keys: Sequence[str], most: int) -> Iterator[list[str]]:
    """Yield the keys in lists of at most `most`."""
    remaining = iter(keys)
    while some := list(islice(remaining, most)):
        yield some
