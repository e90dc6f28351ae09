"""Rows of the lexicon's tables, made from built entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from zlib import compress

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
        batch.sites.extend([(id, compress(JSON.encode(built.sites)))] if built.sites else [])
        batch.subjects.extend([(id, subject) for subject in built.journal_subjects])
        for row, forms in zip(_name_rows(id, built, names), built.forms, strict=True):
            batch.names.append(row)
            batch.forms.extend([(form, row[0]) for form in forms])
    return batch


def _entry_row(id: int, built: BuiltEntry) -> EntryRow:
    entry = built.entry
    parents = JSON.encode([FIRST_ID + place for place in built.parents]).decode()
    columns = entry.key, entry.headword, built.hint, _kind(entry), entry.is_medicine, built.weight
    return id, *columns, parents, JSON.encode(built.neighbours), JSON.encode(entry)


def _kind(entry: Entry) -> SemanticType | None:
    return entry.semantic_types[0] if entry.semantic_types else None


def _name_rows(id: int, built: BuiltEntry, numbers: Iterator[int]) -> Iterator[NameRow]:
    headword = fold(built.entry.headword)
    for name, folded, others in zip(built.entry.names, built.folded, built.others, strict=True):
        share = 1.0 if folded == headword else SHARE_OF_WEIGHT[name.kind]
        columns = name.name, folded, name.kind, name.source, _weight(name.name, share, built.weight)
        places = built.places.get(folded)
        yield next(numbers), id, *columns, JSON.encode(places).decode() if places else "", others


def _weight(name: str, share: float, entry_weight: int) -> int:
    """The weight of a name in autocomplete, by its entry's weight and the name's kind; of two alike the shorter one
    weighs more.
    """
    if ", " in name and is_inverted(name):
        share *= SHARE_OF_INVERTED
    return round(POINTS_OF_WEIGHT * share * entry_weight) - min(len(name), MAX_LENGTH_COUNTED)


def _texts(id: int, built: BuiltEntry) -> EntryTexts:
    entry = built.entry
    return EntryTexts(
        id,
        entry.headword,
        sorting_form(entry.headword),
        _kind(entry),
        "\n".join([*(name.name for name in entry.names), *entry.phrases]).lower(),
        "\n".join([all_meanings(part.part, part.meaning) for part in (*entry.parts, *entry.parts_of_names)]).lower(),
        [parent.headword for parent in entry.subclass_of],
        [definition.text for definition in entry.definitions],
        [(definition.source, definition.language) for definition in entry.definitions],
    )
