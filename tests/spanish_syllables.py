"""The syllables of Spanish words, by the rules of spelling (Real Academia Española, Ortografía, 2010)."""

from __future__ import annotations

import re
from itertools import pairwise

POINT = "·"
# A vowel group is one syllable, but two strong vowels, or a weak one with an accent beside another vowel, are two.
STRONG, WEAK, WEAK_WITH_ACCENT = "aeoáéó", "iuü", "íú"
# Consonants that begin a syllable together; "qu" and "gu" before e and i are one sound.
TOGETHER = re.compile(r"(?:[bcfgp][lr]|[dt]r|ch|ll|rr)$")
CONSONANT = re.compile(r"ch|ll|rr|qu(?=[eiéí])|gu(?=[eiéí])|[^aeiouáéíóúü]")
NUCLEUS = re.compile(
    rf"[{WEAK}]?[{STRONG}][{WEAK}]?(?![{WEAK_WITH_ACCENT}])|[{WEAK}]+[íú]?|[{STRONG}{WEAK_WITH_ACCENT}]"
)


def divided(name: str) -> str:
    """A name with a point between the syllables of each word, such as "in·far·to de mio·car·dio"."""
    return " ".join("-".join(POINT.join(syllables(part)) for part in word.split("-")) for word in name.split(" "))


def syllables(word: str) -> list[str]:
    """The syllables of one word."""
    found = [""]
    pieces = list(_pieces(word))
    vowels = [at for at, (_, is_vowel) in enumerate(pieces) if is_vowel]
    starts = {_start([text for text, _ in pieces], *pair) for pair in pairwise(vowels)}
    for at, (text, _) in enumerate(pieces):
        if at in starts:
            found.append("")
        found[-1] += text
    return found


def _pieces(word: str) -> list[tuple[str, bool]]:
    """The consonants and vowel groups of a word, each with True for vowels. A "y" that no vowel follows is an "i"."""
    folded = re.sub(r"y(?![aeiouáéíóú])", "i", word.lower())
    pieces, at = list[tuple[str, bool]](), 0
    while at < len(word):
        consonant = CONSONANT.match(folded, at)
        end = (consonant or NUCLEUS.match(folded, at) or re.compile(".").match(folded, at)).end()  # type: ignore[union-attr]
        pieces.append((word[at:end], not consonant))
        at = end
    return pieces


def _start(texts: list[str], before: int, vowel: int) -> int:
    """The place at which the syllable of a vowel begins; `before` is the place of the vowel before it."""
    between = vowel - before - 1
    if between <= 1:
        return vowel - between
    joined = "".join(texts[vowel - 2 : vowel]).lower()
    return vowel - 2 if TOGETHER.fullmatch(joined) else vowel - 1
