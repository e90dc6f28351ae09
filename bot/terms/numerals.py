"""Numbers in names: Roman numerals, spelled-out numbers and ordinals in one form, and "type 2" in one place."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.terms.word_lists import LETTERS, NUMBERS

GREEK_NAMES = frozenset(LETTERS.greek.values())
# Single letters are numerals only in "type I" and "factor V"; "X", "C", "D", "L" and "M" name chromosomes and
# vitamins.
ROMAN_NUMERALS = {numeral: str(number) for number, numeral in enumerate(NUMBERS.roman, start=1) if numeral != "x"}
# Spelled-out numbers count only after a word such as "type": "One Health" is not health number 1.
NUMBER_WORDS = {word: str(number) for number, word in enumerate(NUMBERS.spelt_out, start=1)}
ORDINALS = dict(enumerate(NUMBERS.ordinals, start=1))
ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
CLASSIFIERS = NUMBERS.classifiers

PARTS = frozenset("abcd")
PART_OF_STAGE = re.compile(r"(i{1,3}|iv)([a-d])")
# Every word that may be converted to Arabic numerals.
LIKE_NUMERALS = (
    ROMAN_NUMERALS.keys()
    | NUMBER_WORDS.keys()
    | {f"{stage}{part}" for stage in ("i", "ii", "iii", "iv") for part in PARTS}
)


def with_ordinals_in_letters(text: str) -> str:
    """Spell out the ordinals of a text up to 20: the 7th cranial nerve is the seventh."""
    return ORDINAL.sub(lambda match: ORDINALS.get(int(match[1]), match[0]), text)


def with_arabic_numerals(words: list[str]) -> list[str]:
    """Convert Roman numerals after a word to Arabic ones; a first word is more likely an abbreviation ("IV fluids")."""
    return words[:1] + [part for before, word in pairwise(words) for part in _arabic(before, word)]


def _arabic(before: str, word: str) -> tuple[str, ...]:
    """A word, in Arabic numerals if it is a Roman one: "IV", after "stage" also "IVA" and "four". Integrin αV (of
    vitronectin) is not α5, and single letters in a row are an abbreviation ("M.R.I.").
    """
    if before in CLASSIFIERS and word in NUMBER_WORDS:
        return (NUMBER_WORDS[word],)
    if before in NUMBERS.classifiers_with_parts and (staged := PART_OF_STAGE.fullmatch(word)):
        return ROMAN_NUMERALS[staged[1]], staged[2]
    if (word == "v" and before in GREEK_NAMES) or len(before) == len(word) == 1:
        return (word,)
    return (ROMAN_NUMERALS.get(word, word),)


def classifier_first(words: list[str]) -> list[str]:
    """Move words such as "type 2" to the front: "diabetes type 2" and "type 2 diabetes" are one name."""
    for at in range(1, len(words) - 1):
        if words[at] in CLASSIFIERS and (words[at + 1].isdigit() or len(words[at + 1]) == 1):
            end = at + 2 + (words[at + 1].isdigit() and not PARTS.isdisjoint(words[at + 2 : at + 3]))
            return words[at:end] + words[:at] + words[end:]
    return words
