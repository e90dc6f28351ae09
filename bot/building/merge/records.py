"""Records: concepts with their source, as all of building passes them around; and groups of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from bot.sources.concept import Concept
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind, Relation, SemanticGroup, SemanticType
from bot.terms.normal_forms import BETWEEN_FORMS, BETWEEN_NAMES, Forms, normal_forms, unpacked
from bot.terms.source import InstalledSource

JOINING_KINDS = frozenset({NameKind.PREFERRED, NameKind.SYNONYM, NameKind.PLAIN, NameKind.FORMER})

INFECTIOUS = " infectious disease"
# SNOMED CT puts these tags behind a name to say what kind of thing it means; other vocabularies took over some of its
# names.
TAGS = (" (disorder)", " (finding)", " (morphologic abnormality)", " (procedure)")
TAG_ENDINGS = (*TAGS, INFECTIOUS)


class Record(Struct, frozen=True, gc=False):
    """One concept of one source, with the packed normal forms of its names (bot.terms.normal_forms).

    A subclass says where both are: in memory (`HeldRecord`), or on disk (bot.building.merge.record_store).
    """

    source: InstalledSource

    @property
    def concept(self) -> Concept:
        """The concept."""
        raise NotImplementedError

    @property
    def packed_forms(self) -> str:
        """The packed normal forms of its names."""
        raise NotImplementedError

    @property
    def forms(self) -> list[Forms]:
        """The normal forms of each name, in the order of the names."""
        return unpacked(self.packed_forms)

    @property
    def preferred_forms(self) -> frozenset[str]:
        """The normal forms of the preferred name, and of the variants that other sources use.

        A gene also has those of "<symbol> gene", a "mumps infectious disease" those of "mumps infection".
        """
        concept = self.concept
        forms, name = frozenset(_split(self.packed_forms.partition(BETWEEN_NAMES)[0])), concept.names[0].name
        if SemanticType.GENE in concept.semantic_types or SemanticType.GENE in concept.likely_types:
            forms |= frozenset(normal_forms(f"{name} gene"))
        if name.endswith(TAG_ENDINGS):
            others = name.rpartition(" (")[0] if name.endswith(TAGS) else f"{name.removesuffix(INFECTIOUS)} infection"
            forms |= frozenset(normal_forms(others))
        return forms

    @property
    def further_forms(self) -> frozenset[str]:
        """The normal forms of all names but the preferred one."""
        return frozenset(_split(self.packed_forms.partition(BETWEEN_NAMES)[2].replace(BETWEEN_NAMES, BETWEEN_FORMS)))

    @property
    def natural_forms(self) -> list[str]:
        """For each name the normal form of its natural word order, which an inverted name has besides its own; "" if it
        has none.
        """
        return [forms.rpartition(BETWEEN_FORMS)[2] for forms in self.packed_forms.split(BETWEEN_NAMES)]

    @property
    def synonym_forms(self) -> frozenset[str]:
        """The normal forms of the further names that mean the same and are no abbreviations."""
        further = frozenset(self._further_forms(joining=True))
        return further - self.preferred_forms if further else further

    @property
    def other_forms(self) -> frozenset[str]:
        """The normal forms of the remaining names: abbreviations and entry terms."""
        return frozenset(self._further_forms(joining=False)) - self.preferred_forms - self.synonym_forms

    @property
    def reference(self) -> str:
        """The record's identifier in references from other sources: "source:code"."""
        return f"{self.source.id}:{self.concept.code}"

    @property
    def is_expansion(self) -> bool:
        """True if the record expands an abbreviation, with or without a definition."""
        links = self.concept.links
        return bool(links) and any(link.kind is Relation.SAME_AS and not link.target for link in links)

    @property
    def is_bare_expansion(self) -> bool:
        """True if the record only expands an abbreviation and has no definition ("MI: heart attack")."""
        return self.is_expansion and not self.concept.definitions

    @property
    def semantic_groups(self) -> frozenset[SemanticGroup]:
        """The semantic groups that the source gives; empty if it gives none."""
        return frozenset(kind.group for kind in self.concept.semantic_types)

    def _further_forms(self, *, joining: bool) -> Iterator[str]:
        each = zip(self.concept.names, self.packed_forms.split(BETWEEN_NAMES), strict=True)
        for name, forms in islice(each, 1, None):
            joins = name.kind in JOINING_KINDS and not looks_like_abbreviation(name.name)
            if joins == joining:
                yield from _split(forms)


class HeldRecord(Record, frozen=True, gc=False):
    """A record in memory."""

    concept: Concept
    packed_forms: str


def _split(forms: str) -> list[str]:
    """Split the packed normal forms of one name."""
    return forms.split(BETWEEN_FORMS) if forms else []


def precedence(source: InstalledSource) -> tuple[bool, int, str]:
    """Sort key of sources: English first, in which most names are, then the plainest."""
    return source.language != "en", source.plainness, source.id


# The records that mean the same thing, before they have a key and a headword.
Group = list[Record]


def records(source: InstalledSource, concepts: Iterable[tuple[Concept, str]]) -> Iterator[Record]:
    """Combine each concept and its packed normal forms with their source."""
    return (HeldRecord(source, concept, forms) for concept, forms in concepts)


def weight(group: Group, children: int) -> int:
    """Return how plainly and widely a thing is defined, from 0 to about 60: the sum over its sources, plain ones
    counting more, and up to 5 for its children.
    """
    defined = {record.source.id: 12 - record.source.plainness for record in group if record.concept.definitions}
    return 2 * sum(defined.values()) + min(children, 5)
