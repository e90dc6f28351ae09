"""What people may mean by a phrase ("couldn't sleep at all"): entries of which something similar is said.

They are offered as choices and never answer, since the forms of phrases (`bot.terms.phrases`) forgive much.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import extractOne

from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import marks
from bot.terms.normal_forms import fold
from bot.terms.phrases import form_of, labels_of, phrase_rules, phrase_stems, says_enough

# Of longer phrases too many parts would have to be looked up.
MAX_WORDS = 8
# Words that are left out at most, to find what is said in the others.
MAX_LEFT_OUT = 3
# Shorter words are one letter from many others.
MIN_LETTERS_CORRECTED = 5
MAX_FOUND = 12
# The score of a phrase that fits without its modifiers, and the most that a part of a phrase may have.
LOOSE = 0.95
# A phrase this similar to the query is what was typed, but for an ending or a letter.
ALMOST_AS_TYPED = 0.8
PART = 0.9


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """An entry by its key, and the phrase or name that is said of it. `share` is how much of the query that is, from 0
    to 1, weighted by the rarity of the words; below `PART` only a part of the query fits.
    """

    key: str
    said: str
    share: float


async def entries_of_phrase(lexicon: Lexicon, query: str) -> list[FoundPhrase]:
    """Return the entries of which people say something like the query, the best first, each once. Raises DataError if
    the lexicon is damaged.
    """
    words = await _corrected(lexicon, phrase_stems(query))
    closest, loose = labels_of(words)
    forms = await _known_words(lexicon, closest)
    shares = _parts(forms, len(closest) - len(forms)) if len(forms) <= MAX_WORDS else {}
    shares |= {form_of(labels): share for labels, share in ((loose, LOOSE), (closest, 1.0)) if says_enough(labels)}
    return await _entries(lexicon, shares, fold(query))


async def _corrected(lexicon: Lexicon, words: Sequence[str]) -> list[str]:
    """Return the stems, with one that no phrase has replaced by the only one that is a letter away."""
    rules = phrase_rules()
    unknown = [word for word in words if word not in rules.known and len(word) >= MIN_LETTERS_CORRECTED]
    if not unknown:
        return list(words)
    rows = await lexicon.rows(f"SELECT word FROM phrase_word WHERE word IN ({marks(unknown)})", *unknown)
    known = {row["word"] for row in rows}
    right = {word: await _nearest(lexicon, word) for word in unknown if word not in known}
    return [right.get(word) or word for word in words]


async def _nearest(lexicon: Lexicon, word: str) -> str | None:
    """Return the word of phrases, with the same first letter, that is one letter away; None if there is none."""
    rows = await lexicon.rows(
        "SELECT word FROM phrase_word WHERE word >= ? AND word < ? ORDER BY forms DESC", word[0], chr(ord(word[0]) + 1)
    )
    others = [*(row["word"] for row in rows), *(each for each in phrase_rules().known if each[0] == word[0])]
    found = extractOne(word, others, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else None


async def _known_words(lexicon: Lexicon, labels: Iterable[str]) -> dict[str, float]:
    """Return those of some words that phrases have, with their rarity."""
    asked = tuple(labels)
    rows = await lexicon.rows(f"SELECT word, forms FROM phrase_word WHERE word IN ({marks(asked)})", *asked)
    entries = await lexicon.size()
    return {row["word"]: math.log(1 + entries / row["forms"]) for row in rows}


def _parts(rarity: dict[str, float], unknown: int) -> dict[str, float]:
    """Return the forms with most of the words, and the share of the phrase that each has. Unknown words, of which there
    is a number, weigh as much as the rarest.
    """
    words = sorted(rarity)
    total = sum(rarity.values()) + unknown * max(rarity.values(), default=0.0)
    shares: dict[str, float] = {}
    for left_out in range(min(MAX_LEFT_OUT + 1, len(words))):
        for some in combinations(words, len(words) - left_out):
            if says_enough(some):
                shares[form_of(some)] = PART * sum(map(rarity.__getitem__, some)) / total
    return shares


async def _entries(lexicon: Lexicon, shares: dict[str, float], query: str) -> list[FoundPhrase]:
    """Return the entries of forms: by the share of each, then the closest wording first."""
    rows = await lexicon.rows(
        "SELECT phrase.form, phrase.said, phrase.distance, entry.key FROM phrase JOIN entry ON entry.id = phrase.entry "
        f"WHERE phrase.form IN ({marks(shares)}) ORDER BY entry.weight DESC, entry.id",
        *shares,
    )
    found: dict[str, FoundPhrase] = {}
    for row in sorted(rows, key=lambda row: _rank(shares[row["form"]], row["distance"], row["said"], query)):
        found.setdefault(row["key"], FoundPhrase(row["key"], row["said"], round(shares[row["form"]], 3)))
    return list(found.values())[:MAX_FOUND]


def _rank(share: float, distance: int, said: str, query: str) -> tuple[float, int, bool]:
    """Return the sort key of a row; rows with the same one keep their order, in which the best known entry is first."""
    return -share, distance, Indel.normalized_similarity(fold(said), query) < ALMOST_AS_TYPED
