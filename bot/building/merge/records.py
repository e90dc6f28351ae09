"""A concept together with the source it came from, as all of building passes it around."""

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
# What SNOMED CT writes behind a name to say what kind of thing it means; other vocabularies have taken some of its names.
TAGS = (" (disorder)", " (finding)", " (morphologic abnormality)", " (procedure)")
CALLED_OTHERWISE = (*TAGS, INFECTIOUS)


class Record(Struct, frozen=True, gc=False):
    """One concept of one source, with the normal forms of each of its names, packed (bot.terms.normal_forms)."""

    source: InstalledSource
    concept: Concept
    packed_forms: str

    @property
    def forms(self) -> list[Forms]:
        """The normal forms of each name, in the order of the names."""
        return unpacked(self.packed_forms)

    @property
    def preferred_forms(self) -> frozenset[str]:
        """The normal forms of the preferred name; of a gene also those of "<symbol> gene", of a "mumps infectious disease" those
        of "mumps infection": as others call it.
        """
        concept = self.concept
        forms, name = frozenset(_split(self.packed_forms.partition(BETWEEN_NAMES)[0])), concept.names[0].name
        if SemanticType.GENE in concept.semantic_types or SemanticType.GENE in concept.likely_types:
            forms |= frozenset(normal_forms(f"{name} gene"))
        if name.endswith(CALLED_OTHERWISE):
            others = name.rpartition(" (")[0] if name.endswith(TAGS) else f"{name.removesuffix(INFECTIOUS)} infection"
            forms |= frozenset(normal_forms(others))
        return forms

    @property
    def further_forms(self) -> frozenset[str]:
        """Those of all names but the preferred one."""
        return frozenset(_split(self.packed_forms.partition(BETWEEN_NAMES)[2].replace(BETWEEN_NAMES, BETWEEN_FORMS)))

    @property
    def natural_forms(self) -> list[str]:
        """The normal form of each name in its natural order, which an inverted name has beside its own; empty where it has none."""
        return [forms.rpartition(BETWEEN_FORMS)[2] for forms in self.packed_forms.split(BETWEEN_NAMES)]

    @property
    def synonym_forms(self) -> frozenset[str]:
        """Those of the further names that mean the same and are not abbreviations."""
        further = frozenset(self._further_forms(joining=True))
        return further - self.preferred_forms if further else further

    @property
    def other_forms(self) -> frozenset[str]:
        """Those of abbreviations and entry terms."""
        return frozenset(self._further_forms(joining=False)) - self.preferred_forms - self.synonym_forms

    @property
    def reference(self) -> str:
        """How another source points to this record: "source:code"."""
        return f"{self.source.id}:{self.concept.code}"

    @property
    def writes_out(self) -> bool:
        """Whether it is an abbreviation written out, with a definition or without."""
        links = self.concept.links
        return bool(links) and any(link.kind is Relation.SAME_AS and not link.target for link in links)

    @property
    def only_writes_out(self) -> bool:
        """Whether it is nothing but an abbreviation written out, and defines nothing of its own ("MI: heart attack")."""
        return self.writes_out and not self.concept.definitions

    @property
    def semantic_groups(self) -> frozenset[SemanticGroup]:
        """The semantic groups that its source puts it in; empty where the source says nothing."""
        return frozenset(kind.group for kind in self.concept.semantic_types)

    def _further_forms(self, *, joining: bool) -> Iterator[str]:
        each = zip(self.concept.names, self.packed_forms.split(BETWEEN_NAMES), strict=True)
        for name, forms in islice(each, 1, None):
            joins = name.kind in JOINING_KINDS and not looks_like_abbreviation(name.name)
            if joins == joining:
                yield from _split(forms)


def _split(forms: str) -> list[str]:
    """The packed normal forms of one name."""
    return forms.split(BETWEEN_FORMS) if forms else []


def precedence(source: InstalledSource) -> tuple[bool, int, str]:
    """The order in which sources speak: English first, which most names are in, then the plainest."""
    return source.language != "en", source.plainness, source.id


# What the concepts that mean the same thing are, before they have a key and a headword.
Group = list[Record]


def records(source: InstalledSource, concepts: Iterable[tuple[Concept, str]]) -> Iterator[Record]:
    """Pair each concept and the packed normal forms of its names with its source."""
    return (Record(source, concept, forms) for concept, forms in concepts)
