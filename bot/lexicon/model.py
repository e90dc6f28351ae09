"""The dictionary's own words, as data: names, definitions, entries, and the answer to a query.

What a lexicon has hundreds of thousands of is a `Struct`, made five to ten times faster than a data class and read from the file
faster, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from msgspec import Struct


class NameKind(StrEnum):
    """What a name is to the concept that carries it.

    `ENTRY_TERM` is MeSH's word for a term that is filed under a concept without meaning the same: it leads to the entry,
    but nobody may call it a synonym (https://www.nlm.nih.gov/mesh/concept_structure.html). `BRAND` is what one manufacturer
    calls a medicine; `PLURAL` an irregular plural ("canthi") that its source gives as a word of its own.
    """

    PREFERRED = "preferred name"
    SYNONYM = "synonym"
    PLAIN = "plain-language name"
    FORMER = "former name"
    ABBREVIATION = "abbreviation"
    BRAND = "brand name"
    PLURAL = "plural"
    ENTRY_TERM = "entry term"


# What a hint has between the word for a kind and names; pages translate both.
A_KIND_OF = "a kind of "
PART_OF = "part of "
ALSO_CALLED = "also called "


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


class Match(StrEnum):
    """How a query reached an entry, or that it did not."""

    EXACT = "exact"
    VARIANT = "variant"
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"
    AMBIGUOUS = "ambiguous"
    SUGGESTION = "suggestion"
    NONE = "none"


class Relation(StrEnum):
    """What another thing is to the entry or record that leads to it.

    `SAME_AS` is the same thing under another name; `PART_OF` is the whole that it is a part of. `MAPPED_TO` is the heading under
    which a publisher files it. `ACTS_AS` is what a medicine does (MeSH: pharmacological action). `BRAND_OF` leads from a brand to
    the medicine, `CONTAINS` from a combination to each of its ingredients.
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

    `stands_for` are the words that an abbreviation stands for, where they are none of the entry's other names: "acute otitis media" of AOM,
    which leads to otitis media.
    """

    name: str
    kind: NameKind
    source: str
    stands_for: str | None = None


class Review(Struct, frozen=True):
    """Who checked a definition as a medical reviewer, and on which day (ISO 8601)."""

    by: str
    on: str


class Definition(Struct, frozen=True):
    """What one publisher says, with all that is needed to cite it.

    `language` is an ISO 639-1 code; `year` is the edition's; `code` is the record's identifier at the publisher and
    `url` the publisher's page for that very record (None where there is no such page). `credit` is what the licence wants
    beside it (None where it wants no more than the rest). `review` says who checked it, where the source tells that.
    """

    text: str
    language: str
    audience: str
    source: str
    title: str
    publisher: str
    year: int
    code: str
    url: str | None
    credit: str | None = None
    review: Review | None = None


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
    """A page elsewhere that a publisher's editors chose for this topic. `language` is an ISO 639-1 code; `category` is the
    publisher's own heading ("Treatments and Therapies").
    """

    title: str
    address: str
    organization: str | None = None
    category: str | None = None
    language: str = "en"


class RecordLink(Struct, frozen=True):
    """What a record says of another thing: by its name there, and by the entry's key where the dictionary has an entry for it."""

    kind: Relation
    name: str
    key: str | None = None


class SourceRecord(Struct, frozen=True, kw_only=True):
    """A record that names an entry without defining it: who says so, and what the record says of other things.

    The fields that it shares with `Definition` mean the same. `dose_forms` are the forms in which a medicine is sold, in the source's
    words. `share` is how often, from 0 to 1, this is what the record's abbreviation means, where its source counted.
    """

    language: str
    source: str
    title: str
    publisher: str
    year: int
    code: str
    url: str | None
    name: str
    credit: str | None = None
    links: tuple[RecordLink, ...] = ()
    dose_forms: tuple[str, ...] = ()
    share: float | None = None


# What is shown with its title, publisher and year.
Cited = Definition | SourceRecord


def review_of(cited: Cited) -> Review | None:
    """Who reviewed what is cited, where its source tells that: only definitions are reviewed."""
    return cited.review if isinstance(cited, Definition) else None


class EntryReference(Struct, frozen=True):
    """An entry as another page points to it."""

    key: str
    headword: str


class RelatedEntry(Struct, frozen=True):
    """An entry worth walking on to, and why."""

    key: str
    headword: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The ids of the sources that divide and respell a headword, have a recording of it and write its sounds; None where no source
    does.
    """

    hyphenation: str | None
    respelling: str | None
    audio: str | None
    ipa: str | None = None


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one page shows: the concepts from all sources that mean the same thing.

    `key` is stable across rebuilds. Hyphenation, respelling, IPA and the audio address are None where no source has
    them; a hyphenation that no source gives for this headword, but that is put together from what they say of its words, is
    approximate. `said_by` is None where no source says any of these. `subclass_of` are its parents, the plainest first, `part_of` the
    wholes that it is a part of. Definitions stand plainest first, related entries most
    widely defined first. `records` are those that name the entry without defining it. `etymology` is where the word comes from,
    cited as a definition is. `is_medicine` says whether it is given to people as a medicine, as far as any source shows it.
    """

    key: str
    headword: str
    hyphenation: str | None = None
    hyphenation_is_approximate: bool = False
    respelling: str | None = None
    ipa: str | None = None
    audio: str | None = None
    said_by: SaidBy | None = None
    semantic_types: tuple[SemanticType, ...] = ()
    is_medicine: bool = False
    names: tuple[Name, ...] = ()
    subclass_of: tuple[EntryReference, ...] = ()
    part_of: tuple[EntryReference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    records: tuple[SourceRecord, ...] = ()
    etymology: Definition | None = None
    media: tuple[Medium, ...] = ()
    sites: tuple[Site, ...] = ()
    related: tuple[RelatedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry's first semantic type, None where no source says any, and how plainly and widely it is defined."""

    key: str
    kind: SemanticType | None
    weight: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several entries that own the name that was typed; `hint` tells its sense from the others': the word for its kind, then,
    after `A_KIND_OF`, its parents' headwords, after `PART_OF` those of its wholes, or, after `ALSO_CALLED`, its other names.

    `language` is that of the name (ISO 639-1) where no source in the reader's language has it, else None.
    """

    key: str
    headword: str
    hint: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry one of whose names looks like what was typed. Never an answer.

    `score` is between 0 and 1; `kind` is what sort of thing it is, where a source says; `is_medicine` as in `Entry`.
    """

    key: str
    headword: str
    name: str
    score: float
    kind: SemanticType | None = None
    is_medicine: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """A name to offer while someone types, and the one entry that it leads to; `kind` and `is_medicine` as in `Suggestion`, `hint` as a
    choice has it.

    `look_alike_of` is the medicine, in tall man letters, beside which it is offered because the two are taken for each other.
    """

    key: str
    name: str
    headword: str
    kind: SemanticType | None = None
    is_medicine: bool = False
    hint: str = ""
    look_alike_of: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query came to.

    With `match` exact, variant, synonym or abbreviation there is an `entry`, and `matched_name` is the name that
    matched. `other_senses` are the further entries that own that name less directly. With `ambiguous` there are
    `choices`, with `suggestion` there are `suggestions`, with `none` nothing. `holds_several_terms` tells choices among the
    entries of several terms ("asthma, COPD") from the meanings of one. `is_unsure` says that the choices, of which there may be one
    only, come from sources that may not answer for this name: those for specialists, or in another language.
    """

    query: str
    match: Match
    entry: Entry | None = None
    matched_name: Name | None = None
    other_senses: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    holds_several_terms: bool = False
    is_unsure: bool = False


class Traits(Struct, frozen=True, forbid_unknown_fields=True):
    """How a source writes its names and says what is a kind of what, which decides how they are read and shown. docs/catalogue.md says
    what each means.

    `titles_as_written`: its editors chose each title, which is shown as it is. `prose_titles`: its titles are written as in a
    sentence ("breast cancer"), not in Title Case. `inverts_names`: it turns names round for its lists ("Carcinoma, Hepatocellular").
    `curated_synonyms`: what it calls a synonym means the same; other sources' synonyms need more evidence. `scoped_synonyms`: its file
    tells exact synonyms from those that are wider, narrower or only related. `findings`: its records are what is found in a patient,
    and have names of the diseases that show them among their own. `stands_back`: it is a
    general dictionary or a list of codes, so that a thing that only such sources have does not answer for a name that others have, too.
    `curated_abbreviations`: its editors list every sense of an abbreviation, the commonest first, so that one with several is a choice.
    `everyday_names`: what it calls a plain-language name is what people really call the thing, not something wider.
    `for_specialists`: it is written for specialists, so that an abbreviation or code that only such sources have is offered, never
    answered.
    `decides_kinds`: of what it takes for one of these kinds, that is what it is, whatever others take it for; with `decides_all_kinds`, of
    everything.

    `mixes_parts`: what its records name as their parents may be wholes, unless others of its records say what they are a part of.
    `catch_alls` and `lists` are regular expressions for names of its records: those that hold too much to say what a thing is
    ("hereditary disease"), and those that are no kinds of things but lists of them.
    """

    titles_as_written: bool = False
    prose_titles: bool = False
    inverts_names: bool = False
    curated_synonyms: bool = False
    scoped_synonyms: bool = False
    findings: bool = False
    stands_back: bool = False
    curated_abbreviations: bool = False
    everyday_names: bool = False
    for_specialists: bool = False
    decides_kinds: tuple[SemanticType, ...] = ()
    decides_all_kinds: bool = False
    mixes_parts: bool = False
    catch_alls: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


NO_TRAITS = Traits()


@dataclass(frozen=True, slots=True)
class InstalledSource:
    """One source in one edition, as it went into a lexicon.

    `title` is as it is shown beside a definition. `edition` is the publisher's own label for it (a date or a release),
    `year` its year; `installed` is an ISO 8601 date-time in UTC. `plainness` orders definitions: 1 is written for
    anybody, 9 for specialists. `credit` is what the licence wants beside each definition. `broken` counts the records that did not follow the format and were left out,
    `left_out` those that the catalogue does not want, and `cleaned` the texts that something was taken from that is no part of
    them: both by the reason.
    """

    id: str
    title: str
    publisher: str
    homepage: str | None
    licence: str
    attribution: str
    language: str
    audience: str
    plainness: int
    edition: str
    year: int
    installed: str
    concepts: int
    names: int
    definitions: int
    broken: int
    credit: str | None = None
    traits: Traits = NO_TRAITS
    left_out: dict[str, int] = field(default_factory=dict)
    cleaned: dict[str, int] = field(default_factory=dict)
