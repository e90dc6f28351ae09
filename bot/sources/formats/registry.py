"""Which module reads which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats import (
    biodag,
    glossary,
    medlineplus,
    mesh,
    mesh_supplementary,
    nci_drugs,
    nci_glossary,
    ncit,
    obo,
    table,
    wordnet,
)

# What a file says of itself, in the words of its format: {"ontology": {"hp"}}. Several values where it holds several things.
Identity = Mapping[str, frozenset[str]]


def no_identity(_: Path) -> Identity:
    """The identity of a file whose format has no words for it."""
    return {}


@dataclass(frozen=True, slots=True)
class Format:
    """How a file in one publisher's layout is read.

    `edition` says which edition a path is (None when the file does not tell); `concepts` gives its records one by one, and notes in
    the reading what it leaves out and cleans. `identity` says what a path says of itself, in words that the catalogue uses, too
    (`Source.identity`); nothing, without an error, where it is not a file of this format.
    """

    edition: Callable[[Path], Edition | None]
    concepts: Callable[[Path, Reading], Iterator[Concept | BrokenRecord]]
    identity: Callable[[Path], Identity] = no_identity


FORMATS = {
    "biodag-mesh": Format(biodag.edition, biodag.concepts),
    "glossary": Format(glossary.edition, glossary.concepts),
    "medlineplus-topics": Format(medlineplus.edition, medlineplus.concepts),
    "mesh-descriptors": Format(mesh.edition, mesh.concepts),
    "mesh-supplementary": Format(mesh_supplementary.edition, mesh_supplementary.concepts),
    "nci-drugs-api": Format(nci_drugs.edition, nci_drugs.concepts, nci_drugs.identity),
    "nci-glossary-api": Format(nci_glossary.edition, nci_glossary.concepts),
    "ncit-flat": Format(ncit.edition, ncit.concepts),
    "obo": Format(obo.edition, obo.concepts),
    "table": Format(table.edition, table.concepts),
    "wn-lmf": Format(wordnet.edition, wordnet.concepts),
}
