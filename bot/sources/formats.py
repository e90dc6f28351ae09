"""Which module reads which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.sources import glossary, mesh, nci_glossary
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition


@dataclass(frozen=True, slots=True)
class Format:
    """How a file in one publisher's layout is read.

    `edition` says which edition a path is (None when the file does not tell); `concepts` gives its records one by one.
    """

    edition: Callable[[Path], Edition | None]
    concepts: Callable[[Path], Iterator[Concept | BrokenRecord]]


FORMATS = {
    "glossary": Format(glossary.edition, glossary.concepts),
    "mesh-descriptors": Format(mesh.edition, mesh.concepts),
    "nci-glossary-api": Format(nci_glossary.edition, nci_glossary.concepts),
}
