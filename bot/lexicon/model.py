"""The data of the dictionary: names, definitions, entries, and the answer to a query.

What a lexicon has hundreds of thousands of is a `Struct`: these are created five to ten times faster than data classes,
and read faster from the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from msgspec import Struct

from bot.terms.model import Medium, Name, NameKind, Relation, Review, SemanticType
from bot.terms.word_parts import WordPart

# These separate the kind and the names in a hint; pages translate them.
A_KIND_OF = "a kind of "
PART_OF = "part of "
ALSO_CALLED = "also called "
# The first character of the keys of entries in a server's own glossary (bot.lexicon.server_glossary.term). No key of
# the lexicon begins with it.
GLOSSARY_MARK = "~"


class Match(StrEnum):
    """How a query matched an entry, or that it did not."""

    EXACT = "exact"
    VARIANT = "variant"
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"
    AMBIGUOUS = "ambiguous"
    SUGGESTION = "suggestion"
    WORD_PART = "word_part"
    NONE = "none"


class Definition(Struct, frozen=True):
    """A text of one publisher, with everything that is needed to cite it.

    `language` is an ISO 639-1 code; `year` that of the edition; `code` the record's identifier at the publisher, and
    `url` the publisher's page for this record, None if there is none. `credit` is a credit line that the license
    requires, None if it requires no special one. `review` says who checked the text, if the source says so.
    `hyphenation` is how a source in another language than English divides its own name of the thing.
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
    hyphenation: str | None = None


class RecordLink(Struct, frozen=True):
    """A record's reference to another thing: its name in that source, and the key of its entry if the dictionary has
    one.
    """

    kind: Relation
    name: str
    key: str | None = None


class SourceRecord(Struct, frozen=True, kw_only=True):
    """A record that names an entry without defining it, and its links.

    The fields that it shares with `Definition` have the same meaning. `dose_forms` are the forms in which a medicine is
    sold, in the source's words. `share` is how often, from 0 to 1, the record's abbreviation has this meaning, if the
    source counted.
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


# Everything that is shown with title, publisher and year.
Cited = Definition | SourceRecord


def review_of(cited: Cited) -> Review | None:
    """Return who reviewed a definition, if its source says so; None for records."""
    return cited.review if isinstance(cited, Definition) else None


class EntryReference(Struct, frozen=True):
    """An entry as the target of a link on another page."""

    key: str
    headword: str


class RelatedEntry(Struct, frozen=True):
    """An entry related to another one, and the relation."""

    key: str
    headword: str
    relation: Relation


class EntryPart(Struct, frozen=True):
    """A part of a headword: how it is written there, the name of the word part, and its meaning in this word."""

    written: str
    part: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PronunciationCredits:
    """The ids of the sources that divide and respell a headword, have a recording of it and write its sounds;
    None where no source does.
    """

    hyphenation: str | None
    respelling: str | None
    audio: str | None
    ipa: str | None = None


class NamePronunciation(Struct, frozen=True, omit_defaults=True):
    """How one name of an entry is pronounced: the fields have the same meaning as those of `Entry`, for this name."""

    name: str
    hyphenation: str | None = None
    hyphenation_is_approximate: bool = False
    respelling: str | None = None
    ipa: str | None = None
    audio: str | None = None
    said_by: PronunciationCredits | None = None


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of one page: the concepts from all sources that mean the same thing.

    `key` is stable across rebuilds. Hyphenation, respelling, IPA and the audio address are None if no source
    has them. A hyphenation that is derived from what sources say about its words is approximate.
    `other_pronunciations` are those of names other than the headword that a source pronounces. `subclass_of`
    are its parents, the plainest first, `part_of` the wholes that it is a part of. Definitions are sorted
    plainest first, related entries most widely defined first. `records` are those that name the entry without
    defining it. `etymology` is cited like a definition. `is_medicine` says that it is given to people as a
    medicine, as far as sources show. `parts` are those that its headword is made of (data/word_parts.toml),
    empty where that is not plain to see; `parts_of_names` are those of its other names of one word, by which
    descriptions find it. `phrases` are what people may say when they mean it: they are no names, and lead to choices
    only. `namesakes` are the entries of the lexicon that a name from a server's glossary alone would lead to: the
    warnings on their pages are on this one, too.
    """

    key: str
    headword: str
    hyphenation: str | None = None
    hyphenation_is_approximate: bool = False
    respelling: str | None = None
    ipa: str | None = None
    audio: str | None = None
    said_by: PronunciationCredits | None = None
    other_pronunciations: tuple[NamePronunciation, ...] = ()
    semantic_types: tuple[SemanticType, ...] = ()
    is_medicine: bool = False
    parts: tuple[EntryPart, ...] = ()
    parts_of_names: tuple[EntryPart, ...] = ()
    names: tuple[Name, ...] = ()
    phrases: tuple[str, ...] = ()
    subclass_of: tuple[EntryReference, ...] = ()
    part_of: tuple[EntryReference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    records: tuple[SourceRecord, ...] = ()
    etymology: Definition | None = None
    media: tuple[Medium, ...] = ()
    related: tuple[RelatedEntry, ...] = ()
    namesakes: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry's first semantic type, None if no source gives one, and how plainly and widely it is defined."""

    key: str
    kind: SemanticType | None
    weight: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several entries that own the typed name.

    `hint` distinguishes its sense from the others: its kind, then, after `A_KIND_OF`, the headwords of its parents,
    after `PART_OF` those of its wholes, or after `ALSO_CALLED` its other names. `language` is the language of the name
    (ISO 639-1) if no source in the reader's language has it, else None.
    """

    key: str
    headword: str
    hint: str
    language: str | None = None


class FoundBy(StrEnum):
    """The reason why an entry is suggested: a similar name, a name that is a part of the query, a phrase that people
    say of it, or a description that fits.
    """

    NAME = "name"
    PART = "part"
    PHRASE = "phrase"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may be meant by what was typed. It is never an answer.

    `score` is between 0 and 1: how similar the `name` is, or the share of the query that the name or the description
    has. `kind` is the semantic type, if a source gives one; `is_medicine` is as in `Entry`.
    """

    key: str
    headword: str
    name: str
    score: float
    kind: SemanticType | None = None
    is_medicine: bool = False
    found_by: FoundBy = FoundBy.NAME


@dataclass(frozen=True, slots=True)
class Completion:
    """A name to offer while someone types, and the entry that it leads to.

    `kind` and `is_medicine` are as in `Suggestion`, `hint` is as in `Choice`. `look_alike_of` is the
    medicine, in tall man letters, beside which this one is offered because the two are confused. `word_part`
    is the first meaning of a word part: then there is no entry, and `key` is its name.
    """

    key: str
    name: str
    headword: str
    kind: SemanticType | None = None
    is_medicine: bool = False
    hint: str = ""
    look_alike_of: str | None = None
    word_part: str | None = None


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A word part that was looked up, and entries whose headwords have it, the best known first."""

    part: WordPart
    entries: tuple[EntryReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    If `match` is exact, variant, synonym or abbreviation, there is an `entry`, and `matched_name` is the name
    that matched; `other_senses` are further entries with a weaker claim to that name. If it is `ambiguous`
    there are `choices`, if `suggestion` there are `suggestions`, of which one may be the `likely` one, if
    `word_part` there are `parts`, which may also stand beside suggestions, and if `none` nothing.
    `holds_several_terms` says that the choices belong to several terms in the query ("asthma, COPD") and are
    not meanings of one. `is_unsure` says that the choices, or the single one, come from sources that may not
    answer for this name: those for specialists, or in another language. `is_filed` says that the name is a
    synonym in a list of subject headings (the trait `subject_headings`), which may be narrower than the
    entry.
    """

    query: str
    match: Match
    entry: Entry | None = None
    matched_name: Name | None = None
    other_senses: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    likely: Suggestion | None = None
    parts: tuple[FoundPart, ...] = ()
    holds_several_terms: bool = False
    is_unsure: bool = False
    is_filed: bool = False

    @classmethod
    def by_headword(cls, entry: Entry) -> Self:
        """Return the answer that leads to an entry by its headword."""
        headword = Name(entry.headword, NameKind.PREFERRED, "")
        return cls(query=entry.headword, match=Match.EXACT, entry=entry, matched_name=headword)
