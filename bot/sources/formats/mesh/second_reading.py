"""The second reading of MeSH's descriptors, for what can be said of a record only when all others have been read.

Records wait in a temporary file, so that their texts take no memory. In memory are the counts of words of all notes,
and the names that notes may refer to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

import msgspec
from msgspec.structs import replace

from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.formats.mesh.actions import as_medicine
from bot.sources.formats.mesh.branches import is_therapeutic
from bot.sources.formats.mesh.citations import without_citations
from bot.sources.formats.mesh.references import CrossReferences
from bot.sources.formats.mesh.searching import without_notes_to_searchers
from bot.sources.misprints import Misprints, misprints
from bot.terms.model import Relation, SemanticType

CITATIONS = "citations"
NOTES_TO_SEARCHERS = "notes to searchers"
CAPITALS = "capitals of cross-references"


class StoredDescriptor(msgspec.Struct, frozen=True, tag=True):
    """The concept of a descriptor, and the concepts of its `own` concepts (see records.py)."""

    descriptor: Concept
    own: Sequence[Concept] = ()


class StoredBroken(msgspec.Struct, frozen=True, tag=True):
    """A broken record, stored so that it is yielded in its place among the others."""

    record: BrokenRecord


class ConceptNames(msgspec.Struct, frozen=True):
    """The names and tree numbers of a concept."""

    code: str
    names: Sequence[ConceptName]
    tree_numbers: tuple[str, ...] = ()


class StoredNames(msgspec.Struct, frozen=True, tag="StoredDescriptor"):
    """The names of an entry, which are decoded faster without the rest."""

    descriptor: ConceptNames
    own: Sequence[ConceptNames] = ()


class SecondReading:
    """Stores all descriptors of a file, then yields their concepts with notes in running text, related terms and
    semantic types.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._references = CrossReferences()
        self._misprints = misprints(reading.source.id) if reading.source else Misprints({})
        self._therapeutic: set[str] = set()
        self._encoder = msgspec.json.Encoder()

    def __enter__(self) -> Self:
        self._file = TemporaryFile()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def add_broken(self, record: BrokenRecord) -> None:
        """Store a record that cannot be read."""
        self._write(StoredBroken(record))

    def add(self, entry: StoredDescriptor) -> None:
        """Store a descriptor."""
        for concept in (entry.descriptor, *entry.own):
            for note in concept.definitions:
                self._references.learn_note(note)
        if is_therapeutic(entry.descriptor.tree_numbers):
            self._therapeutic.add(entry.descriptor.code)
        self._write(entry)

    def concepts(self) -> Iterator[Concept | BrokenRecord]:
        """Yield what was stored, in its order."""
        self._file.seek(0)
        for names in map(msgspec.json.Decoder(StoredNames | StoredBroken).decode, self._file):
            if isinstance(names, StoredNames):
                self._learn_names(names)
        self._file.seek(0)
        for entry in map(msgspec.json.Decoder(StoredDescriptor | StoredBroken).decode, self._file):
            if isinstance(entry, StoredBroken):
                yield entry.record
            else:
                yield from self._concepts(entry)

    def _learn_names(self, entry: StoredNames) -> None:
        for concept in (entry.descriptor, *entry.own):
            names = [name.name for name in concept.names]
            self._references.learn_names(concept.code, names, entry.descriptor.tree_numbers)

    def _write(self, entry: StoredDescriptor | StoredBroken) -> None:
        self._file.write(self._encoder.encode(entry) + b"\n")

    def _concepts(self, entry: StoredDescriptor) -> Iterator[Concept]:
        kinds = self._kinds(entry.descriptor)
        yield self._resolved(_of_kinds(entry.descriptor, kinds))
        for concept in entry.own:
            yield self._resolved(_of_kinds(concept, kinds))

    def _kinds(self, descriptor: Concept) -> tuple[SemanticType, ...]:
        actions = (link.target.rpartition(":")[2] for link in descriptor.links if link.kind is Relation.ACTS_AS)
        is_medicine = not self._therapeutic.isdisjoint(actions)
        return as_medicine(descriptor.semantic_types) if is_medicine else descriptor.semantic_types

    def _without_citations(self, concept: Concept) -> Concept:
        """The concept with the works that its note cites as its credit, if the catalogue removes citations from this
        source.
        """
        source = self._reading.source
        if not concept.definitions or source is None or CITATIONS not in source.cleans:
            return concept
        read = [without_citations(note) for note in concept.definitions]
        works = [cited for _, cited in read if cited]
        if not works:
            return concept
        self._reading.cleaned["works cited in brackets"] += 1
        return replace(concept, definitions=tuple(text for text, _ in read), credit=f"after {'; '.join(works)}")

    def _without_notes_to_searchers(self, concept: Concept) -> Concept:
        """The concept without the remarks of its note for searchers, if the catalogue removes them from this source;
        without a definition if nothing else is left.
        """
        source = self._reading.source
        if source is None or NOTES_TO_SEARCHERS not in source.cleans:
            return concept
        notes = tuple(filter(None, map(without_notes_to_searchers, concept.definitions)))
        if notes == concept.definitions:
            return concept
        self._reading.cleaned[NOTES_TO_SEARCHERS] += 1
        return replace(concept, definitions=notes)

    def _resolved(self, concept: Concept) -> Concept:
        """The concept with its notes in running text; the records that they refer to are added to `see_also`."""
        concept = self._without_notes_to_searchers(self._without_citations(concept))
        notes = [self._references.resolve(note) for note in concept.definitions]
        texts = tuple(self._misprints.corrected(note.text) for note in notes)
        if texts == concept.definitions:
            return concept
        self._reading.cleaned[CAPITALS] += 1
        known = {concept.code, *concept.parents}
        codes = (code for note in notes for code in note.codes if code not in known)
        return replace(concept, definitions=texts, see_also=tuple(dict.fromkeys((*concept.see_also, *codes))))


def _of_kinds(concept: Concept, kinds: tuple[SemanticType, ...]) -> Concept:
    """The concept with these semantic types; unchanged if it only likely has its descriptor's types."""
    if concept.semantic_types == kinds or not (concept.semantic_types or concept.tree_numbers):
        return concept
    return replace(concept, semantic_types=kinds)
