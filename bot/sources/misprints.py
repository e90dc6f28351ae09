"""Correct misprints in publishers' definitions: words that are run together or split, and letters that were lost in
copying.

`data/misprints.toml` lists them by source. A misprint is replaced where it is a whole word, so that no other word
changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.files import shipped_tables

# The reason under which corrected texts are counted.
MISPRINTS = "misprint"
WORD = re.compile(r"\w+")
# Up to this number, words are searched one by one, which is faster.
FEW = 20


class Misprints:
    """The misprints of one source, and the correct words."""

    def __init__(self, meant: Mapping[str, str]) -> None:
        self._words = {wrong: right for wrong, right in meant.items() if WORD.fullmatch(wrong)}
        self._pieces = {wrong: right for wrong, right in meant.items() if wrong not in self._words}

    def corrected(self, text: str) -> str:
        """Return the text with its misprints corrected; the same object if it has none."""
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
    """Return the misprints of the source with this id in the catalogue."""
    return Misprints(shipped_tables("misprints.toml").get(source, {}))
