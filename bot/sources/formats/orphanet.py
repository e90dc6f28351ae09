"""Orphanet's nomenclature of rare diseases: Orphadata's product 1, "Rare diseases and alignments with terminologies".

Orphanet's "ORPHAnomenclature: XML files' content" (https://www.orphadata.com/orphanet-nomenclature-for-coding/)
describes the elements. One `Disorder` becomes one concept. Its parts are recognized by their numbers, which are the
same in the files of all languages; the words beside them are not. Entities that left the nomenclature are skipped; if
they are now part of another ("Moved to"), that one gets their names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading, kind_as_written
from bot.sources.edition import Edition
from bot.sources.formats.readers.xml_stream import (
    XmlLayout,
    first_attributes,
    first_elements,
    place,
    records,
    text,
    texts,
)
from bot.terms.model import NameKind, SemanticType

LAYOUT = XmlLayout(
    title="Orphanet's nomenclature (product 1)",
    roots=("JDBOR",),
    records=("Disorder",),
    remedy="Download en_product1.xml from Orphadata again, then repeat the command.",
)
DATE = re.compile(r"(\d{4})-\d{2}-\d{2}")
CODE = re.compile(r"\d+")
# Orphanet's remark before the names of diseases that it lists although they are common: "NON RARE IN EUROPE:
# Parkinson disease".
REMARK = re.compile(r"[^\W\d_a-zà-ÿ]{2,}(?: [^\W\d_a-zà-ÿ]{2,}){1,5} ?: +(?=\S)")

# The flags of inactive entities: powers of two, whose sum is the value. An active entity has 1, 128 and 512 at most;
# one that left the nomenclature has 8192 today, and 16, 32, 256 or 1024 alone in older files.
INACTIVE = 8192 | 1024 | 256 | 32 | 16
MOVED_TO = "21471"
DEFINITION = "16907"
EXACT = "21527"
VALIDATED = "21611"

# Medlex's ids of the vocabularies with which Orphanet is aligned. MeSH's supplementary records have another id than
# its descriptors.
VOCABULARIES = {
    "GARD": "gard:",
    "ICD-10": "icd10:",
    "ICD-11": "icd11:",
    "MONDO": "mondo:MONDO:",
    "MedDRA": "meddra:",
    "OMIM": "omim:",
    "UMLS": "umls:",
}
MESH_PREFIXES = {"D": "mesh:", "C": "mesh-supplementary:"}

TAGS = "a|b|br|div|em|i|li|ol|p|span|strong|sub|sup|u|ul"
MARK = re.compile(rf"</?(?:{TAGS})(?:\s+[\w:-]+=(?:\"[^\"]*\"|'[^']*'))*\s*/?>", re.IGNORECASE)
DIVIDING_MARK = re.compile(r"<(?:br|/?div|/?li|/?p)\s*/?>", re.IGNORECASE)


def edition(path: Path) -> Edition | None:
    """Return the day on which Orphadata wrote the file: the date of its root."""
    for attributes in first_attributes(path):
        date = DATE.match(attributes.get("date", ""))
        if date:
            return Edition(label=date.group(), year=int(date[1]))
    return None


def identity(path: Path) -> dict[str, frozenset[str]]:
    """Return the `language` of Orphadata's file, and the lists (`list`) of its first disorder, which differ between
    Orphadata's products.
    """
    for disorder in first_elements(path, LAYOUT.records[0]):
        if disorder.getroottree().getroot().tag in LAYOUT.roots:
            language = (name.get("lang", "") for name in disorder.iterfind("Name"))
            lists = (str(child.tag) for child in disorder.iterchildren(etree.Element))
            return {
                "language": frozenset(filter(None, language)),
                "list": frozenset(tag for tag in lists if tag.endswith("List")),
            }
    return {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each active disorder, group and subtype as a concept. The file is read as a stream, without entities and
    external definitions.

    Raises DataError when the file is not Orphadata's or ends in the middle.
    """
    noted = reading or Reading()
    return records(path, LAYOUT, lambda disorder: _concept(disorder, noted))


def _concept(disorder: etree._Element, reading: Reading) -> Concept | BrokenRecord | None:
    code, preferred = text(disorder.find("OrphaCode")), text(disorder.find("Name"))
    if not CODE.fullmatch(code) or not preferred:
        return BrokenRecord(code or place(disorder), "it has no OrphaCode that is a number, or no Name")
    if _is_inactive(disorder):
        reading.left_out["entity that left the nomenclature"] += 1
        return None
    if remark := REMARK.match(preferred):
        reading.cleaned["remark in capitals before a name"] += 1
        preferred = preferred[remark.end() :]
    exact, loose = _alignments(disorder)
    return Concept(
        code=code,
        names=tuple(_names(disorder, preferred)),
        definitions=tuple(_definitions(disorder, reading)),
        equivalents=exact,
        cross_references=loose,
        semantic_types=(SemanticType.DISEASE,),
        url=_page(disorder),
    )


def _is_inactive(disorder: etree._Element) -> bool:
    """Return True if a disorder's flags say that it is inactive: product 1 has each flag by itself, the nomenclature
    pack their sum.
    """
    values = (*texts(disorder, "DisorderFlagList/DisorderFlag/Value"), *texts(disorder, "FlagValue"))
    return any(int(value) & INACTIVE for value in values if value.isascii() and value.isdigit())


def _names(disorder: etree._Element, preferred: str) -> Iterator[ConceptName]:
    """The preferred name, the synonyms, which Orphanet calls perfectly equivalent, and the names of entities that are
    now part of this one.
    """
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    for synonym in texts(disorder, "SynonymList/Synonym"):
        if synonym not in seen:
            seen.add(synonym)
            yield ConceptName(synonym, kind_as_written(synonym))
    for association in disorder.iterfind("DisorderDisorderAssociationList/DisorderDisorderAssociation"):
        for moved in texts(association, "RootDisorder/Name"):
            if _number(association, "DisorderDisorderAssociationType") == MOVED_TO and moved not in seen:
                seen.add(moved)
                yield ConceptName(moved, NameKind.ENTRY_TERM)


def _number(element: etree._Element, tag: str) -> str | None:
    """Orphanet's number of the value in a part of an element."""
    part = element.find(tag)
    return None if part is None else part.get("id")


def _definitions(disorder: etree._Element, reading: Reading) -> Iterator[str]:
    sections = "SummaryInformationList/SummaryInformation/TextSectionList/TextSection"
    for section in disorder.iterfind(sections):
        if _number(section, "TextSectionType") == DEFINITION:
            written = text(section.find("Contents"))
            definition = _plain(written)
            if definition != written:
                reading.cleaned["mark of typesetting"] += 1
            if definition:
                yield definition


def _plain(written: str) -> str:
    """A definition without its HTML ("<i>genu valgum</i>")."""
    unmarked = html.unescape(MARK.sub("", DIVIDING_MARK.sub(" ", written)))
    return " ".join(unmarked.split())


def _alignments(disorder: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The records of other vocabularies that mean exactly the same and were validated by Orphanet, and all others."""
    exact: dict[str, None] = {}
    loose: dict[str, None] = {}
    for reference in disorder.iterfind("ExternalReferenceList/ExternalReference"):
        record = _record(text(reference.find("Source")), text(reference.find("Reference")))
        is_exact = _number(reference, "DisorderMappingRelation") == EXACT
        is_checked = _number(reference, "DisorderMappingValidationStatus") == VALIDATED
        if record:
            (exact if is_exact and is_checked else loose)[record] = None
    return tuple(exact), tuple(record for record in loose if record not in exact)


def _record(vocabulary: str, code: str) -> str | None:
    """A record of another vocabulary as "source:code"; None if a part is missing."""
    if not vocabulary or not code:
        return None
    prefix = MESH_PREFIXES.get(code[0]) if vocabulary == "MeSH" else VOCABULARIES.get(vocabulary)
    return f"{prefix or f'{vocabulary.casefold()}:'}{code}"


def _page(disorder: etree._Element) -> str | None:
    """Orphanet's page for the disorder, with https; the file still has http."""
    address = text(disorder.find("ExpertLink"))
    return re.sub(r"^http://", "https://", address) or None
