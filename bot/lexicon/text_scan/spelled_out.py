"""Abbreviations that a message itself spells out: "emergency department (ER)", "RA (refractory anemia)".

After Schwartz and Hearst: A simple algorithm for identifying abbreviation definitions in biomedical text. Pacific
Symposium on Biocomputing, 2003.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.lexicon.text_scan.prose import Piece, Prose
from bot.terms.abbreviations import looks_like_abbreviation

OPENING, CLOSING = frozenset("(["), frozenset(")]")
FORMATTING = "*_~| "
# A long form has at most so many words more than its abbreviation has letters, and at most twice as many words as
# letters.
MAX_EXTRA_WORDS = 5
MAX_WORDS_IN_BRACKETS = 10
ENDS_A_SENTENCE = frozenset("!?\n\r\0")


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """An abbreviation in a message, by the number of its word, and the position of its long form: the numbers of its
    first word and of the word after its last.
    """

    at: int
    first: int
    end: int


def spelled_out(prose: Prose) -> Iterator[SpelledOut]:
    """Yield the abbreviations that the message spells out, in their order."""
    for at, piece in enumerate(prose.pieces):
        if not looks_like_abbreviation(piece.text):
            continue
        if _opens_before(prose, at) and _closes_after(prose, at):
            yield from _before_brackets(prose, at)
        elif at + 1 < len(prose.pieces) and _opens_before(prose, at + 1):
            yield from _in_brackets(prose, at)


def _before_brackets(prose: Prose, at: int) -> Iterator[SpelledOut]:
    """Yield the long form before an abbreviation in brackets: the fewest words whose letters spell it."""
    short = prose.pieces[at].text
    most = min(len(short) + MAX_EXTRA_WORDS, 2 * len(short))
    for first in range(at - 1, max(at - 1 - most, -1), -1):
        if first + 1 < at and _sentence_ends(prose, first):
            return
        if _spells(short, prose.pieces[first:at]):
            yield SpelledOut(at, first, at)
            return


def _in_brackets(prose: Prose, at: int) -> Iterator[SpelledOut]:
    """Yield the long form in the brackets after an abbreviation."""
    short = prose.pieces[at].text
    for end in range(at + 1, min(at + 1 + MAX_WORDS_IN_BRACKETS, len(prose.pieces))):
        if _closes_after(prose, end):
            if _spells(short, prose.pieces[at + 1 : end + 1]):
                yield SpelledOut(at, at + 1, end + 1)
            return


def _spells(short: str, words: tuple[Piece, ...]) -> bool:
    """Return True if the letters of an abbreviation occur in these words in order, the first one at the very beginning.
    They are matched from the end, as Schwartz and Hearst do.
    """
    letters = [letter for letter in short.lower() if letter.isalnum()]
    text = " ".join(word.text.lower() for word in words)
    at = len(text)
    for letter in reversed(letters[1:]):
        at = text.rfind(letter, 0, at)
        if at < 1:
            return False
    return bool(letters) and text.startswith(letters[0])


def _opens_before(prose: Prose, at: int) -> bool:
    before = prose.text[prose.pieces[at - 1].end if at else 0 : prose.pieces[at].start]
    return before.rstrip(FORMATTING)[-1:] in OPENING


def _closes_after(prose: Prose, at: int) -> bool:
    is_last = at + 1 == len(prose.pieces)
    after = prose.text[prose.pieces[at].end : None if is_last else prose.pieces[at + 1].start]
    return after.lstrip(FORMATTING)[:1] in CLOSING


def _sentence_ends(prose: Prose, at: int) -> bool:
    """Return True if a sentence ends between the word with this number and the next."""
    return not ENDS_A_SENTENCE.isdisjoint(prose.text[prose.pieces[at].end : prose.pieces[at + 1].start])
