"""The formats that are XML: a fixture of each, and files with a record in which anything may stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition
from bot.sources.formats import orphanet, wordnet
from bot.sources.formats.icd10cm import tabular_list as icd10cm
from bot.sources.formats.medlineplus import definitions as medlineplus_definitions
from bot.sources.formats.medlineplus import genetics as medlineplus_genetics
from bot.sources.formats.medlineplus import topics as medlineplus_topics
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.formats.mesh import supplementary as mesh_supplementary


@dataclass(frozen=True, slots=True)
class Sample:
    """A format, its fixture, and one whole record with a place for text and one for an attribute."""

    format: ModuleType
    fixture: str
    root: str
    record: str
    end: str

    def edition(self, path: Path) -> Edition | None:
        """Which edition the format says that a file is."""
        found: Edition | None = self.format.edition(path)
        return found

    def concepts(self, path: Path) -> Iterator[Concept | BrokenRecord]:
        """The records that the format reads from a file."""
        yield from self.format.concepts(path)


SAMPLES = {
    "mesh": Sample(
        mesh,
        "mesh.xml",
        "DescriptorRecordSet",
        '<DescriptorRecord DescriptorClass="1{attribute}"><DescriptorUI>{number}</DescriptorUI>'
        "<DescriptorName><String>fever{text}</String></DescriptorName></DescriptorRecord>",
        "</DescriptorRecord>",
    ),
    "medlineplus": Sample(
        medlineplus_topics,
        "medlineplus_topics.xml",
        "health-topics",
        '<health-topic id="{number}" title="Fever{attribute}"><full-summary>Heat.{text}</full-summary></health-topic>',
        "</health-topic>",
    ),
    "definitions": Sample(
        medlineplus_definitions,
        "medlineplus_definitions.xml",
        "definition-page",
        '<term-group reference="{attribute}"><term>fever{number}</term><definition>Heat.{text}</definition></term-group>',
        "</term-group>",
    ),
    "genetics": Sample(
        medlineplus_genetics,
        "medlineplus_genetics.xml",
        "summaries",
        '<gene-summary id="{number}{attribute}"><gene-symbol>FEV{number}</gene-symbol><text-list><text>'
        "<text-role>function</text-role><html>Heat.{text}</html></text></text-list></gene-summary>",
        "</gene-summary>",
    ),
    "wordnet": Sample(
        wordnet,
        "wordnet.xml",
        "LexicalResource",
        '<LexicalEntry id="e{number}"><Lemma writtenForm="fever{attribute}" partOfSpeech="n"/>'
        '<Sense synset="{number}"/></LexicalEntry>'
        '<Synset id="{number}" partOfSpeech="n"><Definition>heat{text}</Definition></Synset>',
        "</Synset>",
    ),
    "supplementary": Sample(
        mesh_supplementary,
        "mesh_supplementary.xml",
        "SupplementalRecordSet",
        '<SupplementalRecord SCRClass="1{attribute}"><SupplementalRecordUI>{number}</SupplementalRecordUI>'
        "<SupplementalRecordName><String>fever{text}</String></SupplementalRecordName></SupplementalRecord>",
        "</SupplementalRecord>",
    ),
    "orphanet": Sample(
        orphanet,
        "orphanet.xml",
        "JDBOR",
        '<Disorder id="{number}{attribute}"><OrphaCode>{number}</OrphaCode><Name lang="en">fever{text}</Name></Disorder>',
        "</Disorder>",
    ),
    "icd-10-cm": Sample(
        icd10cm,
        "icd10cm.xml",
        "ICD10CM.tabular",
        '<section id="J{number}{attribute}"><desc/><diag><name>J0{number}</name><desc>fever{text}</desc></diag></section>',
        "</section>",
    ),
}


def filled(sample: Sample, subset: str = "", text: str = "", attribute: str = "") -> str:
    """A file with a good record, and one that uses this text and attribute."""
    good = sample.record.format(number=1, text="", attribute="")
    other = sample.record.format(number=2, text=text, attribute=attribute)
    return f"<!DOCTYPE {sample.root} [{subset}]><{sample.root}><a>{good}{other}</a></{sample.root}>"
