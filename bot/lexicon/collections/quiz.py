"""Quiz questions: a definition without its name, and four names of which exactly one fits.

A question depends only on the dictionary, a seed, a field and the number of the round, so nothing is stored.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from bot.lexicon.collections.fields import Field
from bot.lexicon.collections.masking import masked
from bot.lexicon.collections.well_known import Explained, batches, explained, well_known
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Entry, RankedEntry
from bot.terms.model import Relation
from bot.terms.normal_forms import normal_forms, normal_words

OPTIONS = 4
# Entries that are tried for a question, and for its wrong options, before giving up.
MAX_TRIES = 60
MAX_DISTRACTORS = 48
AT_ONCE = 12
# Entries whose words are memoized: those of one question and a few more.
MAX_MEMOIZED = 128
# The Jaccard similarity of two definitions above which either might fit both entries.
MAX_ALIKE = 0.3
# Hierarchies are about ten levels deep.
MAX_LEVELS = 12
RELATIVES = frozenset({Relation.PARENT, Relation.CHILD, Relation.SEE_ALSO, Relation.PART_OF, Relation.MAPPED_TO})


@dataclass(frozen=True, slots=True)
class Game:
    """One game: its field, the number of its rounds, and the seed of its questions. `keys` are those of the entries
    that it is about, if it is not about all of its field. `hidden` are the ids of sources that are not asked about.
    """

    field: Field
    rounds: int
    seed: str
    keys: tuple[str, ...] | None = None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The language of the definitions that are asked (ISO 639-1), and the sources that are not (by id)."""

    language: str
    hidden: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """The right answer, its definition without its name, and all options in the order in which they are shown."""

    answer: Explained
    text: str
    options: tuple[Explained, ...]

    @property
    def right(self) -> int:
        """The position of the right option."""
        return self.options.index(self.answer)


async def question(dictionary: Dictionary, game: Game, number: int, language: str) -> Question | None:
    """Return the question of a round (from 0); None if the dictionary has none in this field and language.

    No two rounds of a game ask for the same entry.
    """
    rng = random.Random(f"{game.seed}:{number}")  # noqa: S311 (a game)
    known, order = await asyncio.to_thread(_in_order, await well_known(dictionary), game)
    for some in batches(order[number :: game.rounds][:MAX_TRIES], AT_ONCE):
        entries = await dictionary.lexicon.entries(some)
        for key in (key for key in some if key in entries):
            if made := await _question(dictionary, entries[key], known, Wanted(language, game.hidden), rng):
                return made
    return None


def _in_order(known: Sequence[RankedEntry], game: Game) -> tuple[list[RankedEntry], list[str]]:
    """Return the entries of a game's field by their first semantic type, and the keys of what is asked in the order of
    the game. Keys that come to a list of the game's own, or go, change little in its order.
    """
    if game.keys is not None:
        return list(known), sorted(game.keys, key=lambda key: sha256(f"{game.seed}:{key}".encode()).digest())
    fitting = [ranked for ranked in known if ranked.kind is not None and game.field.has(ranked.kind.group)]
    order = [ranked.key for ranked in fitting]
    random.Random(game.seed).shuffle(order)  # noqa: S311 (a game)
    return fitting, order


async def _question(
    dictionary: Dictionary, entry: Entry, known: Sequence[RankedEntry], wanted: Wanted, rng: random.Random
) -> Question | None:
    answer = explained(entry, wanted.language, wanted.hidden)
    text = await asyncio.to_thread(masked, answer) if answer else None
    if answer is None or text is None:
        return None
    others = await _wrong_options(dictionary, answer, known, wanted, rng)
    if len(others) < OPTIONS - 1:
        return None
    options = [answer, *others]
    rng.shuffle(options)
    return Question(answer, text, tuple(options))


async def _wrong_options(
    dictionary: Dictionary, answer: Explained, known: Sequence[RankedEntry], wanted: Wanted, rng: random.Random
) -> list[Explained]:
    """Return wrong options: of the same kind as the answer, about as well known, and not fitting its definition."""
    above = await ancestors(dictionary, answer.entry)
    chosen: list[Explained] = []
    for some in batches(await asyncio.to_thread(_similar_entries, answer.entry, known, rng), AT_ONCE):
        for entry in (await dictionary.lexicon.entries(some)).values():
            other = explained(entry, wanted.language, wanted.hidden)
            if other is None or not await asyncio.to_thread(_are_fair, (answer, *chosen), other):
                continue
            if entry.key not in above and answer.entry.key not in await ancestors(dictionary, entry):
                chosen.append(other)
            if len(chosen) == OPTIONS - 1:
                return chosen
    return chosen


def _similar_entries(entry: Entry, known: Sequence[RankedEntry], rng: random.Random) -> list[str]:
    """Return the keys of entries similar to this one: siblings first, then entries of the same kind that are about as
    well known.
    """
    own = next((ranked for ranked in known if ranked.key == entry.key), None)
    kind = own.kind if own else next(iter(entry.semantic_types), None)
    weight = own.weight if own else 0
    same = [ranked for ranked in known if ranked.kind is kind and ranked.key != entry.key]
    rng.shuffle(same)
    nearest = sorted(same, key=lambda ranked: abs(ranked.weight - weight))[:MAX_DISTRACTORS]
    siblings = {related.key for related in entry.related if related.relation is Relation.SIBLING}
    return [ranked.key for ranked in sorted(nearest, key=lambda ranked: ranked.key not in siblings)]


async def ancestors(dictionary: Dictionary, entry: Entry) -> frozenset[str]:
    """Return the keys of all ancestors of an entry."""
    found: set[str] = set()
    level = {parent.key for parent in entry.subclass_of}
    for _ in range(MAX_LEVELS):
        found |= level
        above = await dictionary.lexicon.parents_of(level) if level else ()
        level = {parent.key for parent in above} - found
    return frozenset(found)


def _are_fair(options: Iterable[Explained], other: Explained) -> bool:
    return all(is_fair(one, other) for one in options)


def is_fair(one: Explained, other: Explained) -> bool:
    """Return True if a definition of either entry distinguishes it from the other.

    It does not if one is the other's parent or refers to it, if they share a name, if one's name contains the other's,
    if one definition mentions the other, or if both say nearly the same.
    """
    if _are_related(one.entry, other.entry) or _forms(one.entry) & _forms(other.entry):
        return False
    titles = [set(normal_words(each.title)) for each in (one, other)]
    if titles[0] <= titles[1] or titles[1] <= titles[0]:
        return False
    if _speaks_of(one, other.entry) or _speaks_of(other, one.entry):
        return False
    return _likeness(one.definition.text, other.definition.text) <= MAX_ALIKE


def _are_related(one: Entry, other: Entry) -> bool:
    return _points_to(one, other) or _points_to(other, one)


def _points_to(one: Entry, other: Entry) -> bool:
    relatives = (related.key for related in one.related if related.relation in RELATIVES)
    return other.key in {*relatives, *(parent.key for parent in one.subclass_of)}


def _forms(entry: Entry) -> frozenset[str]:
    return _forms_of(_names(entry))


@lru_cache(MAX_MEMOIZED)
def _forms_of(names: frozenset[str]) -> frozenset[str]:
    """Return the normal forms of an entry's names. Each entry is compared with all other candidates of a question."""
    return frozenset(form for name in names for form in normal_forms(name))


def _names(entry: Entry) -> frozenset[str]:
    return frozenset({entry.headword, *(name.name for name in entry.names)})


def _speaks_of(one: Explained, other: Entry) -> bool:
    text = f" {' '.join(_words(one.definition.text))} "
    return any(f" {name} " in text for name in _as_in_definitions(_names(other)))


@lru_cache(MAX_MEMOIZED)
def _as_in_definitions(names: frozenset[str]) -> frozenset[str]:
    """Return the names in the spelling of a definition's words."""
    spoken = (" ".join(normal_words(name)) for name in names if len(name) > 2)
    return frozenset(filter(None, spoken))


@lru_cache(MAX_MEMOIZED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(normal_words(text))


def _likeness(one: str, other: str) -> float:
    """Return the Jaccard similarity of two texts: the words that they share, as a share of all their words."""
    words, others = ({word for word in _words(text) if len(word) > 3} for text in (one, other))
    return len(words & others) / len(words | others) if words | others else 1.0
