"""Beginnings that are one slip away from what was typed: a letter wrong, missing, too many, or two that changed places.

Damerau (1964, doi:10.1145/363958.363994) found that four in five misspellings are one of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from bot.lexicon.lookup.ranges import likeliest, merged, names_with_words
from bot.lexicon.store.name_index import NameIndex, Words

# A slip further behind leaves a beginning that is long enough to find the word by.
MAX_BEGINNING = 20
# What is shorter begins too many words.
MIN_BEGINNING = 3


def slips(word: str, at: int) -> Iterator[str]:
    """Every string that one slip at this place makes of a word, and the word itself; some more than once."""
    before, behind = word[:at], word[at:]
    yield before + behind[1:]
    yield before + behind[1:2] + behind[:1] + behind[2:]
    for letter in ascii_lowercase:
        yield before + letter + behind
        yield before + letter + behind[1:]


def names_a_slip_away(index: NameIndex, form: str, most: int) -> list[int]:
    """The likeliest names whose words begin as those of a word form do, each of these with one slip at most;
    one name for each entry.
    """
    return likeliest(index, names_with_words(index, [_almost(index.words, word) for word in form.split()]), most)


def _almost(words: Words, start: str) -> list[range]:
    """The words that begin with this, give or take one slip."""
    if len(start) <= MIN_BEGINNING:
        return [words.beginning(start)]
    start = start[:MAX_BEGINNING]
    found: list[range] = []
    among = range(len(words.text))
    for at in range(len(start) + 1):
        # Whatever slip comes at this place or later, the letters before it are right.
        among = words.beginning_among(among, start[:at])
        found += (words.beginning_among(among, slip) for slip in set(slips(start, at)) if len(slip) >= MIN_BEGINNING)
    return merged(found)
