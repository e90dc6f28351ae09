"""A concept together with the source it came from, as all of building passes it around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.lexicon.model import InstalledSource, NameKind, SemanticGroup
from bot.lexicon.names import looks_like_abbreviation, normal_forms
from bot.sources.concept import Concept

JOINING_KINDS = frozenset({NameKind.PREFERRED, NameKind.SYNONYM, NameKind.PLAIN, NameKind.FORMER})


@dataclass(frozen=True, slots=True)
class Record:
    """One concept of one source, with the normal forms of each of its names, in the order of the names."""

    source: InstalledSource
    concept: Concept
    forms: tuple[tuple[str, ...], ...]

    @property
    def preferred_forms(self) -> frozenset[str]:
        """The normal forms of the preferred name."""
        return frozenset(self.forms[0])

    @property
    def synonym_forms(self) -> frozenset[str]:
        """Those of the further names that mean the same and are not abbreviations."""
        return frozenset(self._further_forms(joining=True)) - self.preferred_forms

    @property
    def other_forms(self) -> frozenset[str]:
        """Those of abbreviations and entry terms."""
        return frozenset(self._further_forms(joining=False)) - self.preferred_forms - self.synonym_forms

    @property
    def reference(self) -> str:
        """How another source points to this record: "source:code"."""
        return f"{self.source.id}:{self.concept.code}"

    @property
    def semantic_groups(self) -> frozenset[SemanticGroup]:
        """The semantic groups that its source puts it in; empty where the source says nothing."""
        return frozenset(kind.group for kind in self.concept.semantic_types)

    def _further_forms(self, *, joining: bool) -> Iterator[str]:
        for name, forms in zip(self.concept.names[1:], self.forms[1:], strict=True):
            joins = name.kind in JOINING_KINDS and not looks_like_abbreviation(name.name)
            if joins == joining:
                yield from forms


# What the concepts that mean the same thing are, before they have a key and a headword.
Group = list[Record]


def record(source: InstalledSource, concept: Concept) -> Record:
    """Pair a concept with its source and work out the normal forms of its names."""
    return Record(source, concept, tuple(normal_forms(name.name) for name in concept.names))
