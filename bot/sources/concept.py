"""A record of a source, before it is grouped with the records of other sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import msgspec

from bot.sources.catalogue import Source
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Medium, NameKind, Relation, Review, SemanticType, Site

# The beginnings of addresses that a page may link to.
WEB_ADDRESS = ("https://", "http://")


class ConceptName(msgspec.Struct, frozen=True, gc=False):
    """One name of a concept and its kind. A struct takes a third less memory than a dataclass, and a build holds all
    names.
    """

    name: str
    kind: NameKind


def kind_as_written(name: str) -> NameKind:
    """Return the kind of a further name by its form, where the source does not say it: an abbreviation or a synonym."""
    return NameKind.ABBREVIATION if looks_like_abbreviation(name) else NameKind.SYNONYM


class Link(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A relation of a record to another thing: to "source:code" in `target`, or only to the `name` that the source
    has for it.

    A target need not be installed; then its name is shown.
    """

    kind: Relation
    name: str = ""
    target: str = ""


class Concept(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One record of one source.

    `code` is the record's identifier at its publisher. The first of `names` is the preferred one. A definition may
    have several lines.

    `parents` and `see_also` are codes in the same source; a source that gives its hierarchy as tree numbers has
    `tree_numbers` instead, where a parent's number is the child's without its last part. `links` lead to records of
    any source. `equivalents` are records of other sources that, so the source says, mean the same, as "source:code";
    `cross_references` are those that it names without saying so much.

    `semantic_types` is what the source itself says the thing is; `likely_types` is what its definition suggests,
    which is enough to doubt another statement but not to make one. `hint` is a word or two that distinguish this
    sense of a name ("pharmacy").

    `url` is the publisher's page for this record. `credit` names the author from whom the publisher has the text;
    `review` says who checked it. `sounds` are pairs of a name and its IPA. `dose_forms` are the forms in which a
    medicine is sold, in the source's words ("Pill", "Injectable Product"). `share` is how often, from 0 to 1, the
    record's abbreviation means this, where the source counted its meanings; `place` is the rank of this meaning, from
    1 for the commonest, where an editor put them in order. `phrases` are what people may say when they mean this,
    without being names of it ("barking cough" of croup).
    """

    code: str
    names: tuple[ConceptName, ...]
    definitions: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    tree_numbers: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    equivalents: tuple[str, ...] = ()
    cross_references: tuple[str, ...] = ()
    semantic_types: tuple[SemanticType, ...] = ()
    likely_types: tuple[SemanticType, ...] = ()
    hint: str | None = None
    url: str | None = None
    credit: str | None = None
    review: Review | None = None
    hyphenation: str | None = None
    respelling: str | None = None
    audio: str | None = None
    sounds: tuple[tuple[str, str], ...] = ()
    etymology: str | None = None
    media: tuple[Medium, ...] = ()
    sites: tuple[Site, ...] = ()
    dose_forms: tuple[str, ...] = ()
    share: float | None = None
    place: int = 0
    phrases: tuple[str, ...] = ()

    @property
    def preferred_name(self) -> str:
        """The name that the source lists first."""
        return self.names[0].name


@dataclass(slots=True)
class Reading:
    """One run over a publisher's file: the source it is read for (None for any), and the counts of what was changed.

    `left_out` counts the records that the catalogue excludes, `cleaned` the texts from which something was removed:
    both by a reason that a person understands ("non-human animal disease", "[PMID] mark"). `sheet`, `encoding` and
    `columns` ("term=Word,definition=Meaning") are the options that an admin gave for a table.
    """

    source: Source | None = None
    sheet: str | None = None
    encoding: str | None = None
    columns: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)
    cleaned: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that does not follow its format: its place in the file, and what is wrong with it."""

    where: str
    problem: str
