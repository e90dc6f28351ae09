"""NLM's supplementary concept records, mostly drugs and other chemicals: the SupplementalRecordSet XML.

The format is described at https://www.nlm.nih.gov/mesh/xml_data_elements.html. One record becomes one concept, named as
a descriptor is (see mesh.py). Records have no place in the tree; the descriptors that they are mapped to are another
source and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml import etree

from bot.lexicon.model import SemanticType
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh import PAGE, identity_of_set, names
from bot.sources.formats.xml_stream import XmlLayout, doctype_edition, place, records, text
from bot.sources.identity import Identity, of_each_member

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

# What a note tells indexers and searchers, which says nothing of the thing itself. A note is remarks between semicolons.
REMARK = re.compile(
    r"(?:.*\b(?:first source|(?:parent|main) (?:cpd|compound)|minor descriptor|index medicus)\b.*"
    r"|(?:RN|MF)\b.*|structure(?: (?:given )?in\b.*)?|(?:on-line|online) search\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def edition(path: Path) -> Edition | None:
    """The MeSH edition: the date in the DOCTYPE's address of the document type definition."""
    return doctype_edition(path, DOCTYPE_DATE)


def identity(path: Path) -> Identity:
    """The root element and the language, as for descriptors."""
    return of_each_member(path, partial(identity_of_set, layout=LAYOUT))


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each supplementary record of the file as a concept, read as a stream with entities and external definitions off.

    Raises DataError when the file is not a SupplementalRecordSet or ends in the middle.
    """
    return records(path, LAYOUT, _concept)


def _concept(record: etree._Element) -> Concept | BrokenRecord:
    code = text(record.find("SupplementalRecordUI"))
    preferred = text(record.find("SupplementalRecordName/String"))
    if not code or not preferred:
        return BrokenRecord(code or place(record), "it has no SupplementalRecordUI or no SupplementalRecordName")
    kind = CLASS_TYPES.get(record.get("SCRClass", ""))
    return Concept(
        code=code,
        names=tuple(names(record, preferred)),
        definitions=tuple(_definition(text(record.find("Note")))),
        semantic_types=(kind,) if kind else (),
        url=PAGE.format(code),
    )


def _definition(note: str) -> Iterator[str]:
    """The whole note as it stands, unless all of it is remarks for indexers."""
    if any(part.strip() and not REMARK.fullmatch(part.strip()) for part in note.split(";")):
        yield note
