"""Two entries side by side: the nearest broader terms that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon.model import Entry, EntryReference
from bot.lexicon.store.reader import Lexicon

# Levels of the hierarchy; the terms above are so general that they say little ("chemical").
MAX_STEPS = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entries, and the nearest terms of which both are kinds; one of the two may be such a term."""

    first: Entry
    second: Entry
    shared: tuple[EntryReference, ...]


@dataclass(frozen=True, slots=True)
class Broader:
    """A term of which an entry is a kind, and its distance in levels; the entry itself has distance 0."""

    term: EntryReference
    steps: int


async def compare(lexicon: Lexicon, first: Entry, second: Entry) -> Comparison:
    """Compare two entries. Raises DataError when the lexicon is damaged."""
    broader, broader_of_second = await _broader(lexicon, first), await _broader(lexicon, second)
    steps = {
        key: found.steps + broader_of_second[key].steps for key, found in broader.items() if key in broader_of_second
    }
    nearest = (broader[key].term for key in steps if steps[key] == min(steps.values()))
    return Comparison(first, second, tuple(nearest))


async def _broader(lexicon: Lexicon, entry: Entry) -> dict[str, Broader]:
    """Return the terms of which an entry is a kind, by key, and the entry itself."""
    found = {entry.key: Broader(EntryReference(entry.key, entry.headword), 0)}
    level: Sequence[EntryReference] = entry.subclass_of
    for steps in range(1, MAX_STEPS + 1):
        new = {term.key: Broader(term, steps) for term in level if term.key not in found}
        found |= new
        level = await lexicon.parents_of(new) if new and steps < MAX_STEPS else ()
    return found
