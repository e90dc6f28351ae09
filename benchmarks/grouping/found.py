"""The groups of records: those of a home, or of a folder of publishers' files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.grouping.truth import Pair
from bot.building.build import install_files
from bot.building.inputs import installed_records
from bot.building.merge.grouping.grouping import group
from bot.building.parse import SourceFile
from bot.settings import Home
from bot.sources.catalogue import catalogue
from bot.sources.formats.registry import FORMATS

# Where each source's file stands in a folder of publishers' files; the first that fits is taken.
FILES = {
    "nci-dictionary": "nci-dictionary/*-en.json*",
    "nci-diccionario": "nci-dictionary/*-es.json*",
    "mesh": "mesh/desc*.xml.gz",
    "hpo": "obo/hp.obo*",
    "mondo": "obo/mondo.obo*",
    "uberon": "obo/uberon.obo*",
    "cl": "obo/cl.obo*",
    "go": "obo/go*.obo*",
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """The group of every record by its "source:code", and its preferred name."""

    group_of: dict[str, int]
    name_of: dict[str, str]

    @property
    def sources(self) -> frozenset[str]:
        """The sources that have a record here."""
        return frozenset(reference.partition(":")[0] for reference in self.group_of)

    def has(self, pair: Pair) -> bool:
        """Return True if both records are here."""
        return pair.one.reference in self.group_of and pair.other.reference in self.group_of

    def joins(self, pair: Pair) -> bool:
        """Return True if both records, which must be here, are in one group."""
        return self.group_of[pair.one.reference] == self.group_of[pair.other.reference]


def grouping(home: Home) -> Grouping:
    """Group the starter glossary and everything that is installed in a home, as a build does.

    The lexicon of the home is not read: this program is judged, not the one that built the lexicon.
    """
    groups = group(list(installed_records(home)))
    members = [(number, record) for number, group_ in enumerate(groups) for record in group_]
    return Grouping(
        group_of={record.reference: number for number, record in members},
        name_of={record.reference: record.concept.preferred_name for _, record in members},
    )


def grouping_of_files(folder: Path) -> Grouping:
    """Install every file of a folder that Medlex has a catalogue entry and a format for, and group them."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Home(Path(temporary))
        outcomes, _ = install_files(home, list(_source_files(folder)))
        for outcome in outcomes:
            if outcome.error is not None:
                raise outcome.error
        return grouping(home)


def _source_files(folder: Path) -> Iterator[SourceFile]:
    for id, glob in FILES.items():
        source, files = catalogue().get(id), sorted(folder.glob(glob))
        if source and files and source.format in FORMATS:
            yield SourceFile(source, files[0])
