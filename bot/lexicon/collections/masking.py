"""Mask the name of a thing in its definition, so that a quiz can ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.lexicon.collections.well_known import Explained
from bot.terms.abbreviations import looks_like_abbreviation

# A screen reader says "ellipsis" here, and spells a row of underscores out.
MASK = "[…]"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Insignificant words of names; definitions would be unreadable without them.
INSIGNIFICANT_WORDS = frozenset(
    (
        "also and are any both con del for from has los las its not of or other para por que the that this to type una "
        "with"
    ).split()
)
# Two words are forms of one ("anemic", "anemia") if they are equal except for so many letters at the end.
ENDING = 2
MIN_STEM = 4
MIN_WORDS_LEFT = 7
MAX_MASKED = 0.3


def masked(found: Explained) -> str | None:
    """Return the definition without the entry's names and the forms of its headword's words; None if too little is
    left.
    """
    text = found.definition.text.strip()
    names = sorted(
        {found.title, found.entry.headword, *(name.name for name in found.entry.names)}, key=len, reverse=True
    )
    for name in names:
        text = _pattern(name).sub(MASK, text)
    stems = tuple(_stems((found.title, found.entry.headword)))
    text = WORD.sub(lambda match: MASK if match[0].lower().startswith(stems) else match[0], text)
    return text if _can_be_guessed(text) else None


def _pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for a name as a whole word, also in the plural; for an abbreviation only in its own capitals."""
    flags = re.NOFLAG if looks_like_abbreviation(name) else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(name)}(?:e?s|['’]s)?(?!\w)", flags)


def _stems(names: Iterable[str]) -> Iterable[str]:
    for word in (match[0].lower() for name in names for match in WORD.finditer(name)):
        if len(word) >= MIN_STEM and word not in INSIGNIFICANT_WORDS:
            yield word[: max(MIN_STEM, len(word) - ENDING)]


def _can_be_guessed(text: str) -> bool:
    left, taken = len(WORD.findall(text.replace(MASK, ""))), text.count(MASK)
    return left >= MIN_WORDS_LEFT and taken <= MAX_MASKED * left
