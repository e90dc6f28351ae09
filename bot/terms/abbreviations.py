"""Recognize abbreviations and codes by how they are written, and the long form of an abbreviation."""

from __future__ import annotations

import re

MAX_ABBREVIATION_LENGTH = 10
# A code does not contain four small letters in a row; a word has at least three letters and one of these vowels.
LONG_WORD = re.compile(r"[^\W\d_A-Z]{4}")
MIN_LETTERS_OF_WORD = 3
VOWELS = frozenset("aeiouyáéíóúü")
BETWEEN_WORDS = str.maketrans("", "", " -'")


def looks_like_abbreviation(name: str) -> bool:
    """Return True if a name is written like an abbreviation: one short word with at least two capitals, which are at
    least half of its letters ("IL-6", "mRNA"; not "Retin-A" or "T-Cell").
    """
    if len(name) > MAX_ABBREVIATION_LENGTH or " " in name or name.islower():
        return False
    capitals = sum(map(str.isupper, name))
    return capitals >= 2 and 2 * capitals >= sum(map(str.isalpha, name))


def looks_like_code(name: str) -> bool:
    """Return True if a name is so short, or has such capitals, digits and signs, that it may mean many things: an
    abbreviation ("MS", "NaCl", "s/p"), a symbol or a code ("q4h", "HER2-", "p53"). "Eye" and "gas" are words, and so
    are chemical names with a number.
    """
    if looks_like_abbreviation(name):
        return True
    if len(name) > MAX_ABBREVIATION_LENGTH or not any(map(str.isalnum, name)) or LONG_WORD.search(name):
        return False
    letters = [c for c in name.lower() if c.isalpha()]
    return (
        len(letters) < MIN_LETTERS_OF_WORD or VOWELS.isdisjoint(letters) or not name.translate(BETWEEN_WORDS).isalpha()
    )


def is_short_for(abbreviation: str, name: str) -> bool:
    """Return True if the letters of an abbreviation are in a name in the same order, the first at its beginning, and
    include the initials of all its words. Both are in lower case; the abbreviation has a letter or digit.

    After Schwartz and Hearst: A simple algorithm for identifying abbreviation definitions in biomedical text, 2003.
    """
    letters = [letter for letter in abbreviation if letter.isalnum()]
    initials = {word[0] for word in name.replace("-", " ").split()}
    at = -1
    for letter in letters:
        at = name.find(letter, at + 1)
        if at < 0:
            return False
    return name[0] == letters[0] and initials <= set(letters)
