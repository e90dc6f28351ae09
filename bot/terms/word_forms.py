"""How names are written for look-alikes and autocomplete: plain words, and how those words sound.

Unlike normal forms these decide nothing: they only bring likely names near, for a person to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.terms.normal_forms import latin

NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
END = "\n"

# English readers of Greek and Latin words write what they hear: "newmonia", "sikosis", "fisiology". Each rule writes one
# sound in one way; the order matters.
SOUND_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        ("^p(?=[snt])|^[kgm](?=n)|^w(?=r)", ""),
        ("^x", "z"),
        ("sch", "sk"),
        ("tch", "k"),
        ("cch|ck|kh|ch", "k"),
        ("ph|gh(?=t)", "f"),
        ("rrh|rh", "r"),
        ("th", "t"),
        ("gh", "g"),
        ("s?c(?=[eiy])", "s"),
        ("[cq]", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("y", "i"),
        ("j", "g"),
        ("w", "v"),
        ("[ao]e|ei|ea|ee", "e"),
        ("ie", "i"),
        ("i[ao]", "a"),
        ("[eo]u|oo", "u"),
        ("ai", "a"),
        (r"(.)\1+", r"\1"),
        ("(?<=.)h", ""),
        ("(?<=..)e$", ""),
    )
)


def word_form(folded: str) -> str:
    """The words of a folded name in plain letters and digits, with one space between.

    Accents and apostrophes are dropped, Greek letters spelt out; every other sign parts words: "sjögren's syndrome" becomes
    "sjogrens syndrome", "il-6" "il 6".
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
