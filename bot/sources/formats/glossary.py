"""The starter glossary that ships with Medlex: TOML files in `data/glossary`, written for this project.
docs/glossary.md describes the fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from bot.errors import DataError
from bot.files import data_folder, reason
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.readers.typed_records import tables, toml_files
from bot.terms.model import NameKind, Relation, Review, SemanticType

# Its id in the catalogue.
SOURCE = "glossary"

Layout = TypeVar("Layout")


class Reviewed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The medical reviewer who checked an entry, and the day: both or neither."""

    by: Annotated[str, msgspec.Meta(pattern=r"\S")]
    on: date


class GlossaryEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a glossary file. `parent`, `further_parents`, `part_of` and `see_also` are headwords of the same
    glossary.
    """

    headword: str
    definition: str
    kind: SemanticType
    mesh: str | None = None
    mesh_exception: str | None = None
    parent: str | None = None
    parent_exception: str | None = None
    further_parents: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    plain_names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    hyphenation: str | None = None
    respelling: str | None = None
    reviewed: Reviewed | None = None


def glossary_folder() -> Path:
    """Return the folder of the starter glossary's files."""
    return data_folder() / "glossary"


def edition(_: Path) -> Edition | None:
    """Return None: the catalogue has the edition, since the glossary ships with Medlex."""
    return None


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each entry of the TOML files in a folder (or of one file) as a concept.

    Raises DataError when a file is not TOML or has an entry that the format does not allow.
    """
    for file in toml_files(path):
        yield from map(_concept, entries(file))


def entries(file: Path) -> list[GlossaryEntry]:
    """Return the entries of one file in its order. Raises DataError as `read_entries` does."""
    return read_entries(file, list[GlossaryEntry])


def read_entries(file: Path, layout: type[Layout]) -> Layout:
    """Read the entries of one file of a glossary into `layout`, a list type. Raises DataError when the file cannot be
    read, is not TOML, or has an entry that the layout does not allow.
    """
    try:
        return tables(file, "entry", layout)
    except (ValueError, msgspec.ValidationError) as error:
        raise DataError(
            f"The glossary file {file} cannot be used: {reason(error)}.",
            "Correct it as docs/glossary.md describes, then run `medlex build`.",
        ) from error


def code_of(headword: str) -> str:
    """Return the identifier of an entry: its headword in lower case, joined with hyphens."""
    return "-".join(headword.lower().split())


def names_of(headword: str, *others: tuple[NameKind, tuple[str, ...]]) -> tuple[ConceptName, ...]:
    """Return the names of an entry: its headword, then the others, given by their kinds."""
    further = [ConceptName(name, kind) for kind, names in others for name in names]
    return (ConceptName(headword, NameKind.PREFERRED), *further)


def parents_of(entry: GlossaryEntry) -> tuple[str, ...]:
    """Return the headwords of everything that an entry is a kind of, the nearest first."""
    return ((entry.parent,) if entry.parent else ()) + entry.further_parents


def _concept(entry: GlossaryEntry) -> Concept:
    return Concept(
        code=code_of(entry.headword),
        names=names_of(
            entry.headword,
            (NameKind.SYNONYM, entry.synonyms),
            (NameKind.ABBREVIATION, entry.abbreviations),
            (NameKind.PLAIN, entry.plain_names),
            (NameKind.BRAND, entry.brands),
            (NameKind.FORMER, entry.former_names),
        ),
        definitions=(" ".join(entry.definition.split()),),
        parents=tuple(map(code_of, parents_of(entry))),
        see_also=tuple(code_of(headword) for headword in entry.see_also),
        equivalents=(f"mesh:{entry.mesh}",) if entry.mesh else (),
        semantic_types=(entry.kind,),
        links=tuple(Link(Relation.PART_OF, whole, f"{SOURCE}:{code_of(whole)}") for whole in entry.part_of),
        hyphenation=entry.hyphenation,
        respelling=entry.respelling,
        phrases=entry.phrases,
        review=Review(entry.reviewed.by.strip(), entry.reviewed.on.isoformat()) if entry.reviewed else None,
    )
