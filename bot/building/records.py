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
    """One concept of one source, with the normal forms of its names.

    `preferred_forms` are those of the preferred name; `synonym_forms` those of the further names that mean the same and
    are not abbreviations; `other_forms` those of abbreviations and entry terms.
    """

    source: InstalledSource
    concept: Concept
    preferred_forms: frozenset[str]
    synonym_forms: frozenset[str]
    other_forms: frozenset[str]

    @property
    def reference(self) -> str:
        """How another source points to this record: "source:code"."""
        return f"{self.source.id}:{self.concept.code}"

    @property
    def semantic_groups(self) -> frozenset[SemanticGroup]:
        """The semantic groups that its source puts it in; empty where the source says nothing."""
        return frozenset(kind.group for kind in self.concept.semantic_types)


# What the concepts that mean the same thing are, before they have a key and a headword.
Group = list[Record]


def record(source: InstalledSource, concept: Concept) -> Record:
    """Pair a concept with its source and work out its normal forms."""
    preferred = frozenset(normal_forms(concept.preferred_name))
    synonyms = frozenset(_forms(concept, joining=True)) - preferred
    others = frozenset(_forms(concept, joining=False)) - preferred - synonyms
    return Record(source, concept, preferred, synonyms, others)


def _forms(concept: Concept, *, joining: bool) -> Iterator[str]:
    for name in concept.names[1:]:
        joins = name.kind in JOINING_KINDS and not looks_like_abbreviation(name.name)
        if joins == joining:
            yield from normal_forms(name.name)
