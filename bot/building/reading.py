"""What a lexicon is built from: the starter glossary and the archives of installed sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from bot.building.corrections import Corrections
from bot.building.parsing import GLOSSARY
from bot.building.records import Record, precedence, records
from bot.building.usage import Usage, counts, usage_in
from bot.lexicon.model import InstalledSource
from bot.settings import Home
from bot.sources.catalogue import source as catalogue_source
from bot.sources.concept import Concept
from bot.sources.formats.glossary import concepts as glossary_concepts
from bot.sources.formats.glossary import edition as glossary_edition
from bot.sources.formats.glossary import glossary_folder
from bot.sources.installed import (
    Counts,
    archive_path,
    describe,
    forms_of,
    installed_ids,
    read_concepts,
    read_concepts_with_forms,
    read_description,
)

ENGLISH = "en"


def installed_records(home: Home) -> Iterator[Record]:
    """Every record of the starter glossary and of the installed sources: what a build has to group.

    Raises DataError when an installed source is damaged.
    """
    return records_of(archive_path(home.sources, id) for id in installed_ids(home.sources))[1]


def records_of(
    archives: Iterable[Path], corrections: Corrections | None = None
) -> tuple[list[InstalledSource], Iterator[Record]]:
    """The starter glossary and the sources of these archives, plainest first, and every record of theirs in that order, with the
    names that publishers give to the wrong thing corrected.

    Raises DataError when an archive is damaged: at once where that is seen at once, else while the records are read.
    """
    described = [_starter_glossary(), *((read_description(path), read_concepts_with_forms(path)) for path in archives)]
    described.sort(key=lambda pair: precedence(pair[0]))
    corrections = corrections or Corrections()
    each = (records(source, corrections.made_in(source, concepts)) for source, concepts in described)
    return [source for source, _ in described], chain.from_iterable(each)


def concepts_of(archives: Iterable[Path]) -> Iterator[Concept]:
    """Every concept of the starter glossary and of these archives. Raises DataError when an archive is damaged."""
    return chain(_glossary_concepts(), chain.from_iterable(map(read_concepts, archives)))


def usage_of(archives: Iterable[Path]) -> Usage:
    """How the English definitions of the starter glossary and of these archives use words and names."""
    return usage_in(_english_concepts(archives))


def _english_concepts(archives: Iterable[Path]) -> Iterator[tuple[Concept, bool]]:
    """Every concept in English, and whether its definitions tell how people use words."""
    yield from ((concept, True) for concept in _glossary_concepts())
    for path in archives:
        source = read_description(path)
        if source.language == ENGLISH:
            does_count = counts(source)
            yield from ((concept, does_count) for concept in read_concepts(path))


def _glossary_concepts() -> Iterator[Concept]:
    """The concepts of the starter glossary, read afresh from the files that ship with Medlex."""
    return (concept for concept in glossary_concepts(glossary_folder()) if isinstance(concept, Concept))


def _starter_glossary() -> tuple[InstalledSource, Iterator[tuple[Concept, str]]]:
    concepts = list(_glossary_concepts())
    counts = Counts()
    for concept in concepts:
        counts.add(concept)
    edition = glossary_edition(glossary_folder())
    assert edition is not None
    return describe(catalogue_source(GLOSSARY), edition, counts), ((concept, forms_of(concept)) for concept in concepts)
