"""Corrections of names that publishers give to the wrong thing. `data/corrections.toml` documents its keys.

They are applied whenever a lexicon is built, so that a new correction also reaches installed sources. A name that a
correction adds to a record is attributed to this project and not to the publisher.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
from msgspec.structs import replace

from bot.files import shipped_tables
from bot.sources.concept import Concept, ConceptName
from bot.sources.installed import forms_of
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold
from bot.terms.source import InstalledSource


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of `data/corrections.toml`, which documents the fields."""

    record: str
    names: tuple[str, ...]
    reason: str
    checked: tuple[str, ...]
    date: dt.date
    given_to: str | tuple[str, ...] | None = None
    stays: bool = False
    kind: NameKind = NameKind.BRAND

    @property
    def receivers(self) -> tuple[str, ...]:
        """The records that the names belong to, as "source:code"."""
        return (self.given_to,) if isinstance(self.given_to, str) else self.given_to or ()

    @property
    def only_adds(self) -> bool:
        """True if the record is the one that lacks the names, so that nothing is removed."""
        return self.record in self.receivers

    @property
    def source(self) -> str:
        """The id of the source whose record is corrected."""
        return self.record.partition(":")[0]


class GivenName(ConceptName, frozen=True, gc=False):
    """A name that a correction adds to a record."""


@cache
def corrections() -> tuple[Correction, ...]:
    """Return all corrections that ship with Medlex; the file is read once."""
    tables = shipped_tables("corrections.toml")
    return msgspec.convert(tables["correction"], tuple[Correction, ...])


class Corrections:
    """Applies corrections to a stream of concepts, and counts the names that were removed, added and found."""

    def __init__(self, wanted: Iterable[Correction] | None = None) -> None:
        self._wanted = corrections() if wanted is None else tuple(wanted)
        self._wrong: dict[str, list[Correction]] = defaultdict(list)
        self._added: dict[str, list[GivenName]] = defaultdict(list)
        for each in self._wanted:
            self._wrong[each.record].append(each)
            for receiver in each.receivers:
                self._added[receiver].extend(GivenName(name, each.kind) for name in each.names)
        self._sources = {record.partition(":")[0] for record in (*self._wrong, *self._added)}
        self._found: set[tuple[str, str]] = set()
        self.removed = 0
        self.added = 0

    def applied_to(
        self, source: InstalledSource, concepts: Iterable[tuple[Concept, str]]
    ) -> Iterable[tuple[Concept, str]]:
        """Return the corrected concepts of a source, each with the packed normal forms of its names."""
        return self._corrected(source.id, concepts) if source.id in self._sources else concepts

    def outdated(self, sources: Iterable[InstalledSource]) -> list[str]:
        """Return the records, as "source:code", whose correction found nothing to correct after all concepts of these
        sources were read: the publisher has fixed them.
        """
        read = {source.id for source in sources}
        names = (
            (each, name) for each in self._wanted if each.source in read and not each.only_adds for name in each.names
        )
        return [f"{each.record} {name}" for each, name in names if (each.record, fold(name)) not in self._found]

    @property
    def corrected(self) -> int:
        """The number of names that were found where a correction expects them."""
        return len(self._found)

    def _corrected(self, source: str, concepts: Iterable[tuple[Concept, str]]) -> Iterator[tuple[Concept, str]]:
        for concept, forms in concepts:
            reference = f"{source}:{concept.code}"
            if reference in self._wrong or reference in self._added:
                corrected = replace(concept, names=self._names(concept, reference))
                yield corrected, forms_of(corrected)
            else:
                yield concept, forms

    def _names(self, concept: Concept, reference: str) -> tuple[ConceptName, ...]:
        removed = self._removed_names(concept, reference)
        shared = {fold(name) for each in self._wrong.get(reference, ()) if each.stays for name in each.names}
        rest = [_as_brand(name, shared) for name in concept.names if fold(name.name) not in removed]
        known = {fold(name.name) for name in rest}
        added = [name for name in self._added.get(reference, ()) if fold(name.name) not in known]
        self.removed += len(concept.names) - len(rest)
        self.added += len(added)
        return (*rest, *added)

    def _removed_names(self, concept: Concept, reference: str) -> set[str]:
        """Return the folded names that a record loses; never its preferred name."""
        present = {fold(name.name) for name in concept.names[1:]}
        removed: set[str] = set()
        for each in self._wrong.get(reference, ()):
            names = {fold(name) for name in each.names} & present
            self._found |= {(reference, name) for name in names}
            removed |= set() if each.stays else names
        return removed - {fold(concept.preferred_name)}


def _as_brand(name: ConceptName, shared: set[str]) -> ConceptName:
    """Turn a synonym that the record shares with another medicine into a brand name, which may be a brand of either."""
    return (
        ConceptName(name.name, NameKind.BRAND) if fold(name.name) in shared and name.kind is NameKind.SYNONYM else name
    )
