"""The words of running text, and their forms in the full-text index."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock

from bot.terms.normal_forms import fold
from bot.terms.spelling import normal_word
from bot.terms.word_lists import LETTERS

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text, in lower case without accents, and its place: `start` and `end` in characters, `end`
    excluded.
    """

    word: str
    start: int
    end: int


def plain(written: str) -> str:
    """Return a written word in lower case and without accents: "Fièvre" → "fievre"."""
    if written.isascii():
        lower = written.lower()
        return written if lower == written else lower  # no second copy in memory
    return "".join(c for c in unicodedata.normalize("NFKD", fold(written)) if c.isalnum())


def plain_words(text: str) -> list[str]:
    """Return the words of a text in their plain form, in their order."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [plain(word) for word in WORD.findall(text)]


def index_word(word: str) -> str:
    """Return the form of a plain word in the index, its normal spelling: "oesophagi" → "esophagus", "β" → "beta"."""
    return normal_word(LETTERS.greek.get(word, word))


def stems(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word as the full-text index has it: Porter's, which is a part of SQLite
    (https://sqlite.org/fts5.html#porter_tokenizer).

    Words that SQLite splits, at some letters of rare scripts, are left out.
    """
    numbered = list(words)
    with _one_at_a_time:
        memory = _stemmer()
        memory.executemany("INSERT INTO stemmed (rowid, word) VALUES (?, ?)", enumerate(numbered, start=1))
        rows = memory.execute("SELECT doc, min(term) FROM stem GROUP BY doc HAVING count(*) = 1").fetchall()
        memory.rollback()  # it stores nothing
    return {numbered[row - 1]: stem for row, stem in rows}


_one_at_a_time = Lock()


@cache
def _stemmer() -> sqlite3.Connection:
    """Return an empty full-text index in memory. Making one takes longer than finding the stems of a sentence."""
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    memory.execute("CREATE VIRTUAL TABLE stemmed USING fts5 (word, tokenize = 'porter unicode61 remove_diacritics 0')")
    memory.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (stemmed, instance)")
    return memory


def text_words(text: str) -> Iterator[TextWord]:
    """Yield the words of a text in their order."""
    return (TextWord(plain(match.group()), match.start(), match.end()) for match in WORD.finditer(text))
