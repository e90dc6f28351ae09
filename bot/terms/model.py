"""Names, kinds and relations: the words that sources, building and the lexicon share.

What a lexicon has hundreds of thousands of is a `Struct`, made five to ten times faster than a data class and
read from the file faster, too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from msgspec import Struct


class NameKind(StrEnum):
    """What a name is to the concept that carries it.

    `ENTRY_TERM` is MeSH's word for a term that is filed under a concept without meaning the same: it leads to
    the entry, but nobody may call it a synonym (https://www.nlm.nih.gov/mesh/concept_structure.html). `BRAND`
    is what one manufacturer calls a medicine; `PLURAL` an irregular plural ("canthi") that its source gives
    as a word of its own.
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
    """The fifteen semantic groups of the UMLS, of which these are the ones in use.

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
    """What sort of thing a concept is, in a word that a reader knows. Each belongs to one semantic group."""

    group: SemanticGroup

    def __new__(cls, value: str, group: SemanticGroup) -> Self:
        """Make a member whose value is the reader's word and that knows its group."""
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
    """What another thing is to the entry or record that leads to it.

    `SAME_AS` is the same thing under another name; `PART_OF` is the whole that it is a part of. `MAPPED_TO`
    is the heading under which a publisher files it. `ACTS_AS` is what a medicine does (MeSH: pharmacological
    action). `BRAND_OF` leads from a brand to the medicine, `CONTAINS` from a combination to each of its
    ingredients.
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
    """A string that leads to an entry, and the identifier of the source that says so.

    `stands_for` are the words that an abbreviation stands for, where they are none of the entry's other
    names: "acute otitis media" of AOM, which leads to otitis media.
    """

    name: str
    kind: NameKind
    source: str
    stands_for: str | None = None


class Review(Struct, frozen=True):
    """Who checked a definition as a medical reviewer, and on which day (ISO 8601)."""

    by: str
    on: str


class Medium(Struct, frozen=True, kw_only=True):
    """A picture or film of a publisher's: its address, a text that says what it shows, a caption, and who made it.

    `kind` is "image" or "video".
    """

    kind: str
    address: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Site(Struct, frozen=True, kw_only=True):
    """A page elsewhere that a publisher's editors chose for this topic. `language` is an ISO 639-1 code;
    `category` is the publisher's own heading ("Treatments and Therapies").
    """

    title: str
    address: str
    organization: str | None = None
    category: str | None = None
    language: str = "en"
