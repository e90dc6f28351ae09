"""Rows of the lexicon's tables, made from built entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count, islice

import msgspec

from bot.building.merge.entries import BuiltEntry
from bot.building.write.batches import FIRST_ID, Batch, EntryRow, EntryTexts, NameRow, pack_batch
from bot.building.write.phrases import phrase_rows, said_of
from bot.lexicon.model import Entry
from bot.terms.model import NameKind, SemanticType
from bot.terms.normal_forms import fold, is_inverted
from bot.terms.phrases import stem_phrases
from bot.terms.word_forms import sorting_form
from bot.terms.word_parts import all_meanings, first_meaning

ENTRIES_IN_BATCH = 250
JSON = msgspec.json.Encoder()

# The share of its entry's weight that a name of each kind has in autocomplete; the headword has all of it.
SHARE_OF_WEIGHT: dict[str, float] = {
    NameKind.PREFERRED: 0.7,
    NameKind.PLAIN: 0.85,
    NameKind.SYNONYM: 0.55,
    NameKind.FORMER: 0.4,
    NameKind.ABBREVIATION: 0.7,
    NameKind.BRAND: 0.7,
    NameKind.PLURAL: 0.55,
    NameKind.ENTRY_TERM: 0.4,
}
# "Infarction, Splenic" is written for alphabetical lists.
SHARE_OF_INVERTED = 0.9
POINTS_OF_WEIGHT = 10
MAX_LENGTH_COUNTED = 96


def batches(entries: Iterable[BuiltEntry]) -> Iterator[bytes]:
    """The rows of all entries in order, some hundreds of entries in a batch (`bot.building.write.batches.Batch`)."""
    numbered, names = zip(count(FIRST_ID), entries, strict=False), count(FIRST_ID)
    while each := list(islice(numbered, ENTRIES_IN_BATCH)):
        yield pack_batch(_batch(each, names))


def _batch(each: list[tuple[int, BuiltEntry]], names: Iterator[int]) -> Batch:
    batch = Batch([], [], [], [], [], [], [], [])
    stem_phrases(chain.from_iterable(said_of(built.entry) for _, built in each))
    for id, built in each:
        batch.entries.append(_entry_row(id, built))
        batch.texts.append(_texts(id, built))
        batch.phrases.extend(phrase_rows(id, built.entry))
        batch.parts.extend({(part.part, first_meaning(part.part, part.meaning), id) for part in built.entry.parts})
        batch.sites.extend([(id, JSON.encode(built.sites))] if built.sites else [])
        batch.subjects.extend([(id, subject) for subject in built.journal_subjects])
