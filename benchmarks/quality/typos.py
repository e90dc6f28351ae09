"""Typing errors made from real names, the same ones in every run with the same seed.

An edit is one of four, each as likely as the others, at a place chosen evenly among the letters of the name,
the first and the last included: a letter from a to z put in, a letter left out, a letter replaced by another
from a to z, or two neighboring letters that differ changed round (Damerau 1964 found these four to be behind
four fifths of all spelling errors). Digits, signs and spaces stay as they are: "IL-7" is no misspelling of
"IL-6".

- A name gets one edit or two, as likely as each other; one of fewer than eight letters gets one.
- A name of two to four words has, for the multi-word kinds, either one of its words edited (evenly among those of four
  letters or more; one or two edits as above), or two of its words change places.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from random import Random

MIN_LETTERS_FOR_TWO_EDITS = 8
MIN_LETTERS_OF_EDITED_WORD = 4
WORDS_OF_A_MULTI_WORD_NAME = range(2, 5)


class TypoKind(StrEnum):
    """The kind of error in a name."""

    INSERTION = "letter put in"
    DELETION = "letter left out"
    REPLACEMENT = "letter replaced"
    TRANSPOSITION = "letters changed round"
    TWO_EDITS = "two edits"
    WORD_WRONG = "multi-word: one word wrong"
    WORDS_SWAPPED = "multi-word: two words swapped"


@dataclass(frozen=True, slots=True)
class Typo:
    """A name, the text that was typed for it, and the kind of error."""

    name: str
    typed: str
    kind: TypoKind


def typo(name: str, random: Random) -> Typo | None:
    """A name with one edit or two; None if it has no letters to edit or is unchanged afterwards."""
    edits = _number_of_edits(name, random)
    kind, typed = None, name
    for _ in range(edits):
        kind, typed = one_edit(typed, random)
    return Typo(name, typed, TypoKind.TWO_EDITS if edits > 1 else kind) if kind and typed != name else None


def multi_word_typo(name: str, random: Random) -> Typo | None:
    """A name of two to four words with one of them edited or two of them swapped; None if that is impossible."""
    words = name.split(" ")
    if len(words) not in WORDS_OF_A_MULTI_WORD_NAME:
        return None
    kind = random.choice([TypoKind.WORD_WRONG, TypoKind.WORDS_SWAPPED])
    change = _with_a_word_wrong if kind is TypoKind.WORD_WRONG else _with_words_swapped
    typed = " ".join(change(words, random))
    return Typo(name, typed, kind) if typed != name else None


def one_edit(text: str, random: Random) -> tuple[TypoKind | None, str]:
    """The text with one edit, and its kind; no kind and the same text if it has no letters."""
    kinds = list(EDITS)
    random.shuffle(kinds)
    for kind in kinds:
        places = _places(text, kind)
        if places:
            return kind, EDITS[kind](text, random.choice(places), random)
    return None, text


def _number_of_edits(text: str, random: Random) -> int:
    return random.choice([1, 2]) if sum(map(str.isalpha, text)) >= MIN_LETTERS_FOR_TWO_EDITS else 1


def _places(text: str, kind: TypoKind) -> list[int]:
    """The indexes in a text at which an edit of this kind can be made."""
    letters = [at for at, character in enumerate(text) if character.isalpha()]
    if kind is TypoKind.TRANSPOSITION:
        return [at for at in letters if text[at + 1 : at + 2].isalpha() and text[at] != text[at + 1]]
    return letters


def _insert(text: str, at: int, random: Random) -> str:
    place = at + random.choice([0, 1])
    return text[:place] + random.choice(string.ascii_lowercase) + text[place:]


def _delete(text: str, at: int, _: Random) -> str:
    return text[:at] + text[at + 1 :]


def _replace(text: str, at: int, random: Random) -> str:
    others = string.ascii_lowercase.replace(text[at].lower(), "")
    return text[:at] + random.choice(others) + text[at + 1 :]


def _transpose(text: str, at: int, _: Random) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


EDITS: dict[TypoKind, Callable[[str, int, Random], str]] = {
    TypoKind.INSERTION: _insert,
    TypoKind.DELETION: _delete,
    TypoKind.REPLACEMENT: _replace,
    TypoKind.TRANSPOSITION: _transpose,
}


def _with_a_word_wrong(words: list[str], random: Random) -> list[str]:
    long = [at for at, word in enumerate(words) if sum(map(str.isalpha, word)) >= MIN_LETTERS_OF_EDITED_WORD]
    if not long:
        return words
    at = random.choice(long)
    wrong = typo(words[at], random)
    return [*words[:at], wrong.typed, *words[at + 1 :]] if wrong else words


def _with_words_swapped(words: list[str], random: Random) -> list[str]:
    one, other = random.choice(list(combinations(range(len(words)), 2)))
    swapped = list(words)
    swapped[one], swapped[other] = words[other], words[one]
    return swapped
