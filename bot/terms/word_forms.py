"""How names are written for look-alikes and autocomplete: plain words, and how those words sound.

Unlike normal forms these decide nothing: they only bring likely names near, for a person to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.terms.normal_forms import latin
from bot.terms.word_lists import SOUNDS

NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
END = "\n"

SOUND_RULES = tuple((re.compile(pattern, re.MULTILINE), sound) for pattern, sound in SOUNDS.rules)


def word_form(folded: str) -> str:
    """The words of a folded name in plain letters and digits, with one space between.

    Accents and apostrophes are dropped, Greek letters spelt out; every other sign parts words: "sjögren's
    syndrome" becomes "sjogrens syndrome", "il-6" "il 6".
    """
    if folded.isascii() and folded.replace(" ", "").isalnum():  # most names
        return folded
    plain = latin(folded).replace("'", "")
    return " ".join(NEITHER_LETTER_NOR_DIGIT.sub(" ", plain).split())


def run_together(form: str) -> str:
    """A word form without its spaces: "x ray" and "xray" begin alike."""
    return form.replace(" ", "")


def sound_forms(words: Iterable[str]) -> list[str]:
    """Each word as it sounds, roughly: words that sound alike are written alike. Words may not hold line ends."""
    text = END.join(words)
    if not text:
        return []
    for pattern, sound in SOUND_RULES:
        text = pattern.sub(sound, text)
    return text.split(END)
