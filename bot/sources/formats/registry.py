"""Which module reads which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition
from bot.sources.formats import (
    biodag,
    glossary,
    medlineplus,
    mesh,
    mesh_supplementary,
    nci_glossary,
    ncit,
    obo,
    table,
    wordnet,
)


@dataclass(frozen=True, slots=True)
class Format:
    """How a file in one publisher's layout is read.

    `edition` says which edition a path is (None when the file does not tell); `concepts` gives its records one by one.
    """

    edition: Callable[[Path], Edition | None]
    concepts: Callable[[Path], Iterator[Concept | BrokenRecord]]


FORMATS = {
    "biodag-mesh": Format(biodag.edition, biodag.concepts),
    "glossary": Format(glossary.edition, glossary.concepts),
    "medlineplus-topics": Format(medlineplus.edition, medlineplus.concepts),
    "medlineplus-topics-es": Format(medlineplus.edition, partial(medlineplus.concepts, language=medlineplus.SPANISH)),
    "mesh-descriptors": Format(mesh.edition, mesh.concepts),
    "mesh-supplementary": Format(mesh_supplementary.edition, mesh_supplementary.concepts),
    "nci-glossary-api": Format(nci_glossary.edition, nci_glossary.concepts),
    "ncit-flat": Format(ncit.edition, ncit.concepts),
    "obo": Format(obo.edition, obo.concepts),
    "table": Format(table.edition, table.concepts),
    "wn-lmf": Format(wordnet.edition, wordnet.concepts),
}
