"""One record of one source, before it is grouped with other sources' records."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from bot.lexicon.model import NameKind, SemanticType


class ConceptName(msgspec.Struct, frozen=True, gc=False):
    """One name of a concept and what it is to it. A struct takes a third less memory, and a build holds them all."""

    name: str
    kind: NameKind


class Concept(msgspec.Struct, frozen=True, gc=False):
    """One record of one source.

    `code` is the record's identifier at its publisher. The first name is the preferred one. `parents` and `see_also` are
    codes in the same source; a source that says its hierarchy in tree numbers gives `tree_numbers` instead, where a
    parent's number is the child's without its last part. `equivalents` are records of other sources that mean the same,
    as "source:code". `semantic_types` is what the source itself takes the thing for, `likely_types` what its definition sounds
    like: enough to doubt, never enough to say. `url` is the publisher's page for this record.
    """

    code: str
    names: tuple[ConceptName, ...]
    definitions: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    tree_numbers: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    equivalents: tuple[str, ...] = ()
    semantic_types: tuple[SemanticType, ...] = ()
    likely_types: tuple[SemanticType, ...] = ()
    url: str | None = None
    hyphenation: str | None = None
    respelling: str | None = None
    audio: str | None = None

    @property
    def preferred_name(self) -> str:
        """The name that the source itself puts first."""
        return self.names[0].name


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that does not follow its format: where it stands in the file, and what is wrong with it."""

    where: str
    problem: str
