"""Ontologies as OBO files, versions 1.2 and 1.4, such as HPO, MONDO, DOID, GO, UBERON and CL.

https://owlcollab.github.io/oboformat/doc/obo-syntax.html specifies the format (1.4, which also holds for 1.2);
escapes and the line break after a backslash are those of 1.2
(https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_2.html). A header comes first, then stanzas; every clause
is one line "tag: value". One [Term] becomes one concept; terms imported from other ontologies and obsolete terms are
skipped.

A file that is truncated within a line is noticed, because every clause ends with a line break (section 2.3). A file
that is truncated between two lines is valid OBO: then only the compressed file, or its size, shows that something is
missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.languages import ENGLISH
from bot.sources.archives.opening import damage_errors, members
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition, edition_of_day, edition_of_version
from bot.sources.formats.obo.clauses import BrokenClauseError, clauses, decoded, first_word, only
from bot.sources.formats.obo.cleaning import Cleaner
from bot.sources.formats.obo.left_out import Unwanted
from bot.sources.formats.obo.names import synonym_types
from bot.sources.formats.obo.terms import TermReader
from bot.sources.identity import Identity, listed, of_each_member
from bot.sources.misprints import Misprints, misprints

CHUNK = 1 << 18
# The most bytes of a stanza. The longest one of GO has 20 KB; a file with a longer one is in another format.
MAX_STANZA_BYTES = 1 << 22

VERSION = "format-version"
# The Disease Ontology's Spanish edition is "doid/translations/doid-es"; other ontologies are in English.
TRANSLATION = re.compile(r"/translations/\S*-([a-z]+)(?![\w-])")
TERM_ID = re.compile(rb"Term\]\r?\nid:\s*([A-Za-z_][\w.-]*):")


@dataclass(frozen=True, slots=True)
class Stanza:
    """The bytes of one stanza, from the line with its name ("Term]") on; the header begins with its own first line."""

    line: int
    content: bytes


def edition(path: Path) -> Edition | None:
    """Return the edition by the header: its data-version, or else its date."""
    for name, stream in members(path):
        with damage_errors(path):
            header = _header(next(_stanzas(name, stream)))
        found = edition_of_version(header.get("data-version", "")) or _dated(header.get("date", ""))
        if found:
            return found
    return None


def identity(path: Path) -> Identity:
    """Return the `ontology` that the header names, or else that of most terms' identifiers, in lower case, and the
    `language` of its texts.
    """
    return of_each_member(path, partial(_identity, str(path)))


def _identity(name: str, stream: BinaryIO) -> Identity:
    stanzas = _stanzas(name, stream)
    header = _header(next(stanzas))
    if VERSION not in header:
        return {}
    ontology = _ontology(header) or _ontology_of_most(stanzas)
    language = TRANSLATION.search(header.get("ontology", ""))
    identity_words = {"ontology": ontology, "language": language[1] if language else ENGLISH}
    return {word: frozenset([value]) for word, value in identity_words.items() if value}


def _ontology_of_most(stanzas: Iterable[Stanza]) -> str:
    """The ontology of over half of the terms by their identifiers; all ontologies if none has so many."""
    found = (TERM_ID.match(stanza.content) for stanza in stanzas)
    prefixes = Counter(id[1].decode().lower() for id in found if id)
    most = [prefix for prefix, terms in prefixes.items() if 2 * terms > prefixes.total()]
    return most[0] if most else listed(prefixes)


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each of the ontology's own terms as a concept, read stanza by stanza. What the catalogue excludes, and
    what is cleaned, is counted in the reading.

    Raises DataError when the file is not OBO, or ends in the middle of a line.
    """
    reading = reading or Reading()
    source = reading.source
    unwanted = Unwanted(source.leaves_out, path, source.qualities) if source else Unwanted((), path)
    cleaner = Cleaner(source.cleans if source else (), reading.cleaned)
    for name, stream in members(path):
        with damage_errors(path):
            yield from _terms(name, stream, unwanted, cleaner, reading)


def _dated(date: str) -> Edition | None:
    try:
        day = datetime.strptime(date[:10], "%d:%m:%Y")  # noqa: DTZ007 (a day has no time zone)
    except ValueError:
        return None
    return edition_of_day(day)


def _stanzas(name: str, stream: BinaryIO) -> Iterator[Stanza]:
    """The header, then every stanza. Raises DataError when one does not end."""
    line, rest = 1, b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n[")
        for content in whole:
            yield Stanza(line, content)
            line += content.count(b"\n") + 1
        if len(rest) > MAX_STANZA_BYTES:
            raise _not_obo(name, f"line {line} begins a stanza that does not end")
    yield Stanza(line, rest)
    if not rest.endswith(b"\n"):
        raise DataError(
            f"The file {name} ends in the middle of a line: it is cut off.",
            "Download it again, then repeat the command; if you wrote it yourself, end it with a line break.",
        )


def _not_obo(name: str, why: str) -> DataError:
    return DataError(f"The file {name} is not OBO: {why}.", "Give the ontology's .obo file (not .owl or .json).")


def _header(stanza: Stanza) -> dict[str, str]:
    """The header's tags; the first value of a tag that occurs several times."""
    lines = stanza.content.decode("utf-8-sig", errors="replace").split("\n")
    pairs = (line.partition(":") for line in reversed(lines))
    return {tag: value.strip() for tag, _, value in pairs}


def _terms(
    name: str, stream: BinaryIO, unwanted: Unwanted, cleaner: Cleaner, reading: Reading
) -> Iterator[Concept | BrokenRecord]:
    stanzas = _stanzas(name, stream)
    start = next(stanzas)
    header = _header(start)
    if VERSION not in header:
        raise _not_obo(name, f'its header has no "{VERSION}"')
    ontology = _ontology(header) or (reading.source.identity.get("ontology", "") if reading.source else "")
    types = synonym_types(start.content.decode(errors="replace"))
    misprinted = misprints(reading.source.id) if reading.source else Misprints({})
    reader = TermReader(ontology.upper() or None, types, unwanted, cleaner, misprinted, reading)
    for stanza in stanzas:
        if stanza.content.startswith(b"Term]"):
            record = _record(stanza, reader)
            if record:
                yield record


def _ontology(header: Mapping[str, str]) -> str:
    """The ontology that a header names, in lower case, which is also the prefix of its identifiers: "hp" for "hp.obo"
    and for "http://purl.obolibrary.org/obo/hp.owl", "doid" for "doid/translations/doid-es". "" if it names none: then
    only the source distinguishes its own terms from imported ones.
    """
    named = header.get("ontology", "").rpartition("/obo/")[2]
    if "://" in named:
        named = named.rstrip("/").rpartition("/")[2]
    return re.split(r"[/.\s]", named)[0].lower()


def _record(stanza: Stanza, reader: TermReader) -> Concept | BrokenRecord | None:
    where = f"line {stanza.line}"
    try:
        found = clauses(decoded(stanza.content))
        code = first_word(only(found, "id"))
        where = code or where
        return reader.concept(code, found)
    except BrokenClauseError as problem:
        return BrokenRecord(where, str(problem))
