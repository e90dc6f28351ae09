"""The capitals of MeSH's cross-references in definitions that ontologies copied from it ("the host RESPIRATORY
SYSTEM").

`data/words_in_capitals.txt` lists these words, because an ontology does not have MeSH's names to distinguish them
from symbols.
"""

from __future__ import annotations

import re
from functools import cache

from bot.files import data_folder
from bot.sources.formats.mesh.brackets import in_natural_order, without_needless_brackets, without_repeating_brackets

SIGN = re.compile(r"[A-Z]{4}")
RUN = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?:[ -][A-Z]{2,})*(?![A-Za-z])")
WORD = re.compile(r"[A-Z]+")
# Words that are written in small letters only beside other listed words; alone they may be symbols.
ONLY_BESIDE = frozenset({"AND", "CORD", "HIP", "OF", "POST", "SEA", "THE"})
SENTENCE_START = re.compile(r"(?:\A|[.!?]\s)\Z")
BETWEEN_ITEMS = "; "


def in_small_letters(text: str) -> str:
    """Return a definition without capitals of cross-references, and without parentheses that only repeat the words
    before them.
    """
    text = without_repeating_brackets(text) if "(" in text else text
    if not SIGN.search(text):
        return text
    small = without_needless_brackets(text, _items)
    return RUN.sub(lambda run: _written(run, small), small)


def _items(inner: str) -> str:
    """The content of a parenthesis: headings, each in its natural word order."""
    small = RUN.sub(lambda run: _small(run[0]), inner)
    return inner if small == inner else BETWEEN_ITEMS.join(map(in_natural_order, small.split(BETWEEN_ITEMS)))


def _written(run: re.Match[str], text: str) -> str:
    small = _small(run[0])
    begins = small != run[0] and SENTENCE_START.search(text[max(0, run.start() - 2) : run.start()])
    return small[:1].upper() + small[1:] if begins else small


def _small(run: str) -> str:
    """A run of words in capitals, with the listed words in small letters."""
    words = _words()
    if words.keys().isdisjoint(WORD.findall(run)):
        return run
    return WORD.sub(
        lambda word: words.get(word[0]) or (word[0].lower() if word[0] in ONLY_BESIDE else word[0]),
        run,
    )


@cache
def _words() -> dict[str, str]:
    """The listed words as they are written in a sentence, by their form in capitals."""
    lines = (data_folder() / "words_in_capitals.txt").read_text(encoding="utf-8").splitlines()
    return {line.upper(): line for line in lines if line and not line.startswith("#")}
