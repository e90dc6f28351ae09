"""Forms of names for look-alikes and autocomplete (plain words, and the sounds of these words), and for the order of
headwords in a directory.

Unlike normal forms they do not decide which names are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.terms.normal_forms import fold, latin
from bot.terms.word_lists import SOUNDS

NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
END = "\n"
# The initial of headwords that do not begin with a Latin letter.
OTHER = "0"
INITIALS = "abcdefghijklmnopqrstuvwxyz"

SOUND_RULES = tuple((re.compile(pattern, re.MULTILINE), sound) for pattern, sound in SOUNDS.rules)


def word_form(folded: str) -> str:
    """Return the words of a folded name in plain letters and digits, with one space between them.

    Accents and apostrophes are removed, Greek letters spelled out; every other sign separates words: "sjögren's
    syndrome" becomes "sjogrens syndrome", "il-6" "il 6".
    """
    if folded.isascii() and folded.replace(" ", "").isalnum():  # most names
        return folded
    plain = latin(folded).replace("'", "")
    return " ".join(NEITHER_LETTER_NOR_DIGIT.sub(" ", plain).split())


def run_together(form: str) -> str:
    """Return a word form without its spaces, so that "x ray" and "xray" begin alike."""
    return form.replace(" ", "")


def sound_forms(words: Iterable[str]) -> list[str]:
    """Return the approximate sound of each word: words that sound alike are written alike. Words must not contain
    line ends.
    """
    text = END.join(words)
    if not text:
        return []
    for pattern, sound in SOUND_RULES:
        text = pattern.sub(sound, text)
    return text.split(END)


def sorting_form(headword: str) -> str:
    """Return the key by which a headword is sorted: its letters, digits and the spaces between them, from the first
    letter or digit on, without accents and with Greek letters by their names. "(R)-limonene synthase" becomes "r
    limonene synthase".
    """
    return " ".join(NEITHER_LETTER_NOR_DIGIT.sub(" ", latin(fold(headword))).split())


def initial(form: str) -> str:
    """Return the part of the directory for a sorting form: "a" to "z", or "0" for others."""
    return form[0] if form and form[0] in INITIALS else OTHER
