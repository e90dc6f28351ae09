"""One record of one source, before it is grouped with other sources' records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import msgspec

from bot.sources.catalogue import Source
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Medium, NameKind, Relation, Review, SemanticType, Site

# How an address begins that a page may link to.
WEB_ADDRESS = ("https://", "http://")


class ConceptName(msgspec.Struct, frozen=True, gc=False):
    """One name of a concept and what it is to it. A struct takes a third less memory than a data class, and a build holds them all."""

    name: str
    kind: NameKind


def kind_as_written(name: str) -> NameKind:
    """What another name is by its looks, where its source does not say: an abbreviation or a synonym."""
    return NameKind.ABBREVIATION if looks_like_abbreviation(name) else NameKind.SYNONYM


class Link(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a record says that another thing is to it: as "source:code" in `target`, else only by the `name` that the source has
    for it. A target need not be installed; the name is what can be shown of it then.
    """

    kind: Relation
    name: str = ""
    target: str = ""


class Concept(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One record of one source.

    `code` is the record's identifier at its publisher. The first name is the preferred one. `parents` and `see_also` are
    codes in the same source; a source that says its hierarchy in tree numbers gives `tree_numbers` instead, where a
    parent's number is the child's without its last part. `links` lead anywhere else. `equivalents` are records of other sources
    that, so the source says, mean the same, as "source:code"; `cross_references` those that it names without saying so much.
    A definition may have several lines. `semantic_types` is what the source itself takes the thing for, `likely_types` what its definition sounds
    like: enough to doubt, never enough to say. `hint` is a word or two that tell this sense of a name from others ("pharmacy").
    `url` is the publisher's page for this record. `credit` names whoever the publisher has the text from;
    `review` says who checked it.
    `sounds` are those of its names whose sounds the source writes, each with its IPA. `dose_forms` are the forms in which a medicine is sold, in the source's words ("Pill", "Injectable Product"). `share` is how often,
    from 0 to 1, this is what the record's abbreviation means where the source counted its meanings; `place` is which of the meanings it is,
    from 1 for the commonest, where an editor put them in order.
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

    @property
    def preferred_name(self) -> str:
        """The name that the source itself puts first."""
        return self.names[0].name


@dataclass(slots=True)
class Reading:
    """One run over a publisher's file: which source it is read for (None when any will do), and what is noted on the way.

    `left_out` counts what the catalogue does not want of the source, `cleaned` the texts that something was taken from: both by a
    reason that a person understands ("non-human animal disease", "[PMID] mark"). `sheet`, `encoding` and
    `columns` ("term=Word,definition=Meaning") are what an admin said of a table.
    """

    source: Source | None = None
    sheet: str | None = None
    encoding: str | None = None
    columns: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)
    cleaned: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that does not follow its format: where it stands in the file, and what is wrong with it."""

    where: str
    problem: str
