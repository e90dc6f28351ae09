"""Beginnings that are one edit away from the typed text: a letter wrong, missing or added, or two letters swapped.

Four in five misspellings are of this kind (Damerau 1964, doi:10.1145/363958.363994).
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from bot.lexicon.lookup.ranges import likeliest, merged, names_with_words
from bot.lexicon.store.name_index import NameIndex, Words

# With a later mistake, the part before it is long enough to find the word.
MAX_BEGINNING = 20
# Shorter texts are the beginning of too many words.
MIN_BEGINNING = 3


def one_edit_variants(word: str, at: int) -> Iterator[str]:
    """Yield every string that one edit at this position makes of a word, and the word itself; some occur repeatedly."""
    before, behind = word[:at], word[at:]
    yield before + behind[1:]
    yield before + behind[1:2] + behind[:1] + behind[2:]
    for letter in ascii_lowercase:
        yield before + letter + behind
        yield before + letter + behind[1:]


def names_one_edit_away(index: NameIndex, form: str, limit: int) -> list[int]:
    """Return the likeliest names whose words begin like those of a word form, each with at most one edit; one name for
    each entry.
    """
    return likeliest(
        index, names_with_words(index, [_beginning_almost(index.words, word) for word in set(form.split())]), limit
    )


def _beginning_almost(words: Words, start: str) -> list[range]:
    """Return the words that begin with this text, with at most one edit."""
    if len(start) <= MIN_BEGINNING:
        return [words.beginning(start)]
    start = start[:MAX_BEGINNING]
    found: list[range] = []
    among = range(len(words.text))
    for at in range(len(start) + 1):
        # An edit at this position or later leaves the letters before it unchanged.
        (among,) = words.beginning_among(among, (start[:at],))
        variants = [each for each in set(one_edit_variants(start, at)) if len(each) >= MIN_BEGINNING]
        found += words.beginning_among(among, variants)
    return merged(found)
