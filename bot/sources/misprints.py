"""Misprints in publishers' definitions: words run together or torn apart, and letters that were lost where a text was copied.

`data/misprints.toml` has them by source. A word is replaced where it stands alone, so that no other word changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.files import shipped_tables

# What texts with one are counted as.
MISPRINTS = "misprint"
WORD = re.compile(r"\w+")
# So few are looked for one by one, which is quicker.
FEW = 20


class Misprints:
    """What a source misprints, and what is meant."""

    def __init__(self, meant: Mapping[str, str]) -> None:
        self._words = {wrong: right for wrong, right in meant.items() if WORD.fullmatch(wrong)}
        self._pieces = {wrong: right for wrong, right in meant.items() if wrong not in self._words}

    def corrected(self, text: str) -> str:
        """A text without misprints; the very same where it has none."""
        if self._may_have_one(text):
            text = WORD.sub(lambda word: self._words.get(word[0], word[0]), text)
        for wrong, right in self._pieces.items():
            if wrong in text:
                text = text.replace(wrong, right)
        return text

    def _may_have_one(self, text: str) -> bool:
        if len(self._words) <= FEW:
            return any(word in text for word in self._words)
        return not self._words.keys().isdisjoint(WORD.findall(text))


@cache
def misprints(source: str) -> Misprints:
    """The misprints of the source with this id in the catalogue."""
    return Misprints(shipped_tables("misprints.toml").get(source, {}))
