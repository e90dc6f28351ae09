"""How headwords are sorted in a directory."""

from __future__ import annotations

from bot.terms.normal_forms import fold, latin
from bot.terms.word_forms import NEITHER_LETTER_NOR_DIGIT

# The initial of whatever begins with no Latin letter.
OTHER = "0"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sorting_form(headword: str) -> str:
    """What a headword is sorted by: its letters, digits and the spaces between them, from the first letter or digit on,
    without accents, Greek letters by their names: "(R)-limonene synthase" stands at "r limonene synthase".
    """
    return " ".join(NEITHER_LETTER_NOR_DIGIT.sub(" ", latin(fold(headword))).split())


def initial(form: str) -> str:
    """The part of the directory in which something with this sorting form stands: "a" to "z", or "0" for all else."""
    return form[0] if form and form[0] in LETTERS else OTHER
