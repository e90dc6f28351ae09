"""The dictionary's own words, as data: names, definitions, entries, and the answer to a query.

What a lexicon has hundreds of thousands of is a `Struct`, made five to ten times faster than a data class and
read from the file faster, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from bot.terms.model import Medium, Name, Relation, Review, SemanticType, Site

# What a hint has between the word for a kind and names; pages translate both.
A_KIND_OF = "a kind of "
PART_OF = "part of "
ALSO_CALLED = "also called "


class Match(StrEnum):
    """How a query reached an entry, or that it did not."""

    EXACT = "exact"
    VARIANT = "variant"
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"
    AMBIGUOUS = "ambiguous"
    SUGGESTION = "suggestion"
    NONE = "none"


class Definition(Struct, frozen=True):
    """What one publisher says, with all that is needed to cite it.

    `language` is an ISO 639-1 code; `year` is the edition's; `code` is the record's identifier at the
    publisher and `url` the publisher's page for that very record (None where there is no such page). `credit`
    is what the licence wants beside it (None where it wants no more than the rest). `review` says who checked
    it, where the source tells that.
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


class RecordLink(Struct, frozen=True):
    """What a record says of another thing: by its name there, and by the entry's key where the dictionary has
    an entry for it.
    """

    kind: Relation
    name: str
    key: str | None = None


class SourceRecord(Struct, frozen=True, kw_only=True):
    """A record that names an entry without defining it: who says so, and what the record says of other things.

    The fields that it shares with `Definition` mean the same. `dose_forms` are the forms in which a medicine
    is sold, in the source's words. `share` is how often, from 0 to 1, this is what the record's abbreviation
    means, where its source counted.
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
class PronunciationCredits:
    """The ids of the sources that divide and respell a headword, have a recording of it and write its sounds;
    None where no source does.
    """

    hyphenation: str | None
    respelling: str | None
    audio: str | None
    ipa: str | None = None


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one page shows: the concepts from all sources that mean the same thing.

    `key` is stable across rebuilds. Hyphenation, respelling, IPA and the audio address are None where no
    source has them; a hyphenation that no source gives for this headword, but that is put together from what
    they say of its words, is approximate. `said_by` is None where no source says any of these. `subclass_of`
    are its parents, the plainest first, `part_of` the wholes that it is a part of. Definitions stand plainest
    first, related entries most widely defined first. `records` are those that name the entry without defining
    it. `etymology` is where the word comes from, cited as a definition is. `is_medicine` says whether it is
    given to people as a medicine, as far as any source shows it.
    """

    key: str
    headword: str
    hyphenation: str | None = None
    hyphenation_is_approximate: bool = False
    respelling: str | None = None
    ipa: str | None = None
    audio: str | None = None
    said_by: PronunciationCredits | None = None
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
    """One of several entries that own the name that was typed; `hint` tells its sense from the others': the
    word for its kind, then, after `A_KIND_OF`, its parents' headwords, after `PART_OF` those of its wholes,
    or, after `ALSO_CALLED`, its other names.

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
    """A name to offer while someone types, and the one entry that it leads to; `kind` and `is_medicine` as in
    `Suggestion`, `hint` as a choice has it.

    `look_alike_of` is the medicine, in tall man letters, beside which it is offered because the two are taken
    for each other.
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

    With `match` exact, variant, synonym or abbreviation there is an `entry`, and `matched_name` is the name
    that matched. `other_senses` are the further entries that own that name less directly. With `ambiguous`
    there are `choices`, with `suggestion` there are `suggestions`, with `none` nothing. `holds_several_terms`
    tells choices among the entries of several terms ("asthma, COPD") from the meanings of one. `is_unsure`
    says that the choices, of which there may be one only, come from sources that may not answer for this
    name: those for specialists, or in another language. `is_filed` says that the name is a synonym of a list
    of subject headings (the trait `subject_headings`), which may be narrower than the entry.
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
    is_filed: bool = False
