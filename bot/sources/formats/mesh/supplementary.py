"""NLM's supplementary concept records, mostly drugs and other chemicals: the SupplementalRecordSet XML.

https://www.nlm.nih.gov/mesh/xml_data_elements.html describes the format. One record becomes one concept, with names
like a descriptor's (records.py). Records have no place in the tree: the descriptors under which they are filed, and
those of their pharmacological actions, belong to another source and become links. Remarks for indexers in the notes
are removed (notes.py). Headings that indexers are to consider, registry numbers and the first article about a
substance are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml import etree

from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh.actions import actions, as_medicine, has_therapeutic_name, headings
from bot.sources.formats.mesh.descriptors import DESCRIPTORS, identity_of_set
from bot.sources.formats.mesh.notes import without_remarks
from bot.sources.formats.mesh.records import PAGE, Divided, divided, names, own_concepts, scope_note
from bot.sources.formats.readers.xml_stream import XmlLayout, doctype_edition, place, records, text
from bot.sources.identity import Identity, of_each_member
from bot.terms.model import SemanticType

LAYOUT = XmlLayout(
    title="MeSH supplementary records",
    roots=("SupplementalRecordSet",),
    records=("SupplementalRecord",),
    remedy="Download supp<year>.xml or .gz from NLM again, then repeat the command.",
)
DOCTYPE_DATE = re.compile(rb"nlmsupplementalrecordset_(\d{4})(\d{2})(\d{2})\.dtd", re.IGNORECASE)

# SCRClass: chemicals and drugs, protocols of cancer treatment, rare diseases, organisms, population groups, anatomy
# (https://www.nlm.nih.gov/mesh/intro_record_types.html).
CLASS_TYPES = {
    "1": SemanticType.CHEMICAL,
    "2": SemanticType.TREATMENT,
    "3": SemanticType.DISEASE,
    "4": SemanticType.ORGANISM,
    "5": SemanticType.PERSON,
    "6": SemanticType.BODY_PART,
}
REMARK = "remark for indexers"


def edition(path: Path) -> Edition | None:
    """Return the MeSH edition: the date in the DOCTYPE's address of the document type definition."""
    return doctype_edition(path, DOCTYPE_DATE)


def identity(path: Path) -> Identity:
    """Return the root element and the language, as for descriptors."""
    return of_each_member(path, partial(identity_of_set, layout=LAYOUT))


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each supplementary record of the file as a concept, followed by its `own` concepts (see records.py). The
    file is read as a stream, without entities and external definitions.

    Raises DataError when the file is not a SupplementalRecordSet or ends in the middle.
    """
    noted = reading or Reading()
    own: list[Concept] = []
    for record in records(path, LAYOUT, lambda record: _concept(record, noted, own)):
        yield record
        yield from own
        own.clear()


def _concept(record: etree._Element, reading: Reading, own: list[Concept]) -> Concept | BrokenRecord:
    """Convert a record to a concept; its `own` concepts are appended to `own`."""
    code = text(record.find("SupplementalRecordUI"))
    preferred = text(record.find("SupplementalRecordName/String"))
    if not code or not preferred:
        return BrokenRecord(code or place(record), "it has no SupplementalRecordUI or no SupplementalRecordName")
    acts_as = tuple(actions(record, DESCRIPTORS))
    kinds = _kinds(record, acts_as)
    concepts = divided(record)
    own.extend(own_concepts(concepts, code, kinds))
    return Concept(
        code=code,
        names=tuple(names(concepts, preferred)),
        definitions=tuple(_definitions(record, concepts, reading)),
        see_also=tuple(concept.code for concept in own),
        links=(*acts_as, *headings(record, DESCRIPTORS)),
        semantic_types=kinds,
        url=PAGE.format(code),
    )


def _kinds(record: etree._Element, acts_as: tuple[Link, ...]) -> tuple[SemanticType, ...]:
    kind = CLASS_TYPES.get(record.get("SCRClass", ""))
    kinds = (kind,) if kind else ()
    return as_medicine(kinds) if any(map(has_therapeutic_name, acts_as)) else kinds


def _definitions(record: etree._Element, concepts: Divided, reading: Reading) -> Iterator[str]:
    """The record's note without remarks for indexers, and the scope note of its preferred concept, which few records
    have.
    """
    note = text(record.find("Note"))
    remark = without_remarks(note)
    if remark != note:
        reading.cleaned[REMARK] += 1
    yield from dict.fromkeys(filter(None, (remark, *scope_note(concepts))))
