"""A definition with the name of what it defines taken out, so that it can be asked what that is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.lexicon.collections.well_known import Explained
from bot.terms.abbreviations import looks_like_abbreviation

MASK = "_____"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words of a name that tell nothing, and without which a definition could not be read.
TELLS_NOTHING = frozenset(
    "also and are any both con del for from has los las its not of or other para por que the that this to type una with".split()
)
# A word is taken for a form of another ("anemic", "anemia") when it begins as that one does but for its ending.
ENDING = 2
MIN_STEM = 4
MIN_WORDS_LEFT = 7
MAX_MASKED = 0.3


def masked(found: Explained) -> str | None:
    """The definition with all names of the entry, and all forms of the words of its headword, masked; None
    when too little is left to know it by.
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
    """A name as a whole word, also in the plural; an abbreviation only in its own capitals."""
    flags = re.NOFLAG if looks_like_abbreviation(name) else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(name)}(?:e?s|['’]s)?(?!\w)", flags)


def _stems(names: Iterable[str]) -> Iterable[str]:
    for word in (match[0].lower() for name in names for match in WORD.finditer(name)):
        if len(word) >= MIN_STEM and word not in TELLS_NOTHING:
            yield word[: max(MIN_STEM, len(word) - ENDING)]


def _can_be_guessed(text: str) -> bool:
    left, taken = len(WORD.findall(text.replace(MASK, ""))), text.count(MASK)
    return left >= MIN_WORDS_LEFT and taken <= MAX_MASKED * left
