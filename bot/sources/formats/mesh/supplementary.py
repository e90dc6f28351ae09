"""NLM's supplementary concept records, mostly drugs and other chemicals: the SupplementalRecordSet XML.

The format is described at https://www.nlm.nih.gov/mesh/xml_data_elements.html. One record becomes one concept, named as
a descriptor is (mesh_records.py). Records have no place in the tree: the descriptors under which they are filed, and those of their
pharmacological actions, are another source's records and become links. Notes are for indexers first; what only they need is cleaned away
(mesh_notes.py). Headings that indexers are to consider, registry numbers and the first article about a substance are left out.
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
    """The MeSH edition: the date in the DOCTYPE's address of the document type definition."""
    return doctype_edition(path, DOCTYPE_DATE)


def identity(path: Path) -> Identity:
    """The root element and the language, as for descriptors."""
    return of_each_member(path, partial(identity_of_set, layout=LAYOUT))


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each supplementary record of the file as a concept, and after it those of its concepts that have a scope note, read as a stream
    with entities and external definitions off.

    Raises DataError when the file is not a SupplementalRecordSet or ends in the middle.
    """
    noted = reading or Reading()
    own: list[Concept] = []
    for record in records(path, LAYOUT, lambda record: _concept(record, noted, own)):
        yield record
        yield from own
        own.clear()


def _concept(record: etree._Element, reading: Reading, own: list[Concept]) -> Concept | BrokenRecord:
    """The concept of a record; concepts of its own are put into `own`."""
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
    """The record's note without remarks, and the scope note of its preferred concept, which few records have."""
    note = text(record.find("Note"))
    kept = without_remarks(note)
    if kept != note:
        reading.cleaned[REMARK] += 1
    yield from dict.fromkeys(filter(None, (kept, *scope_note(concepts))))
