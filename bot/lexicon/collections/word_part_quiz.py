"""Quiz questions about word parts: what a part means, which part means something, and which word does.

A question depends only on the list of parts, the dictionary, a seed and the number of the round, so nothing is stored.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.word_parts import entries_made_of_several, parts_in_use
from bot.lexicon.model import Entry, EntryPart
from bot.terms.word_agreement import say_the_same
from bot.terms.word_parts import DRUG_NAME_STEM, Place, WordPart, building_rules, word_parts

Option = TypeVar("Option")

OPTIONS = 4
# Well-known words that questions are about.
MAX_WORDS = 120
# Characters of a meaning that is read at a glance.
MAX_MEANING = 60
# Headwords that must have a part for learners to meet it, and parts of which there must be enough.
MIN_HEADWORDS = 2
MIN_PARTS = 60
LETTERS_THAT_TELL = 4


class Asked(StrEnum):
    """What a question asks for."""

    MEANING = "meaning"
    PART = "part"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class PartQuestion:
    """A question: what it asks for, what is given (a part, a meaning, or the meanings of a word's parts), and the
    options, of which the one at the position `right` fits. `part` is what the question is about; of a word it is None,
    and `entry` has it.
    """

    asked: Asked
    given: str
    options: tuple[str, ...]
    right: int
    part: WordPart | None = None
    entry: Entry | None = None


async def part_question(dictionary: Dictionary, seed: str, number: int) -> PartQuestion:
    """Return the question of a round (from 0). The three sorts take turns; no two rounds of twenty ask about the same
    part.
    """
    rng = random.Random(f"{seed}:{number}")  # noqa: S311 (a game)
    asked = list(Asked)[(number + ord(seed[0])) % len(Asked)]
    if asked is Asked.WORD and (found := await _word_question(dictionary, seed, number, rng)):
        return found
    learned = await _learned(dictionary)
    order = sorted(learned, key=lambda part: (part.name, part.meaning))
    random.Random(seed).shuffle(order)  # noqa: S311 (a game)
    part = order[number % len(order)]
    return _meaning_question(part, rng) if asked is Asked.MEANING else _part_question(part, rng)


def _meaning_question(part: WordPart, rng: random.Random) -> PartQuestion:
    options = [part, *_wrong_parts(part, rng)]
    rng.shuffle(options)
    meanings = tuple(each.meanings[0] for each in options)
    return PartQuestion(Asked.MEANING, part.name, meanings, options.index(part), part)


def _part_question(part: WordPart, rng: random.Random) -> PartQuestion:
    options = [part, *_wrong_parts(part, rng)]
    rng.shuffle(options)
    names = tuple(each.name for each in options)
    return PartQuestion(Asked.PART, part.meanings[0], names, options.index(part), part)


def _wrong_parts(part: WordPart, rng: random.Random) -> list[WordPart]:
    """Return parts of the same place that mean something else than the part, and than each other."""
    others = [each for each in _parts() if each.place is part.place]
    rng.shuffle(others)
    return _distinct(part, others, _are_told_apart)


def _are_told_apart(one: WordPart, other: WordPart) -> bool:
    letters = {form.strip("-") for form in one.forms} & {form.strip("-") for form in other.forms}
    return not letters and not say_the_same(one.meaning, other.meaning)


def _distinct(right: Option, others: Iterable[Option], differ: Callable[[Option, Option], bool]) -> list[Option]:
    """Return the first of the others that differ from the right one, and from each other."""
    chosen: list[Option] = []
    for other in others:
        if len(chosen) < OPTIONS - 1 and all(differ(each, other) for each in (right, *chosen)):
            chosen.append(other)
    return chosen


async def _word_question(dictionary: Dictionary, seed: str, number: int, rng: random.Random) -> PartQuestion | None:
    """Return a question for the word whose parts have given meanings; None if too few entries have parts."""
    words = await entries_made_of_several(dictionary.lexicon, MAX_WORDS)
    if len(words) < OPTIONS:
        return None
    order = sorted(words, key=lambda entry: entry.key)
    random.Random(seed).shuffle(order)  # noqa: S311 (a game)
    entry = order[number % len(order)]
    options = [entry, *_wrong_words(entry, words, rng)]
    if len(options) < OPTIONS:
        return None
    rng.shuffle(options)
    headwords = tuple(each.headword for each in options)
    return PartQuestion(Asked.WORD, _meanings(entry), headwords, options.index(entry), entry=entry)


def _wrong_words(entry: Entry, words: Sequence[Entry], rng: random.Random) -> list[Entry]:
    """Return words with other meanings, those that share a part with the word first."""
    others = [each for each in words if each.key != entry.key]
    rng.shuffle(others)
    own = {part.part for part in entry.parts}
    others.sort(key=lambda each: own.isdisjoint(part.part for part in each.parts))
    return _distinct(entry, others, _mean_different_things)


def _mean_different_things(one: Entry, other: Entry) -> bool:
    """Return True if one of two words has a part that says nothing of what the other means."""
    return any(_differs(part, other) for part in one.parts) and any(_differs(part, one) for part in other.parts)


def _differs(part: EntryPart, other: Entry) -> bool:
    return not any(say_the_same(part.meaning, each.meaning) for each in other.parts)


def _meanings(entry: Entry) -> str:
    return " + ".join(part.meaning for part in entry.parts)


async def _learned(dictionary: Dictionary) -> Sequence[WordPart]:
    """Return the parts that several headwords of the dictionary have; all if these are few."""
    used = await parts_in_use(dictionary.lexicon, MIN_HEADWORDS)
    learned = [part for part in _parts() if (part.name, part.meanings[0]) in used]
    return learned if len(learned) >= MIN_PARTS else _parts()


@cache
def _parts() -> tuple[WordPart, ...]:
    return tuple(_asked_about())


def _asked_about() -> Iterator[WordPart]:
    """Yield the parts that say something by themselves, and that learners meet: those with several examples."""
    for part in word_parts():
        is_learned = part.place is not Place.ROOT or len(part.examples) > 2
        is_plain = part.origin != DRUG_NAME_STEM and not part.made_of and part.name not in building_rules().endings
        if is_learned and is_plain and len(part.meanings[0]) <= MAX_MEANING and not _gives_itself_away(part):
            yield part


def _gives_itself_away(part: WordPart) -> bool:
    """Return True if the meaning of a part begins like the part: "appendix" of "appendic-"."""
    letters = part.name.strip("-")[:LETTERS_THAT_TELL]
    return any(word.startswith(letters) for word in part.meanings[0].lower().split())
