"""NLM's Medical Subject Headings: the DescriptorRecordSet XML.

https://www.nlm.nih.gov/mesh/xml_data_elements.html describes the format. One descriptor becomes one concept, and so
does each of its other concepts with a scope note (records.py). The meaning of capitals in a scope note, and whether
an action makes a chemical a medicine, depend on other records of the file, which may come later: concepts wait in a
temporary file until all have been read (second_reading.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh.actions import actions
from bot.sources.formats.mesh.records import PAGE, divided, names, own_concepts, scope_note
from bot.sources.formats.mesh.second_reading import Entry, SecondReading
from bot.sources.formats.readers.xml_stream import (
    CHUNK,
    XmlLayout,
    doctype_edition,
    first_element,
    place,
    records,
    texts,
)
from bot.sources.identity import Identity, of_each_member
from bot.terms.model import SemanticType

DOCTYPE_DATE = re.compile(rb"nlmdescriptorrecordset_(\d{4})(\d{2})(\d{2})\.dtd", re.IGNORECASE)
LAYOUT = XmlLayout(
    title="MeSH",
    roots=("DescriptorRecordSet",),
    records=("DescriptorRecord",),
    remedy="Download desc<year>.xml or .gz from NLM again, then repeat the command.",
)
# The source's id in the catalogue, for files that are read without a source.
DESCRIPTORS = "mesh"

# The language of NLM's own edition. Translations of MeSH have theirs ("fre", "spa") in the same layout.
ENGLISH = "eng"

# The branches of the MeSH tree (https://meshb.nlm.nih.gov/treeView): what a descriptor there is. The longest
# number that fits counts.
BRANCH_TYPES = {
    "A11.284": SemanticType.CELL_PART,
    "A10": SemanticType.TISSUE,
    "A11": SemanticType.CELL,
    "A12": SemanticType.BODY_SUBSTANCE,
    "C23.888": SemanticType.SYMPTOM,
    "C26": SemanticType.INJURY,
    "D06.472": SemanticType.HORMONE,
    "D12.776": SemanticType.PROTEIN,
    "D12.644": SemanticType.PROTEIN,
    "D08.811": SemanticType.PROTEIN,
    "D27.505.954": SemanticType.MEDICINE,
    "E01": SemanticType.TEST,
    "E02": SemanticType.TREATMENT,
    "E04": SemanticType.PROCEDURE,
    "E07": SemanticType.DEVICE,
    "F01": SemanticType.BEHAVIOR,
    "F01.145.126": SemanticType.SYMPTOM,
    "F02.784.176": SemanticType.TREATMENT,
    "F03": SemanticType.MENTAL_DISORDER,
    "F04": SemanticType.SPECIALTY,
    "F04.570": SemanticType.TREATMENT,
    "F04.711": SemanticType.TEST,
    "F04.754": SemanticType.TREATMENT,
    "G01": SemanticType.PHENOMENON,
    "G02": SemanticType.PHENOMENON,
    "G07.203.100": SemanticType.OBJECT,
    "G07.203.300": SemanticType.OBJECT,
    "G05.360.340.024.340": SemanticType.GENE,
    "A": SemanticType.BODY_PART,
    "B": SemanticType.ORGANISM,
    "C": SemanticType.DISEASE,
    "D": SemanticType.CHEMICAL,
    "E": SemanticType.PROCEDURE,
    "F": SemanticType.BODY_PROCESS,
    "G": SemanticType.BODY_PROCESS,
    "H": SemanticType.SPECIALTY,
    "J": SemanticType.OBJECT,
    "M": SemanticType.PERSON,
    "Z": SemanticType.PLACE,
}
# A kind that says less or something else where the tree has one of these for the same descriptor: a neuron
# stands among the parts of the nervous system, a chromosome among genetic phenomena, a denture among dental
# procedures.
GIVES_WAY = {
    SemanticType.BODY_PART: {SemanticType.CELL, SemanticType.CELL_PART, SemanticType.BODY_SUBSTANCE},
    SemanticType.TISSUE: {SemanticType.CELL, SemanticType.CELL_PART},
    SemanticType.CELL: {SemanticType.CELL_PART},
    SemanticType.CHEMICAL: {
        SemanticType.MEDICINE,
        SemanticType.PROTEIN,
        SemanticType.HORMONE,
        SemanticType.GENE,
        SemanticType.BODY_SUBSTANCE,
    },
    SemanticType.PROTEIN: {SemanticType.HORMONE},
    SemanticType.PHENOMENON: {SemanticType.BODY_PROCESS, SemanticType.GENE, SemanticType.DISEASE},
    SemanticType.BODY_PROCESS: {
        SemanticType.GENE,
        SemanticType.CELL_PART,
        SemanticType.BODY_SUBSTANCE,
        SemanticType.SYMPTOM,
        SemanticType.ORGANISM,
        SemanticType.TREATMENT,
        SemanticType.OBJECT,
    },
    SemanticType.BEHAVIOR: {SemanticType.SYMPTOM, SemanticType.PERSON},
    SemanticType.SPECIALTY: {SemanticType.TREATMENT},
    SemanticType.PROCEDURE: {SemanticType.TEST, SemanticType.DEVICE},
}
# Poisonings and what substances do to people; whoever is dependent on one is ill in mind, too.
SUBSTANCE_RELATED = "C25"
# Mental disorders of other parts of the tree are those of the brain (dementia among them), of sleep, and what
# substances do to the body.
BODILY = ("F03.615", "F03.870", "F03.900")
# A branch is a category, a letter, or whole parts of a number behind it.
BRANCH_LENGTHS = sorted({len(branch) for branch in BRANCH_TYPES}, reverse=True)


def edition(path: Path) -> Edition | None:
    """Return the MeSH edition: the date in the DOCTYPE's address of the document type definition."""
    return doctype_edition(path, DOCTYPE_DATE)


def identity(path: Path) -> Identity:
    """Return the root element (`root`), which distinguishes descriptors from supplementary records and qualifiers,
    and the `language` (DTD: LanguageCode).
    """
    return of_each_member(path, partial(identity_of_set, layout=LAYOUT))


def identity_of_set(stream: BinaryIO, layout: XmlLayout) -> Identity:
    """Return the identity of a set of records in one of MeSH's layouts, by its first tag; empty for any other file."""
    root = first_element(stream.read(CHUNK))
    if root is None or root.tag not in layout.roots:
        return {}
    return {"root": frozenset([root.tag]), "language": frozenset([root.get("LanguageCode", ENGLISH)])}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each descriptor of the file as a concept, followed by its `own` concepts (see records.py). The file is
    read as a stream, without entities and external definitions.

    Raises DataError when the file is not a DescriptorRecordSet or ends in the middle.
    """
    reading = reading or Reading()
    source = reading.source.id if reading.source else DESCRIPTORS
    with SecondReading(reading) as second:
        for broken in records(path, LAYOUT, lambda record: _read(record, source, second)):
            second.put_by_broken(cast(BrokenRecord, broken))
        yield from second.concepts()


def _read(record: etree._Element, source: str, second: SecondReading) -> BrokenRecord | None:
    """Store a descriptor for the second reading; return only a broken one."""
    code = (record.findtext("DescriptorUI") or "").strip()
    preferred = (record.findtext("DescriptorName/String") or "").strip()
    if not code or not preferred:
        return BrokenRecord(code or place(record), "it has no DescriptorUI or no DescriptorName")
    tree_numbers = tuple(texts(record, "TreeNumberList/TreeNumber"))
    kinds = semantic_types(tree_numbers)
    concepts = divided(record)
    own = list(own_concepts(concepts, code, kinds))
    see_also = texts(record, "SeeRelatedList/SeeRelatedDescriptor/DescriptorReferredTo/DescriptorUI")
    descriptor = Concept(
        code=code,
        names=tuple(names(concepts, preferred)),
        definitions=tuple(scope_note(concepts)),
        tree_numbers=tree_numbers,
        see_also=(*see_also, *(concept.code for concept in own)),
        links=tuple(actions(record, source)),
        semantic_types=kinds,
        url=PAGE.format(code),
    )
    second.put_by(Entry(descriptor, own))
    return None


def semantic_types(tree_numbers: tuple[str, ...]) -> tuple[SemanticType, ...]:
    """What a descriptor with these tree numbers is, each kind once; without those that say less than another."""
    is_bodily = any(number[:1] == "C" and not number.startswith(SUBSTANCE_RELATED) for number in tree_numbers)
    telling = (number for number in tree_numbers if not (is_bodily and number.startswith(BODILY)))
    kinds = dict.fromkeys(filter(None, map(semantic_type, telling)))
    return tuple(kind for kind in kinds if GIVES_WAY.get(kind, set()).isdisjoint(kinds))


def semantic_type(tree_number: str) -> SemanticType | None:
    """What a descriptor with this tree number is; None for branches that say nothing about it (health care,
    humanities).
    """
    branches = (tree_number[:length] for length in BRANCH_LENGTHS)
    return next((BRANCH_TYPES[branch] for branch in branches if branch in BRANCH_TYPES), None)
