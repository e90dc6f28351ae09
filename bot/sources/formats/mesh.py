"""NLM's Medical Subject Headings: the DescriptorRecordSet XML.

The format is described at https://www.nlm.nih.gov/mesh/xml_data_elements.html. One descriptor becomes one concept: its
preferred concept's terms are names of the same meaning; the terms of its other concepts (narrower, broader, related)
are entry terms, which lead to the descriptor but mean something else
(https://www.nlm.nih.gov/mesh/concept_structure.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from bot.lexicon.model import NameKind, SemanticType
from bot.lexicon.names import looks_like_abbreviation
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition
from bot.sources.formats.xml_stream import CHUNK, XmlLayout, doctype_edition, place, records, root_of, texts
from bot.sources.identity import Identity, of_each_member

PAGE = "https://meshb.nlm.nih.gov/record/ui?ui={}"
DOCTYPE_DATE = re.compile(rb"nlmdescriptorrecordset_(\d{4})(\d{2})(\d{2})\.dtd", re.IGNORECASE)
LAYOUT = XmlLayout(
    title="MeSH",
    roots=("DescriptorRecordSet",),
    records=("DescriptorRecord",),
    remedy="Download desc<year>.xml or .gz from NLM again, then repeat the command.",
)

# The language of NLM's own edition. Those who translate MeSH say theirs ("fre", "spa") in the same layout.
ENGLISH = "eng"

# LexicalTag values for abbreviations and acronyms; EPO and NAM mark eponyms and proper names.
ABBREVIATION_TAGS = frozenset({"ABB", "ABX", "ACR", "ACX"})

# The branches of the MeSH tree (https://meshb.nlm.nih.gov/treeView), longest number first: what a descriptor there is.
BRANCH_TYPES = (
    ("A11.284", SemanticType.CELL_PART),
    ("A10", SemanticType.TISSUE),
    ("A11", SemanticType.CELL),
    ("A12", SemanticType.BODY_SUBSTANCE),
    ("C23.888", SemanticType.SYMPTOM),
    ("C26", SemanticType.INJURY),
    ("D06.472", SemanticType.HORMONE),
    ("D12.776", SemanticType.PROTEIN),
    ("D12.644", SemanticType.PROTEIN),
    ("D08.811", SemanticType.PROTEIN),
    ("D27.505.954", SemanticType.MEDICINE),
    ("E01", SemanticType.TEST),
    ("E02", SemanticType.TREATMENT),
    ("E04", SemanticType.PROCEDURE),
    ("E07", SemanticType.DEVICE),
    ("F01", SemanticType.BEHAVIOR),
    ("F03", SemanticType.MENTAL_DISORDER),
    ("F04", SemanticType.SPECIALTY),
    ("G01", SemanticType.PHENOMENON),
    ("G02", SemanticType.PHENOMENON),
    ("G05.360.340.024.340", SemanticType.GENE),
    ("A", SemanticType.BODY_PART),
    ("B", SemanticType.ORGANISM),
    ("C", SemanticType.DISEASE),
    ("D", SemanticType.CHEMICAL),
    ("E", SemanticType.PROCEDURE),
    ("F", SemanticType.BODY_PROCESS),
    ("G", SemanticType.BODY_PROCESS),
    ("H", SemanticType.SPECIALTY),
    ("J", SemanticType.OBJECT),
    ("M", SemanticType.PERSON),
    ("Z", SemanticType.PLACE),
)


def edition(path: Path) -> Edition | None:
    """The MeSH edition: the date in the DOCTYPE's address of the document type definition."""
    return doctype_edition(path, DOCTYPE_DATE)


def identity(path: Path) -> Identity:
    """The root element, which tells descriptors from supplementary records and qualifiers, and the language (DTD: LanguageCode)."""
    return of_each_member(path, partial(identity_of_set, layout=LAYOUT))


def identity_of_set(stream: BinaryIO, layout: XmlLayout) -> Identity:
    """What a set of records in one of MeSH's layouts says in its first tag; nothing for any other file."""
    root = root_of(stream.read(CHUNK))
    if root is None or root.tag not in layout.roots:
        return {}
    return {"root": frozenset([root.tag]), "language": frozenset([root.get("LanguageCode", ENGLISH)])}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each descriptor of the file as a concept, read as a stream with entities and external definitions off.

    Raises DataError when the file is not a DescriptorRecordSet or ends in the middle.
    """
    return records(path, LAYOUT, _concept)


def _concept(record: etree._Element) -> Concept | BrokenRecord:
    code = (record.findtext("DescriptorUI") or "").strip()
    preferred = (record.findtext("DescriptorName/String") or "").strip()
    if not code or not preferred:
        return BrokenRecord(code or place(record), "it has no DescriptorUI or no DescriptorName")
    tree_numbers = tuple(texts(record, "TreeNumberList/TreeNumber"))
    return Concept(
        code=code,
        names=tuple(names(record, preferred)),
        definitions=tuple(_scope_note(record)),
        tree_numbers=tree_numbers,
        see_also=tuple(texts(record, "SeeRelatedList/SeeRelatedDescriptor/DescriptorReferredTo/DescriptorUI")),
        semantic_types=tuple(dict.fromkeys(filter(None, map(semantic_type, tree_numbers)))),
        url=PAGE.format(code),
    )


def semantic_type(tree_number: str) -> SemanticType | None:
    """What a descriptor with this tree number is; None for branches that say nothing about it (health care, humanities)."""
    return next((kind for branch, kind in BRANCH_TYPES if tree_number.startswith(branch)), None)


def names(record: etree._Element, preferred: str) -> Iterator[ConceptName]:
    """The preferred name, then each term of the record's concepts once, as what it is to the preferred concept."""
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    for concept in record.iterfind("ConceptList/Concept"):
        is_preferred = concept.get("PreferredConceptYN") == "Y"
        for string in concept.iterfind("TermList/Term/String"):
            name = (string.text or "").strip()
            if name and name not in seen:
                seen.add(name)
                yield ConceptName(name, _kind(name, string, is_preferred))


def _kind(name: str, string: etree._Element, of_preferred_concept: bool) -> NameKind:
    if not of_preferred_concept:
        return NameKind.ENTRY_TERM
    if string.getparent().get("LexicalTag") in ABBREVIATION_TAGS or looks_like_abbreviation(name):
        return NameKind.ABBREVIATION
    return NameKind.SYNONYM


def _scope_note(record: etree._Element) -> Iterator[str]:
    return texts(record, "ConceptList/Concept[@PreferredConceptYN='Y']/ScopeNote")
