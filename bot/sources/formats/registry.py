"""The formats of publishers' files, each with the module that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats import (
    abbreviation_list,
    doaj,
    glossary,
    glossary_translation,
    healthcare_gov,
    meta_inventory,
    orphanet,
    table,
    wordnet,
)
from bot.sources.formats.icd10cm import tabular_list as icd10cm
from bot.sources.formats.medlineplus import definitions as medlineplus_definitions
from bot.sources.formats.medlineplus import genetics as medlineplus_genetics
from bot.sources.formats.medlineplus import topics as medlineplus_topics
from bot.sources.formats.mesh import biodag
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.formats.mesh import supplementary as mesh_supplementary
from bot.sources.formats.nci import drugs as nci_drugs
from bot.sources.formats.nci import glossary as nci_glossary
from bot.sources.formats.nci import thesaurus as ncit
from bot.sources.formats.obo import ontology as obo
from bot.sources.formats.rxnorm import prescribable as rxnorm
from bot.sources.formats.wiktextract import extract as wiktextract
from bot.sources.identity import Identity, no_identity
from bot.terms.model import Journal


@dataclass(frozen=True, slots=True)
class Format:
    """The functions that read files of one format.

    `edition` returns the edition of the file at a path, None when the file does not say it. `concepts` yields its
    records one by one, and counts in the reading what it leaves out and cleans. `identity` returns what the file says
    of itself, in the words of the catalogue (`Source.identity`); an empty mapping, and no error, for a file of
    another format. `journals` yields the journals of a table of journals, which has no concepts; None for all others.
    """

    edition: Callable[[Path], Edition | None]
    concepts: Callable[[Path, Reading], Iterator[Concept | BrokenRecord]]
    identity: Callable[[Path], Identity] = no_identity
    journals: Callable[[Path, Reading], Iterator[Journal | BrokenRecord]] | None = None


# By the name that the catalogue has for the format (`Source.format`).
FORMATS = {
    "abbreviation-list": Format(abbreviation_list.edition, abbreviation_list.concepts),
    "biodag-mesh": Format(biodag.edition, biodag.concepts, biodag.identity),
    "doaj": Format(doaj.edition, doaj.concepts, doaj.identity, doaj.journals),
    "glossary": Format(glossary.edition, glossary.concepts),
    "glossary-translation": Format(glossary.edition, glossary_translation.concepts),
    "healthcare-gov-glossary": Format(healthcare_gov.edition, healthcare_gov.concepts, healthcare_gov.identity),
    "medlineplus-definitions": Format(
        medlineplus_definitions.edition, medlineplus_definitions.concepts, medlineplus_definitions.identity
    ),
    "medlineplus-genetics": Format(
        medlineplus_genetics.edition, medlineplus_genetics.concepts, medlineplus_genetics.identity
    ),
    "medlineplus-topics": Format(medlineplus_topics.edition, medlineplus_topics.concepts, medlineplus_topics.identity),
    "icd-10-cm": Format(icd10cm.edition, icd10cm.concepts, icd10cm.identity),
    "mesh-descriptors": Format(mesh.edition, mesh.concepts, mesh.identity),
    "mesh-supplementary": Format(mesh_supplementary.edition, mesh_supplementary.concepts, mesh_supplementary.identity),
    "meta-inventory": Format(meta_inventory.edition, meta_inventory.concepts, meta_inventory.identity),
    "nci-glossary-api": Format(nci_glossary.edition, nci_glossary.concepts, nci_glossary.identity),
    "ncit-flat": Format(ncit.edition, ncit.concepts, ncit.identity),
    "obo": Format(obo.edition, obo.concepts, obo.identity),
    "orphanet-nomenclature": Format(orphanet.edition, orphanet.concepts, orphanet.identity),
    "rxnorm": Format(rxnorm.edition, rxnorm.concepts, rxnorm.identity),
    "nci-drugs-api": Format(nci_drugs.edition, nci_drugs.concepts, nci_drugs.identity),
    "table": Format(table.edition, table.concepts),
    "wiktextract": Format(wiktextract.edition, wiktextract.concepts, wiktextract.identity),
    "wn-lmf": Format(wordnet.edition, wordnet.concepts, wordnet.identity),
}
