"""Read what a lexicon is built from: the sources that ship with Medlex and the archives of installed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from bot.building.merge.corrections import Corrections
from bot.building.merge.names.usage import Usage, counts, usage_in
from bot.building.merge.records import Record, precedence, records
from bot.files import data_folder
from bot.languages import ENGLISH
from bot.settings import Home
from bot.sources.catalogue import Source, shipped_sources
from bot.sources.concept import Concept, Reading
from bot.sources.edition import edition_from_text
from bot.sources.formats.registry import FORMATS
from bot.sources.installed import (
    archive_path,
    forms_of,
    installed_ids,
    read_concepts,
    read_concepts_with_forms,
    read_description,
    read_journals,
)
from bot.sources.parsing import Counts, describe
from bot.terms.model import Journal
from bot.terms.source import InstalledSource


def installed_records(home: Home) -> Iterator[Record]:
    """Every record of the shipped and of the installed sources, with the corrections made: what a build groups.

    Raises DataError if an installed source is damaged.
    """
    return records_of(archive_path(home.sources, id) for id in installed_ids(home.sources))[1]


def records_of(
    archives: Iterable[Path], corrections: Corrections | None = None
) -> tuple[list[InstalledSource], Iterator[Record]]:
    """The shipped sources and those of these archives, plainest first, and all their records in that order.

    Names that publishers give to the wrong thing are corrected (`corrections` counts them). Raises DataError if an
    archive is damaged: at once, or while the records are read.
    """
    described = [
        *map(_shipped, shipped_sources()),
        *((read_description(path), read_concepts_with_forms(path)) for path in archives),
    ]
    described.sort(key=lambda pair: precedence(pair[0]))
    corrections = corrections or Corrections()
    each = (records(source, corrections.applied_to(source, concepts)) for source, concepts in described)
    return [source for source, _ in described], chain.from_iterable(each)


def concepts_of(archives: Iterable[Path]) -> Iterator[Concept]:
    """Every concept of the shipped sources and of these archives. Raises DataError if an archive is damaged."""
    shipped = chain.from_iterable(map(_shipped_concepts, shipped_sources()))
    return chain(shipped, chain.from_iterable(map(read_concepts, archives)))


def journals_of(archives: Iterable[Path]) -> Iterator[tuple[str, Journal]]:
    """Every journal of these archives, with the id of its source. Raises DataError if an archive is damaged."""
    for path in archives:
        source = read_description(path)
        if source.journals:
            yield from ((source.id, journal) for journal in read_journals(path))


def usage_of(archives: Iterable[Path]) -> Usage:
    """Counts of how the English definitions of the shipped sources and of these archives use words and names."""
    return usage_in(_english_concepts(archives))


def _english_concepts(archives: Iterable[Path]) -> Iterator[tuple[Concept, bool]]:
    """Every concept in English, and True if its definitions show how people use words."""
    shipped = (source for source in shipped_sources() if source.language == ENGLISH)
    yield from ((concept, True) for source in shipped for concept in _shipped_concepts(source))
    for path in archives:
        source = read_description(path)
        if source.language == ENGLISH:
            does_count = counts(source)
            yield from ((concept, does_count) for concept in read_concepts(path))


def _shipped_concepts(source: Source) -> Iterator[Concept]:
    """The concepts of a source that ships with Medlex, read again from its files."""
    assert source.folder is not None
    read = FORMATS[source.format].concepts(data_folder() / source.folder, Reading(source))
    return (concept for concept in read if isinstance(concept, Concept))


def _shipped(source: Source) -> tuple[InstalledSource, Iterator[tuple[Concept, str]]]:
    concepts = list(_shipped_concepts(source))
    counts = Counts()
    for concept in concepts:
        counts.add(concept)
    edition = edition_from_text(source.edition or "")
    assert edition is not None
    return describe(source, edition, counts), ((concept, forms_of(concept)) for concept in concepts)
