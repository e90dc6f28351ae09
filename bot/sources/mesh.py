"""NLM's Medical Subject Headings: the DescriptorRecordSet XML.

The format is described at https://www.nlm.nih.gov/mesh/xml_data_elements.html. One descriptor becomes one concept: its
preferred concept's terms are names of the same meaning; the terms of its other concepts (narrower, broader, related)
are entry terms, which lead to the descriptor but mean something else
(https://www.nlm.nih.gov/mesh/concept_structure.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from bot.errors import DataError
from bot.lexicon.model import NameKind, SemanticType
from bot.lexicon.names import looks_like_abbreviation
from bot.sources.concept import BrokenRecord, Concept, ConceptName
from bot.sources.edition import Edition
from bot.sources.files import members, naming_damage, reason

PAGE = "https://meshb.nlm.nih.gov/record/ui?ui={}"
DOCTYPE_DATE = re.compile(rb"nlmdescriptorrecordset_(\d{4})(\d{2})(\d{2})\.dtd", re.IGNORECASE)
DOCTYPE_WITHIN = 4096

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
    for _, stream in members(path):
        with naming_damage(path):
            date = DOCTYPE_DATE.search(stream.read(DOCTYPE_WITHIN))
        if date:
            year, month, day = (int(part) for part in date.groups())
            return Edition(label=f"{year:04}-{month:02}-{day:02}", year=year)
    return None


def concepts(path: Path) -> Iterator[Concept | BrokenRecord]:
    """Each descriptor of the file as a concept, read as a stream with entities and external definitions off.

    Raises DataError when the file is not a DescriptorRecordSet or ends in the middle.
    """
    for name, stream in members(path):
        with naming_damage(path):
            yield from _descriptors(name, stream)


def _descriptors(name: str, stream: BinaryIO) -> Iterator[Concept | BrokenRecord]:
    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = next(events)[1]
        _refuse_other_root(name, root)
        for event, element in events:
            if event == "end" and element.tag == "DescriptorRecord":
                yield _concept(element)
                root.clear()
    except etree.XMLSyntaxError as error:
        raise DataError(
            f"The file {name} is not whole MeSH XML: {reason(error)}.",
            "Download desc<year>.xml or .gz from NLM again, then repeat the command.",
        ) from error


def _refuse_other_root(name: str, root: etree._Element) -> None:
    if root.tag != "DescriptorRecordSet":
        raise DataError(
            f"The file {name} is not MeSH: it holds <{root.tag}>, not <DescriptorRecordSet>.",
            "Give NLM's descriptor file (desc<year>.xml or .gz).",
        )


def _concept(record: etree._Element) -> Concept | BrokenRecord:
    code = (record.findtext("DescriptorUI") or "").strip()
    preferred = (record.findtext("DescriptorName/String") or "").strip()
    if not code or not preferred:
        where = code or f"the record that ends in line {record.sourceline}"
        return BrokenRecord(where, "it has no DescriptorUI or no DescriptorName")
    tree_numbers = tuple(_texts(record, "TreeNumberList/TreeNumber"))
    return Concept(
        code=code,
        names=tuple(_names(record, preferred)),
        definitions=tuple(_scope_note(record)),
        tree_numbers=tree_numbers,
        see_also=tuple(_texts(record, "SeeRelatedList/SeeRelatedDescriptor/DescriptorReferredTo/DescriptorUI")),
        semantic_types=tuple(dict.fromkeys(filter(None, map(semantic_type, tree_numbers)))),
        url=PAGE.format(code),
    )


def semantic_type(tree_number: str) -> SemanticType | None:
    """What a descriptor with this tree number is; None for branches that say nothing about it (health care, humanities)."""
    return next((kind for branch, kind in BRANCH_TYPES if tree_number.startswith(branch)), None)


def _names(record: etree._Element, preferred: str) -> Iterator[ConceptName]:
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    for concept in record.iterfind("ConceptList/Concept"):
        is_preferred = concept.get("PreferredConceptYN") == "Y"
        for term in concept.iterfind("TermList/Term"):
            name = (term.findtext("String") or "").strip()
            if name and name not in seen:
                seen.add(name)
                yield ConceptName(name, _kind(name, term, is_preferred))


def _kind(name: str, term: etree._Element, of_preferred_concept: bool) -> NameKind:
    if not of_preferred_concept:
        return NameKind.ENTRY_TERM
    if term.get("LexicalTag") in ABBREVIATION_TAGS or looks_like_abbreviation(name):
        return NameKind.ABBREVIATION
    return NameKind.SYNONYM


def _scope_note(record: etree._Element) -> Iterator[str]:
    note = record.findtext("ConceptList/Concept[@PreferredConceptYN='Y']/ScopeNote")
    text = " ".join((note or "").split())
    if text:
        yield text


def _texts(record: etree._Element, path: str) -> Iterator[str]:
    return (element.text.strip() for element in record.iterfind(path) if element.text and element.text.strip())
