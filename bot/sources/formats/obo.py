"""Ontologies as OBO files, versions 1.2 and 1.4: HPO, MONDO, DOID, GO, UBERON, CL and their kin.

The format is specified at https://owlcollab.github.io/oboformat/doc/obo-syntax.html (1.4, which holds for 1.2 too); the
escapes and the line break after a backslash are those of 1.2
(https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_2.html). A header comes first, then stanzas; every clause is one
line "tag: value". One [Term] becomes one concept; what an ontology imports from others, and what is obsolete, is passed over.

A file that is cut inside a line is noticed, for every clause ends with a line break (section 2.3). One that is cut between
two lines is whole as far as OBO can tell: only a compressed file, or its size, tells that something is missing.
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
from bot.lexicon.model import NameKind, SemanticType
from bot.lexicon.names import looks_like_abbreviation
from bot.sources.catalogue import Source
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition, edition_of_version
from bot.sources.files import members, naming_damage
from bot.sources.identity import Identity, listed, of_each_member

CHUNK = 1 << 18
# The longest stanza of GO has 20 KB; what goes on for longer than this is another format.
LONGEST_STANZA = 1 << 22

PURL = "http://purl.obolibrary.org/obo/{}"
PAGES = {
    "HP": "https://hpo.jax.org/browse/term/{}",
    "MONDO": "https://monarchinitiative.org/{}",
    "DOID": "https://disease-ontology.org/term/{}",
    "GO": "https://amigo.geneontology.org/amigo/term/{}",
}
PREFIX_TYPES = {
    "HP": SemanticType.SYMPTOM,
    "MONDO": SemanticType.DISEASE,
    "DOID": SemanticType.DISEASE,
    "UBERON": SemanticType.BODY_PART,
    "CL": SemanticType.CELL,
}
NAMESPACE_TYPES = {
    "biological_process": SemanticType.BODY_PROCESS,
    "cellular_component": SemanticType.CELL_PART,
    "molecular_function": SemanticType.PHENOMENON,
}

# Synonym types are each ontology's own; these are the ones of HPO, MONDO and UBERON, and of the shared vocabulary OMO
# (https://github.com/information-artifact-ontology/ontology-metadata).
SYNONYM_TYPES = {
    NameKind.ABBREVIATION: "abbreviation acronym omo:0003000 omo:0003012",
    NameKind.PLAIN: "layperson omo:0003003",
    NameKind.FORMER: "obsolete_synonym deprecated omo:0003008",
    NameKind.ENTRY_TERM: "misspelling dubious ambiguous allelic_requirement omo:0003001 omo:0003002 omo:0003006",
}
KIND_OF_TYPE = {type_: kind for kind, types in SYNONYM_TYPES.items() for type_ in types.split()}
MESH_EQUIVALENT = re.compile(r'MESH:(D\d+)\b.*\bsource="MONDO:equivalentTo"')

VERSION = "format-version"
# The Disease Ontology's Spanish edition is "doid/translations/doid-es"; an ontology that is no translation is in English.
TRANSLATION = re.compile(r"/translations/\S*-([a-z]+)(?![\w-])")
ENGLISH = "en"
TERM_ID = re.compile(rb"Term\]\r?\nid:\s*([A-Za-z_][\w.-]*):")

# A word that has nothing to do with the phenotypes below it.
ROOT_OF_PHENOTYPES = ("HP:0000001", "All")
TAGS = frozenset({"id", "name", "namespace", "def", "synonym", "xref", "is_a", "is_obsolete"})
QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"n": "\n", "t": "\t", "W": " "}
LINE_CONTINUED = re.compile(r"(?<!\\)((?:\\\\)*)\\\r?\n")


class BrokenClauseError(Exception):
    """What is wrong with a clause of a term."""


Clauses = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Stanza:
    """One stanza as it stands in the file, from the line that names it ("Term]") on; the header's first line is its own."""

    line: int
    content: bytes


def edition(path: Path) -> Edition | None:
    """The edition that the header tells: its data-version, else its date."""
    for name, stream in members(path):
        with naming_damage(path):
            header = _header(next(_stanzas(name, stream)))
        found = edition_of_version(header.get("data-version", "")) or _dated(header.get("date", ""))
        if found:
            return found
    return None


def identity(path: Path) -> Identity:
    """The ontology that the header names, else that of most terms' identifiers, in lower case, and the language of its texts."""
    return of_each_member(path, partial(_identity, str(path)))


def _identity(name: str, stream: BinaryIO) -> Identity:
    stanzas = _stanzas(name, stream)
    header = _header(next(stanzas))
    if VERSION not in header:
        return {}
    ontology = _ontology(header) or _ontology_of_most(stanzas)
    language = TRANSLATION.search(header.get("ontology", ""))
    told = {"ontology": ontology, "language": language[1] if language else ENGLISH}
    return {word: frozenset([value]) for word, value in told.items() if value}


def _ontology_of_most(stanzas: Iterable[Stanza]) -> str:
    """The ontology that over half of the terms belong to by their identifiers; all of them where none has so many."""
    found = (TERM_ID.match(stanza.content) for stanza in stanzas)
    prefixes = Counter(id[1].decode().lower() for id in found if id)
    most = [prefix for prefix, terms in prefixes.items() if 2 * terms > prefixes.total()]
    return most[0] if most else listed(prefixes)


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each term of the ontology's own, read stanza by stanza.

    Raises DataError when a file is not OBO, or ends in the middle of a line.
    """
    for name, stream in members(path):
        with naming_damage(path):
            yield from _terms(name, stream, reading.source if reading else None)


def _dated(date: str) -> Edition | None:
    try:
        day = datetime.strptime(date[:10], "%d:%m:%Y")  # noqa: DTZ007 (a day has no time zone)
    except ValueError:
        return None
    return Edition(label=f"{day:%Y-%m-%d}", year=day.year)


def _stanzas(name: str, stream: BinaryIO) -> Iterator[Stanza]:
    """The header, then every stanza. Raises DataError when one does not end."""
    line, rest = 1, b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n[")
        for content in whole:
            yield Stanza(line, content)
            line += content.count(b"\n") + 1
        if len(rest) > LONGEST_STANZA:
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
    """The header's tags; of those that stand several times the first."""
    lines = stanza.content.decode("utf-8-sig", errors="replace").split("\n")
    pairs = (line.partition(":") for line in reversed(lines))
    return {tag: value.strip() for tag, _, value in pairs}


def _terms(name: str, stream: BinaryIO, source: Source | None) -> Iterator[Concept | BrokenRecord]:
    stanzas = _stanzas(name, stream)
    header = _header(next(stanzas))
    if VERSION not in header:
        raise _not_obo(name, f'its header has no "{VERSION}"')
    ontology = _ontology(header) or (source.identity.get("ontology", "") if source else "")
    own = ontology.upper() or None
    for stanza in stanzas:
        if stanza.content.startswith(b"Term]"):
            record = _record(stanza, own)
            if record:
                yield record


def _ontology(header: Mapping[str, str]) -> str:
    """The ontology that a header names, in lower case, which is also the prefix of its own identifiers: "hp" for "hp.obo" and for
    "http://purl.obolibrary.org/obo/hp.owl", "doid" for "doid/translations/doid-es". "" where it names none: nothing but the source then
    tells its own terms from imported ones.
    """
    named = header.get("ontology", "").rpartition("/obo/")[2]
    if "://" in named:
        named = named.rstrip("/").rpartition("/")[2]
    return re.split(r"[/.\s]", named)[0].lower()


def _record(stanza: Stanza, own: str | None) -> Concept | BrokenRecord | None:
    """The concept of a term; None for an imported or obsolete one, and for the root that only holds all others."""
    where = f"line {stanza.line}"
    try:
        clauses = _clauses(_decoded(stanza))
        code = _first_word(_only(clauses, "id"))
        where = code or where
        if (own and code and _prefix(code) != own) or _only(clauses, "is_obsolete").startswith("true"):
            return None
        return None if (code, _only(clauses, "name")) == ROOT_OF_PHENOTYPES else _concept(code, clauses)
    except BrokenClauseError as problem:
        return BrokenRecord(where, str(problem))


def _decoded(stanza: Stanza) -> str:
    try:
        text = stanza.content.decode()
    except UnicodeDecodeError as error:
        raise BrokenClauseError("it is not UTF-8") from error
    return LINE_CONTINUED.sub(r"\1", text) if "\\\n" in text or "\\\r" in text else text


def _clauses(text: str) -> Clauses:
    """The values of the tags that Medlex reads. Tags that it does not know are passed over, as the format asks."""
    clauses: Clauses = {}
    for line in text.split("\n")[1:]:
        tag, colon, value = line.partition(":")
        if tag in TAGS and colon:
            clauses.setdefault(tag, []).append(value.strip())
        elif not colon and tag.strip() and not tag.startswith("!"):
            raise BrokenClauseError(f"the line {tag.strip()[:60]!r} is no tag and value")
    return clauses


def _only(clauses: Clauses, tag: str) -> str:
    """The value of a tag that may stand once in a term (section 3.3); "" where it does not stand."""
    values = clauses.get(tag, ("",))
    if len(values) > 1:
        raise BrokenClauseError(f'it has more than one "{tag}"')
    return values[0]


def _first_word(value: str) -> str:
    """An identifier without the comment and the qualifiers that may follow it."""
    return (value.split(None, 1) or [""])[0]


def _prefix(code: str) -> str:
    return code.partition(":")[0].upper()


def _concept(code: str, clauses: Clauses) -> Concept:
    preferred = _unquoted(_only(clauses, "name"))
    if not code or not preferred:
        raise BrokenClauseError("it has no id or no name")
    definition = _only(clauses, "def") and _quoted(_only(clauses, "def"))[0]
    return Concept(
        code=code,
        names=tuple(_names(preferred, clauses.get("synonym", ()))),
        definitions=(definition,) if definition else (),
        parents=tuple(dict.fromkeys(filter(None, map(_first_word, clauses.get("is_a", ()))))),
        equivalents=_equivalents(clauses.get("xref", ())),
        semantic_types=_semantic_types(code, clauses),
        url=_page(code),
    )


def _names(preferred: str, synonyms: Iterable[str]) -> Iterator[ConceptName]:
    """Every name once. Those that mean the same come first, so that one which also stands as a related one stays one."""
    seen = {preferred}
    yield ConceptName(preferred, NameKind.PREFERRED)
    for synonym in sorted(map(_synonym, synonyms), key=lambda synonym: synonym.kind is NameKind.ENTRY_TERM):
        if synonym.name and synonym.name not in seen:
            seen.add(synonym.name)
            yield synonym


def _synonym(value: str) -> ConceptName:
    name, rest = _quoted(value)
    return ConceptName(name, _kind(name, rest.partition("[")[0].split()))


def _kind(name: str, words: list[str]) -> NameKind:
    """What a synonym is, by its scope and type. One that is broader, narrower or related does not mean the same, whatever
    its type; without a scope it is related (version 1.2). An abbreviation is one, whatever its scope.
    """
    typed = next(filter(None, (KIND_OF_TYPE.get(word.lower()) for word in words)), None)
    if typed is NameKind.ABBREVIATION:
        return typed
    if "EXACT" not in words:
        return NameKind.ENTRY_TERM
    return typed or (NameKind.ABBREVIATION if looks_like_abbreviation(name) else NameKind.SYNONYM)


def _quoted(value: str) -> tuple[str, str]:
    """The text of a quoted string (section 2.4) on one line, its escapes resolved, and what follows it."""
    quoted = QUOTED.match(value)
    if quoted is None:
        raise BrokenClauseError(f"the quotation marks of {value[:60]!r} are not in pairs")
    return _plain(quoted[1]), value[quoted.end() :]


def _unquoted(value: str) -> str:
    """An unquoted value without the comment and the qualifiers that may follow it (section 2.3), its escapes resolved."""
    value = value.partition(" !")[0].rstrip()
    if value.endswith('"}') and " {" in value:
        value = value[: value.rindex(" {")]
    return _plain(value)


def _plain(text: str) -> str:
    if "\\" in text:
        text = ESCAPE.sub(lambda match: ESCAPED.get(match[1], match[1]), text)
    return " ".join(text.split())


def _equivalents(xrefs: Iterable[str]) -> tuple[str, ...]:
    """The MeSH descriptors that MONDO says are the same disease; without that qualifier an xref may be anything near."""
    return tuple(f"mesh:{descriptor[1]}" for descriptor in map(MESH_EQUIVALENT.match, xrefs) if descriptor)


def _semantic_types(code: str, clauses: Clauses) -> tuple[SemanticType, ...]:
    kind = NAMESPACE_TYPES.get(_first_word(_only(clauses, "namespace"))) or PREFIX_TYPES.get(_prefix(code))
    return (kind,) if kind else ()


def _page(code: str) -> str:
    page = PAGES.get(_prefix(code))
    return page.format(code) if page else PURL.format(code.replace(":", "_", 1))
