"""tantivy's fuzzy queries (https://docs.rs/tantivy/latest/tantivy/query/struct.FuzzyTermQuery.html), re-ranked as
ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.lookup.peers.contestant import InProcess, each_once, names
from bot.lexicon.lookup.near_names import similarities_of_names
from bot.terms.word_forms import word_form

CANDIDATES = 300
# Every other short word is within distance 2 of a short word.
MAX_SHORT_WORD_LENGTH = 4
HEAP_BYTES = 1_000_000_000


class TantivyFuzzy(InProcess):
    """An index in memory over the words of names. Names with a word similar to a typed one are compared as a whole."""

    def __init__(self, lexicon: Path, keys: list[str]) -> None:
        self._path = lexicon
        self._keys = keys

    async def open(self) -> None:
        """Index every name."""
        import tantivy

        self._tantivy: Any = tantivy
        builder = tantivy.SchemaBuilder().add_text_field("name", index_option="freq")
        self._schema = builder.add_integer_field("row", fast=True).build()
        index = tantivy.Index(self._schema)
        self._names = [word_form(name) for name, _ in names(self._path)]
        writer = index.writer(HEAP_BYTES, 1)
        for row, name in enumerate(self._names):
            writer.add_document(tantivy.Document(name=name, row=row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries with the most similar of 300 names."""
        form = word_form(typed)
        any_word = self._tantivy.Query.boolean_query(
            [(self._tantivy.Occur.Should, self._near(word)) for word in form.split()]
        )
        hits = self._searcher.search(any_word, CANDIDATES, count=False).hits
        rows: Any = self._searcher.fast_field_values("row", [address for _, address in hits])
        if not rows:
            return []
        similarity = similarities_of_names(form.split(), [self._names[row] for row in rows])
        return each_once(self._keys[rows[at]] for at in np.argsort(-similarity, kind="stable"))

    def _near(self, word: str) -> Any:
        distance = 1 if len(word) <= MAX_SHORT_WORD_LENGTH else 2
        return self._tantivy.Query.fuzzy_term_query(self._schema, "name", word, distance)
