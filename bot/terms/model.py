"""Names, kinds and relations, which sources, building and the lexicon share.

Classes with hundreds of thousands of instances in a lexicon are `Struct`s, which are created five to ten times faster
than dataclasses and also decoded faster.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from msgspec import Struct


class NameKind(StrEnum):
    """The kind of a name of a concept.

    `ENTRY_TERM` is MeSH's word for a term that is filed under a concept without meaning the same: it leads to the
    entry, but must not be called a synonym (https://www.nlm.nih.gov/mesh/concept_structure.html). `BRAND` is one
    manufacturer's name of a medicine; `PLURAL` an irregular plural ("canthi") that its source lists as a word.
    """

    PREFERRED = "preferred name"
    SYNONYM = "synonym"
    PLAIN = "plain-language name"
    FORMER = "former name"
    ABBREVIATION = "abbreviation"
    BRAND = "brand name"
    PLURAL = "plural"
    ENTRY_TERM = "entry term"


class SemanticGroup(StrEnum):
    """The semantic groups of the UMLS that are in use, of its fifteen.

    McCray, Burgun, Bodenreider: Aggregating UMLS semantic types for reducing conceptual complexity. MEDINFO 2001.
    """

    ACTIVITIES = "Activities & Behaviors"
    ANATOMY = "Anatomy"
    CHEMICALS = "Chemicals & Drugs"
    CONCEPTS = "Concepts & Ideas"
    DEVICES = "Devices"
    DISORDERS = "Disorders"
    GENES = "Genes & Molecular Sequences"
    PLACES = "Geographic Areas"
    LIVING = "Living Beings"
    OBJECTS = "Objects"
    OCCUPATIONS = "Occupations"
    ORGANIZATIONS = "Organizations"
    PHENOMENA = "Phenomena"
    PHYSIOLOGY = "Physiology"
    PROCEDURES = "Procedures"


class SemanticType(StrEnum):
    """The sort of thing that a concept is, in a word that a reader knows. Each belongs to one semantic group."""

    group: SemanticGroup

    def __new__(cls, value: str, group: SemanticGroup) -> Self:
        """Make a member with the reader's word as its value, and its group."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.group = group
        return member

    BEHAVIOR = "behavior", SemanticGroup.ACTIVITIES
    BODY_PART = "body part", SemanticGroup.ANATOMY
    TISSUE = "tissue", SemanticGroup.ANATOMY
    CELL = "cell", SemanticGroup.ANATOMY
    CELL_PART = "cell part", SemanticGroup.ANATOMY
    BODY_SUBSTANCE = "body substance", SemanticGroup.ANATOMY
    MEDICINE = "medicine", SemanticGroup.CHEMICALS
    PROTEIN = "protein", SemanticGroup.CHEMICALS
    HORMONE = "hormone", SemanticGroup.CHEMICALS
    NUTRIENT = "nutrient", SemanticGroup.CHEMICALS
    CHEMICAL = "chemical", SemanticGroup.CHEMICALS
    MEASUREMENT = "measurement", SemanticGroup.CONCEPTS
    CONCEPT = "concept", SemanticGroup.CONCEPTS
    DEVICE = "device", SemanticGroup.DEVICES
    DISEASE = "disease", SemanticGroup.DISORDERS
    MENTAL_DISORDER = "mental disorder", SemanticGroup.DISORDERS
    INJURY = "injury", SemanticGroup.DISORDERS
    SYMPTOM = "symptom", SemanticGroup.DISORDERS
    GENE = "gene", SemanticGroup.GENES
    PLACE = "place", SemanticGroup.PLACES
    ORGANISM = "organism", SemanticGroup.LIVING
    PERSON = "person", SemanticGroup.LIVING
    OBJECT = "object", SemanticGroup.OBJECTS
    SPECIALTY = "specialty", SemanticGroup.OCCUPATIONS
    ORGANIZATION = "organization", SemanticGroup.ORGANIZATIONS
    PHENOMENON = "phenomenon", SemanticGroup.PHENOMENA
    BODY_PROCESS = "body process", SemanticGroup.PHYSIOLOGY
    TEST = "test", SemanticGroup.PROCEDURES
    TREATMENT = "treatment", SemanticGroup.PROCEDURES
    PROCEDURE = "procedure", SemanticGroup.PROCEDURES


class Relation(StrEnum):
    """The relation of another thing to the entry or record that links to it.

    `SAME_AS` is the same thing under another name; `PART_OF` is the whole that it is a part of. `MAPPED_TO` is the
    heading under which a publisher files it. `ACTS_AS` is the action of a medicine (MeSH: pharmacological action).
    `BRAND_OF` leads from a brand to the medicine, `CONTAINS` from a combination to each of its ingredients.
    """

    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    SEE_ALSO = "see also"
    SAME_AS = "same as"
    PART_OF = "part of"
    MAPPED_TO = "mapped to"
    ACTS_AS = "acts as"
    BRAND_OF = "brand of"
    CONTAINS = "contains"


class Name(Struct, frozen=True):
    """A string that leads to an entry, and the identifier of its source.

    `stands_for` is the long form of an abbreviation if it is none of the entry's other names: "acute otitis media"
    for AOM, which leads to otitis media.
    """

    name: str
    kind: NameKind
    source: str
    stands_for: str | None = None


class Review(Struct, frozen=True):
    """The medical reviewer who checked a definition, and the day (ISO 8601)."""

    by: str
    on: str


class Medium(Struct, frozen=True, kw_only=True):
    """A publisher's picture or film: its address, a text that says what it shows, a caption, and its author.

    `kind` is "image" or "video". `source` is the id of the source that an entry has it from; None in lexicons that were
    built before it was stored.
    """

    kind: str
    address: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    source: str | None = None


class Site(Struct, frozen=True, kw_only=True):
    """A page elsewhere that a publisher's editors chose for this topic. `language` is an ISO 639-1 code;
    `category` is the publisher's own heading ("Treatments and Therapies"). `source` is the id of the source that chose
    it; a record of a source leaves it empty.
    """

    title: str
    address: str
    organization: str | None = None
    category: str | None = None
    language: str = "en"
    source: str = ""


class Journal(Struct, frozen=True, kw_only=True):
    """A journal: its code in its source (an ISSN), title, the address of its pages, publisher, and the English names
    of the languages that it is written in. `subjects` are names of the Library of Congress Classification, without
    those above them; `keywords` are its publisher's own words for what it is about.
    """

    code: str
    title: str
    address: str
    publisher: str
    languages: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
