"""Whether the parts of a word say what it means: glaucoma is made of "gray-green" and "tumor", and is neither."""

from __future__ import annotations

import re

from bot.terms.spelling import singular
from bot.terms.word_parts import Piece, Pieces, Place, building_rules

WORD = re.compile(r"[a-z]{3,}")
# Words that begin with the same letters count as one: inflamed and inflammation.
LETTERS_OF_STEM = 5


def parts_say_what_it_means(pieces: Pieces, text: str) -> bool:
    """Return True if a text about the thing, its definitions and other names, speaks of one of its word's parts.

    Where it does not, the word has come to mean something else, or was never made of these parts.
    """
    spoken_of = _stems(text, building_rules().small_words)
    return any(not spoken_of.isdisjoint(_stems_of_meaning(piece)) for piece in pieces)


def _stems_of_meaning(piece: Piece) -> set[str]:
    rules = building_rules()
    is_wide = piece.part.place is Place.PREFIX or piece.part.name in rules.endings
    return _stems(piece.part.meaning, rules.small_words | rules.wide_words if is_wide else rules.small_words)


def _stems(text: str, left_out: frozenset[str]) -> set[str]:
    return {singular(word)[:LETTERS_OF_STEM] for word in WORD.findall(text.lower()) if word not in left_out}
