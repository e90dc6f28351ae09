"""Beginnings that are one slip away from what was typed: a letter wrong, missing, too many, or two that changed places.

Damerau (1964, doi:10.1145/363958.363994) found that four in five misspellings are one of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from bot.lexicon.name_index import NameIndex, Words
from bot.lexicon.ranges import likeliest, names_with_words

# A slip further behind leaves a beginning that is long enough to find the word by.
LONGEST_BEGINNING = 20
# What is shorter begins too many words.
SHORTEST_BEGINNING = 3


def one_slip_away(word: str) -> Iterator[str]:
    """Every string that one slip makes of a word, and the word itself; some more than once."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]


def names_a_slip_away(index: NameIndex, form: str, most: int) -> list[int]:
    """The likeliest names whose words begin as those of a word form do, each of these with one slip at most; one name for
    each entry.
    """
    return likeliest(index, names_with_words(index, [_almost(index.words, word) for word in form.split()]), most)


def _almost(words: Words, start: str) -> list[range]:
    """The words that begin with this, give or take one slip."""
    slips = {slip for slip in one_slip_away(start[:LONGEST_BEGINNING]) if len(slip) >= SHORTEST_BEGINNING}
    beginnings = slips if len(start) > SHORTEST_BEGINNING else {start}
    return [words.beginning(beginning) for beginning in beginnings if words.has_beginning(beginning)]
